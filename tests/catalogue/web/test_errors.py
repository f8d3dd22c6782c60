import logging
from collections.abc import Callable

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from catalogue.errors import Busy, NotFound
from catalogue.web.errors import ADVICE
from tests.catalogue.web.conftest import AddPage

FailWith = Callable[[int | Exception], None]


@pytest.fixture
def fail_with(add_page: AddPage) -> FailWith:
    """Gives the site one more page, which fails."""

    def add(problem: int | Exception) -> None:
        def broken() -> str:
            if isinstance(problem, int):
                abort(problem)
            raise problem

        add_page("/broken", broken)

    return add


@pytest.mark.parametrize("code", sorted(ADVICE))
def test_every_error_has_a_chinese_page_that_says_what_to_do(
    fail_with: FailWith, client: FlaskClient, code: int
) -> None:
    fail_with(code)
    answer = client.get("/broken")
    assert answer.status_code == code
    assert f"<h1>{ADVICE[code].title}</h1>" in answer.text
    assert str(ADVICE[code].text) in answer.text
    assert '<a href="/">回到首页</a>' in answer.text


def test_a_fault_is_logged_and_shows_no_trace(
    app: Flask, fail_with: FailWith, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    fail_with(RuntimeError("a secret of the house"))
    with caplog.at_level(logging.ERROR):
        answer = client.get("/broken")
    assert answer.status_code == 500
    assert "网站出了点问题" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "a secret of the house" in caplog.text


@pytest.mark.parametrize(("problem", "code"), [(NotFound("没有这个机构。"), 404), (Busy("正在备份，请稍后。"), 503)])
def test_our_own_errors_say_their_own_words(
    fail_with: FailWith, client: FlaskClient, problem: Exception, code: int
) -> None:
    fail_with(problem)
    answer = client.get("/broken")
    assert answer.status_code == code
    assert str(problem) in answer.text


def test_a_page_that_cannot_be_posted_to(client: FlaskClient) -> None:
    answer = client.post("/about")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "这个页面不支持这样打开" in answer.text


def test_errors_under_the_api_are_not_pages(client: FlaskClient) -> None:
    assert client.get("/api/v1/nothing").mimetype == "application/problem+json"
