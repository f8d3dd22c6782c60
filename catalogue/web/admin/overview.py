"""What needs the administrator, at a glance."""

from flask import Blueprint, render_template

pages = Blueprint("admin", __name__, url_prefix="/admin")


@pages.get("/")
def index() -> str:
    return render_template("admin/index.html")
