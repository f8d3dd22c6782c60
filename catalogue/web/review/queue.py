"""The queue of what waits for a decision."""

from flask import Blueprint, render_template

pages = Blueprint("review", __name__, url_prefix="/review")


@pages.get("/")
def index() -> str:
    return render_template("review/index.html")
