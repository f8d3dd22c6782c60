"""Promises that education advertising may not make (广告法, article 24): passing, jobs, income; and cheating."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.rules.wording import is_denied, one_of
from catalogue.domain.screening.subject import Subject

PROMISE = one_of(
    # 外包过程, 承包过程, 钱包过期, 包过滤 and 环保过程, 担保过户 only hold the characters.
    "包过(?<![外承打面钱书红软分发总转背邮]包过)(?![程滤去来度渡敏期重户境冬])",
    "保过(?<![环担医社劳确水]保过)(?![程滤去来度渡敏期重户境冬])",
    *(f"包{what}" for what in ("拿证", "取证", "下证", "通过", "就业", "分配", "高薪")),
    *(f"保{what}" for what in ("就业", "录取", "证就业", "证通过考试")),
    *(f"{how}通过" for how in ("百分百", "百分之百", "100%")),
    *(f"{why}(?:全额|全部|包)?退(?:款|费|学费)" for why in ("不过", "教不会", "学不会")),
    *(f"{how}(?:拿证|取证|下证)" for how in ("免考", "免试", "花钱", "快速", "轻松")),
    *("代考", "替考", "代办(?:学历|证书|文凭)", "代写(?:论文|作业)", "代刷(?:网课|学时|课时)", "考证包"),
    "内部(?:名额|渠道|指标)",
    *("月入过?万", "月入上万", "月赚过?万", "日[入赚]过?[千百]", "躺赚", "稳赚不赔", "零风险高收益", "轻松月入"),
)


def promise(subject: Subject, context: Context) -> Iterator[Flag]:
    """Warnings against such promises (谨防代考) are none."""
    for text, match in subject.found(PROMISE):
        if not is_denied(text, match):
            yield text.flag("promise", *match.span())
