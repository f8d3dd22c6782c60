"""Withdrawing over HTTP: everything that shows the thing stops at once, and its page says why."""

import pytest
from flask.testing import FlaskClient

from catalogue.domain.review.withdrawal import WITHDRAWAL_REASONS
from tests.catalogue.web.shelf import Shelf
from tests.people import person

TITLES = {"resource": "智能手机入门", "lecture": "手机防诈骗"}
LISTS = ("/", "/search?q=手机", "/api/v1/search?q=手机", "/collections/silver", "/institutions/ganjiang", "/lectures/")
MACHINES = ("/sitemap.xml", "/feeds/resources.atom", "/lectures.ics", "/api/v1/lectures", "/api/v1/collections/silver")


@pytest.mark.parametrize("name", ["resource", "lecture"])
def test_what_is_withdrawn_is_gone_from_everywhere_at_once(client: FlaskClient, shelf: Shelf, name: str) -> None:
    path, title = getattr(shelf, name), TITLES[name]
    shown = [page for page in (*LISTS, *MACHINES) if mentions(client, page, path, title)]
    assert shown != []
    person(client, "senior_reviewer")

    answer = client.post(f"/review{path}/withdraw", data={"reason": "marketing", "words": "第三讲推销手机"})

    assert (answer.status_code, answer.location) == (303, f"/review{path}")
    assert [page for page in shown if mentions(client, page, path, title)] == []


def mentions(client: FlaskClient, page: str, path: str, title: str) -> bool:
    text = client.get(page).get_data(as_text=True)
    return path in text or title in text


def test_the_page_that_stays_says_what_happened_and_not_the_particulars(client: FlaskClient, shelf: Shelf) -> None:
    person(client, "administrator")
    client.post(f"/review{shelf.resource}/withdraw", data={"reason": "marketing", "words": "第三讲推销手机"})
    answer = client.get(shelf.resource)
    assert answer.status_code == 410
    assert WITHDRAWAL_REASONS["marketing"].public in answer.text
    assert "第三讲推销手机" not in answer.text


def test_the_api_says_gone(client: FlaskClient, shelf: Shelf) -> None:
    person(client, "senior_reviewer")
    client.post(f"/review{shelf.resource}/withdraw", data={"reason": "paid", "words": "要收费"})
    answer = client.get(f"/api/v1{shelf.resource}")
    assert (answer.status_code, answer.get_json()["detail"]) == (410, WITHDRAWAL_REASONS["paid"].public)


def test_without_a_reason_nothing_happens_and_the_words_stay(client: FlaskClient, shelf: Shelf) -> None:
    person(client, "senior_reviewer")
    answer = client.post(f"/review{shelf.resource}/withdraw", data={"words": "第三讲推销手机"})
    assert (answer.status_code, "请选择出库的原因" in answer.text) == (400, True)
    assert "第三讲推销手机</textarea>" in answer.text
    assert client.get(shelf.resource).status_code == 200


def test_a_reviewer_may_look_but_not_withdraw(client: FlaskClient, shelf: Shelf) -> None:
    person(client, "reviewer")
    assert client.get(f"/review{shelf.resource}").status_code == 200
    assert client.post(f"/review{shelf.resource}/withdraw", data={"reason": "paid", "words": "x"}).status_code == 403


def test_a_senior_reviewer_gives_back_what_somebody_else_withdrew(client: FlaskClient, shelf: Shelf) -> None:
    person(client, "senior_reviewer")
    client.post(f"/review{shelf.withdrawn}/reinstate", data={"words": "机构改了主意"})
    assert client.get(shelf.withdrawn).status_code == 200


def test_whoever_withdrew_it_is_told_to_ask_somebody_else(client: FlaskClient, shelf: Shelf) -> None:
    person(client, "senior_reviewer")
    client.post(f"/review{shelf.resource}/withdraw", data={"reason": "paid", "words": "要收费"})
    answer = client.post(f"/review{shelf.resource}/reinstate", data={"words": "看错了"})
    assert (answer.status_code, "须由另一位高级审核员来恢复" in answer.text) == (400, True)


@pytest.mark.parametrize("words", ["智能手机", "https://www.example.edu.cn/phone?from=1&to=2"])
def test_staff_find_a_thing_by_title_or_address(client: FlaskClient, shelf: Shelf, words: str) -> None:
    person(client, "administrator")
    answer = client.get("/review/find", query_string={"q": words})
    assert f'href="/review{shelf.resource}"' in answer.text


def test_staff_find_a_pending_thing_by_its_id(client: FlaskClient, shelf: Shelf) -> None:
    person(client, "reviewer")
    public_id = shelf.pending.rsplit("/", 1)[1]
    assert f'href="/review{shelf.pending}"' in client.get("/review/find", query_string={"q": public_id}).text
