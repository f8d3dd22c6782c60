"""Every page in every language: found under its prefix, marked as what it is, and leading to pages of the same."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html

from catalogue.languages import ENGLISH, LANGUAGES, TRADITIONAL, Language, is_page
from catalogue.web.traditional import convert_html
from tests.catalogue.web.shelf import Shelf

PREFIXED = (TRADITIONAL, ENGLISH)
HAN = range(0x3400, 0xA000)
THINGS = ("resource", "archived", "withdrawn", "refused", "lecture", "collection", "institution")
SEARCHES = ("/search?q=手机&audience=elderly", "/search?q=qqzz", "/search?type=institution", "/search?page=99")
NOT_FOR_READERS = {"/styleguide"}
"""The style guide shows Chinese samples to those who build pages."""


def standing_pages(app: Flask) -> list[str]:
    """Every page whose address has no part to fill in, so that a page added later is walked too."""
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments)
    return sorted(rule.rule for rule in rules if is_page(rule.rule))


def pages(app: Flask, shelf: Shelf) -> list[str]:
    things = [getattr(shelf, name) for name in THINGS]
    standing = [path for path in standing_pages(app) if path not in NOT_FOR_READERS]
    return [*standing, *things, f"{shelf.resource}/report", *SEARCHES, "/no-such-page"]


def has_han(text: str | None) -> bool:
    return any(ord(character) in HAN for character in text or "")


SILENT = ("script", "style", "title", "meta", "textarea")
"""Elements whose words cannot be marked, or are not ours."""
SPOKEN_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "data-")
CONTENT = "data-title"
"""What the share sheet calls a thing: its own name, in its own language."""


def words_for_readers(page: html.HtmlElement) -> Iterator[str]:
    """Every text and readable attribute of an English page outside of what is marked as Chinese."""
    for element in page.iter(etree.Element):
        if element.tag in SILENT:
            continue
        if language_of(element) == "en":
            yield element.text or ""
            said = ((str(name), str(value)) for name, value in element.items() if name != CONTENT)
            yield from (value for name, value in said if name.startswith(SPOKEN_ATTRIBUTES))
        if element.getparent() is not None and language_of(element.getparent()) == "en":
            yield element.tail or ""


def language_of(element: html.HtmlElement) -> str:
    return str(element.xpath("ancestor-or-self::*[@lang][1]/@lang")[0])


def test_every_page_is_served_in_every_language(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    for path in pages(app, shelf):
        for language in PREFIXED:
            answer = client.get(language.prefix + path)
            assert (path, answer.status_code) == (path, client.get(path).status_code)
            if answer.mimetype == "text/html" and answer.status_code != 302:
                assert f'<html lang="{language.tag}"' in answer.text, (path, language.tag)


def test_english_pages_are_english(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    for path in pages(app, shelf):
        answer = client.get(ENGLISH.prefix + path)
        if answer.mimetype != "text/html":
            continue
        chinese = [text.strip() for text in words_for_readers(html.fromstring(answer.text)) if has_han(text)]
        assert (path, chinese) == (path, [])


def test_links_stay_in_the_language(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    """Pages lead to pages of their language, machines' addresses and static files stand without a prefix."""
    for path in pages(app, shelf):
        for language in PREFIXED:
            answer = client.get(language.prefix + path)
            if answer.mimetype != "text/html":
                continue
            page = html.fromstring(answer.text)
            leading_out = [link for link in own_links(page) if not stays(link, language)]
            assert (path, leading_out) == (path, [])


def own_links(page: html.HtmlElement) -> Iterator[str]:
    """Addresses on this site that a page leads to or loads, but for those of the language switch and its alternates."""
    for address in page.xpath("//a[not(@hreflang)]/@href | //form/@action | //*/@src | //link[not(@hreflang)]/@href"):
        if address.startswith("/") or address.startswith("http://localhost/"):
            yield urlsplit(address).path


def stays(path: str, language: Language) -> bool:
    inside = path == f"{language.prefix}/" or path.startswith(f"{language.prefix}/")
    return inside and is_page(path) if is_page(path.removeprefix(language.prefix)) else not inside


def test_every_page_in_every_language_is_where_its_links_say(client: FlaskClient, shelf: Shelf) -> None:
    """The links and forms of an English page lead to pages that are there."""
    seen = {link for path in ("/", "/search", shelf.resource, shelf.lecture) for link in links_of(client, path)}
    assert {link: client.get(link).status_code for link in sorted(seen)} == dict.fromkeys(sorted(seen), 200)


def links_of(client: FlaskClient, path: str) -> set[str]:
    page = html.fromstring(client.get(ENGLISH.prefix + path).text)
    return {link for link in own_links(page) if not link.endswith("/visit")}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_a_page_names_itself_and_its_translations(client: FlaskClient, shelf: Shelf, language: Language) -> None:
    page = html.fromstring(client.get(language.prefix + shelf.resource).text)
    assert page.xpath("//link[@rel='canonical']/@href") == [f"http://localhost{language.prefix}{shelf.resource}"]
    alternates = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")}
    assert alternates == {
        "zh-Hans": f"http://localhost{shelf.resource}",
        "zh-Hant": f"http://localhost/zh-hant{shelf.resource}",
        "en": f"http://localhost/en{shelf.resource}",
        "x-default": f"http://localhost{shelf.resource}",
    }


def test_the_switch_leads_to_the_same_page_in_each_language(client: FlaskClient, shelf: Shelf) -> None:
    page = html.fromstring(client.get("/en/search?q=%E6%89%8B%E6%9C%BA&page=1").text)
    links = page.xpath("//nav[@class='languages']//a")
    assert [(link.get("href"), link.get("lang"), link.text, link.get("aria-current")) for link in links] == [
        ("/search?q=%E6%89%8B%E6%9C%BA&page=1", "zh-Hans", "简体中文", None),
        ("/zh-hant/search?q=%E6%89%8B%E6%9C%BA&page=1", "zh-Hant", "繁體中文", None),
        ("/en/search?q=%E6%89%8B%E6%9C%BA&page=1", "en", "English", "true"),
    ]


@pytest.mark.parametrize("language", PREFIXED, ids=lambda language: language.tag)
def test_a_visit_leaves_for_the_same_address(client: FlaskClient, shelf: Shelf, language: Language) -> None:
    answer = client.get(f"{language.prefix}{shelf.resource}/visit")
    assert (answer.status_code, answer.location) == (302, "https://www.example.edu.cn/phone?from=1&to=2")


@pytest.mark.parametrize("language", PREFIXED, ids=lambda language: language.tag)
def test_redirects_keep_the_language(client: FlaskClient, shelf: Shelf, language: Language) -> None:
    assert client.get(language.prefix).location == f"{language.prefix}/"
    assert client.get(f"{language.prefix}?a=1").location == f"{language.prefix}/?a=1"
    assert client.get(f"{language.prefix}/lectures").location == f"http://localhost{language.prefix}/lectures/"
    assert client.get(language.prefix + shelf.merged).location == language.prefix + shelf.resource


@pytest.mark.parametrize(
    "path",
    [
        "/fr/",
        "/EN/",
        "/enx/about",
        "/en/en/",
        "/en/zh-hant/",
        "/zh-hant/en/about",
        "/en/api/v1/search",
        "/en/lectures.ics",
        "/en/static/css/base.css",
        "/en/healthz",
        "/en/sitemap.xml",
        "/en/robots.txt",
        "/en/..%2f..%2fetc/passwd",
        "/en/%00",
        "/en//example.com/",
    ],
)
def test_a_strange_prefix_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404


def test_a_redirect_to_the_front_page_takes_nothing_strange_along(client: FlaskClient) -> None:
    answer = client.get('/en?next=<b>"\\')
    assert (answer.status_code, answer.location) == (308, "/en/?next=%3Cb%3E%22%5C")


def test_requests_that_share_a_context_do_not_share_a_language(client: FlaskClient) -> None:
    assert "About" in client.get("/en/about").text
    assert "关于本站" in client.get("/about").text


def test_traditional_pages_hold_no_simplified_words(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    for path in pages(app, shelf):
        answer = client.get(TRADITIONAL.prefix + path)
        if answer.mimetype == "text/html":
            assert (path, convert_html(answer.text)) == (path, answer.text)
    page = client.get("/zh-hant/").text
    assert ("機構" in page, "机构" in page) == (True, False)


def test_what_was_typed_stays_as_it_was(client: FlaskClient, shelf: Shelf) -> None:
    page = html.fromstring(client.get("/zh-hant/search?q=手机").text)
    assert page.xpath("//input[@id='q']/@value") == ["手机"]
    assert page.xpath("//p[@class='found']/span/text()") == ["手机"]
    assert page.xpath("//h3/a/mark/text() | //h2/a/mark/text()")[:1] == ["手機"]


def test_addresses_and_what_goes_back_are_not_converted() -> None:
    kept = '<a href="/专题" id="专题" class="机构"><input value="机构" name="机构"><textarea>机构</textarea>'
    assert convert_html(kept) == kept
    assert convert_html("<script>机构</script><!-- x --><b>机构</b>") == "<script>机构</script><!-- x --><b>機構</b>"


def test_what_people_read_in_attributes_is_converted() -> None:
    page = '<img alt="机构" title="机构"><p aria-label="机构" data-said="机构">\x1f<meta content="机构">'
    assert convert_html(page) == page.replace("机构", "機構")


def test_names_keep_their_words() -> None:
    assert convert_html("<p>网络信息学院的软件</p>") == "<p>網絡信息學院的軟件</p>"


def test_simplified_pages_name_no_prefix(client: FlaskClient, shelf: Shelf) -> None:
    page = html.fromstring(client.get(shelf.resource).text)
    assert [link for link in own_links(page) if link.startswith(("/en/", "/zh-hant/"))] == []
