"""Settings as the site runs with them, to be looked at; they are changed where they come from."""

from flask import Blueprint, current_app, render_template

from catalogue.domain.upkeep.seen_settings import seen_settings

pages = Blueprint("admin_settings", __name__, url_prefix="/admin/settings")


@pages.get("/")
def index() -> str:
    return render_template("admin/settings.html", settings=seen_settings(current_app.config))
