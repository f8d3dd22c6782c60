"""Adding and editing a resource by form, with advice while one types and a preview of the public page."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from catalogue.db import db, writing
from catalogue.domain.portal.faults import NotTakenIn
from catalogue.domain.portal.filled_resource import FilledResource, as_draft, as_filled
from catalogue.domain.portal.handing_in import hand_in_changed, hand_in_new, previewed
from catalogue.domain.portal.own_resources import OwnResource, own_resource
from catalogue.domain.portal.resource_advice import RESOURCE_RULES
from catalogue.errors import CatalogueError
from catalogue.models.vocabulary import vocabulary
from catalogue.web.forms.portal import ResourceForm
from catalogue.web.forms.vouching import Vouching
from catalogue.web.portal.advising import advice_answer, advised
from catalogue.web.portal.filling import note_fault, resource_form, resource_in, vouched_in
from catalogue.web.portal.preview_pages import resource_preview
from catalogue.web.signed_in import person

pages = Blueprint("portal_resource_forms", __name__, url_prefix="/portal/<public_id:institution>/resources")

HANDED_IN = "已提交，审核通过后公众就能看到。"
PUBLISHED = "已提交，并按本站对贵机构的长期批准直接公开。"


@pages.get("/new")
def new(institution: str) -> str:
    return _page(resource_form(FilledResource(provider=g.institution.name, language="zh")), Vouching(formdata=None))


@pages.post("/new")
def create(institution: str) -> ResponseReturnValue:
    form, vouching = ResourceForm(), Vouching()
    if not form.validate():
        return _page(form, vouching), 400
    try:
        with writing() as session:
            outcome = hand_in_new(
                session, g.institution, resource_in(form), vouched=vouched_in(vouching), by=person().actor
            )
    except CatalogueError as error:
        return _refused(error, form, vouching)
    return _handed_in(institution, outcome.word, outcome.subject)


@pages.get("/<public_id:public_id>/edit")
def edit(institution: str, public_id: str) -> str:
    own = _changeable(public_id)
    return _page(resource_form(as_filled(own.words, g.institution)), Vouching(formdata=None), own)


@pages.post("/<public_id:public_id>/edit")
def change(institution: str, public_id: str) -> ResponseReturnValue:
    own, form, vouching = _changeable(public_id), ResourceForm(), Vouching()
    if not form.validate():
        return _page(form, vouching, own), 400
    filled = resource_in(form, as_filled(own.words, g.institution))
    try:
        with writing() as session:
            own = own_resource(session, g.institution, public_id)
            vouched, by = vouched_in(vouching), person().actor
            outcome = hand_in_changed(session, g.institution, own, filled=filled, vouched=vouched, by=by)
    except CatalogueError as error:
        return _refused(error, form, vouching, _changeable(public_id))
    return _handed_in(institution, outcome.word, public_id)


@pages.post("/preview")
def preview(institution: str) -> ResponseReturnValue:
    """The public page of what is typed; nothing is stored."""
    return _preview(None)


@pages.post("/<public_id:public_id>/preview")
def preview_changed(institution: str, public_id: str) -> ResponseReturnValue:
    return _preview(_changeable(public_id))


@pages.post("/advice")
def advise(institution: str) -> Response:
    """What the typed words do not tell yet, for the script beside the form; by the same rules as on the page."""
    return advice_answer(as_draft(resource_in(ResourceForm())), RESOURCE_RULES)


def _preview(own: OwnResource | None) -> ResponseReturnValue:
    form = ResourceForm()
    if not form.validate():
        return _page(form, Vouching(), own), 400
    filled = resource_in(form, as_filled(own.words, g.institution) if own else None)
    try:
        return resource_preview(previewed(filled, g.institution, own.words if own else None))
    except NotTakenIn as error:
        return _refused(error, form, Vouching(), own)


def _changeable(public_id: str) -> OwnResource:
    own = own_resource(db.session(), g.institution, public_id)
    if not own.changeable:
        raise CatalogueError("这个资源已经撤下或没有通过，不能再修改；有疑问请联系本站管理员。")
    return own


def _refused(
    error: CatalogueError, form: ResourceForm, vouching: Vouching, own: OwnResource | None = None
) -> ResponseReturnValue:
    """The form again, everything typed kept, with what only the rules behind it could find."""
    note_fault(error, form, vouching)
    return _page(form, vouching, own), 400


def _handed_in(institution: str, word: str, public_id: str) -> ResponseReturnValue:
    flash(PUBLISHED if word in ("new", "changed") else HANDED_IN, "good")
    return redirect(url_for("portal_resources.show", institution=institution, public_id=public_id), 303)


def _page(form: ResourceForm, vouching: Vouching, own: OwnResource | None = None) -> str:
    return render_template(
        "portal/resources/form.html",
        institution=g.institution,
        form=form,
        vouching=vouching,
        own=own,
        advised=advised(as_draft(resource_in(form)), RESOURCE_RULES),
        topics=vocabulary("topics"),
    )
