"""The forms of the source clinic: an address to look at, and the proposal that may follow."""

from collections.abc import Mapping

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from catalogue.domain.text.addresses import MAX_LENGTH
from catalogue.web.forms.choices import OneOf, these
from catalogue.web.forms.form import Form
from catalogue.web.forms.vouching import Vouching

TOO_LONG = f"网址太长了，最多 {MAX_LENGTH} 个字。"
OFTEN = {"24": "每天一次", "168": "每周一次"}
FREE = {"free": "全部免费", "unknown": "不一定，逐条核实"}


class AddressForm(Form):
    address = StringField("网址", [InputRequired("请填写要看的网址。"), Length(max=MAX_LENGTH, message=TOO_LONG)])


class LookForm(AddressForm):
    """An address, and how its interface is read where the person says so; what is empty is guessed."""

    entries = StringField("列表在哪里", [Length(max=300, message="列表的路径太长了。")])
    paths = TextAreaField("哪个字段是什么", [Length(max=2000, message="字段写得太多了，最多 2000 个字。")])
    pattern = StringField("按字段拼出每一条的网址", [Length(max=MAX_LENGTH, message=TOO_LONG)])

    @property
    def said(self) -> dict[str, str]:
        """What the person says, as options of the adapter for interfaces."""
        typed = {"list": self.entries.data, "fields": self.paths.data, "address": self.pattern.data}
        return {name: ",".join(text.split()) for name, text in typed.items() if text and text.strip()}

    def show(self, options: Mapping[str, str]) -> None:
        """Fill in what was guessed, for the person to mend."""
        self.entries.data = options.get("list", "")
        self.paths.data = options.get("fields", "").replace(",", "\n")
        self.pattern.data = options.get("address", "")


class ProposalForm(Vouching):
    """`adapter`, `options` and `address` are what the look found; they are checked again when it is proposed.

    `window`, when filled, says that more may be there than can be read: what is absent is not gone.
    """

    adapter = HiddenField(validators=[InputRequired("请先看一个网址，再登记。")])
    options = HiddenField()
    window = HiddenField()
    address = StringField("网址", [InputRequired("请填写网址。"), Length(max=MAX_LENGTH, message=TOO_LONG)])
    title = StringField("来源名称", [InputRequired("请给来源起个名称。"), Length(max=120, message="名称太长了。")])
    often = OneOf("多久看一次有没有更新", choices=these(OFTEN), default="24")
    free = OneOf("里面的资源是否免费", choices=these(FREE), default="unknown")
