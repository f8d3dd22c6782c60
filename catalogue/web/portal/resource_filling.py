"""Between the form of a resource and what the domain takes: the same fields, in the form's types."""

from dataclasses import asdict, fields
from typing import Any

from catalogue.domain.portal.filled_resource import FilledResource
from catalogue.domain.portal.handing_in import Vouched
from catalogue.web.formatting import duration_words
from catalogue.web.forms.portal import ResourceForm, Vouching


def form_of(filled: FilledResource) -> ResourceForm:
    """The form as it stands before anybody types; a duration is shown in words."""
    data = asdict(filled)
    return ResourceForm(formdata=None, data={**data, "duration": duration_words(filled.duration)})


def filled_by(form: ResourceForm, before: FilledResource | None = None) -> FilledResource:
    """What was typed; a duration whose words were left alone stays exactly what it was."""
    values = {one.name: _said(form[one.name].data) for one in fields(FilledResource)}
    if before and values["duration"] == duration_words(before.duration):
        values["duration"] = before.duration
    return FilledResource(**values)


def _said(value: str | list[str] | None) -> Any:
    """One text, or the values of the boxes that are ticked."""
    return tuple(value) if isinstance(value, list) else (value or "").strip()


def vouched_by(form: Vouching) -> Vouched:
    return Vouched(tuple(form.checked.data or ()), bool(form.committed.data))
