"""Which adapter reads a JSON answer, and how an interface of its own making is read."""

import json
from typing import Any

import pytest

from catalogue.domain.clinic.guess import Guess
from catalogue.domain.clinic.json_places import json_guesses
from harvesters.errors import SourceError
from harvesters.http import Response

LONG = "长" * 1_000_000
URL = "https://api.example.cn/courses?page=1"
SCHOOL = {"name": "赣江学院"}
COURSES = [
    {
        "id": 1,
        "courseName": "手机入门",
        "detailUrl": "/c/1",
        "school": {"name": "赣江学院"},
        "createTime": 1767225600000,
    },
    {"id": 2, "courseName": "手机摄影", "detailUrl": "/c/2", "school": {"name": "赣江学院"}, "createTime": None},
]


def guessed(content: Any, url: str = URL, **headers: str) -> list[Guess]:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return list(json_guesses(url, Response(url, 200, headers, text.encode("utf-8", "surrogatepass"))))


def options(content: Any, url: str = URL, **headers: str) -> dict[str, str]:
    """Of an answer that only the interface adapter reads."""
    [guess] = guessed(content, url, **headers)
    assert (guess.adapter, guess.url) == ("json_api", url)
    return dict(guess.options)


def fields(entry: dict[str, Any], url: str = "https://api.example.cn/list") -> dict[str, str]:
    [guess] = guessed([entry], url)
    return {one.field: one.path for one in guess.understood}


# Which adapter


def test_a_feed_in_json_is_a_feed() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "手机入门", "url": "/1"}]}
    assert guessed(feed)[0] == Guess("feed", URL)


def test_marked_up_things_are_read_as_schema_org() -> None:
    assert guessed({"@context": "https://schema.org", "@type": "Course"}) == [Guess("schema_org", URL)]


def test_an_open_edx_is_known_by_its_courses() -> None:
    course = {"course_id": "course-v1:J+D+1", "blocks_url": "/b", "name": "数字素养", "org": "J"}
    assert guessed({"results": [course], "pagination": {"next": None}})[0] == Guess("open_edx", URL)


def test_a_course_catalogue_is_known_by_its_runs() -> None:
    course = {"key": "J+D", "title": "数字素养", "course_runs": []}
    assert guessed({"results": [course], "next": None})[0] == Guess("course_discovery", URL)


def test_one_object_a_line_is_a_table() -> None:
    assert guessed('{"title": "甲课", "url": "/1"}\n{"title": "乙课", "url": "/2"}\n') == [Guess("table", URL)]


# How it is read


def test_the_list_its_fields_and_its_pages_are_found() -> None:
    answer = {"code": 0, "result": {"list": COURSES, "pagination": {"total": 40}}}
    assert options(answer) == {
        "list": "result.list",
        "fields": "id:id,title:courseName,url:detailUrl,provider:school,published:createTime",
        "page": "page",
        "total": "result.pagination.total",
    }


def test_an_answer_that_is_the_list_needs_no_path() -> None:
    assert "list" not in options(COURSES)


def test_what_stands_there_is_shown() -> None:
    [guess] = guessed({"data": [{**COURSES[0], "hits": 3}]})
    shown = [(one.field, one.path, one.example) for one in guess.understood][:3]
    assert shown == [("id", "id", "1"), ("title", "courseName", "手机入门"), ("url", "detailUrl", "/c/1")]
    assert guess.left_over == ("hits",)


def test_the_list_with_the_most_that_is_understood_is_taken() -> None:
    menu = [{"name": f"栏目{number}"} for number in range(50)]
    assert options({"menu": menu, "data": {"rows": COURSES}})["list"] == "data.rows"


def test_a_list_nothing_is_understood_of_is_found_all_the_same() -> None:
    [guess] = guessed({"rows": [{"kcmc": "手机入门", "kcbh": 7}]}, "https://api.example.cn/courses")
    assert (guess.options, guess.left_over) == ({"list": "rows"}, ("kcmc", "kcbh"))


def test_what_is_too_long_to_be_a_title_is_none() -> None:
    assert options([{"title": LONG, "url": "/1"}])["fields"] == "url:url"


def test_one_object_is_a_list_of_one() -> None:
    assert options({"title": "手机入门", "url": "/c/1"}) == {"fields": "title:title,url:url", "page": "page"}


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ({"title": {"rendered": "手机入门"}}, "title.rendered"),
        ({"attributes": {"title": "手机入门"}}, "attributes.title"),
        ({"course": {"name": {"zh": "手机入门"}}}, "course.name.zh"),
        ({"课程名称": "手机入门"}, "课程名称"),
        ({"name": "sj-01", "courseName": "手机入门"}, "courseName"),
        ({"title": "1", "name": "手机入门"}, "name"),
        ({"title": "https://example.cn/1", "name": "手机入门"}, "name"),
        ({"user": {"name": "张三"}, "title": "手机入门"}, "title"),
        ({"title:x": "不能写成路径", "name": "手机入门"}, "name"),
    ],
)
def test_titles_are_found_where_programs_put_them(entry: dict[str, Any], path: str) -> None:
    assert fields(entry)["title"] == path


@pytest.mark.parametrize(
    ("entry", "field", "path"),
    [
        ({"url": "12", "htmlUrl": "/c/12"}, "url", "htmlUrl"),
        ({"link": "https://example.cn/1"}, "url", "link"),
        ({"links": {"self_html": "https://example.cn/1"}}, "url", "links.self_html"),
        ({"teachers": [{"name": "李老师"}]}, "teachers", "teachers"),
        ({"school": {"name": "赣江学院"}}, "provider", "school"),
        ({"tags": [{"name": "手机"}]}, "subjects", "tags"),
        ({"excerpt": {"rendered": "<p>从开机学起。</p>"}}, "summary", "excerpt.rendered"),
        ({"coverUrl": "/1.jpg"}, "image", "coverUrl"),
        ({"price": 0}, "cost", "price"),
    ],
)
def test_other_fields_are_found_as_well(entry: dict[str, Any], field: str, path: str) -> None:
    assert fields({"title": "手机入门", **entry})[field] == path


@pytest.mark.parametrize(("name", "value"), [("url", "无"), ("image", "暂缺"), ("date", "待定")])
def test_what_cannot_be_such_a_field_is_none(name: str, value: str) -> None:
    assert list(fields({"title": "手机入门", name: value})) == ["title"]


def test_an_address_all_entries_share_is_not_theirs() -> None:
    entries = [{"title": "手机入门", "url": "https://example.cn/"}, {"title": "手机摄影", "url": "https://example.cn/"}]
    assert options(entries)["fields"] == "title:title"


def test_an_identifier_two_entries_share_is_not_theirs() -> None:
    assert options([{**COURSES[0], "id": 7}, {**COURSES[1], "id": 7}])["fields"].startswith("title:")


def test_times_and_places_are_those_of_lectures() -> None:
    lecture = {"title": "防骗讲座", "startTime": "2027-01-05 19:30", "venue": "图书馆"}
    assert list(fields(lecture, "https://api.example.cn/lectures")) == ["title", "starts", "location"]
    assert list(fields(lecture, "https://api.example.cn/courses")) == ["title"]


# How it goes on


@pytest.mark.parametrize(
    ("around", "url", "expected"),
    [
        ({"next": "/courses?page=2"}, URL, {"next": "next"}),
        ({"links": {"next": {"href": "https://api.example.cn/courses?c=2"}}}, URL, {"next": "links.next.href"}),
        ({"next": None}, "https://api.example.cn/courses", {}),
        ({"next": "https://other.example/2"}, "https://api.example.cn/courses", {}),
        ({}, "https://api.example.cn/courses?pageIndex=0&size=2", {"page": "pageIndex", "first": "0"}),
        ({}, "https://api.example.cn/courses?offset=0", {"offset": "offset"}),
        ({"total": 2}, URL, {"page": "page"}),
        ({"total": "40"}, URL, {"page": "page"}),
        ({"meta": {"total": 40}}, URL, {"page": "page", "total": "meta.total"}),
    ],
)
def test_the_way_to_the_next_page_is_found(around: dict[str, Any], url: str, expected: dict[str, str]) -> None:
    found = options({"data": COURSES, **around}, url)
    assert {name: value for name, value in found.items() if name not in ("list", "fields")} == expected


def test_a_way_that_cannot_be_found_is_said_to_be_missing() -> None:
    [guess] = guessed({"data": COURSES, "total": 40}, "https://api.example.cn/courses")
    assert "一共有 40 条，这里只有 2 条" in guess.remark


def test_a_link_header_is_a_way() -> None:
    link = '<https://api.example.cn/courses?c=2>; rel="next"'
    [guess] = guessed({"data": COURSES, "total": 40}, "https://api.example.cn/courses", link=link)
    assert guess.remark == ""


# Hostile answers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('[{"title": "手机', "写得不对", id="cut off"),
        pytest.param("{" * 9, "写得不对", id="no JSON"),
        pytest.param("[" * 200_000, "套得太深", id="deep lists"),
        pytest.param('{"a":' * 200_000, "套得太深", id="deep objects"),
        pytest.param('[{"title": "手机入门", "n": ' + "9" * 5_000 + "}]", "长得离谱的数字", id="huge number"),
        pytest.param("[]", "没有课程或讲座的列表", id="empty list"),
        pytest.param("[1, 2]", "没有课程或讲座的列表", id="numbers"),
        pytest.param('{"error": {"code": 1}}', "最外层的字段：error", id="an error"),
        pytest.param("[" + "{}," * 100_000 + "{}]", "没有课程或讲座的列表", id="many empty objects"),
        pytest.param(json.dumps({str(n): [n] for n in range(50_000)}), "没有课程或讲座的列表", id="many lists"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(text: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        guessed(text)


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param('"price": NaN', id="no number"),
        pytest.param('"price": 1e999', id="infinity"),
        pytest.param('"title": "手机入门二"', id="a name twice"),
        pytest.param('"x": "\\ud800"', id="lone surrogate"),
        pytest.param('"\\udfff": 1', id="lone surrogate as a name"),
        pytest.param('"x": "a\\u0000b"', id="NUL"),
        pytest.param(f'"x": {"9" * 4_000}', id="large number"),
        pytest.param(f'"x": "{LONG}"', id="endless text"),
        pytest.param(f'"{LONG}": 1', id="endless name"),
        pytest.param('"a.b": 1, "": 2, "c d": 3', id="names that are no paths"),
    ],
)
def test_odd_values_beside_good_ones_do_no_harm(beside: str) -> None:
    assert options('[{"title": "手机入门", "url": "/1", ' + beside + "}]")["fields"] == "title:title,url:url"
