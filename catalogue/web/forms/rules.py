"""Rules of the domain as validators of form fields: one rule, asked by the form and again where things are kept."""

from collections.abc import Callable
from typing import Any

from wtforms import Field, Form
from wtforms.validators import StopValidation

from catalogue.errors import CatalogueError


def follows(rule: Callable[[str], Any]) -> Callable[[Form, Field], None]:
    """A validator that asks a rule, which raises CatalogueError; what was typed stays as it was."""

    def check(_form: Form, field: Field) -> None:
        try:
            rule(field.data or "")
        except CatalogueError as error:
            raise StopValidation(str(error)) from error

    return check
