"""Payment: codes, accounts and orders to pay. How to use such codes is what courses for the elderly teach."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.rules.wording import is_warned_of, one_of
from catalogue.domain.screening.subject import Subject

PAY = "(?:支付|付款|缴费|付费|转账)"
ACCOUNT = "(?:以下|下方|指定|我|老师|客服|本|该)?的?(?:账[户号]|银行卡|卡号|支付宝|微信)"
PAYMENT = one_of(
    *(rf"{scheme}://[\w/?=&%.-]{{1,60}}" for scheme in ("wxp", "weixin", "alipays?")),
    r"qr\.alipay\.com/\w{1,60}",
    r"payapp\.weixin\.qq\.com",
    rf"扫码{PAY}(?:后|即可|成功|报名|入群|\d)",
    *(rf"{please}(?:扫码|扫描?(?:上方|下方|以下|此)?二维码){PAY}" for please in ("请", "先", "直接")),
    *(rf"{order}[至到给]{ACCOUNT}" for order in ("转账", "汇款", "打款", "付款")),
    *(
        rf"{whose}(?:卡号|账[户号])\s?[:是为]?\s?(?:\d{{8,21}}|[\w.-]{{2,40}}@)"
        for whose in ("支付宝", "银行", "对公", "收款")
    ),
    r"卡号\s?[:是为]\s?\d{12,19}",
    r"62(?<![a-z0-9.]62)\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![a-z0-9.])",
    "发红包[进入加]群",
)


def payment(subject: Subject, context: Context) -> Iterator[Flag]:
    for text, match in subject.found(PAYMENT):
        if not is_warned_of(text, match):
            yield text.flag("payment", *match.span())
