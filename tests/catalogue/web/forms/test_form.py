"""Forms read words as words and files as files, whatever a program sends."""

import io
from typing import Any

import pytest
from flask import Flask
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import InputRequired

from catalogue.web.forms.form import Form


class Letter(Form):
    name = StringField("姓名", [InputRequired("请填写姓名。")])
    proof = FileField("证明")


def sent(app: Flask, **request: Any) -> Letter:
    with app.test_request_context("/", method="POST", **request):
        return Letter()


def test_words_and_files_come_to_their_fields(app: Flask) -> None:
    letter = sent(app, data={"name": "李四", "proof": (io.BytesIO(b"x"), "a.pdf")})
    assert (letter.name.data, letter.proof.data.filename) == ("李四", "a.pdf")


def test_a_file_is_no_word(app: Flask) -> None:
    letter = sent(app, data={"name": (io.BytesIO(b"x"), "a.pdf")})
    assert (letter.name.data, letter.validate()) == (None, False)


def test_a_word_is_no_file(app: Flask) -> None:
    assert sent(app, data={"proof": "x"}).proof.data is None


@pytest.mark.parametrize("body", [[1], {"name": {"a": 1}}, {"name": "李四"}, "x", None])
def test_json_fills_in_no_form(app: Flask, body: object) -> None:
    assert sent(app, json=body).name.data is None


def test_a_page_that_is_only_looked_at_has_an_empty_form(app: Flask) -> None:
    with app.test_request_context("/?name=x"):
        assert Letter().name.data is None


def test_what_is_handed_over_by_hand_is_taken_as_it_is(app: Flask) -> None:
    with app.test_request_context("/?name=x") as context:
        assert Letter(context.request.args).name.data == "x"
