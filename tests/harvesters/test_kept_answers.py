"""Answers with validators are kept and asked about again; what is damaged, forbidden or too large is fetched anew."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Site, local_door, validated, write

from harvesters.answers import Response
from harvesters.errors import HttpError
from harvesters.http import Http
from harvesters.kept_answers import KeptAnswers


@pytest.fixture
def http(tmp_path: Path) -> Http:
    return local_door(kept_folder=tmp_path)


@pytest.mark.parametrize("validators", [{"etag": '"1"'}, {"last_modified": "Tue, 01 Sep 2026 08:00:00 GMT"}])
def test_an_answer_that_has_not_changed_is_not_sent_again(site: Site, http: Http, validators: dict[str, str]) -> None:
    site.answers["/a"] = validated("课程".encode(), **validators)
    first, second = http.get(site.url + "/a"), http.get(site.url + "/a")

    assert (first.text, first.status, first.not_modified) == ("课程", 200, False)
    assert (second.text, second.status, second.not_modified) == ("课程", 200, True)


def test_both_validators_are_brought_along(site: Site, http: Http) -> None:
    date = "Tue, 01 Sep 2026 08:00:00 GMT"
    site.answers["/a"] = validated(b"x", etag='W/"1"', last_modified=date)
    http.get(site.url + "/a")
    http.get(site.url + "/a")

    asked = site.headers[1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('W/"1"', date)


def test_an_answer_that_has_changed_replaces_the_old_one(site: Site, http: Http) -> None:
    site.answers["/a"] = validated(b"old", etag='"1"')
    http.get(site.url + "/a")
    site.answers["/a"] = validated(b"new", etag='"2"')

    assert [http.get(site.url + "/a").not_modified for _ in range(2)] == [False, True]
    assert http.get_text(site.url + "/a") == "new"


def test_another_door_on_the_same_folder_knows_it_too(site: Site, http: Http, tmp_path: Path) -> None:
    site.answers["/a"] = validated(b"x", etag='"1"')
    http.get(site.url + "/a")

    assert local_door(kept_folder=tmp_path).get(site.url + "/a").not_modified


def test_the_headers_come_back_with_the_body(site: Site, http: Http) -> None:
    site.answers["/a"] = validated(b"\xc4\xe3", etag='"1"', content_type="text/html; charset=gbk")
    http.get(site.url + "/a")

    assert http.get(site.url + "/a").charset == "gbk"


def test_it_works_behind_a_redirect(site: Site, http: Http) -> None:
    site.answers["/old"] = Answer(status=302, headers={"Location": "/a"})
    site.answers["/a"] = validated(b"x", etag='"1"')
    http.get(site.url + "/old")

    assert http.get(site.url + "/old").not_modified


@pytest.mark.parametrize(
    "headers",
    [{}, {"ETag": '"1"', "Cache-Control": "private, no-store"}, {"Last-Modified": "x", "Vary": "*"}],
)
def test_answers_that_must_not_or_cannot_be_asked_about_are_not_kept(
    site: Site, http: Http, tmp_path: Path, headers: dict[str, str]
) -> None:
    site.answers["/a"] = Answer(b"x", headers=headers)
    http.get(site.url + "/a")

    assert list(tmp_path.iterdir()) == []


def test_posts_and_heads_are_not_kept(site: Site, http: Http, tmp_path: Path) -> None:
    site.answers["/a"] = validated(b"x", etag='"1"')
    http.head(site.url + "/a")
    http.post_form(site.url + "/a", {})

    assert list(tmp_path.iterdir()) == []


def test_nothing_is_kept_of_a_connection_that_was_not_verified(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = validated(b"x", etag='"1"')
    local_door(kept_folder=tmp_path, verify_tls=False).get(site.url + "/a")

    assert list(tmp_path.iterdir()) == []


def test_a_larger_kept_answer_than_wanted_is_not_used(site: Site, http: Http) -> None:
    site.answers["/a"] = validated(b"x" * 100, etag='"1"')
    http.get(site.url + "/a")
    site.answers["/a"] = Answer(b"small")

    assert http.get(site.url + "/a", max_bytes=50).text == "small"
    assert "if-none-match" not in site.headers[1]


def test_a_304_nobody_asked_for_is_an_error(site: Site, http: Http) -> None:
    site.answers["/a"] = Answer(status=304)

    with pytest.raises(HttpError, match="服务器回答 304"):
        http.get(site.url + "/a")


def damage_head(path: Path) -> None:
    path.write_bytes(b"{" + path.read_bytes())


def damage_body(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9] + b"x" * 9)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def write_other_json(path: Path) -> None:
    path.write_bytes(b"[1]\n")


def claim_another_address(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"/a", b"/b"))


@pytest.mark.parametrize("damage", [damage_head, damage_body, cut_off, empty, write_other_json, claim_another_address])
def test_a_damaged_file_is_fetched_anew(site: Site, http: Http, tmp_path: Path, damage: Any) -> None:
    site.answers["/a"] = validated(b"whole", etag='"1"')
    http.get(site.url + "/a")
    [path] = tmp_path.iterdir()
    damage(path)

    response = http.get(site.url + "/a")
    assert (response.text, response.not_modified) == ("whole", False)
    assert http.get(site.url + "/a").not_modified


def test_a_disk_that_cannot_be_written_costs_the_copy_only(
    site: Site, http: Http, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.answers["/a"] = validated(b"x", etag='"1"')
    tmp_path.rename(tmp_path.with_name("gone"))

    assert http.get_text(site.url + "/a") == "x"
    assert "could not be kept" in caplog.text


def answer_with(size: int) -> Response:
    return Response("", 200, {"etag": '"1"'}, bytes(range(256)) * (size // 256))


def test_the_folder_keeps_within_its_bound_and_the_oldest_go_first(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path, most_bytes=320 * 1024)
    for number in range(200):
        kept.keep(f"http://a.cn/{number}", answer_with(1024))

    assert sum(4096 for _ in tmp_path.iterdir()) <= 320 * 1024 * 17 // 16
    assert kept.find("http://a.cn/199")
    assert not kept.find("http://a.cn/0")


def test_what_was_used_lately_stays(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path, most_bytes=320 * 1024)
    for number in range(200):
        kept.keep(f"http://a.cn/{number}", answer_with(1024))
        kept.mark_used("http://a.cn/0")

    assert kept.find("http://a.cn/0")


def test_a_body_that_would_fill_the_folder_is_not_kept(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path, most_bytes=1024 * 1024)
    kept.keep("http://a.cn/", answer_with(128 * 1024))

    assert not kept.find("http://a.cn/")


def test_what_a_killed_writer_left_goes_with_the_oldest(tmp_path: Path) -> None:
    orphan = tmp_path / "orphan"
    orphan.write_bytes(b"x" * 100_000)
    kept = KeptAnswers(tmp_path, most_bytes=320 * 1024)
    for number in range(100):
        kept.keep(f"http://a.cn/{number}", answer_with(1024))

    assert not orphan.exists()


def test_a_server_that_lies_about_what_it_sent_before_gets_its_own_answer(site: Site, http: Http) -> None:
    """A 304 can only bring back what the same address said."""
    site.answers["/a"] = validated(b"one", etag='"same"')
    site.answers["/b"] = validated(b"two", etag='"same"')
    http.get(site.url + "/a")
    http.get(site.url + "/b")

    assert http.get_text(site.url + "/b") == "two"


def test_compressed_transfers_are_kept_unpacked(site: Site, http: Http) -> None:
    body = gzip.compress("课程".encode())

    def packed(handler: Any) -> None:
        good = handler.headers.get("If-None-Match") == '"1"'
        headers = {"ETag": '"1"', "Content-Encoding": "gzip"}
        write(handler, Answer(b"" if good else body, status=304 if good else 200, headers=headers))

    site.answers["/a"] = packed
    http.get(site.url + "/a")

    assert http.get(site.url + "/a").text == "课程"
