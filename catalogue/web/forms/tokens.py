"""The form by which an owner asks for an API token."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from catalogue.domain.submissions.api_tokens import LONGEST_NAME, NewToken
from catalogue.models.api_token import SCOPES
from catalogue.web.forms.choices import AnyOf, OneOf, these
from catalogue.web.forms.form import Form

LASTING = {"90": "90 天", "365": "一年", "0": "不过期，停用为止"}
LASTS = {"90": 90, "365": 365, "0": None}


class TokenForm(Form):
    name = StringField(
        "名称",
        [InputRequired("请给令牌起个名称，例如“教务系统”。"), Length(max=LONGEST_NAME, message="名称太长了。")],
    )
    scopes = AnyOf("可以做什么", [InputRequired("请至少选一项这个令牌可以做的事。")], choices=these(SCOPES))
    lasting = OneOf("有效期", choices=these(LASTING), default="365")

    @property
    def wanted(self) -> NewToken:
        return NewToken(self.name.data, tuple(self.scopes.data), LASTS[self.lasting.data])
