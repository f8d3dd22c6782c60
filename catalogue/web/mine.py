"""我的学习: a shell that the browser fills with what it keeps itself; the server never learns what that is."""

from flask import Blueprint, render_template

pages = Blueprint("mine", __name__)


@pages.get("/mine")
def index() -> str:
    return render_template("mine/index.html")
