"""The form by which an institution is registered; whoever has an account fills in less of it."""

from typing import IO, cast

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, EmailField, Field, PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from catalogue.domain.accounts.accounts import clean_name, normal_email
from catalogue.domain.accounts.passwords import WeakPassword, check_password
from catalogue.domain.applications.applying import Newcomer, Wanted, clean_duty, clean_phone
from catalogue.domain.applications.proofs import Proof, read_proof
from catalogue.domain.institutions.credit_codes import normal_credit_code
from catalogue.domain.institutions.naming import clean_institution_name
from catalogue.errors import CatalogueError
from catalogue.web.forms.choices import OneOf
from catalogue.web.forms.form import Form
from catalogue.web.forms.institution_fields import kind_choices, region_choices
from catalogue.web.forms.rules import follows


class Registration(Form):
    """What is said of the institution and its proof; `read` is the proof once the form is valid."""

    institution = StringField("机构名称", [InputRequired("请填写机构名称。"), follows(clean_institution_name)])
    kind = OneOf("机构类型", [InputRequired("请选择机构类型。")], choices=kind_choices)
    region = OneOf("所在地区", [InputRequired("请选择所在地区。")], choices=region_choices)
    credit_code = StringField(
        "统一社会信用代码", [InputRequired("请填写统一社会信用代码。"), follows(normal_credit_code)]
    )
    phone = StringField("联系电话", [InputRequired("请填写联系电话。"), follows(clean_phone)])
    duty = StringField("职务", [InputRequired("请填写您的职务。"), follows(clean_duty)])
    proof = FileField("证明材料", [FileRequired("请选择证明材料的文件。")])
    consent = BooleanField("我同意隐私说明", [InputRequired("请阅读隐私说明，同意后勾选。")])
    website = StringField("请留空")
    """People do not see it and programs fill it in."""

    read: Proof

    def validate_proof(self, field: Field) -> None:
        try:
            self.read = read_proof(cast(IO[bytes], field.data))
        except CatalogueError as error:
            raise ValidationError(str(error)) from error

    def validate_website(self, field: Field) -> None:
        if field.data:
            raise ValidationError("这一格请不要填写。")

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            name=self.institution.data,
            kind=self.kind.data,
            region=self.region.data,
            credit_code=self.credit_code.data,
            phone=self.phone.data,
            duty=self.duty.data,
        )


class NewcomersRegistration(Registration):
    """The same with the account to be made."""

    name = StringField("您的姓名", [InputRequired("请填写您的姓名。"), follows(clean_name)])
    email = EmailField("邮箱", [InputRequired("请填写邮箱。"), follows(normal_email)])
    password = PasswordField("密码", [InputRequired("请设一个密码。")])

    def validate_password(self, field: Field) -> None:
        try:
            check_password(field.data, email=self.email.data, name=self.name.data)
        except WeakPassword as weak:
            raise ValidationError(str(weak)) from weak

    @property
    def newcomer(self) -> Newcomer:
        return Newcomer(self.email.data, self.name.data, self.password.data)
