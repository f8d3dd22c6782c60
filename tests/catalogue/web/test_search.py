import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import rmtree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.domain.counts.asked_queries import ASKED
from catalogue.domain.counts.failed_queries import FAILED, gaps
from catalogue.models import AskedQuery
from catalogue.search.sync import sync
from tests.catalogue.web.shelf import Shelf
from tests.factories import make_lecture, make_resource, make_source


def test_a_search_shows_what_it_finds_and_marks_the_words(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?q=手机").text
    assert '“<span translate="no">手机</span>”找到 <b>1</b> 个资源' in page
    assert f'<a href="{shelf.resource}">智能<mark>手机</mark>入门</a>' in page


def test_matching_lectures_stand_above_the_resources(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?q=手机").text
    assert page.index("相关讲座") < page.index(shelf.lecture) < page.index(shelf.resource)


def test_without_words_everything_is_shown(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search").text
    assert "找到 <b>1</b> 个资源" in page
    assert "相关讲座" not in page


def test_other_types_are_found_too(client: FlaskClient, shelf: Shelf) -> None:
    assert shelf.lecture in client.get("/search?type=lecture").text
    assert shelf.collection in client.get("/search?type=collection").text
    assert shelf.institution in client.get("/search?type=institution").text


def test_facets_are_checkboxes_of_a_form(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?q=手机").text
    assert '<input type="checkbox" name="audience" value="elderly"><span>老年人</span>' in page
    assert '<input type="hidden" name="q" value="手机">' in page


def test_a_chosen_filter_is_checked_and_can_be_taken_off(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?q=手机&audience=elderly&kind=course").text
    assert '<input type="checkbox" name="audience" value="elderly" checked>' in page
    assert 'href="/search?q=%E6%89%8B%E6%9C%BA&amp;kind=course"><span class="hide">取消适合谁：</span>老年人' in page
    assert 'href="/search?q=%E6%89%8B%E6%9C%BA">清除全部筛选</a>' in page


def test_a_filter_nobody_knows_is_ignored(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?audience=martians").text
    assert "找到 <b>1</b> 个资源" in page
    assert "清除全部筛选" not in page


def test_nothing_found_helps_on(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?q=zzqqxx&audience=elderly").text
    assert "没有找到资源" in page
    assert "换个简单的说法" in page
    assert 'href="/search?topic=smartphone"' in page


@pytest.mark.parametrize("page", ["-1", "0", "abc", "", "1.5", "９", "%00"])
def test_a_bad_page_number_gives_page_one(client: FlaskClient, shelf: Shelf, page: str) -> None:
    assert shelf.resource in client.get(f"/search?page={page}").text


def test_a_page_beyond_the_end_leads_back(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?page=7").text
    assert "没有这一页" in page
    assert '<a href="/search">回到第一页</a>' in page


def test_many_results_have_a_pager(client: FlaskClient, index_all: Callable[[], None]) -> None:
    with writing() as session:
        for _ in range(45):
            make_resource(session)
    index_all()
    page = client.get("/search?page=2").text
    assert 'aria-current="page" aria-label="第 2 页"' in page
    assert '<a rel="prev" href="/search">上一页</a>' in page
    assert '<a rel="next" href="/search?page=3">下一页</a>' in page


def test_the_strip_has_the_next_lecture_of_a_long_series(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    with writing() as session:
        source = make_source(session)
        for week in range(1, 41):
            starts = now() + timedelta(weeks=week)
            occurrence = {"source": source, "uid": "weekly", "recurrence_id": f"{week:02}", "starts_at": starts}
            make_lecture(session, title=f"手机夜校第{week}讲", **occurrence)
    sync(app.extensions["search_engine"], Path(app.instance_path))

    page = client.get("/search?q=手机").text

    assert re.findall("手机夜校第[0-9]+讲", page)[0] == "手机夜校第1讲"


def test_words_that_were_left_out_are_named(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?q=怎么学手机").text
    assert "没有同时包含全部词语的资源，已去掉“怎么”“学”。" in page
    assert "包含其中一部分" not in page


def test_a_correction_is_named_and_marked(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?q=shouji").text
    assert re.search(r"已按“.*手机.*”为您查找。", page)
    assert f'<a href="{shelf.resource}">智能<mark>手机</mark>入门</a>' in page


def test_what_was_asked_and_found_is_counted_and_what_was_not_is_a_gap(client: FlaskClient, shelf: Shelf) -> None:
    for words in ("手机", "手机", "shouji", "插花", "怎么学手机", "手机&kind=course", "手机&page=2"):
        client.get(f"/search?q={words}")
    ASKED.write()
    FAILED.write()
    asked = db.session().execute(select(AskedQuery.text, AskedQuery.count))
    assert [tuple(row) for row in asked] == [("手机", 2)]
    assert [gap.text for gap in gaps(db.session(), days=30, limit=10)] == ["插花"]


def test_search_pages_stay_out_of_other_search_engines(client: FlaskClient, shelf: Shelf) -> None:
    assert '<meta name="robots" content="noindex, follow">' in client.get("/search").text


def test_what_was_typed_is_shown_as_text(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/search?q=<script>alert(1)</script>").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_text_that_is_too_long_is_cut_and_says_so(client: FlaskClient, shelf: Shelf) -> None:
    assert "您输入的文字太长，只用了前 200 个字来查找。" in client.get(f"/search?q={'手' * 5000}").text


def test_while_the_index_is_away_the_page_offers_ways_to_browse(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    app.extensions["search_engine"].close()
    for path in Path(app.instance_path).glob("index*"):
        rmtree(path) if path.is_dir() else path.unlink()
    answer = client.get("/search?q=手机")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "搜索正在恢复" in answer.text
    assert 'href="/collections/"' in answer.text
    assert shelf.resource in client.get("/").text
    assert client.get(shelf.resource).status_code == 200
