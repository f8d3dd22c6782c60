"""What a whole page says before its scripts run."""

import pytest

from harvesters.formats.web_page import WebPage, read_web_page


def test_a_page_has_a_title_and_words_without_scripts() -> None:
    html = (
        "<html><head><title> 手机\n入门 </title><style>p{}</style></head><body><p>第一课</p><p>第二课</p></body></html>"
    )
    assert read_web_page(html) == WebPage("手机 入门", "第一课 第二课", makes_more=False)


@pytest.mark.parametrize(
    "more",
    [
        "<script>x()</script>",
        "<iframe src='/a'></iframe>",
        "<img src='/a.png'>",
        "<meta http-equiv='Refresh' content='0;url=/a'>",
    ],
)
def test_scripts_frames_pictures_and_refreshes_make_more_of_a_page(more: str) -> None:
    assert read_web_page(f"<body>{more}</body>").makes_more


def test_the_first_title_counts() -> None:
    assert read_web_page("<title>课程</title><svg><title>图标</title></svg>").title == "课程"


def test_the_title_of_a_drawing_is_not_that_of_the_page() -> None:
    assert read_web_page("<body><svg><title>图标</title></svg><p>课程</p></body>").title == ""


def test_titles_for_sharing_are_read_whichever_attribute_names_them() -> None:
    html = '<meta property="og:title" content=" 手机 入门 "><meta name="og:site_name" content="示范学堂"><meta>'
    page = read_web_page(html)
    assert (page.title, page.shared_title, page.site_name) == ("", "手机 入门", "示范学堂")


@pytest.mark.parametrize("html", ["", " ", "<", "\x00", "<title>", "<!DOCTYPE html>", "<p" * 1000, "<b>" * 10_000])
def test_what_is_no_page_is_read_as_far_as_it_goes(html: str) -> None:
    assert read_web_page(html).title == ""
