"""The forms of the source clinic: an address to look at, and the proposal that may follow."""

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from catalogue.domain.addresses import MAX_LENGTH
from catalogue.web.forms.choices import OneOf, these
from catalogue.web.forms.form import Form
from catalogue.web.forms.vouching import Vouching

TOO_LONG = f"网址太长了，最多 {MAX_LENGTH} 个字。"
OFTEN = {"24": "每天一次", "168": "每周一次"}
FREE = {"free": "全部免费", "unknown": "不一定，逐条核实"}


class AddressForm(Form):
    address = StringField("网址", [InputRequired("请填写要看的网址。"), Length(max=MAX_LENGTH, message=TOO_LONG)])


class ProposalForm(Vouching):
    """`adapter`, `options` and `address` are what the look found; they are checked again when it is proposed."""

    adapter = HiddenField(validators=[InputRequired("请先看一个网址，再登记。")])
    options = HiddenField()
    address = StringField("网址", [InputRequired("请填写网址。"), Length(max=MAX_LENGTH, message=TOO_LONG)])
    title = StringField("来源名称", [InputRequired("请给来源起个名称。"), Length(max=120, message="名称太长了。")])
    often = OneOf("多久看一次有没有更新", choices=these(OFTEN), default="24")
    free = OneOf("里面的资源是否免费", choices=these(FREE), default="unknown")
