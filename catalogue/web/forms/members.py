"""The forms by which owners invite members and change their roles."""

from wtforms import EmailField, StringField
from wtforms.validators import InputRequired, Length, Optional

from catalogue.domain.accounts.accounts import MOST_EMAIL, MOST_NAME
from catalogue.models.membership import MEMBER_ROLES
from catalogue.web.forms.choices import OneOf, these
from catalogue.web.forms.form import Form


class InviteMember(Form):
    email = EmailField("邮箱", [InputRequired("请填写对方的邮箱。"), Length(max=MOST_EMAIL, message="邮箱太长了。")])
    name = StringField("姓名", [Optional(), Length(max=MOST_NAME, message=f"最多 {MOST_NAME} 个字。")])
    role = OneOf("角色", [InputRequired("请选择角色。")], choices=these(dict(reversed(MEMBER_ROLES.items()))))
