"""The words people read for the counters, states and fields of runs, on pages and on the command line."""

COUNTERS = ("found", "new", "changed", "unchanged", "merged", "pending", "refused", "failed", "missing")
COUNTER_LABELS = {
    "found": "读到",
    "new": "新增",
    "changed": "更新",
    "unchanged": "未变",
    "merged": "合并",
    "pending": "待审核",
    "refused": "不收录",
    "failed": "出错",
    "missing": "缺失",
}
STATE_LABELS = {
    "done": "完成",
    "quarantined": "已隔离，等人核对",
    "rejected": "已拒绝",
    "failed": "失败",
    "aborted": "已中止",
}
UNDER_WAY = "进行中"
FIELD_LABELS = {
    "title": "标题",
    "url": "网址",
    "summary": "简介",
    "body": "正文",
    "kind": "形式",
    "provider": "提供机构",
    "teachers": "教师",
    "language": "语言",
    "subjects": "学科",
    "audiences": "对象",
    "level": "难度",
    "duration": "时长",
    "effort": "每周学时",
    "cost": "费用",
    "login": "登录",
    "accessibility": "无障碍",
    "image": "图片",
    "licence": "许可",
    "published": "发布日期",
    "updated": "更新日期",
}


def state_label(state: str) -> str:
    return STATE_LABELS.get(state, UNDER_WAY)
