"""What needs the administrator, at a glance."""

from pathlib import Path

from flask import Blueprint, current_app, render_template

from catalogue.db import db
from catalogue.domain.upkeep.waiting_work import waiting_work

pages = Blueprint("admin", __name__, url_prefix="/admin")


@pages.get("/")
def index() -> str:
    settings = current_app.config
    work = waiting_work(db.session(), Path(settings["INSTANCE"]), long_days=settings["APPLICATION_LONG_DAYS"])
    return render_template("admin/index.html", work=work)
