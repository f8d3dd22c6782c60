"""Institutions: finding them, and correcting what the catalogue says of them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.institutions.editing import (
    InstitutionFilter,
    add_other_name,
    count_institutions,
    edit_institution,
    institutions_found,
    remove_other_name,
)
from catalogue.domain.institutions.likely import members_by_institution
from catalogue.domain.institutions.naming import institution_with_id
from catalogue.domain.institutions.providers import name_key
from catalogue.domain.shown.showing import institution_named
from catalogue.errors import CatalogueError
from catalogue.models import Institution
from catalogue.web.admin.lists import list_page
from catalogue.web.forms.admin import InstitutionFacts, OtherName
from catalogue.web.forms.form import Form
from catalogue.web.signed_in import person

pages = Blueprint("admin_institutions", __name__, url_prefix="/admin/institutions")

VERIFIED = {"": "全部", "yes": "已核实", "no": "未核实"}


@pages.get("/")
def index() -> str:
    verified = request.args.get("verified", "")
    wanted = InstitutionFilter(request.args.get("q", "")[:100], {"yes": True, "no": False}.get(verified))
    asked = list_page(count_institutions(db.session(), wanted))
    return render_template(
        "admin/institutions.html",
        found=institutions_found(db.session(), wanted, limit=asked.limit, offset=asked.offset),
        wanted=wanted,
        verified=verified,
        choices=VERIFIED,
        total=asked.total,
        pager=asked.pager,
    )


@pages.get("/<public_id:public_id>")
def show(public_id: str) -> str:
    return _page(institution_with_id(db.session(), public_id))


@pages.post("/<public_id:public_id>")
def save(public_id: str) -> ResponseReturnValue:
    institution, form = institution_with_id(db.session(), public_id), InstitutionFacts()
    if not form.validate():
        return _page(institution, form), 400
    try:
        with writing() as session:
            edit_institution(session, institution, form.facts, by=person().actor)
    except CatalogueError as error:
        form.refuse("name", error)
        return _page(institution, form), 400
    flash("已保存。", "good")
    return redirect(url_for(".show", public_id=public_id), 303)


@pages.post("/<public_id:public_id>/names")
def add_name(public_id: str) -> ResponseReturnValue:
    institution, form = institution_with_id(db.session(), public_id), OtherName()
    if not form.validate():
        return _page(institution, form), 400
    try:
        with writing() as session:
            add_other_name(session, institution, form.alias.data, by=person().actor)
    except CatalogueError as error:
        form.refuse("alias", error)
        return _page(institution, form), 400
    flash("已加上这个别名：以后用它的记录都算这个机构的。", "good")
    return redirect(url_for(".show", public_id=public_id), 303)


@pages.post("/<public_id:public_id>/names/remove")
def remove_name(public_id: str) -> ResponseReturnValue:
    institution = institution_with_id(db.session(), public_id)
    with writing() as session:
        remove_other_name(session, institution, request.form.get("key", ""), by=person().actor)
    flash("已去掉这个别名。", "good")
    return redirect(url_for(".show", public_id=public_id), 303)


def _page(institution: Institution, sent: Form | None = None) -> str:
    facts = sent if isinstance(sent, InstitutionFacts) else InstitutionFacts(None, obj=institution)
    return render_template(
        "admin/institution.html",
        institution=institution,
        is_shown=institution_named(institution.public_id) is not None,
        own_key=name_key(institution.name),
        members=members_by_institution(db.session(), [institution.id]).get(institution.id, ()),
        faults=sent.faults if sent else {},
        facts_form=facts,
        name_form=sent if isinstance(sent, OtherName) else OtherName(None),
    )
