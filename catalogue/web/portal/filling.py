"""Between forms and what the domain takes: the same fields, in the types of each."""

from dataclasses import asdict, fields, replace
from typing import Any, TypeVar

from catalogue.domain.portal.faults import NothingChanged, NotTakenIn
from catalogue.domain.portal.filled_lecture import FilledLecture
from catalogue.domain.portal.filled_resource import FilledResource
from catalogue.domain.portal.handing_in import Vouched
from catalogue.errors import CatalogueError
from catalogue.web.formatting import duration_words
from catalogue.web.forms.form import Form
from catalogue.web.forms.portal import LectureForm, ResourceForm
from catalogue.web.forms.vouching import Vouching

T = TypeVar("T", FilledResource, FilledLecture)


def resource_form(filled: FilledResource) -> ResourceForm:
    """The form as it stands before anybody types; a duration is shown in words."""
    shown = replace(filled, duration=duration_words(filled.duration))
    return ResourceForm(formdata=None, data=asdict(shown))


def lecture_form(filled: FilledLecture) -> LectureForm:
    """The form as it stands before anybody types."""
    return LectureForm(formdata=None, data=asdict(filled))


def resource_in(form: ResourceForm, before: FilledResource | None = None) -> FilledResource:
    """What was typed; a duration whose words were left alone stays exactly what it was."""
    filled = _read(form, FilledResource)
    untouched = before is not None and filled.duration == duration_words(before.duration)
    return replace(filled, duration=before.duration) if before and untouched else filled


def lecture_in(form: LectureForm) -> FilledLecture:
    """What was typed."""
    return _read(form, FilledLecture)


def vouched_in(form: Vouching) -> Vouched:
    """What was ticked."""
    return Vouched(tuple(form.checked.data or ()), committed=bool(form.committed.data))


def _read(form: Form, kind: type[T]) -> T:
    return kind(**{one.name: _said(form[one.name].data, one.default) for one in fields(kind)})


def _said(value: Any, default: Any) -> Any:
    """A text without blanks around it, the values of ticked boxes, a moment; the default where nothing was sent."""
    if value is None:
        return default
    if isinstance(value, list):
        return tuple(value)
    return value.strip() if isinstance(value, str) else value


def note_fault(error: CatalogueError, form: Form, vouching: Vouching) -> None:
    """Say what only the rules behind a form could find at the field it is about."""
    if isinstance(error, NotTakenIn):
        form.refuse(error.field, error)
    elif isinstance(error, NothingChanged):
        form.refuse("title", error)
    else:
        vouching.refuse("checked", error)
