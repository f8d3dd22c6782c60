"""Pieces of pages kept by key: rendered once, apart by language and display, and anew for another key."""

from collections.abc import Callable

import pytest
from flask import Flask

from catalogue.db import writing
from catalogue.languages import ENGLISH, speaking
from catalogue.models import Institution

PIECE = "{% keep 'piece', number %}<b>{{ counted() }}</b> {{ _('首页') }}{% endkeep %}"


@pytest.fixture
def render(app: Flask) -> Callable[[int], str]:
    template = app.jinja_env.from_string(PIECE)
    times = iter(range(1, 100))

    def rendered(number: int) -> str:
        return template.render(number=number, counted=lambda: next(times))

    return rendered


def test_a_piece_is_rendered_once(render: Callable[[int], str]) -> None:
    assert [render(7), render(7)] == ["<b>1</b> 首页", "<b>1</b> 首页"]


def test_another_key_is_another_piece(render: Callable[[int], str]) -> None:
    assert [render(7), render(8), render(7)] == ["<b>1</b> 首页", "<b>2</b> 首页", "<b>1</b> 首页"]


def test_each_language_has_its_own(render: Callable[[int], str]) -> None:
    render(7)
    with speaking(ENGLISH):
        assert render(7) == "<b>2</b> Home"
    assert render(7) == "<b>1</b> 首页"


def test_what_goes_into_a_piece_is_escaped_as_anywhere(app: Flask) -> None:
    template = app.jinja_env.from_string("{% keep words %}{{ words }}{% endkeep %}")
    assert [template.render(words="<i>") for _ in range(2)] == ["&lt;i&gt;", "&lt;i&gt;"]


def test_pages_of_each_display_stay_apart(app: Flask) -> None:
    client = app.test_client()
    assert "退出长者模式" not in client.get("/about").text
    client.set_cookie("display", "mode=elder")
    assert "退出长者模式" in client.get("/about").text
    client.delete_cookie("display")
    assert "退出长者模式" not in client.get("/about").text


def test_nothing_is_kept_while_templates_are_worked_on(app: Flask, render: Callable[[int], str]) -> None:
    app.jinja_env.auto_reload = True
    assert [render(7), render(7)] == ["<b>1</b> 首页", "<b>2</b> 首页"]


def test_a_renamed_institution_is_renamed_on_cards_that_were_kept(app: Flask, shelf: object) -> None:
    client = app.test_client()
    client.get("/")
    with writing() as session:
        for institution in session.query(Institution):
            institution.name = f"新名字{institution.id}"
    page = client.get("/").text
    assert "新名字" in page
