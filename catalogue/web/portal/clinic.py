"""The source clinic: an institution's own sources, a look at an address, and proposing it as a source."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.clinic.carried_options import carried, read_carried
from catalogue.domain.clinic.findings import findings_of
from catalogue.domain.clinic.proposing import hand_in_proposal, sources_of
from catalogue.domain.clinic.snippet import snippet_for
from catalogue.domain.clinic.trial_door import trial_door
from catalogue.domain.clinic.trying import adapter_title, try_address
from catalogue.domain.institutions.naming import institution_with_id
from catalogue.domain.sources.states import NewSource
from catalogue.errors import CatalogueError
from catalogue.web.forms.clinic import LookForm, ProposalForm
from catalogue.web.signed_in import person

pages = Blueprint("clinic", __name__, url_prefix="/portal/<public_id:institution>/sources")


@pages.get("/")
def index(institution: str) -> str:
    return _index_page(LookForm())


@pages.post("/look")
def look(institution: str) -> ResponseReturnValue:
    """Nothing is stored by looking, so its answer is the page itself."""
    form = LookForm()
    if not form.validate():
        return _index_page(form), 400
    door, said = trial_door(current_app.config), form.said
    trial = try_address(db.session(), form.address.data, g.institution, door, said=said)
    if trial.interface and not said:
        form.show(trial.interface.options)
    findings = findings_of(trial)
    first = findings.first[0] if findings.first else None
    return render_template(
        "portal/clinic/findings.html",
        form=form,
        institution=g.institution,
        trial=trial,
        by_hand=bool(trial.interface or said),
        findings=findings,
        carried=carried,
        snippet=snippet_for(first, institution=g.institution.name),
    )


@pages.get("/propose")
def proposal(institution: str) -> ResponseReturnValue:
    form = ProposalForm(request.args)
    if not form.adapter.data or not form.address.data:
        return redirect(url_for(".index", institution=institution), 303)
    form.title.data = f"{g.institution.name}（{adapter_title(form.adapter.data)}）"
    return _proposal_page(form)


@pages.post("/propose")
def propose(institution: str) -> ResponseReturnValue:
    form = ProposalForm()
    valid = form.validate()
    checked = form.vouched()
    if not valid or not checked:
        return _proposal_page(form), 400
    try:
        wanted = _wanted(form)
        with writing() as session:
            owner = institution_with_id(session, institution)
            hand_in_proposal(session, owner, wanted, checked, by=person().actor)
    except CatalogueError as error:
        form.refuse("address", error)
        return _proposal_page(form), 400
    flash("来源已提交，批准后开始采集。", "good")
    return redirect(url_for(".index", institution=institution), 303)


def _wanted(form: ProposalForm) -> NewSource:
    """Raises CatalogueError for options that the form did not carry whole."""
    return NewSource(
        adapter=form.adapter.data,
        url=form.address.data,
        institution=g.institution.name,
        title=" ".join(form.title.data.split()),
        options=read_carried(form.options.data or ""),
        full_list=False if form.window.data else None,
        default_cost=form.free.data,
        every_hours=int(form.often.data),
    )


def _index_page(form: LookForm) -> str:
    return render_template(
        "portal/clinic/index.html",
        form=form,
        institution=g.institution,
        sources=sources_of(db.session(), g.institution),
        adapter_title=adapter_title,
        by_hand=bool(form.said),
    )


def _proposal_page(form: ProposalForm) -> str:
    kind = adapter_title(form.adapter.data or "")
    try:
        options = read_carried(form.options.data or "")
    except CatalogueError:  # proposing them is refused with the reason
        options = {}
    return render_template(
        "portal/clinic/propose.html", form=form, institution=g.institution, kind=kind, options=options
    )
