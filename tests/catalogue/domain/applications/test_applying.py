"""Applications: handing one in, and what an administrator makes of it."""

import json
from unittest.mock import ANY

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.account_care.closing import close_account
from catalogue.domain.account_care.personal_data import personal_data
from catalogue.domain.accounts.accounts import account_of
from catalogue.domain.applications.applying import (
    PRIVACY_NOTICE,
    applications_in,
    applications_of,
    apply_as,
    apply_as_newcomer,
    clean_duty,
    clean_institution_name,
    clean_phone,
    confirm_email,
    count_applications,
    others_with_code,
)
from catalogue.domain.applications.deciding import accept, refuse
from catalogue.domain.applications.proofs import Proof
from catalogue.domain.institutions.likely import likely_institutions
from catalogue.domain.institutions.providers import add_alias, find_institution
from catalogue.errors import CatalogueError
from catalogue.models import Account, Application, Event, Institution, OutgoingMail
from tests.applications import PDF, folder, make_application, make_credit_code, make_newcomer, make_wanted
from tests.factories import make_institution, make_resource
from tests.people import make_account

ADMINISTRATOR = "person:abcdefghij"
PROOF = Proof("application/pdf", PDF)


def events(session: Session, what: str) -> list[tuple[str, str, str, str]]:
    rows = session.execute(select(Event.actor, Event.before, Event.after, Event.note).where(Event.what == what))
    return [tuple(row) for row in rows]


def letters(session: Session) -> list[tuple[str, str]]:
    return [(mail.recipient, mail.subject) for mail in session.scalars(select(OutgoingMail))]


# Handing in


def test_an_application_makes_an_account_that_belongs_to_no_institution(session: Session) -> None:
    newcomer, wanted = make_newcomer(email="Alice@Example.cn"), make_wanted(name="赣江数字学院")
    application = apply_as_newcomer(session, newcomer, wanted, PROOF, folder=folder())
    account = account_of(session, "alice@example.cn")
    assert application is not None and account is not None
    assert (application.account, account.memberships, account.staff_roles) == (account, [], [])
    assert (application.state, application.name, application.consent) == ("open", "赣江数字学院", PRIVACY_NOTICE)
    assert find_institution(session, "赣江数字学院") is None
    assert events(session, "application.open") == [(account.actor, "", "open", "赣江数字学院")]


def test_an_address_that_has_an_account_makes_nothing(session: Session) -> None:
    known = make_account(session)
    assert known.email is not None
    newcomer = make_newcomer(email=known.email.upper())
    assert apply_as_newcomer(session, newcomer, make_wanted(), PROOF, folder=folder()) is None
    assert session.scalars(select(Application)).all() == []
    assert not folder().exists()


def test_a_weak_password_is_refused_whether_or_not_there_is_an_account(session: Session) -> None:
    known = make_account(session)
    assert known.email is not None
    for email in (known.email, "nobody@example.cn"):
        newcomer = make_newcomer(email=email, password="1234567890")
        with pytest.raises(CatalogueError, match="太常见"):
            apply_as_newcomer(session, newcomer, make_wanted(), PROOF, folder=folder())


def test_one_application_waits_at_a_time(session: Session) -> None:
    waiting = make_application(session)
    with pytest.raises(CatalogueError, match="已有一份申请在等待核对"):
        apply_as(session, waiting.account, make_wanted(), PROOF, folder=folder())


def test_a_refused_applicant_applies_again(session: Session) -> None:
    first = make_application(session)
    refuse(session, first, reason="证书看不清", by=ADMINISTRATOR)
    again = apply_as(session, first.account, make_wanted(), PROOF, folder=folder())
    assert applications_of(session, first.account) == [again, first]


@pytest.mark.parametrize(("name", "kept"), [(" 南昌\u3000大学\n", "南昌 大学"), ("南昌\0大学", "南昌 大学")])
def test_names_are_kept_on_one_line(name: str, kept: str) -> None:
    assert clean_institution_name(name) == kept


@pytest.mark.parametrize("name", ["", "大学", "长" * 121])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(CatalogueError, match="机构的全称"):
        clean_institution_name(name)


@pytest.mark.parametrize("phone", ["0791-88886666", "１３８００１３８０００", "+86 791 8888 6666"])
def test_phone_numbers_are_taken_as_people_write_them(phone: str) -> None:
    clean_phone(phone)


@pytest.mark.parametrize("phone", ["", "12345", "请加微信", "0791-88886666" * 3, "javascript:alert(1)"])
def test_what_cannot_be_dialled_is_refused(phone: str) -> None:
    with pytest.raises(CatalogueError, match="能打通的电话"):
        clean_phone(phone)


@pytest.mark.parametrize("duty", ["", "\n", "长" * 61])
def test_what_is_no_duty_is_refused(duty: str) -> None:
    with pytest.raises(CatalogueError, match="职务"):
        clean_duty(duty)


@pytest.mark.parametrize("wrong", [{"kind": "nonsense"}, {"region": "nowhere"}, {"kind": ""}])
def test_unknown_codes_are_refused(session: Session, wrong: dict[str, str]) -> None:
    with pytest.raises(CatalogueError, match="从列表里选择"):
        make_application(session, **wrong)


def test_the_address_is_confirmed_once(session: Session) -> None:
    application = make_application(session)
    confirm_email(session, application)
    first = application.email_confirmed_at
    confirm_email(session, application)
    assert application.email_confirmed_at == first is not None
    assert len(events(session, "application.email_confirmed")) == 1


def test_what_waits_is_listed_oldest_first_and_counted(session: Session) -> None:
    first, second = make_application(session), make_application(session)
    refuse(session, make_application(session), reason="重复", by=ADMINISTRATOR)
    assert applications_in(session, "open", limit=10) == [first, second]
    assert applications_in(session, "open", limit=1, offset=1) == [second]
    assert count_applications(session) == {"open": 2, "refused": 1}


def test_applications_with_the_same_code_are_found(session: Session) -> None:
    code = make_credit_code()
    first, second = make_application(session, credit_code=code), make_application(session, credit_code=code)
    make_application(session)
    assert others_with_code(session, first) == [second]


def test_closing_an_account_erases_how_to_reach_the_applicant(session: Session) -> None:
    account = make_account(session)
    application = make_application(session, account=account)
    close_account(session, account, by=account.actor)
    assert (application.phone, application.duty, application.state) == ("", "", "refused")
    assert letters(session) == []


def test_the_copy_of_personal_data_holds_ones_applications(session: Session) -> None:
    account = make_account(session)
    make_application(session, account=account, name="赣江数字学院", phone="0791-88886666")
    [application] = json.loads("".join(personal_data(session, account)))["applications"]
    assert (application["institution"], application["phone"]) == ("赣江数字学院", "0791-88886666")


# Deciding


def test_accepting_as_new_makes_a_verified_institution_with_its_owner(session: Session) -> None:
    application = make_application(session, name="赣江数字学院", kind="school", region="360102")
    institution = accept(session, application, None, by=ADMINISTRATOR)
    assert (institution.name, institution.kind, institution.region) == ("赣江数字学院", "school", "360102")
    assert (institution.verified, institution.credit_code) == (True, application.credit_code)
    [membership] = application.account.memberships
    assert (membership.institution, membership.role) == (institution, "owner")
    assert (application.state, application.decided_by, application.institution) == (
        "accepted",
        ADMINISTRATOR,
        institution,
    )
    assert events(session, "application.accepted") == [(ADMINISTRATOR, "open", "accepted", "赣江数字学院")]
    assert letters(session) == [(application.account.email, "机构登记申请已通过 - 赣学")]


def test_joining_keeps_the_institution_its_resources_and_its_name(session: Session) -> None:
    known = make_institution(session, name="示范大学", kind="", region="")
    resource = make_resource(session, provider=known)
    application = make_application(session, name="示范大学继续教育中心", kind="school", region="3604")
    assert accept(session, application, known, by=ADMINISTRATOR) is known
    assert (known.name, known.region, resource.provider) == ("示范大学", "3604", known)
    assert find_institution(session, "示范大学继续教育中心") is known


def test_verifying_is_recorded_with_before_and_after(session: Session) -> None:
    known = make_institution(session, kind="platform", region="CN")
    application = make_application(session, kind="school", region="3601")
    accept(session, application, known, by=ADMINISTRATOR)
    [(by, before, after, note)] = events(session, "institution.verified")
    assert (by, note) == (ADMINISTRATOR, f"申请 {application.public_id}")
    assert json.loads(before) == {"verified": False, "kind": "platform", "region": "CN", "credit_code": None}
    assert json.loads(after) == {"verified": True, "kind": "school", "region": "3601", "credit_code": ANY}


def test_no_second_institution_of_one_name_is_made(session: Session) -> None:
    known = make_institution(session, name="南昌示范大学")
    add_alias(session, known, "南昌示范大学")
    application = make_application(session, name="南昌示范大学")
    with pytest.raises(CatalogueError, match="目录里已有“南昌示范大学”，请选择加入它"):
        accept(session, application, None, by=ADMINISTRATOR)


def test_one_code_stands_for_one_institution(session: Session) -> None:
    first = make_application(session)
    accept(session, first, None, by=ADMINISTRATOR)
    second = make_application(session, credit_code=first.credit_code)
    with pytest.raises(CatalogueError, match="已经登记给"):
        accept(session, second, None, by=ADMINISTRATOR)


def test_an_institution_verified_by_another_code_is_not_taken_over(session: Session) -> None:
    first = make_application(session)
    institution = accept(session, first, None, by=ADMINISTRATOR)
    with pytest.raises(CatalogueError, match="与申请的不同，请先查明"):
        accept(session, make_application(session), institution, by=ADMINISTRATOR)


def test_a_suspended_applicant_becomes_nobodys_owner(session: Session) -> None:
    application = make_application(session)
    application.account.state = "suspended"
    with pytest.raises(CatalogueError, match="账号已停用"):
        accept(session, application, None, by=ADMINISTRATOR)


def test_refusing_tells_the_applicant_why_and_how_to_go_on(session: Session) -> None:
    application = make_application(session)
    refuse(session, application, reason=" 证书看不清\r\n请重新拍照\0 ", by=ADMINISTRATOR)
    assert (application.state, application.reason) == ("refused", "证书看不清\n请重新拍照")
    [mail] = session.scalars(select(OutgoingMail)).all()
    assert "证书看不清\n请重新拍照" in mail.text
    assert "/account/register" in mail.text


@pytest.mark.parametrize("reason", ["", " \n", "长" * 501])
def test_a_refusal_needs_a_reason(session: Session, reason: str) -> None:
    with pytest.raises(CatalogueError, match="写明不通过的原因"):
        refuse(session, make_application(session), reason=reason, by=ADMINISTRATOR)


def test_what_was_decided_is_not_decided_again(session: Session) -> None:
    application = make_application(session)
    accept(session, application, None, by=ADMINISTRATOR)
    with pytest.raises(CatalogueError, match="已经处理过了（已通过）"):
        refuse(session, application, reason="迟了", by=ADMINISTRATOR)


# What is likely meant


def test_the_surest_institution_stands_first(session: Session) -> None:
    application = make_application(session, name="南昌示范大学")
    alike = make_institution(session, name="南昌示范大学图书馆")
    named = make_institution(session, name="某大学")
    add_alias(session, named, "南昌示范大学")
    coded = make_institution(session, name="改名前的学校", credit_code=application.credit_code)
    make_institution(session, name="敦煌研究院")
    found = likely_institutions(session, application)
    assert [(one.institution, one.why) for one in found] == [
        (coded, "统一社会信用代码相同"),
        (named, "名称或别名相同"),
        (alike, "名称相近"),
    ]


def test_a_likely_institution_shows_its_resources_and_who_speaks_for_it(session: Session) -> None:
    application = make_application(session, name="南昌示范大学")
    known: Institution = make_institution(session, name="南昌示范大学")
    make_resource(session, provider=known)
    owner: Account = make_account(session, institution=known)
    [likely] = likely_institutions(session, application)
    assert (likely.resources, likely.members) == (1, (owner,))
