"""The form all others are made from: Flask-WTF's, with its faults as the pages show them."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict, MultiDict


class Form(FlaskForm):
    """A form with the token of the session in it; `validate_on_submit` reads and checks what was sent."""

    class Meta:
        locales = ("zh",)

        def wrap_formdata(self, form: "Form", formdata: Any) -> Any:
            """Words for fields of words and files for fields of files, whatever a program sends under their names.

            Flask-WTF itself would hand a file to a field of words, and read JSON of any shape as a form.
            """
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata  # handed over by hand
            if not form.is_submitted():
                return None
            names = {field.name for field in form if isinstance(field, FileField)}
            files = MultiDict((name, file) for name, file in request.files.items(multi=True) if name in names)
            return CombinedMultiDict((files, request.form))

    @property
    def faults(self) -> dict[str, str]:
        """The first fault of each field by the field's id, for the summary above the form."""
        return {field.id: str(field.errors[0]) for field in self if field.errors}

    def refuse(self, name: str, reason: object) -> None:
        """Add a fault that only the rules behind the form could find."""
        field = self[name]
        field.errors = [*field.errors, str(reason)]
