"""The areas of signed-in people: all their pages, and the menu above them."""

from flask import Flask

from catalogue.web import account, admin, portal, review

AREAS = (*account.AREAS, *portal.AREAS, *review.AREAS, *admin.AREAS)
MENU = (
    ("portal.index", "我的机构"),
    ("review.index", "审核"),
    ("admin.index", "管理"),
    ("ledger.index", "操作记录"),
    ("account.index", "账号"),
)
"""Endpoints and labels; each person sees those they may open."""


def init_work(app: Flask) -> None:
    app.jinja_env.globals["WORK_AREAS"] = MENU
    for area in AREAS:
        app.register_blueprint(area.pages)
