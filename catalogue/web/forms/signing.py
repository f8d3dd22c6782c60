"""The form to sign in."""

from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from catalogue.web.forms.form import Form


class SignIn(Form):
    email = EmailField("邮箱", [InputRequired("请填写邮箱。"), Length(max=254, message="邮箱太长了。")])
    password = PasswordField("密码", [InputRequired("请填写密码。"), Length(max=200, message="密码太长了。")])
