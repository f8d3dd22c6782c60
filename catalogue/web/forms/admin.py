"""The forms of administrators."""

from typing import Any

from wtforms import EmailField, Field, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from catalogue.domain.accounts.accounts import clean_name, normal_email
from catalogue.domain.institutions.editing import Facts, clean_homepage, clean_slug
from catalogue.domain.institutions.naming import clean_institution_name
from catalogue.models import Source
from catalogue.models.account import STAFF_ROLES
from catalogue.models.membership import MEMBER_ROLES
from catalogue.web.forms.choices import AnyOf, OneOf, these
from catalogue.web.forms.form import Form
from catalogue.web.forms.institution_fields import kind_choices, region_choices
from catalogue.web.forms.rules import follows

NEW, OTHER = "new", "other"
MOST_HOURS = 24 * 365
MOST_ITEMS = 10_000_000
LISTS = {"": "由读取方式决定", "yes": "完整清单：没列出的就是下架了", "no": "只列最新的：没列出的不算下架"}

FULL_LIST = {"": None, "yes": True, "no": False}


class Acceptance(Form):
    """`institution` is NEW, OTHER with a name in `other`, or the public id of a likely one."""

    institution = StringField("接受为", [InputRequired("请选择新建，还是加入哪个机构。")])
    other = StringField("机构名称")


class Reason(Form):
    reason = TextAreaField("原因", [InputRequired("请写明原因。")])


class Remark(Form):
    reason = StringField("原因")


class StaffRoles(Form):
    """None ticked: no longer one of the staff."""

    roles = AnyOf("工作人员角色", choices=these(STAFF_ROLES))


class StaffInvitation(Form):
    email = EmailField("邮箱", [InputRequired("请填写对方的邮箱。"), follows(normal_email)])
    name = StringField("姓名", [Optional(), follows(clean_name)])
    roles = AnyOf("工作人员角色", [InputRequired("请选择至少一个角色。")], choices=these(STAFF_ROLES))


class NewMembership(Form):
    institution = StringField("机构名称", [InputRequired("请填写机构名称。")])
    role = OneOf("身份", choices=these(MEMBER_ROLES), default="editor")


class InstitutionFacts(Form):
    name = StringField("名称", [InputRequired("请填写机构名称。"), follows(clean_institution_name)])
    slug = StringField("网址名", [follows(clean_slug)])
    kind = OneOf("类型", choices=kind_choices)
    region = OneOf("地区", choices=region_choices)
    homepage = StringField("网站", [follows(clean_homepage)])

    @property
    def facts(self) -> Facts:
        return Facts(self.name.data, self.slug.data, self.kind.data or "", self.region.data or "", self.homepage.data)


class OtherName(Form):
    alias = StringField("别名", [InputRequired("请填写别名。"), follows(clean_institution_name)])


class SourceHandling(Form):
    """How a source is harvested; `values` are the arguments of domain.sources.change_source."""

    every_hours = IntegerField(
        "每隔几小时采集一次", [Optional(), NumberRange(1, MOST_HOURS, f"请填 1 到 {MOST_HOURS} 之间的整数。")]
    )
    expected_least = IntegerField("最少应有几条", [Optional(), NumberRange(0, MOST_ITEMS, "请填一个不太大的整数。")])
    expected_most = IntegerField("最多应有几条", [Optional(), NumberRange(0, MOST_ITEMS, "请填一个不太大的整数。")])
    full_list = OneOf("没列出的意味着什么", choices=these(LISTS), default="")

    def validate_expected_most(self, field: Field) -> None:
        least = self.expected_least.data
        if least is not None and field.data is not None and least > field.data:
            raise ValidationError("最多条数不能小于最少条数。")

    @classmethod
    def of(cls, source: Source) -> "SourceHandling":
        """As the source is harvested now."""
        return cls(
            None,
            every_hours=source.every_hours,
            expected_least=source.expected_least,
            expected_most=source.expected_most,
            full_list=next(code for code, meaning in FULL_LIST.items() if meaning is source.full_list),
        )

    @property
    def values(self) -> dict[str, Any]:
        return {
            "every_hours": self.every_hours.data,
            "expected_least": self.expected_least.data,
            "expected_most": self.expected_most.data,
            "full_list": FULL_LIST[self.full_list.data],
        }
