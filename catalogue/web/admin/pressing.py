"""Buttons of the administrators' pages: pressed, they act and lead on, or say on their own page why not."""

from collections.abc import Callable

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from catalogue.db import writing
from catalogue.errors import CatalogueError


def press(
    act: Callable[[Session], object], *, done: str, following: str, page: Callable[[], str]
) -> ResponseReturnValue:
    """Act in one transaction, say `done` and lead to `following`; a CatalogueError is said on `page` instead (400)."""
    try:
        with writing() as session:
            act(session)
    except CatalogueError as error:
        flash(str(error), "bad")
        return page(), 400
    flash(done, "good")
    return redirect(following, 303)
