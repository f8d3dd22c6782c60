"""Real lists, sitemaps and pages of others, where they lie beside the checkout: every record in them is read."""

from collections import Counter
from urllib.parse import quote

import pytest
from loopback import Answer, Site
from test_real_data import DATA, count, files

from harvesters import registry
from harvesters.formats.encodings import decode
from harvesters.formats.marked_pages import marked_items, read_marked
from harvesters.formats.sitemaps import parse_sitemap
from harvesters.http import Http, Response

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the collected data is not beside this checkout")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("free-programming-books/free-courses-en.md", {"read": 1_366}),
        ("free-programming-books/free-courses-ko.md", {"read": 100}),
        ("free-programming-books/free-courses-zh.md", {"read": 10}),
        ("free-programming-books/free-courses-zh_TW.md", {"read": 3}),
        ("free-programming-books/free-programming-books-zh.md", {"read": 373}),
        ("free-programming-books/free-podcasts-screencasts-zh.md", {"read": 4}),
        ("free-programming-books/free-programming-interactive-tutorials-zh.md", {"read": 2}),
        ("cs-video-courses/README.md", {"read": 1_369, "not ours": 2}),
        ("ossu-computer-science/README.md", {"read": 67, "not ours": 11}),
        ("ossu-computer-science/courses.md", {"read": 61}),
        ("bilibili-lists-dichgrem/about-bilibili.md", {"read": 102}),
        ("bilibili-lists-dichgrem/about-cslearning.md", {"read": 127}),
    ],
)
def test_markdown_lists(http: Http, site: Site, file: str, expected: dict[str, int]) -> None:
    url = site.serve("/list.md", (DATA / "courses" / file).read_bytes())

    assert count(registry.get("markdown_list"), http, {"url": url}) == expected


def test_a_site_of_course_pages(http: Http, site: Site) -> None:
    """One page its navigation names is missing from the saved folder, and twenty are about something else."""
    folder = DATA / "courses/cs-self-learning"
    for file in [folder / "mkdocs.yml", *folder.rglob("*.md")]:
        site.serve("/" + quote(str(file.relative_to(folder))), file.read_bytes())

    counts = count(registry.get("markdown_list"), http, {"url": site.url + "/mkdocs.yml"})

    assert counts == {"read": 114, "not ours": 20, "refused": 1}


@pytest.mark.parametrize(
    ("file", "options", "read"),
    [
        ("dfa66_announcement.html", {"item": "ul.glist > li", "published": "span.t"}, 10),
        ("hrfund_announcement.html", {"item": "div.inner", "published": "i"}, 10),
        ("hsqhfunds_announcement.html", {"item": "div.list-all", "published": "span"}, 20),
        (
            "netease_international_news.html",
            {"item": "div.data_row", "link": "h3 a", "subjects": "div.keywords a"},
            140,
        ),
        ("netease_rolling_news.html", {"item": "ul.list_txt > li", "link": "a:not(.cBlue)", "published": "span"}, 40),
        ("rtfund_xxpl.html", {"item": "div.info_ne li", "published": "span"}, 15),
        ("tencent_important_news.html", {"item": "div.detail", "link": "h3 a"}, 10),
    ],
)
def test_html_lists(http: Http, site: Site, file: str, options: dict[str, str], read: int) -> None:
    url = site.serve("/list", (DATA / "html-zh/gerapy-samples/list" / file).read_bytes(), "text/html; charset=gbk")

    assert count(registry.get("html_list"), http, {"url": url, **options}) == {"read": read}


def test_sitemaps() -> None:
    found = [parse_sitemap(file.read_bytes(), "https://a.example/") for file in files("sitemaps", "*.*")]
    found += [parse_sitemap(file.read_bytes(), "https://a.example/") for file in files("tess-fixtures", "*itemap.*")]

    assert (len(found), sum(len(one.pages) for one in found), sum(len(one.sitemaps) for one in found)) == (19, 82, 6)


def test_pages_a_sitemap_leads_to(http: Http, site: Site) -> None:
    pages = files("tess-fixtures/ingestion/gtn", "*.html") + files("oersi-etl", "*.html")
    for page in pages:
        site.answers["/" + page.name] = Answer(page.read_bytes(), headers={"Content-Type": "text/html"})
    url = site.serve("/sitemap.txt", "\n".join(f"{site.url}/{page.name}" for page in pages))

    counts = count(registry.get("sitemap"), http, {"url": url})

    assert counts == {"read": 7, "not ours": 1}


@pytest.mark.parametrize(
    ("file", "lectures", "resources"), [("nbis-course-instances.json", 29, 0), ("sib_course.json", 0, 1)]
)
def test_events_and_courses_of_training_sites(file: str, lectures: int, resources: int) -> None:
    content = (DATA / "tess-fixtures/ingestion" / file).read_bytes()
    items = marked_items(Response(url="https://a.example/", status=200, headers={}, content=content))

    kinds = Counter(type(read_marked(item)).__name__ for item in items)

    assert kinds == Counter(LectureRecord=lectures, ResourceRecord=resources) - Counter()


def test_no_saved_chinese_page_is_damaged_by_the_label_it_carries() -> None:
    texts = [decode(file.read_bytes(), "gbk") for file in files("html-zh", "*.html")]

    assert sum(text.count("\ufffd") for text in texts) == 2  # bytes one page holds broken
    assert len(texts) == 11
