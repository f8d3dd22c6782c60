from collections.abc import Callable

from flask.testing import FlaskClient

from catalogue.db import writing
from tests.catalogue.web.shelf import Shelf
from tests.factories import make_institution, make_resource


def test_every_chart_has_its_table(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/about/numbers").text
    assert page.count("<figure") == page.count("<table") == 8


def test_figures_count_what_is_public(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/about/numbers").text
    assert "目录里现在有 1 个免费资源。" in page
    assert '<a class="bar-label" href="/search?audience=elderly">老年人</a>' in page
    assert "不该出现的标题" not in page


def test_figures_follow_the_index(client: FlaskClient, shelf: Shelf, index_all: Callable[[], None]) -> None:
    assert "目录里现在有 1 个免费资源。" in client.get("/about/numbers").text
    with writing() as session:
        make_resource(session, provider=make_institution(session, name="新来的学院", region="3602"))
    index_all()
    page = client.get("/about/numbers").text
    assert "目录里现在有 2 个免费资源。" in page
    assert "新来的学院" in page
    assert "景德镇市" in page


def test_without_an_index_it_says_so(client: FlaskClient) -> None:
    assert client.get("/about/numbers").status_code == 503
