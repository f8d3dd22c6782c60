"""The form all others are made from: Flask-WTF's, with its faults as the pages show them."""

from flask_wtf import FlaskForm


class Form(FlaskForm):
    """A form with the token of the session in it; `validate_on_submit` reads and checks what was sent."""

    class Meta:
        locales = ("zh",)

    @property
    def faults(self) -> dict[str, str]:
        """The first fault of each field by the field's id, for the summary above the form."""
        return {field.id: str(field.errors[0]) for field in self if field.errors}

    def refuse(self, name: str, reason: object) -> None:
        """Add a fault that only the rules behind the form could find."""
        field = self[name]
        field.errors = [*field.errors, str(reason)]
