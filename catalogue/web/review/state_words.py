"""What staff read for the states of things, and for what events say happened."""

from catalogue.models.review_decision import OUTCOMES

STATES = {
    "pending": "待审",
    "returned": "已退回",
    "public": "公开",
    "archived": "已归档",
    "withdrawn": "已出库",
    "refused": "不收录",
    "merged": "已并入别的资源",
    "proposed": "待审",
    "approved": "可采集",
    "paused": "已暂停",
}

_HAPPENED = {
    **OUTCOMES,
    "public": "公开",
    "pending": "重新待审",
    "returned": "退回修改",
    "archived": "归档",
    "withdrawn": "出库",
    "refused": "不收录",
    "merged": "并入别的资源",
    "joined": "别的来源也列出它",
    "parted": "与别的记录分开",
    "kept_apart": "认定不是同一个",
    "corrected": "改正内容",
    "link_dead": "链接失效",
    "link_back": "链接恢复",
}


def event_words(what: str) -> str:
    """What an event like `resource.public` says happened; one without words stays as it is."""
    return _HAPPENED.get(what.partition(".")[2], what)
