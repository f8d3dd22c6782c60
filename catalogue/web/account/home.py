"""The first page of one's account: what one may do here."""

from flask import Blueprint, render_template

pages = Blueprint("account", __name__, url_prefix="/account")


@pages.get("/")
def index() -> str:
    return render_template("account/index.html")
