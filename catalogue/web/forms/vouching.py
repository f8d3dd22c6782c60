"""The provider's own check and promise, sent along with whatever is handed in."""

from wtforms import BooleanField

from catalogue.domain.submissions.criteria import CRITERIA
from catalogue.domain.submissions.vouching import COMMITMENT_WORDS, check_vouched
from catalogue.errors import CatalogueError
from catalogue.web.forms.choices import AnyOf, these
from catalogue.web.forms.form import Form


class Vouching(Form):
    checked = AnyOf("逐项自查", choices=these({one.code: f"{one.label}：{one.question}" for one in CRITERIA}))
    committed = BooleanField(COMMITMENT_WORDS)

    def vouched(self) -> tuple[str, ...]:
        """The criteria ticked; none, and a fault in the form, unless all are and the promise is given."""
        try:
            return check_vouched(self.checked.data or (), committed=self.committed.data)
        except CatalogueError as error:
            self.refuse("checked", error)
            return ()
