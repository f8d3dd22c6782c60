"""Help: how to search, read large, listen, use the keyboard and take lectures into a calendar."""

from flask import Blueprint, render_template

pages = Blueprint("help", __name__)


@pages.get("/help")
def index() -> str:
    return render_template("help/index.html")
