"""Applications at the administrators' pages: the list, one beside what is known, the proof, the decision."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.domain.applications.applying import confirm_email
from catalogue.models import Account, Application, Institution, OutgoingMail
from tests.applications import PDF, folder, make_application, make_credit_code
from tests.factories import make_institution
from tests.people import make_account

LIST = "/admin/applications/"


@pytest.fixture
def waiting(administrator: Account) -> str:
    """The address of an application that waits."""
    with writing() as session:
        application = make_application(session, name="赣江数字学院", phone="0791-88886666")
        return LIST + application.public_id


def the_application() -> Application:
    db.session.rollback()
    return db.session.scalars(select(Application)).one()


def test_what_waits_is_listed(client: FlaskClient, waiting: str) -> None:
    page = client.get(LIST).text
    assert f'href="{waiting}"' in page
    assert "等待核对（1）" in page
    assert "邮箱未确认" in page


def test_what_waits_long_stands_out(client: FlaskClient, waiting: str) -> None:
    with writing() as session:
        application = session.scalars(select(Application)).one()
        application.email_confirmed_at = now() - timedelta(days=12)
    assert '<b class="badge live">等了 12 天</b>' in client.get(LIST).text
    assert "1 份等了 7 天以上" in client.get("/admin/").text


def test_an_empty_list_says_what_comes_there(client: FlaskClient, administrator: Account) -> None:
    assert "没有等待核对的申请" in client.get(LIST).text
    assert "还没有已通过的申请" in client.get(f"{LIST}?state=accepted").text


def test_an_unknown_state_lists_what_waits(client: FlaskClient, waiting: str) -> None:
    assert client.get(f"{LIST}?state=nonsense&page=99999999999").text.count(f'"{waiting}"') == 2


def test_one_stands_beside_what_is_known(client: FlaskClient, waiting: str) -> None:
    with writing() as session:
        known = make_institution(session, name="赣江数字学院")
        make_account(session, institution=known, name="已在的人")
        make_application(session, name="同码学院", credit_code=session.scalars(select(Application.credit_code)).one())
    page = client.get(waiting).text
    assert f'value="{known.public_id}"' in page
    assert "已有成员：已在的人" in page
    assert "同码学院" in page
    assert "请先打电话核实" in page


def test_a_confirmed_address_is_said_to_be(client: FlaskClient, waiting: str) -> None:
    with writing() as session:
        confirm_email(session, session.scalars(select(Application)).one())
    assert "请先打电话核实" not in client.get(waiting).text


def test_the_proof_is_saved_and_never_shown(client: FlaskClient, waiting: str) -> None:
    answer = client.get(f"{waiting}/proof")
    name = f"{waiting.rpartition('/')[2]}.pdf"
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_lost_proof_is_not_found(client: FlaskClient, waiting: str) -> None:
    (folder() / waiting.rpartition("/")[2]).unlink()
    answer = client.get(f"{waiting}/proof")
    assert (answer.status_code, "找不到这份证明材料的文件" in answer.text) == (404, True)


def test_accepting_as_new(client: FlaskClient, administrator: Account, waiting: str) -> None:
    answer = client.post(f"{waiting}/accept", data={"institution": "new"})
    assert (answer.status_code, answer.location) == (303, LIST)
    application = the_application()
    assert application.institution
    assert (application.institution.name, application.institution.verified) == ("赣江数字学院", True)
    assert (application.state, application.decided_by) == ("accepted", administrator.actor)
    assert "已通过" in client.get(LIST).text


def test_joining_a_likely_institution(client: FlaskClient, waiting: str) -> None:
    with writing() as session:
        known = make_institution(session, name="赣江学院")
    client.post(f"{waiting}/accept", data={"institution": known.public_id})
    assert the_application().institution_id == known.id


def test_joining_another_by_its_name(client: FlaskClient, waiting: str) -> None:
    client.post(f"{waiting}/accept", data={"institution": "other", "other": "没有这一家"})
    with writing() as session:
        session.add(known := Institution(name="某某大学"))
    client.post(f"/admin/institutions/{known.public_id}/names", data={"alias": "某某大学本部"})
    assert client.post(f"{waiting}/accept", data={"institution": "other", "other": "某某大学本部"}).status_code == 303
    assert the_application().institution_id == known.id


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "请选择新建，还是加入哪个机构。"),
        ({"institution": "other", "other": ""}, "目录里没有这个名称的机构"),
        ({"institution": "aaaaaaaaaa"}, "没有编号为 aaaaaaaaaa 的机构"),
    ],
)
def test_a_decision_that_names_nothing_is_refused(
    client: FlaskClient, waiting: str, sent: dict[str, str], said: str
) -> None:
    answer = client.post(f"{waiting}/accept", data=sent)
    assert (answer.status_code, said in answer.text, "<title>请改正：" in answer.text) == (400, True, True)
    assert the_application().state == "open"


def test_refusing_tells_why(client: FlaskClient, waiting: str) -> None:
    answer = client.post(f"{waiting}/refuse", data={"reason": "证书看不清"})
    assert (answer.status_code, the_application().state) == (303, "refused")
    assert "证书看不清" in db.session.scalars(select(OutgoingMail.text)).one()
    assert "证书看不清" in client.get(waiting).text


def test_refusing_without_a_reason_is_refused(client: FlaskClient, waiting: str) -> None:
    answer = client.post(f"{waiting}/refuse", data={"reason": ""})
    assert (answer.status_code, "请写明原因。" in answer.text) == (400, True)
    assert the_application().state == "open"


def test_the_second_of_two_administrators_is_told(client: FlaskClient, waiting: str) -> None:
    client.post(f"{waiting}/accept", data={"institution": "new"})
    answer = client.post(f"{waiting}/refuse", data={"reason": "迟了"})
    assert (answer.status_code, "已经处理过了（已通过）" in answer.text) == (400, True)


def test_what_strangers_wrote_is_shown_harmless(client: FlaskClient, administrator: Account) -> None:
    with writing() as session:
        hostile = '"><script>alert(1)</script>'
        application = make_application(session, name=hostile, duty=hostile, credit_code=make_credit_code())
    for path in (LIST, LIST + application.public_id, "/admin/accounts/"):
        assert "<script>alert" not in client.get(path).text


def test_a_stranger_finds_nothing_by_guessing(client: FlaskClient, administrator: Account) -> None:
    assert client.get(f"{LIST}aaaaaaaaaa").status_code == 404
    assert client.get(f"{LIST}aaaaaaaaaa/proof").status_code == 404
