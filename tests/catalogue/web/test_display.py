from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.web.display import CHOICES, Display, changed, here, own_path
from tests.catalogue.web.shelf import Shelf

HOSTILE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "/a\r\nSet-Cookie: x=1",
    " //evil.example",
    "／／evil.example",
    "evil.example",
    "",
    "/" + "a" * 5000,
)


def test_the_switch_turns_elder_mode_on_and_leads_back(client: FlaskClient) -> None:
    answer = client.get("/display?mode=elder&next=/search?q=%E6%89%8B%E6%9C%BA")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/search?q=%E6%89%8B%E6%9C%BA")
    assert answer.headers["Set-Cookie"].startswith("display=mode=elder; Expires=")
    assert answer.headers["Set-Cookie"].endswith("Max-Age=31536000; HttpOnly; Path=/; SameSite=Lax")
    assert answer.headers["Cache-Control"] == "no-store"
    page = client.get("/about").text
    assert '<html lang="zh-Hans" data-mode="elder">' in page
    assert "退出长者模式" in page


def test_going_back_to_normal_leaves_no_cookie(client: FlaskClient) -> None:
    client.get("/display?mode=elder")
    client.get("/display?mode=normal")
    assert client.get_cookie("display") is None
    assert '<html lang="zh-Hans">' in client.get("/about").text


def test_one_choice_leaves_the_others_as_they_were(client: FlaskClient) -> None:
    client.get("/display?theme=dark&text=150")
    client.get("/display?mode=elder")
    assert '<html lang="zh-Hans" data-mode="elder" data-text="150" data-theme="dark">' in client.get("/about").text


@pytest.mark.parametrize("path", HOSTILE, ids=range(len(HOSTILE)))
def test_nobody_is_led_to_another_site(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/display?mode=elder&next={quote(path, errors='surrogatepass')}")
    assert answer.headers["Location"] == "/"
    panel = client.get(f"/display?next={quote(path, errors='surrogatepass')}")
    assert '<a class="button quiet big" href="/">' in panel.text


def test_what_stays_on_this_site_is_led_to() -> None:
    for path in ("/", "/search?q=a&page=2", "/en/lectures/", "/collections/silver#part"):
        assert own_path(path) == path


def test_a_page_that_cannot_be_asked_for_again_leads_home(app: Flask) -> None:
    with app.test_request_context("/resources/abcdefghij/report", method="POST"):
        assert here() == "/"
    with app.test_request_context("/search?q=手机"):
        assert here() == "/search?q=%E6%89%8B%E6%9C%BA"


@pytest.mark.parametrize(
    "value", ["mode=giant", "mode", "=", "%00", "text=9999&theme=pink", "a" * 5000, '"><script>'], ids=range(7)
)
def test_a_broken_cookie_counts_as_none(client: FlaskClient, value: str) -> None:
    answer = client.get("/about", headers={"Cookie": f"display={value}"})
    assert answer.status_code == 200
    assert '<html lang="zh-Hans">' in answer.text


def test_wishes_that_cannot_be_are_passed_over() -> None:
    assert changed(Display(text="150"), {"text": "999", "mode": "elder", "colour": "red"}) == Display("elder", "150")


def test_caches_keep_the_modes_apart_and_pages_alone_set_no_cookie(client: FlaskClient, shelf: Shelf) -> None:
    plain = client.get(shelf.resource)
    client.get("/display?mode=elder")
    elder = client.get(shelf.resource)
    assert "Cookie" in plain.headers["Vary"]
    assert plain.headers["ETag"] != elder.headers["ETag"]
    assert "Set-Cookie" not in elder.headers
    assert client.get(shelf.resource, headers={"If-None-Match": elder.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("display", "palettes"),
    [
        (
            Display(),
            [
                ("dark", "(prefers-color-scheme: dark)"),
                ("strong", "(prefers-contrast: more)"),
                ("strong-dark", "(prefers-color-scheme: dark) and (prefers-contrast: more)"),
            ],
        ),
        (Display(theme="light"), [("strong", "(prefers-contrast: more)")]),
        (
            Display(theme="dark"),
            [
                ("dark", "all"),
                ("strong", "(prefers-contrast: more)"),
                ("strong-dark", "(prefers-contrast: more)"),
            ],
        ),
        (
            Display(mode="elder"),
            [
                ("dark", "(prefers-color-scheme: dark)"),
                ("strong", "all"),
                ("strong-dark", "(prefers-color-scheme: dark)"),
            ],
        ),
        (Display(contrast="high", theme="light"), [("strong", "all")]),
        (Display(contrast="high", theme="dark"), [("dark", "all"), ("strong", "all"), ("strong-dark", "all")]),
    ],
)
def test_the_palettes_fit_what_was_chosen(display: Display, palettes: list[tuple[str, str]]) -> None:
    assert display.palettes == palettes


def test_the_panel_shows_every_choice_and_what_is_chosen(client: FlaskClient) -> None:
    client.get("/display?text=200")
    page = client.get("/display").text
    for name, values in CHOICES.items():
        for value in values:
            assert f'name="{name}" value="{value}"' in page
    assert 'name="text" value="200" checked' in page
    assert page.count(" checked") == len(CHOICES)


def test_elder_mode_shows_fewer_things_and_the_way_to_the_others(client: FlaskClient, shelf: Shelf) -> None:
    client.get("/display?mode=elder")
    assert "新资源订阅" not in client.get("/").text
    assert "更多新资源</a></li>" in client.get("/").text


def test_elder_mode_folds_finer_filters_away_unless_they_are_chosen(client: FlaskClient, shelf: Shelf) -> None:
    assert "更多条件" not in client.get("/search").text
    client.get("/display?mode=elder")
    at_once, folded = client.get("/search?login=none").text.split("<summary>更多条件</summary>")
    assert 'name="audience" value="elderly"' in at_once
    assert 'name="login" value="none" checked' in at_once
    assert 'name="institution"' in folded


def test_shortcuts_can_be_switched_off(client: FlaskClient) -> None:
    assert '<dialog class="dialog" id="key-list"' in client.get("/about").text
    client.get("/display?keys=off")
    page = client.get("/about").text
    assert 'data-keys="off"' in page
    assert 'id="key-list"' not in page
