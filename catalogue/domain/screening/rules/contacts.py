"""Ways to reach a person: mobile numbers, WeChat names, QQ numbers. An office's landline is none."""

import re
from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.rules.wording import one_of
from catalogue.domain.screening.subject import Subject

PHONE = re.compile(r"(?<![a-z0-9_/=.&%-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![a-z0-9_%-]|[./]\d)")
"""Not the digits of an address or of a longer number."""
NAME = r"[a-z][-_a-z0-9]{5,19}"
WHO = "(?:我|老师|助教|客服|班主任|小编|助手)?的?(?:官方|个人)?"
APPS = ("微信", "薇信", "威信", "v信", "wechat", "weixin")
WECHAT = one_of(
    *(rf"{app}\s?:\s?{NAME}" for app in APPS),
    *(rf"{app}\s?(?:号码?|id|账号)\s?[:是为]?\s?{NAME}" for app in APPS),
    *(rf"{app}(?<![a-z]{app})\s?:\s?{NAME}" for app in ("vx", "wx")),
    rf"加(?<![参增]加){WHO}(?:微信|薇信|v信|vx)(?!支付|生态|公众|小程序)(?:\s?:?\s?[-_a-z0-9]{{5,20}})?",
    "微信同号",
    "微信(?:扫码)?咨询",
)
GROUP = "(?:交流|学习|答疑|课程|讨论|官方|教学|互动|千人){0,3}(?:群|号码?|群号){0,2}"
QQ = one_of(*(rf"{app}\s?{GROUP}\s?[:是为(]{{0,2}}\s?[1-9]\d{{4,10}}(?!\d)" for app in ("qq", "扣扣", "企鹅群")))


def phone(subject: Subject, context: Context) -> Iterator[Flag]:
    return (text.flag("phone", *match.span()) for text, match in subject.found(PHONE))


def wechat(subject: Subject, context: Context) -> Iterator[Flag]:
    return (text.flag("wechat", *match.span()) for text, match in subject.found(WECHAT))


def qq(subject: Subject, context: Context) -> Iterator[Flag]:
    return (text.flag("qq", *match.span()) for text, match in subject.found(QQ))
