"""Between the form of a lecture and what the domain takes: the same fields, in the form's types."""

from dataclasses import asdict, fields
from typing import Any

from catalogue.domain.portal.filled_lecture import FilledLecture
from catalogue.web.forms.portal import LectureForm


def form_of(filled: FilledLecture) -> LectureForm:
    """The form as it stands before anybody types."""
    return LectureForm(formdata=None, data=asdict(filled))


def filled_by(form: LectureForm) -> FilledLecture:
    """What was typed."""
    return FilledLecture(**{one.name: _said(form[one.name].data) for one in fields(FilledLecture)})


def _said(value: Any) -> Any:
    """A text without blanks around it, the values of ticked boxes, a moment or nothing, yes or no."""
    if isinstance(value, list):
        return tuple(value)
    return value.strip() if isinstance(value, str) else value
