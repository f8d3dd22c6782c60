"""The forms of reviewers: the seven checks with a remark, corrections, withdrawal, and what concerns sources."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from catalogue.domain.review.withdrawal import MOST_WORDS, WITHDRAWAL_REASONS
from catalogue.domain.submissions.criteria import CRITERIA
from catalogue.domain.text.addresses import AddressError, canonical_address
from catalogue.domain.text.normalise import SUMMARY_LENGTH, TITLE_LENGTH, WORD_LENGTH
from catalogue.domain.text.typed import lines
from catalogue.web.forms.choices import AnyOf, OneOf, terms, terms_or_none, these
from catalogue.web.forms.form import Form

PASSED, FAILED = "pass", "fail"
VERDICTS = {PASSED: "通过", FAILED: "有问题"}
MOST_REMARK = 1000
CORRECTABLE = ("title", "url", "summary", "provider", "kind", "cost", "login", "level", "audiences", "topics")
COST_WORDS = {"free": "免费", "free_with_paid_certificate": "学习免费，证书收费", "unknown": "不明", "paid": "收费"}
LOGIN_WORDS = {"unknown": "没有说明", "none": "无需登录", "required": "需要登录"}
NOT_SAID = "没有说明"
MANY = ("audiences", "topics")


def _tidy(text: str | None) -> str:
    return lines(text or "")


class Checks(Form):
    """Each criterion is passed, failed or not looked at yet."""

    remark = TextAreaField("说明", [Length(max=MOST_REMARK, message=f"最多 {MOST_REMARK} 个字。")], filters=[_tidy])

    @property
    def check_fields(self) -> list[Any]:
        return [self[f"check_{criterion.code}"] for criterion in CRITERIA]

    @property
    def checks(self) -> dict[str, bool]:
        """What was looked at, by criterion."""
        given = {criterion.code: self[f"check_{criterion.code}"].data for criterion in CRITERIA}
        return {code: value == PASSED for code, value in given.items() if value}


for _criterion in CRITERIA:
    setattr(Checks, f"check_{_criterion.code}", OneOf(_criterion.label, [Optional()], choices=these(VERDICTS)))


class Verdict(Checks):
    """A decision on one task, with the fields an editor may correct."""

    seen = HiddenField()
    title = StringField("标题", [Length(max=TITLE_LENGTH, message="标题太长了。")], filters=[_tidy])
    url = StringField("网址", filters=[_tidy])
    summary = TextAreaField("简介", [Length(max=SUMMARY_LENGTH, message="简介太长了。")], filters=[_tidy])
    provider = StringField("提供机构", [Length(max=WORD_LENGTH, message="机构名太长了。")], filters=[_tidy])
    kind = OneOf("形式", choices=terms_or_none("kinds", NOT_SAID))
    cost = OneOf("费用", choices=these(COST_WORDS))
    login = OneOf("登录", choices=these(LOGIN_WORDS))
    level = OneOf("难度", choices=terms_or_none("levels", NOT_SAID))
    audiences = AnyOf("适合谁", choices=terms("audiences"))
    topics = AnyOf("主题", choices=terms("topics"))

    def __init__(self, shown: Mapping[str, Any] | None = None, wanted: Mapping[str, Any] | None = None) -> None:
        """`shown` is what readers would see uncorrected, empty where nothing can be; `wanted` are first corrections."""
        self.shown = dict(shown or {})
        super().__init__(data={**self.shown, **(wanted or {})})
        if not self.shown:
            for name in CORRECTABLE:
                del self[name]

    def validate_title(self, field: StringField) -> None:
        if not field.data:
            raise ValidationError("标题不能空着。")

    def validate_url(self, field: StringField) -> None:
        try:
            field.data = canonical_address(field.data)
        except AddressError as error:
            raise ValidationError(str(error)) from error

    @property
    def corrections(self) -> dict[str, Any]:
        """The fields that were changed."""
        given = {name: self[name].data for name in CORRECTABLE if name in self}
        return {name: value for name, value in given.items() if value != self._as_given(name)}

    def _as_given(self, name: str) -> Any:
        """What is shown, as the form gives back what nobody touched."""
        value = self.shown[name]
        if name in MANY:
            return [code for code, _ in self[name].choices if code in value]
        return _tidy(value)


class Withdrawing(Form):
    reason = OneOf(
        "原因",
        [InputRequired("请选择出库的原因。")],
        choices=these({code: reason.label for code, reason in WITHDRAWAL_REASONS.items()}),
    )
    words = TextAreaField(
        "具体情况",
        [DataRequired("请写明具体情况。"), Length(max=MOST_WORDS, message=f"最多 {MOST_WORDS} 个字。")],
        filters=[_tidy],
    )


class Saying(Form):
    """A word on why."""

    words = TextAreaField(
        "理由",
        [DataRequired("请写明理由。"), Length(max=MOST_WORDS, message=f"最多 {MOST_WORDS} 个字。")],
        filters=[_tidy],
    )


class Moving(Form):
    """Another address for a source."""

    address = StringField("新网址", [DataRequired("请填写新网址。")], filters=[_tidy])
