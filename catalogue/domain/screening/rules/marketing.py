"""Marketing: the calls and superlatives of advertisements. What courses for shops teach (秒杀活动策划) is none."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.rules.wording import is_warned_of, one_of
from catalogue.domain.screening.subject import Subject

MARKETING = one_of(
    "限时(?:免费|优惠|特惠|特价|折扣|秒杀|抢购|抢|领取|福利)",
    *("秒杀价", "秒杀中", "特惠价", "优惠价", "拼团价", "团购价", "仅售", "买一送", r"立减\d", r"满\d{1,6}减"),
    *("领优惠券", "领取优惠券", "大礼包", "0元[领学抢购]"),
    *("立即抢购", "立即下单", "立即抢", "手慢无", "错过再?等一年", "名额有限", "先到先得"),
    "全网(?:最低|最全|最强|首发|独家|爆款)",
    "史上(?:最低|最全|最强)",
    "扫码(?:领|咨询|添加|入群领)",
    *(f"{how}领取?(?:资料|课程|礼包|福利|电子书)" for how in ("免费", "即可", "回复", "私信", "关注")),
    "火热(?:招生|报名|开抢|加盟)",
    *(
        "招商加盟",
        "诚邀(?:加盟|代理)",
        "诚招(?:加盟|代理)",
        "欢迎(?:加盟|代理)",
        "加盟(?:热线|费|电话|咨询)",
        "招募代理",
    ),
    *("小白(?:必看|必备|逆袭)", "干货满满", "独家秘籍", "包教包会", "高薪就业", "逆袭人生"),
    *("报名热线", "招生热线", "联系客服", "添加客服"),
)


def marketing(subject: Subject, context: Context) -> Iterator[Flag]:
    for text, match in subject.found(MARKETING):
        if not is_warned_of(text, match):
            yield text.flag("marketing", *match.span())
