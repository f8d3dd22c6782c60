"""Registering an institution by the form anybody may fill in."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from catalogue.db import db, writing
from catalogue.domain.applications import letters as application_letters
from catalogue.domain.applications.applying import find_application
from catalogue.domain.applications.deciding import refuse
from catalogue.models import Account, Application, OutgoingMail
from tests.applications import PDF, folder, make_application, make_credit_code
from tests.people import PASSWORD, csrf_of, make_account, person, sign_in

FORM = "/account/register"


def filled(**changed: Any) -> dict[str, Any]:
    return {
        "institution": "赣江数字学院",
        "kind": "school",
        "region": "360102",
        "credit_code": make_credit_code().lower(),
        "name": "甲",
        "email": "jia@example.cn",
        "password": PASSWORD,
        "phone": "0791-88886666",
        "duty": "教务处",
        "proof": (BytesIO(PDF), "证书.pdf"),
        "consent": "yes",
        "website": "",
        **changed,
    }


def send(client: FlaskClient, **changed: Any) -> TestResponse:
    return client.post(FORM, data=filled(**changed), content_type="multipart/form-data")


def kept() -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.scalars(select(Application))
    return [(row.name, row.region, row.account.email or "") for row in rows]


def letters() -> list[OutgoingMail]:
    db.session.rollback()
    return list(db.session.scalars(select(OutgoingMail)))


def link_in(mail: OutgoingMail) -> str:
    found = re.search(r"/account/register/confirm\S+", mail.text)
    assert found
    return found[0]


def test_anybody_registers_an_institution(client: FlaskClient) -> None:
    assert "登记机构" in client.get(FORM).text
    answer = send(client)
    assert (answer.status_code, answer.location) == (303, f"{FORM}/thanks")
    assert "谢谢，已经收到" in client.get(answer.location).text
    assert kept() == [("赣江数字学院", "360102", "jia@example.cn")]
    assert [(mail.recipient, mail.subject) for mail in letters()] == [("jia@example.cn", "请确认您的邮箱 - 赣学")]


def test_an_address_with_an_account_gets_the_same_answer_and_its_owner_a_letter(client: FlaskClient) -> None:
    with writing() as session:
        make_account(session, email="jia@example.cn", name="真甲")
    unknown, known = send(client, email="yi@example.cn"), send(client)
    assert (known.status_code, known.location, known.data) == (unknown.status_code, unknown.location, unknown.data)
    assert kept() == [("赣江数字学院", "360102", "yi@example.cn")]
    [_, mail] = letters()
    assert (mail.recipient, mail.subject) == ("jia@example.cn", "您的邮箱已经有账号 - 赣学")
    assert "真甲" in mail.text


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"institution": ""}, "请填写机构名称。"),
        ({"institution": "大学"}, "请填写机构的全称"),
        ({"kind": "nonsense"}, "field-error"),
        ({"region": ""}, "请选择所在地区。"),
        ({"credit_code": "91350100M000100Y44"}, "校验位不对"),
        ({"name": " "}, "请填写姓名"),
        ({"email": "nobody"}, "这不像一个邮箱地址"),
        ({"password": "short"}, "密码至少要 10 个字符"),
        ({"password": "jia@example.cn"}, "密码里不要有您的邮箱或姓名"),
        ({"phone": "没有"}, "请填写能打通的电话号码"),
        ({"duty": ""}, "请填写您的职务。"),
        ({"proof": None}, "请选择证明材料的文件。"),
        ({"proof": "not a file"}, "请选择证明材料的文件。"),
        ({"proof": (BytesIO(b"<script>"), "证书.pdf")}, "证明材料须是 PDF、PNG 或 JPEG 文件"),
        ({"proof": (BytesIO(PDF + bytes(5 * 1024 * 1024)), "证书.pdf")}, "证明材料最大 5 MB"),
        ({"consent": ""}, "请阅读隐私说明，同意后勾选。"),
        ({"website": "https://spam.example"}, "这一格请不要填写。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(client: FlaskClient, changed: dict[str, Any], error: str) -> None:
    typed = {name: value for name, value in filled(**changed).items() if value is not None}
    answer = client.post(FORM, data=typed, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert error in answer.text
    assert "<title>请改正：" in answer.text
    assert kept() == []
    assert not folder().exists()


def test_what_was_typed_is_still_there(client: FlaskClient) -> None:
    page = send(client, institution="<b>赣江</b>学院", duty="").text
    assert 'value="&lt;b&gt;赣江&lt;/b&gt;学院"' in page
    assert '<option value="360102" selected>' in page
    assert PASSWORD not in page


def test_the_form_is_kept_in_no_cache(client: FlaskClient) -> None:
    assert client.get(FORM).headers["Cache-Control"] == "no-store"


def test_a_proof_larger_than_other_requests_may_be_is_taken(client: FlaskClient) -> None:
    proof = PDF[:-6] + bytes(4 * 1024 * 1024) + b"%%EOF\n"
    assert send(client, proof=(BytesIO(proof), "证书.pdf")).status_code == 303
    [path] = folder().iterdir()
    assert path.stat().st_size == len(proof)


def test_a_large_proof_is_taken_with_the_token_of_the_form(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    proof = PDF[:-6] + bytes(4 * 1024 * 1024) + b"%%EOF\n"
    token = csrf_of(client, FORM)
    assert send(client, proof=(BytesIO(proof), "证书.pdf"), csrf_token=token).status_code == 303


def test_a_request_beyond_all_bounds_is_not_read(client: FlaskClient) -> None:
    answer = send(client, proof=(BytesIO(bytes(7 * 1024 * 1024)), "证书.pdf"))
    assert (answer.status_code, "提交的内容太大了" in answer.text) == (413, True)


def test_other_forms_stay_small(client: FlaskClient) -> None:
    assert client.post("/account/sign-in", data={"email": "a" * 2 * 1024 * 1024}).status_code == 413


# The address is confirmed


def test_the_link_confirms_the_address_once_its_button_is_pressed(client: FlaskClient) -> None:
    send(client)
    [mail] = letters()
    page = client.get(link_in(mail))
    assert (page.status_code, "确认这个邮箱是您的" in page.text) == (200, True)
    assert db.session.scalars(select(Application.email_confirmed_at)).all() == [None]
    token = link_in(mail).partition("token=")[2]
    answer = client.post(f"{FORM}/confirm", data={"token": token})
    assert (answer.status_code, answer.location) == (303, "/portal/")
    db.session.rollback()
    assert db.session.scalars(select(Application.email_confirmed_at)).one() is not None
    assert "已经确认过了" in client.get(link_in(mail)).text


@pytest.mark.parametrize("token", ["", "forged", "InFxeg.aaaa.bbbb"])
def test_a_link_of_anothers_making_confirms_nothing(client: FlaskClient, token: str) -> None:
    assert client.get(f"{FORM}/confirm", query_string={"token": token}).status_code == 400
    answer = client.post(f"{FORM}/confirm", data={"token": token})
    assert (answer.status_code, "这个链接不完整" in answer.text) == (400, True)


def test_an_old_link_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    send(client)
    monkeypatch.setattr(application_letters, "LASTS", timedelta(seconds=-1))
    assert client.get(link_in(letters()[0])).status_code == 400


# Whoever has an account


def test_a_signed_in_person_applies_without_a_second_account(client: FlaskClient) -> None:
    account = person(client)
    assert 'name="password"' not in client.get(FORM).text
    answer = send(client)
    assert (answer.status_code, answer.location) == (303, "/portal/")
    assert kept() == [("赣江数字学院", "360102", account.email)]
    assert len(db.session.scalars(select(Account)).all()) == 1


def test_the_portal_says_what_became_of_it(client: FlaskClient) -> None:
    account = person(client)
    assert "还没有登记的，请" in client.get("/portal/").text
    with writing() as session:
        number = make_application(session, account=session.merge(account), name="赣江数字学院").public_id
    waiting = client.get("/portal/").text
    assert "“赣江数字学院”的登记申请在等待核对" in waiting
    assert "这个邮箱还没有确认" in waiting
    with writing() as session:
        refuse(session, find_application(session, number), reason="证书看不清", by="operator:root")
    refused = client.get("/portal/").text
    assert "没有通过" in refused
    assert "证书看不清" in refused


def test_a_second_application_waits_for_the_first(client: FlaskClient) -> None:
    sign_in(client, person(client))
    send(client)
    again = send(client)
    assert (again.status_code, "您已有一份申请在等待核对" in again.text) == (400, True)
    assert len(kept()) == 1
