"""The words work pages use for states: of resources and lectures, of sources, and of runs."""

from catalogue.domain.runs.words import STATE_LABELS

STATES = {
    "pending": "待审核",
    "returned": "退回修改",
    "public": "已公开",
    "archived": "已归档",
    "withdrawn": "已撤下",
    "refused": "不收录",
    "merged": "已并入另一条",
    "taken_back": "已自行收回",
    "link_dead": "链接失效",
}
"""Of resources and lectures, with the two standings domain.portal adds to them."""
MEANINGS = {
    "pending": "审核员还没有看完，公众看不到。",
    "returned": "请按下面的理由修改，再提交一次。公众看不到。",
    "public": "公众可以搜到，也可以打开。",
    "archived": "不再出现在搜索里，原来的页面还在，并说明原因。",
    "withdrawn": "页面已经关闭，公众看到的是撤下的说明。",
    "refused": "没有通过审核，不会公开。",
    "merged": "和另一条是同一个资源，已经合并。",
    "taken_back": "没有公开，也不再等待审核。重新提交就会再次送审。",
    "link_dead": "近来打不开，搜索里暂时不列。",
}
BADGES = {
    "pending": "",
    "returned": "live",
    "public": "good",
    "link_dead": "live",
}
"""The look of the badge of a state; all others are quiet."""
SOURCE_STATES = {"proposed": "等待批准", "approved": "已批准", "paused": "已暂停", "refused": "未批准"}
RUN_STATES = {
    "collecting": "正在采集",
    "judging": "正在核对",
    "applying": "正在收录",
    "accepted": "已核对，等待收录",
    **STATE_LABELS,
}
OUTCOMES = {
    "new": "新公开",
    "changed": "有变动",
    "merged": "并入已有的",
    "pending": "待审核",
    "unchanged": "没有变动",
    "refused": "不收录",
    "failed": "读不出",
}
"""What became of the items of a run, by the words of its counters."""


def state_word(state: str) -> str:
    """What a state of a resource or lecture is called."""
    return STATES.get(state, state)


def state_badge(state: str) -> str:
    """How the badge of a state looks, as macros/badges and css/cards know it."""
    return BADGES.get(state, "off")
