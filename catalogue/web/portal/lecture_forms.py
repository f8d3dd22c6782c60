"""Adding and editing a lecture by form, with advice while one types and a preview of the public page."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from catalogue.db import db, writing
from catalogue.domain.portal.filled_lecture import FilledLecture, as_lecture_record, lecture_as_filled
from catalogue.domain.portal.handing_in_lectures import hand_in_changed_lecture, hand_in_new_lecture
from catalogue.domain.portal.lecture_advice import LECTURE_RULES
from catalogue.domain.portal.own_lectures import OwnLecture, own_lecture
from catalogue.domain.portal.previews import preview_of_lecture
from catalogue.errors import CatalogueError
from catalogue.models.vocabulary import vocabulary
from catalogue.web.forms.portal import LectureForm
from catalogue.web.forms.vouching import Vouching
from catalogue.web.portal.advising import advice_answer, advised
from catalogue.web.portal.filling import lecture_form, lecture_in, note_fault, vouched_in
from catalogue.web.portal.preview_pages import lecture_preview
from catalogue.web.signed_in import person

pages = Blueprint("portal_lecture_forms", __name__, url_prefix="/portal/<public_id:institution>/lectures")

HANDED_IN = "已提交，审核通过后公众就能看到。"
TAKEN_OVER = "已提交。时间的变动和取消马上生效，其他改动审核通过后换上。"


@pages.get("/new")
def new(institution: str) -> str:
    return _page(lecture_form(FilledLecture(language="zh")), Vouching(formdata=None))


@pages.post("/new")
def create(institution: str) -> ResponseReturnValue:
    form, vouching = LectureForm(), Vouching()
    if not form.validate():
        return _page(form, vouching), 400
    try:
        with writing() as session:
            filled, vouched = lecture_in(form), vouched_in(vouching)
            outcome = hand_in_new_lecture(session, g.institution, filled, vouched=vouched, by=person().actor)
    except CatalogueError as error:
        return _refused(error, form, vouching)
    return _handed_in(institution, outcome.subject)


@pages.get("/<public_id:public_id>/edit")
def edit(institution: str, public_id: str) -> str:
    own = _changeable(public_id)
    return _page(lecture_form(lecture_as_filled(own.lecture)), Vouching(formdata=None), own)


@pages.post("/<public_id:public_id>/edit")
def change(institution: str, public_id: str) -> ResponseReturnValue:
    own, form, vouching = _changeable(public_id), LectureForm(), Vouching()
    if not form.validate():
        return _page(form, vouching, own), 400
    try:
        with writing() as session:
            own, filled, vouched = (
                own_lecture(session, g.institution, public_id),
                lecture_in(form),
                vouched_in(vouching),
            )
            hand_in_changed_lecture(session, g.institution, own, filled=filled, vouched=vouched, by=person().actor)
    except CatalogueError as error:
        return _refused(error, form, vouching, _changeable(public_id))
    return _handed_in(institution, public_id, public=own.lecture.state == "public")


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
    return advice_answer(lecture_in(LectureForm()), LECTURE_RULES)


def _preview(own: OwnLecture | None) -> ResponseReturnValue:
    form = LectureForm()
    if not form.validate():
        return _page(form, Vouching(), own), 400
    try:
        before = own.lecture if own else None
        record = as_lecture_record(lecture_in(form), g.institution, uid="preview", before=before)
    except CatalogueError as error:
        return _refused(error, form, Vouching(), own)
    return lecture_preview(preview_of_lecture(g.institution, record))


def _changeable(public_id: str) -> OwnLecture:
    own = own_lecture(db.session(), g.institution, public_id)
    if not own.changeable:
        raise CatalogueError("这场讲座不是本机构在这里登记的，或者已经撤下，不能在这里修改；请在来源处更正。")
    return own


def _refused(
    error: CatalogueError, form: LectureForm, vouching: Vouching, own: OwnLecture | None = None
) -> ResponseReturnValue:
    """The form again, everything typed kept, with what only the rules behind it could find."""
    note_fault(error, form, vouching)
    return _page(form, vouching, own), 400


def _handed_in(institution: str, public_id: str, *, public: bool = False) -> ResponseReturnValue:
    flash(TAKEN_OVER if public else HANDED_IN, "good")
    return redirect(url_for("portal_lectures.show", institution=institution, public_id=public_id), 303)


def _page(form: LectureForm, vouching: Vouching, own: OwnLecture | None = None) -> str:
    return render_template(
        "portal/lectures/form.html",
        institution=g.institution,
        form=form,
        vouching=vouching,
        own=own,
        advised=advised(lecture_in(form), LECTURE_RULES),
        topics=vocabulary("topics"),
    )
