"""Setting the second factor up, and giving a code after the password."""

import html
import re
from urllib.parse import urlencode

import pyotp
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from catalogue.db import db, writing
from catalogue.domain.accounts.attempts import FREE
from catalogue.domain.accounts.passwords import hash_password
from catalogue.domain.accounts.recovery_codes import NUMBER, new_recovery_codes
from catalogue.domain.accounts.second_factor import WRONG_CODES
from catalogue.models import Account
from tests.catalogue.web.account.conftest import Enter
from tests.people import PASSWORD, person, sign_in

HERE = "/account/second-factor"


def secret_on(page: str) -> str:
    [words] = re.findall(r'<p class="secret">(.*?)</p>', page)
    return "".join(re.findall(r"<code>(\w+)</code>", words))


def offer_on(page: str) -> str:
    return html.unescape(page.split('name="offer" value="', 1)[1].split('"', 1)[0])


def send(client: FlaskClient, page: str, code: str = "", password: str = PASSWORD) -> TestResponse:
    """Fill in the page that offers a secret, with the code of the moment where no other is given."""
    code = code or pyotp.TOTP(secret_on(page)).now()
    return client.post(f"{HERE}/set-up", data={"offer": offer_on(page), "code": code, "password": password})


def set_up(client: FlaskClient) -> str:
    """The page of recovery codes of the person signed in."""
    done = send(client, client.get(HERE).text)
    assert done.status_code == 200
    return done.text


def staff(client: FlaskClient) -> Account:
    """A reviewer with a password, signed in."""
    account = person(client, "reviewer")
    with writing() as session:
        session.get_one(Account, account.id).password_hash = hash_password(PASSWORD)
    return account


@pytest.fixture
def owing(client: FlaskClient, alice: Account, enter: Enter) -> str:
    """Alice has a second factor and has given the password alone; one of her recovery codes."""
    with writing() as session:
        account = session.get_one(Account, alice.id)
        account.totp_secret = pyotp.random_base32()
        code = new_recovery_codes(session, account)[0]
    assert enter(client).status_code == 303
    return code


def current_code(alice: Account) -> str:
    db.session.refresh(alice)
    return pyotp.TOTP(alice.totp_secret or "").now()


def test_staff_are_led_to_set_it_up_and_back(client: FlaskClient) -> None:
    sign_in(client, staff(client), second_factor=False)
    led = client.get("/review/?state=open")
    page = client.get(led.location).text
    assert (led.status_code, 'name="next" value="/review/?state=open"' in page) == (303, True)
    set_up(client)
    assert client.get("/review/").status_code == 200


def test_setting_up_shows_the_recovery_codes_once(client: FlaskClient) -> None:
    staff(client)
    page = set_up(client)
    codes = re.findall(r"<li><code>([a-z2-7-]{19})</code></li>", page)
    assert len(set(codes)) == NUMBER
    assert [code for code in codes if code in client.get(HERE).text] == []


def test_the_qr_code_is_a_picture_in_the_page_itself(client: FlaskClient) -> None:
    staff(client)
    assert 'src="data:image/svg+xml' in client.get(HERE).text


def test_a_mistyped_code_keeps_the_secret_that_was_scanned(client: FlaskClient) -> None:
    staff(client)
    page = client.get(HERE).text
    refused = send(client, page, "000000")
    assert (refused.status_code, secret_on(refused.text)) == (400, secret_on(page))
    assert "验证码不对或已经用过" in refused.text


@pytest.mark.parametrize("offer", ["", "made-up"])
def test_a_secret_of_ones_own_making_is_not_taken(client: FlaskClient, offer: str) -> None:
    staff(client)
    refused = client.post(f"{HERE}/set-up", data={"offer": offer, "code": "000000"})
    assert (refused.status_code, "换了一个新的二维码" in refused.text) == (400, True)


def test_the_secret_offered_to_one_person_is_not_taken_from_another(client: FlaskClient) -> None:
    staff(client)
    page = client.get(HERE).text
    staff(client)
    assert send(client, page).status_code == 400


def test_setting_up_wants_the_password(client: FlaskClient) -> None:
    account = staff(client)
    refused = send(client, client.get(HERE).text, password="not the password")
    assert (refused.status_code, "密码不对" in refused.text) == (400, True)
    db.session.refresh(account)
    assert account.totp_secret is None


def test_a_wrong_password_keeps_the_secret_that_was_scanned(client: FlaskClient) -> None:
    staff(client)
    page = client.get(HERE).text
    assert secret_on(send(client, page, password="not the password").text) == secret_on(page)


def test_setting_up_is_no_place_to_guess_the_password(client: FlaskClient) -> None:
    staff(client)
    page = client.get(HERE).text
    for _ in range(FREE):
        send(client, page, password="not the password")
    assert "试的次数太多了" in send(client, page).text


@pytest.mark.parametrize("path", ["/account/", "/account/password", "/account/data.json", "/account/close", "/portal/"])
def test_who_has_set_it_up_is_asked_everywhere(client: FlaskClient, owing: str, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, f"{HERE}?{urlencode({'next': path})}")


@pytest.mark.parametrize("path", ["turn-off", "recovery-codes", "set-up"])
def test_the_password_alone_does_not_undo_it(client: FlaskClient, alice: Account, owing: str, path: str) -> None:
    assert client.post(f"{HERE}/{path}", data={"password": PASSWORD}).status_code == 303
    db.session.refresh(alice)
    assert alice.totp_secret is not None


def test_a_code_lets_in_and_leads_on(client: FlaskClient, alice: Account, owing: str) -> None:
    answer = client.post(HERE, data={"code": current_code(alice), "next": "/portal/"})
    assert (answer.status_code, answer.location) == (303, "/portal/")
    assert client.get("/account/").status_code == 200


def test_a_code_leads_to_no_other_site(client: FlaskClient, alice: Account, owing: str) -> None:
    answer = client.post(HERE, data={"code": current_code(alice), "next": "https://evil.example/"})
    assert answer.location == "/"


def test_a_recovery_code_lets_in_as_well(client: FlaskClient, owing: str) -> None:
    assert client.post(HERE, data={"code": owing}).status_code == 303
    assert client.get("/account/").status_code == 200


def test_a_wrong_code_is_said_to_be_wrong(client: FlaskClient, owing: str) -> None:
    refused = client.post(HERE, data={"code": "000000"})
    assert (refused.status_code, "验证码不对或已经用过" in refused.text) == (400, True)


def test_wrong_codes_end_the_session(client: FlaskClient, owing: str) -> None:
    answers = [client.post(HERE, data={"code": "000000"}).status_code for _ in range(WRONG_CODES)]
    assert answers == [400] * (WRONG_CODES - 1) + [303]
    page = client.get("/account/sign-in")
    assert "验证码错了太多次" in page.text
    assert client.get("/account/").location == "/account/sign-in?next=/account/"


def test_signing_in_anew_gives_no_more_codes_to_guess(client: FlaskClient, owing: str, enter: Enter) -> None:
    for _ in range(WRONG_CODES):
        client.post(HERE, data={"code": "000000"}, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert enter(client).status_code == 303
    refused = client.post(HERE, data={"code": owing}, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert (refused.status_code, "试的次数太多了" in refused.text) == (429, True)


def test_new_recovery_codes_want_the_password(client: FlaskClient, alice: Account, owing: str) -> None:
    client.post(HERE, data={"code": current_code(alice)})
    refused = client.post(f"{HERE}/recovery-codes", data={"password": "not the password"})
    assert (refused.status_code, "密码不对" in refused.text) == (400, True)
    assert "请保存这些备用码" in client.post(f"{HERE}/recovery-codes", data={"password": PASSWORD}).text


def test_turning_it_off_wants_the_password(client: FlaskClient, alice: Account, owing: str) -> None:
    client.post(HERE, data={"code": current_code(alice)})
    assert client.post(f"{HERE}/turn-off", data={"password": "not the password"}).status_code == 400
    assert client.post(f"{HERE}/turn-off", data={"password": PASSWORD}).status_code == 303
    db.session.refresh(alice)
    assert alice.totp_secret is None


def test_a_session_gets_another_key_once_the_code_was_right(client: FlaskClient, owing: str, alice: Account) -> None:
    """Who knows the password may have planted the cookie that the owner then gives a code in."""
    planted = client.get_cookie("session")
    assert client.post(HERE, data={"code": current_code(alice)}).status_code == 303

    thief = client.application.test_client()
    thief.set_cookie("session", planted.value if planted else "")
    assert thief.get("/account/").location == "/account/sign-in?next=/account/"
    assert client.get("/account/").status_code == 200


def test_a_session_gets_another_key_when_a_second_factor_is_set_up(client: FlaskClient) -> None:
    staff(client)
    planted = client.get_cookie("session")
    set_up(client)

    thief = client.application.test_client()
    thief.set_cookie("session", planted.value if planted else "")
    assert (thief.get("/account/").status_code, client.get("/account/").status_code) == (303, 200)
