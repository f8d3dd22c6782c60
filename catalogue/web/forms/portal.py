"""The forms of institutions: a resource, a lecture, and taking something back."""

from typing import Any

from wtforms import BooleanField, DateTimeLocalField, Field, StringField, TextAreaField, URLField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from catalogue.domain.portal.filled_resource import is_duration
from catalogue.domain.portal.handing_in import MOST_REASON
from catalogue.domain.text.addresses import MAX_LENGTH, AddressError, canonical_address
from catalogue.domain.text.normalise import SUMMARY_LENGTH, WORD_LENGTH
from catalogue.web.forms.choices import AnyOf, OneOf, terms, terms_or_none, these
from catalogue.web.forms.form import Form

MOST_TITLE = 200
MOST_NAMES = 500
MOST_DURATION = 40
COSTS = {"free": "免费", "free_with_paid_certificate": "学习免费，证书另外收费", "paid": "要收费"}
LOGINS = {"none": "打开就能学", "required": "要先注册或登录", "unknown": "不清楚"}
PAID = "本目录只收录免费资源，这一条暂时不能登记。如果学习部分免费、只有证书收费，请选“学习免费，证书另外收费”。"


def web_address(_form: Form, field: Field) -> None:
    """Raises ValidationError for an address nobody could follow."""
    try:
        canonical_address(field.data or "")
    except AddressError as error:
        raise ValidationError(f"{error}，例如 https://www.example.edu.cn/course/1。") from error


def at_most(most: int) -> Length:
    return Length(max=most, message=f"太长了，最多 {most} 个字。")


class Moment(DateTimeLocalField):
    """A day and a time as clocks in China show them; what is typed where a browser has no calendar is read too."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("看不懂这个时间，请写成 2026-11-28 19:30 这样。") from error


class ResourceForm(Form):
    """What a resource tells. Names of fields are those of FilledResource."""

    title = StringField("标题", [DataRequired("请填写标题。"), at_most(MOST_TITLE)])
    url = URLField("网址", [DataRequired("请填写学习页面的网址。"), at_most(MAX_LENGTH), web_address])
    kind = OneOf("形式", choices=terms_or_none("kinds"))
    summary = TextAreaField("简介", [at_most(SUMMARY_LENGTH)])
    provider = StringField("提供机构", [at_most(WORD_LENGTH)])
    teachers = StringField("教师", [at_most(MOST_NAMES)])
    audiences = AnyOf("适合谁学", choices=terms("audiences"))
    topics = AnyOf("主题", choices=terms("topics"))
    level = OneOf("难度", choices=terms_or_none("levels"))
    duration = StringField("学习时长", [at_most(MOST_DURATION)])
    language = OneOf("语言", choices=terms_or_none("languages"))
    cost = OneOf("费用", [InputRequired("请选择费用。")], choices=these(COSTS))
    login = OneOf("登录", choices=these(LOGINS), default="unknown")
    accessibility = AnyOf("无障碍", choices=terms("accessibility"))
    licence = StringField("版权或许可", [at_most(MOST_TITLE)])
    image = URLField("封面图片网址", [Optional(), at_most(MAX_LENGTH), web_address])

    def validate_cost(self, field: Field) -> None:
        if field.data == "paid":
            raise ValidationError(PAID)

    def validate_duration(self, field: Field) -> None:
        if field.data and field.data.strip() and not is_duration(field.data):
            raise ValidationError("看不懂这个时长，请写成“4小时”“90分钟”“8周”这样。")


class LectureForm(Form):
    """What a lecture tells. Names of fields are those of FilledLecture."""

    title = StringField("标题", [DataRequired("请填写标题。"), at_most(MOST_TITLE)])
    starts = Moment("开始时间", [InputRequired("请填写开始时间。")])
    ends = Moment("结束时间", [Optional()])
    url = URLField("线上听讲的网址", [Optional(), at_most(MAX_LENGTH), web_address])
    location = StringField("现场地点", [at_most(MOST_TITLE)])
    speakers = StringField("主讲人", [at_most(MOST_NAMES)])
    summary = TextAreaField("简介", [at_most(SUMMARY_LENGTH)])
    audiences = AnyOf("适合谁听", choices=terms("audiences"))
    topics = AnyOf("主题", choices=terms("topics"))
    language = OneOf("语言", choices=terms_or_none("languages"))
    cancelled = BooleanField("这场讲座已取消")


class TakeBackForm(Form):
    reason = StringField(
        "为什么收回", [DataRequired("请写一句原因，公开过的资源会在原来的页面上显示它。"), at_most(MOST_REASON)]
    )
