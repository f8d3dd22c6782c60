"""Paid: prices, fees and orders to buy in the words of what is declared free."""

import re
from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.rules.paid_certificate import CERTIFICATE
from catalogue.domain.screening.rules.wording import is_free_of, one_of
from catalogue.domain.screening.subject import Subject, Text

NUMBER = r"\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,2})?"
AMOUNT = rf"(?:[¥$€£]\s?{NUMBER}|{NUMBER}\s?(?:元(?!素)|块钱|人民币|rmb|usd|美元))"
PRICED = rf"\s?[:为是约共计仅]?\s?{AMOUNT}"
COURSE = "(?:本|该|此|完整)?(?:课程|课|套餐|专栏|教程|视频)"
THEN = "(?:即可|方可|才能|才可|可)(?:观看|学习|开通|报名|听课|查看|入群)"

PRICES = ("原价", "现价", "售价", "特价", "优惠价", "团购价", "会员价", "活动价", "到手价", "券后", "价格")
DUES = ("只需", "仅需", "仅售", "收费", "收取", "缴纳", "交纳", "费用")
FEES = ("学费", "报名费", "培训费", "课程费", "听课费", "会务费", "资料费", "会员费", "入会费")
FEE = f"(?:{'|'.join(FEES)})"
PAYING = ("收取", "缴纳", "交纳", "需交", "须交", "需付", "须付", "另付", "另收")
PAID = one_of(
    rf"¥\s?{NUMBER}",
    *(f"{word}{PRICED}" for word in (*PRICES, *DUES, *FEES)),
    *(f"{word}[^,。;.!]{{0,6}}{FEE}" for word in PAYING),
    *(f"{word}(?=\\s?(?::|另付|另收|自理|自付|不退|减半|优惠|[八九]折))" for word in FEES),
    "付费(?<!知识付费)(?:课程|观看|学习|解锁|听课|会员|内容|专栏|后(?:即可|可|方可|才))",
    "收费(?:课程|观看|学习)",
    *(f"{word}(?:本站|平台|年度|终身|超级)?s?(?:vip|会员)" for word in ("开通", "购买", "充值", "办理")),
    *(f"{word}(?:专享|专属课程|免费看|可看|观看)" for word in ("vip", "会员")),
    *(f"{word}{COURSE}(?:后|即|可|,|。|$)" for word in ("购买", "下单", "订购")),
    *(f"{word}(?:成功)?后?{THEN}" for word in ("付款", "缴费", "支付", "购买", "下单")),
    "免费试[看听学读用]",
    "试[看听学读用]免费",
    "免费体验课",
    "首[节讲课集章]免费",
    "前[^,。]{0,3}[节讲课集章]免费",
    r"buy now\b",
    r"add to cart\b",
    r"enroll?ment fee",
    r"tuition fee",
    r"subscription required",
    r"paid course\b",
)
FAR, CLOSE = 12, 2
"""Characters before a price in which a certificate is looked for, and between the two."""
ONLY_ZERO = re.compile(r"[^\d]*0+(?:\.0+)?[^\d]*")


def paid(subject: Subject, context: Context) -> Iterator[Flag]:
    """Not what speaks of a certificate, which has a rule of its own."""
    for text, match in subject.found(PAID):
        if not (is_free_of(text, match) or ONLY_ZERO.fullmatch(match.group()) or _of_certificate(text, match)):
            yield text.flag("paid", *match.span())


def _of_certificate(text: Text, match: re.Match[str]) -> bool:
    """Whether a certificate's cost holds the match or stands right before it (证书费：100 元)."""
    begin = max(0, match.start() - FAR)
    costs = CERTIFICATE.finditer(text.words, begin, match.end())
    return any(cost.end() >= match.start() - CLOSE for cost in costs)
