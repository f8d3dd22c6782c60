"""Promises that education advertising may not make (广告法, article 24): passing, jobs, income; and cheating."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.rules.wording import is_warned_of, one_of
from catalogue.domain.screening.subject import Subject

PROMISE = one_of(
    # 外包过程, 承包过程, 钱包过期, 包过滤 and 环保过程, 担保过户 only hold the characters.
    "包过(?<![外承打面钱书红软发分总转背邮]包过)(?![程滤去来度渡敏期重户境冬])",
    "保过(?<![环担医社劳确水]保过)(?![程滤去来度渡敏期重户境冬])",
    *(f"包{what}" for what in ("拿证", "下证", "你通过", "通过考试", "就业", "分配工作", "高薪")),
    *("保录取", "保证就业", "保证通过考试", "百分百通过", "百分之百通过", "100%通过"),
    *(f"{why}(?:全额|全部|包)?退(?:款|费|学费)" for why in ("不过", "教不会", "学不会")),
    *(f"{how}(?:拿证|下证)" for how in ("免考", "免试", "花钱", "快速", "轻松")),
    # 新时代考验, 古代考试制度 and 代替考试 hold them too.
    "代考(?<![时当古近现后历前年世各两朝]代考)(?![古察证验核])",
    "替考(?<!代替考)",
    *("代办(?:学历|证书|文凭)", "代写(?:论文|作业)", "代刷(?:网课|学时|课时)", "内部(?:名额|指标)"),
    *("月入过?万", "月入上万", "月赚过?万", "日[入赚]过?[千万]", "躺赚", "稳赚不赔", "零风险高收益", "轻松月入"),
)


def promise(subject: Subject, context: Context) -> Iterator[Flag]:
    """Warnings against such promises (谨防代考) are none."""
    for text, match in subject.found(PROMISE):
        if not is_warned_of(text, match):
            yield text.flag("promise", *match.span())
