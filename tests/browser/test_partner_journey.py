"""A new partner from registering to being shown: every way in ends in the queue, is decided, and comes out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from catalogue.cli import main
from catalogue.db import writing
from catalogue.domain.accounts.passwords import hash_password
from catalogue.search.sync import sync
from tests.browser.partner_steps import (
    Person,
    confirm_email,
    decide,
    hand_in_by_form,
    hand_in_by_spreadsheet,
    mailed_link,
    make_token,
    propose,
    push,
    queue,
    register,
    set_up_codes,
    sign_in,
    verify,
)
from tests.browser.serving import Site, serving
from tests.catalogue.domain.uploads.tables import row
from tests.people import PASSWORD, make_account
from tests.rehearsal import behaviours as behaviours
from tests.rehearsal.behaviour import BEHAVIOURS
from tests.rehearsal.rehearsal import Rehearsal

pytestmark = pytest.mark.audit

SCHOOL, EMAIL = "鄱湖数字学院", "partner@example.cn"
ADMINISTRATOR, REVIEWER = "administrator@example.cn", "reviewer@example.cn"
FEED = "feed_with_broken_entries"
BY_FORM, BY_SPREADSHEET, BY_PROGRAM = "短视频剪辑入门", "微信视频通话", "直播带货训练营"
SOURCE = f"{SCHOOL}（RSS / Atom 订阅）"
RETURNED, REFUSED = "链接打开的是旧版课程", "以推销为主"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Site]:
    """A site of its own, with an administrator and a reviewer who have a password and nothing else yet."""
    with serving(tmp_path / "instance") as site:
        with site.app.app_context(), writing() as session:
            for email, role in ((ADMINISTRATOR, "administrator"), (REVIEWER, "reviewer")):
                make_account(session, role, email=email, password_hash=hash_password(PASSWORD))
        yield site


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    with Rehearsal([BEHAVIOURS[FEED]]) as rehearsal:
        yield rehearsal


@contextmanager
def somebody(browser: Any, town: Site) -> Iterator[Person]:
    person = Person(browser, town.address)
    yield person
    person.leave()


@pytest.fixture
def partner(browser: Any, town: Site) -> Iterator[Person]:
    with somebody(browser, town) as person:
        yield person


@pytest.fixture
def administrator(browser: Any, town: Site) -> Iterator[Person]:
    with somebody(browser, town) as person:
        sign_in(person, ADMINISTRATOR)
        set_up_codes(person, "/admin/")
        yield person


@pytest.fixture
def reviewer(browser: Any, town: Site) -> Iterator[Person]:
    with somebody(browser, town) as person:
        sign_in(person, REVIEWER)
        set_up_codes(person, "/review/")
        yield person


def be_verified(partner: Person, administrator: Person) -> None:
    register(partner, SCHOOL, EMAIL)
    confirm_email(partner, mailed_link(administrator, "请确认您的邮箱"))
    verify(administrator, SCHOOL)
    sign_in(partner, EMAIL)
    partner.go("/portal/")


def hand_in_every_way(partner: Person, feed: str) -> None:
    hand_in_by_form(partner, BY_FORM, "https://www.example.edu.cn/by-form")
    hand_in_by_spreadsheet(partner, row(1, title=BY_SPREADSHEET))
    pushed = {"id": "k1", "title": BY_PROGRAM, "url": "https://www.example.edu.cn/by-program", "cost": "free"}
    assert push(partner.address, make_token(partner), pushed) == "pending"
    propose(partner, feed)


def decide_every_way(reviewer: Person) -> None:
    decide(reviewer, BY_FORM, "同意")
    decide(reviewer, BY_SPREADSHEET, "退回修改", RETURNED)
    decide(reviewer, BY_PROGRAM, "不收录", REFUSED)
    decide(reviewer, SOURCE, "同意", "是学院自己的网站")


def harvest_what_is_due(town: Site) -> None:
    settings = {"CATALOGUE_INSTANCE": str(town.app.config["INSTANCE"]), "CATALOGUE_ALLOW_PRIVATE_NETWORKS": "1"}
    done = CliRunner().invoke(main, ["harvest", "--due"], env=settings)
    assert done.exit_code == 0, done.output


def bring_index_level(town: Site) -> None:
    with town.app.app_context():
        sync(town.app.extensions["search_engine"], Path(town.app.config["INSTANCE"]))


def found_in_search(visitor: Person, title: str) -> bool:
    visitor.go(f"/search?q={title}")
    return visitor.page.locator("main a", has_text=title).count() > 0


def test_what_a_new_partner_hands_in_is_decided_and_shown(
    town: Site, rehearsal: Rehearsal, partner: Person, administrator: Person, reviewer: Person
) -> None:
    good = rehearsal.expected[FEED].good
    be_verified(partner, administrator)

    hand_in_every_way(partner, rehearsal.url(FEED))
    assert queue(reviewer) == {BY_FORM, BY_SPREADSHEET, BY_PROGRAM, SOURCE}

    decide_every_way(reviewer)
    assert queue(reviewer) == set()

    harvest_what_is_due(town)
    assert queue(reviewer) == set(good)

    decide(reviewer, good[0], "同意")
    bring_index_level(town)
    shown = [title for title in (BY_FORM, BY_SPREADSHEET, BY_PROGRAM, *good) if found_in_search(reviewer, title)]
    assert shown == [BY_FORM, good[0]]
    reviewer.follow(good[0])
    assert reviewer.page.inner_text("h1") == good[0]

    partner.go("/portal/")
    told = partner.reads()
    assert [words for words in (RETURNED, REFUSED, "已批准") if words not in told] == []
