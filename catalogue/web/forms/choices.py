"""Fields to choose from codes with labels, which are asked for when a form is made: vocabularies come with the site."""

from collections.abc import Callable

from wtforms import SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from catalogue.models.vocabulary import vocabulary
from catalogue.web.forms.form import Form

UNKNOWN = "请从列表里选。"

Labelled = Callable[[], list[tuple[str, str]]]
"""Pairs of code and label."""


class OneOf(SelectField):
    """One of the codes, drawn as a list or as buttons; none at all only where the empty one is among them."""

    def pre_validate(self, form: Form) -> None:
        if (self.data or "") not in dict(self.choices):
            raise ValidationError(UNKNOWN)


class AnyOf(SelectMultipleField):
    """Any number of codes."""

    def pre_validate(self, form: Form) -> None:
        if not dict(self.choices).keys() >= set(self.data or ()):
            raise ValidationError(UNKNOWN)


def these(labels: dict[str, str]) -> Labelled:
    """The codes of a table in the code."""
    return lambda: list(labels.items())


def terms(name: str) -> Labelled:
    """The terms of a vocabulary that are still in use."""
    return lambda: [(term.code, term.label) for term in vocabulary(name).terms.values() if not term.replaced_by]


def terms_or_none(name: str, none: str = "请选择") -> Labelled:
    return lambda: [("", none), *terms(name)()]
