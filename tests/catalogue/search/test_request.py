import pytest
from werkzeug.datastructures import MultiDict

from catalogue.errors import BadRequestArgument
from catalogue.search.request import SearchRequest, read_request


def lenient(*pairs: tuple[str, str]) -> SearchRequest:
    return read_request(MultiDict(pairs), strict=False)


def strict(*pairs: tuple[str, str]) -> SearchRequest:
    return read_request(MultiDict(pairs), strict=True)


def test_nothing_asked_is_the_first_page_of_everything() -> None:
    assert strict() == lenient() == SearchRequest(text="", type="resource", filters={}, page=1, per_page=20)


def test_everything_asked_is_read() -> None:
    asked = [("q", " 手机  入门 "), ("type", "lecture"), ("topic", "life"), ("topic", "smartphone"), ("login", "none")]

    assert strict(*asked, ("sort", "newest"), ("page", "3"), ("per_page", "100")) == SearchRequest(
        text="手机 入门",
        type="lecture",
        filters={"topic": ("life", "smartphone"), "login": ("none",)},
        sort="newest",
        page=3,
        per_page=100,
    )


def test_empty_arguments_of_a_form_count_as_absent() -> None:
    assert strict(("q", ""), ("type", ""), ("topic", ""), ("sort", ""), ("page", "")) == SearchRequest()


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "１", "1e3", "9" * 5000, "\0"])
def test_a_bad_page_is_the_first_for_people_and_refused_to_programs(page: str) -> None:
    assert lenient(("page", page)).page == 1
    with pytest.raises(BadRequestArgument) as refused:
        strict(("page", page))
    assert (refused.value.name, str(refused.value)) == ("page", "参数 page 须是 1 到 999999999 之间的整数。")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", "person"),
        ("sort", "random"),
        ("per_page", "101"),
        ("topic", "nonsense"),
        ("institution", "../etc"),
        ("login", "maybe"),
        ("q", "手\0机"),
        ("kind", "course\0"),
    ],
)
def test_what_cannot_be_used_is_dropped_for_people_and_refused_to_programs(name: str, value: str) -> None:
    kept = lenient((name, value))
    assert (kept.type, kept.filters, kept.sort, kept.per_page) == ("resource", {}, "relevance", 20)
    with pytest.raises(BadRequestArgument) as refused:
        strict((name, value))
    assert refused.value.name == name


def test_a_text_too_long_is_cut_for_people_and_refused_to_programs() -> None:
    request = lenient(("q", "长" * 10_000))
    assert (request.text, request.shortened) == ("长" * 200, True)
    with pytest.raises(BadRequestArgument):
        strict(("q", "长" * 10_000))


def test_control_characters_part_words() -> None:
    assert lenient(("q", "手机\0入门\x1b\r\n")).text == "手机 入门"
