"""What of the ledger somebody looks for."""

from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from catalogue.domain.ledger.event_names import SUBJECTS, event_name, subject_name
from catalogue.domain.ledger.view import LedgerFilter
from catalogue.web.forms.form import Form

MOST_CHARACTERS = 200
NOT_TOO_LONG = Length(max=MOST_CHARACTERS, message=f"最多 {MOST_CHARACTERS} 个字。")


class DayField(DateField):
    """A day that says in plain words how it is to be written."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("日子请写成 2026-11-25 的样子。") from error


class LedgerSearch(Form):
    """Sent by GET, so that what was looked for can be kept as a link; it changes nothing and needs no token."""

    NAMES = ("actor", "what", "type", "id", "words", "since", "until")

    class Meta(Form.Meta):
        csrf = False

    actor = StringField("操作者", [NOT_TOO_LONG])
    what = SelectField("做了什么", [NOT_TOO_LONG], validate_choice=False)
    type = SelectField("对象", [NOT_TOO_LONG], validate_choice=False)
    id = StringField("对象编号", [NOT_TOO_LONG])
    words = StringField("说明里的字", [NOT_TOO_LONG])
    since = DayField("从哪天", [Optional()])
    until = DayField("到哪天", [Optional()])

    def offer(self, whats: list[str]) -> None:
        """Fill the lists with what ever happened; what a link asks for beyond them is offered too."""
        asked = [self.what.data] if self.what.data and self.what.data not in whats else []
        self.what.choices = [("", "全部"), *((what, event_name(what)) for what in [*whats, *asked])]
        types = dict.fromkeys([*SUBJECTS, *([self.type.data] if self.type.data else [])])
        self.type.choices = [("", "全部"), *((one, subject_name(one)) for one in types)]

    def validate_until(self, field: DateField) -> None:
        if self.since.data and field.data and field.data < self.since.data:
            raise ValidationError("结束的日子在开始的日子之前，请改一下。")

    @property
    def wanted(self) -> LedgerFilter:
        """For a form without faults."""
        return LedgerFilter(
            actor=_words(self.actor),
            what=_words(self.what),
            subject_type=_words(self.type),
            subject_id=_words(self.id),
            words=_words(self.words),
            since=self.since.data,
            until=self.until.data,
        )


def _words(field: StringField | SelectField) -> str:
    return (field.data or "").strip()
