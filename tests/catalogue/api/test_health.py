from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from catalogue import create_app
from catalogue.db import db, writing
from tests.catalogue.api.conftest import Site


def test_a_process_that_answers_is_up(client: FlaskClient) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json, answer.headers["Cache-Control"]) == (200, {"status": "ok"}, "no-store")


def test_a_migrated_and_indexed_site_is_ready(client: FlaskClient, site: Site) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json["status"]) == (200, "ready")


def test_without_an_index_it_is_not_ready(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert [name for name, check in answer.json["checks"].items() if check["status"] == "fail"] == ["index"]


def test_an_old_database_is_not_ready_and_says_what_to_do(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    db.session.commit()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json["checks"]["database"]["message"].endswith("请运行 catalogue upgrade")


def test_an_unreachable_database_is_not_ready_while_the_process_is_up(tmp_path: Path) -> None:
    app = create_app(tmp_path / "one")
    client = app.test_client()
    (tmp_path / "one" / "catalogue.sqlite").unlink(missing_ok=True)
    with app.app_context():
        db.engine.dispose()
    (tmp_path / "one" / "catalogue.sqlite").mkdir()

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json["checks"]["database"]["status"] == "fail"
