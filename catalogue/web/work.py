"""The areas of signed-in people: all their pages, and the menu above them."""

from flask import Flask

from catalogue.clock import local_moment
from catalogue.domain.clinic.carried_options import options_in_words
from catalogue.domain.clinic.trying import adapter_title
from catalogue.domain.ledger.event_names import event_name, field_name, state_name, subject_name
from catalogue.models.submission import CHANNELS
from catalogue.web import account, admin, portal, review
from catalogue.web.permissions import may_open
from catalogue.web.portal.tabs import TABS
from catalogue.web.signed_in import person
from catalogue.web.state_words import MEANINGS, OUTCOMES, RUN_STATES, SOURCE_STATES, state_badge, state_word

AREAS = (*account.AREAS, *portal.AREAS, *review.AREAS, *admin.AREAS)
MENU = (
    ("portal.index", "我的机构"),
    ("review.index", "审核"),
    ("admin.index", "管理"),
    ("ledger.index", "操作记录"),
    ("account.index", "账号"),
)
"""Endpoints and labels."""

FILTERS = (
    adapter_title,
    event_name,
    field_name,
    local_moment,
    options_in_words,
    state_badge,
    state_name,
    state_word,
    subject_name,
)


def open_areas() -> list[tuple[str, str]]:
    """What of the menu the person may open; staff who belong to no institution are not led to one."""
    who = person()
    without = "portal.index" if who.staff_roles and not who.memberships else ""
    return [(endpoint, label) for endpoint, label in MENU if endpoint != without and may_open(endpoint)]


def init_work(app: Flask) -> None:
    app.jinja_env.globals.update(open_areas=open_areas, PORTAL_TABS=TABS)
    app.jinja_env.globals.update(
        CHANNELS=CHANNELS, MEANINGS=MEANINGS, OUTCOMES=OUTCOMES, RUN_STATES=RUN_STATES, SOURCE_STATES=SOURCE_STATES
    )
    for words in FILTERS:
        app.add_template_filter(words)
    for area in AREAS:
        app.register_blueprint(area.pages)
