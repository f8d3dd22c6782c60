"""The forms of one's own account: codes, passwords, addresses, invitations, closing."""

from wtforms import BooleanField, EmailField, Field, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from catalogue.domain.accounts.accounts import MOST_EMAIL, MOST_NAME
from catalogue.domain.accounts.passwords import MOST
from catalogue.web.forms.form import Form


def password_field(label: str, missing: str) -> PasswordField:
    return PasswordField(label, [InputRequired(missing), Length(max=MOST, message=f"密码最多 {MOST} 个字符。")])


def email_field(label: str) -> EmailField:
    return EmailField(label, [InputRequired("请填写邮箱。"), Length(max=MOST_EMAIL, message="邮箱太长了。")])


def name_field() -> StringField:
    return StringField(
        "姓名", [InputRequired("请填写姓名。"), Length(max=MOST_NAME, message=f"最多 {MOST_NAME} 个字。")]
    )


def code_field(label: str) -> StringField:
    return StringField(label, [InputRequired("请填写验证码。"), Length(max=60, message="验证码没有这么长。")])


class Code(Form):
    code = code_field("验证码")


class Confirmation(Form):
    """The password, for what must not be done by whoever finds a computer unlocked."""

    password = password_field("您的密码", "请填写密码。")


class SetUp(Confirmation):
    """`offer` is the signed secret the page showed, so that a mistyped code does not change it."""

    offer = HiddenField()
    code = code_field("应用里显示的 6 位验证码")


class NewPassword(Form):
    password = password_field("新密码", "请填写新密码。")
    again = password_field("再填一次新密码", "请再填一次新密码。")

    def validate_again(self, field: Field) -> None:
        if field.data != self.password.data:
            raise ValidationError("两次填的不一样，请重新填写。")


class PasswordChange(NewPassword):
    old = password_field("现在的密码", "请填写现在的密码。")


class ResetRequest(Form):
    email = email_field("邮箱")


class EmailChange(Confirmation):
    email = email_field("新邮箱")


class Name(Form):
    name = name_field()


class Join(NewPassword):
    name = name_field()
    password = password_field("设一个密码", "请设一个密码。")
    again = password_field("再填一次密码", "请再填一次密码。")


class Closing(Confirmation):
    sure = BooleanField("我知道账号注销后不能恢复", [InputRequired("请先勾选，表示您知道不能恢复。")])
