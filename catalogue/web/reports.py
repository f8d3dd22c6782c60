"""The form by which anybody tells what is wrong with a resource; it works without JavaScript and sets no cookie."""

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from catalogue.db import writing
from catalogue.domain.counts.network_marks import network_mark
from catalogue.domain.submissions.problem_reports import (
    MOST_CONTACT,
    MOST_WORDS,
    NewReport,
    TooMany,
    report_problem,
)
from catalogue.domain.text.typed import lines
from catalogue.models import Resource
from catalogue.web.resources import shown_resource
from catalogue.web.translation import gettext as _
from catalogue.web.words import REPORT_REASONS

pages = Blueprint("reports", __name__, url_prefix="/resources/<public_id:public_id>/report")

TOKEN_LASTS_SECONDS = 24 * 3600
TRAP = "homepage"
"""A field people do not see and programs fill in."""


@dataclass(frozen=True)
class Filled:
    """What came back with the form; `errors` maps a field's id to what is wrong with it."""

    new: NewReport
    errors: dict[str, str]


@pages.get("")
def form(public_id: str) -> Response:
    reason = request.args.get("reason", "")
    chosen = reason if reason in REPORT_REASONS else ""
    return _form_page(shown_resource(public_id), Filled(NewReport(chosen), {}))


@pages.post("")
def send(public_id: str) -> AnyResponse:
    resource = shown_resource(public_id)
    filled = _read_form(resource)
    if filled.errors:
        return _form_page(resource, filled, 400)
    sender = network_mark(request.remote_addr, current_app.config["SECRET_KEY"], purpose="problem-report")
    try:
        with writing() as session:
            report_problem(session, resource, filled.new, sender=sender)
    except TooMany as too_many:
        return _form_page(resource, Filled(filled.new, {"send": str(too_many)}), 429)
    return redirect(url_for(".thanks", public_id=public_id), 303)


@pages.get("/thanks")
def thanks(public_id: str) -> str:
    return render_template("reports/thanks.html", resource=shown_resource(public_id))


def _form_page(resource: Resource, filled: Filled, status: int = 200) -> Response:
    page = render_template(
        "reports/form.html",
        resource=resource,
        new=filled.new,
        errors=filled.errors,
        reasons=REPORT_REASONS,
        token=_signer().dumps(resource.public_id),
        trap=TRAP,
        most_words=MOST_WORDS,
        most_contact=MOST_CONTACT,
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _read_form(resource: Resource) -> Filled:
    typed = {name: lines(request.form.get(name, "")) for name in ("reason", "words", "contact")}
    errors = {
        "reason": "" if typed["reason"] in REPORT_REASONS else _("请选择是什么问题。"),
        "words": _too_long(typed["words"], MOST_WORDS) or _missing_words(typed["reason"], typed["words"]),
        "contact": _too_long(typed["contact"], MOST_CONTACT),
        TRAP: _("这一格请不要填写。") if request.form.get(TRAP) else "",
        "send": _token_fault(resource, request.form.get("token", "")),
    }
    return Filled(NewReport(**typed), {field: error for field, error in errors.items() if error})


def _too_long(text: str, most: int) -> str:
    return str(_("最多 %(most)s 个字，现在有 %(number)s 个。", most=most, number=len(text))) if len(text) > most else ""


def _missing_words(reason: str, words: str) -> str:
    return str(_("请写一句是什么问题。")) if reason == "other" and not words else ""


def _token_fault(resource: Resource, token: str) -> str:
    """Empty for a token this site gave out for this form within a day."""
    try:
        signed = _signer().loads(token, max_age=TOKEN_LASTS_SECONDS)
    except SignatureExpired:
        return str(_("这个页面打开得太久了，请再按一次“提交”，您填的内容还在。"))
    except BadSignature:
        signed = None
    if signed == resource.public_id:
        return ""
    return str(_("没能确认这份报告是从本页提交的，请再按一次“提交”，您填的内容还在。"))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="problem-report")
