"""API tokens of an institution: seen, issued and revoked by its owners."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.institutions.naming import institution_with_id
from catalogue.domain.submissions.api_tokens import issue_token, revoke_token, tokens_of
from catalogue.domain.submissions.criteria import CRITERIA
from catalogue.domain.submissions.vouching import COMMITMENT, COMMITMENT_WORDS
from catalogue.errors import CatalogueError
from catalogue.models.api_token import SCOPES
from catalogue.web.forms.tokens import TokenForm
from catalogue.web.signed_in import person

pages = Blueprint("tokens", __name__, url_prefix="/portal/<public_id:institution>/tokens")


@pages.get("")
def index(institution: str) -> str:
    return _page(TokenForm())


@pages.post("")
def issue(institution: str) -> ResponseReturnValue:
    """The secret stands in this one answer and nowhere else: not in a cookie, not in an address, not in the log."""
    form = TokenForm()
    if not form.validate():
        return _page(form), 400
    try:
        with writing() as session:
            owner = institution_with_id(session, institution)
            token, secret = issue_token(session, owner, form.wanted, by=person().actor)
    except CatalogueError as error:
        form.refuse("name", error)
        return _page(form), 400
    return render_template("portal/tokens/issued.html", institution=g.institution, issued=token, secret=secret)


@pages.post("/<public_id:token>/revoke")
def revoke(institution: str, token: str) -> ResponseReturnValue:
    with writing() as session:
        revoked = revoke_token(session, institution_with_id(session, institution), token, by=person().actor)
        words = f"令牌“{revoked.name}”已停用。"
    flash(words, "good")
    return redirect(url_for(".index", institution=institution), 303)


def _page(form: TokenForm) -> str:
    return render_template(
        "portal/tokens/index.html",
        form=form,
        institution=g.institution,
        tokens=tokens_of(db.session(), g.institution),
        SCOPES=SCOPES,
        commitment=COMMITMENT,
        commitment_words=COMMITMENT_WORDS,
        CRITERIA=CRITERIA,
    )
