"""Forms of signed-in people carry a token of their session (Flask-WTF), so that no other site can send them.

Two kinds of requests carry none: programs, which bring a token of their own and no cookie, and the report of a problem,
which anybody may send, which sets no cookie, and whose own token is signed for the one resource.
"""

from flask import Flask
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

from catalogue.web.errors import error_page

EXEMPT_AREAS = ("api", "reports")


def init_csrf(app: Flask) -> None:
    """Must come after all blueprints are registered."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session: a form may stay open over lunch
    protection = CSRFProtect(app)
    for name, area in app.blueprints.items():
        if name.partition(".")[0] in EXEMPT_AREAS:
            protection.exempt(area)
    app.register_error_handler(CSRFError, _refused)


def _refused(_error: CSRFError) -> tuple[str, int]:
    return error_page(
        400, "没能确认这张表是从本站页面提交的。请返回上一页，刷新后再提交一次；如果您刚重新登录过，也请这样做。"
    )
