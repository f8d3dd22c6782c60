"""The provider's own check and promise, sent along with whatever is handed in."""

from wtforms import BooleanField, SelectMultipleField

from catalogue.domain.criteria import CRITERIA
from catalogue.domain.submissions import COMMITMENT_WORDS, check_vouched
from catalogue.errors import CatalogueError
from catalogue.web.forms.form import Form

CHOICES = [(one.code, f"{one.label}：{one.question}") for one in CRITERIA]


class Vouching(Form):
    checked = SelectMultipleField("逐项自查", choices=CHOICES, validate_choice=False)
    committed = BooleanField(COMMITMENT_WORDS)

    def vouched(self) -> tuple[str, ...]:
        """The criteria ticked; none, and a fault in the form, unless all are and the promise is given."""
        try:
            return check_vouched(self.checked.data or (), committed=self.committed.data)
        except CatalogueError as error:
            self.refuse("checked", error)
            return ()
