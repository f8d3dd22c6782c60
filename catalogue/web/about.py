"""Pages about the site itself, and the icon browsers ask for unasked."""

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

pages = Blueprint("about", __name__)

DAY = 24 * 3600


@pages.get("/about")
def about() -> str:
    return render_template("about/about.html")


@pages.get("/contact")
def contact() -> str:
    return render_template("about/contact.html")


@pages.get("/privacy")
def privacy() -> str:
    return render_template("about/privacy.html")


@pages.get("/accessibility")
def accessibility() -> str:
    return render_template("about/accessibility.html")


@pages.get("/favicon.ico")
def favicon() -> Response:
    response = current_app.send_static_file("icons/favicon.ico")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response
