"""What events, and the things they are about, are called in Chinese; a word without an entry stays as it is."""

SUBJECTS = {
    "resource": "资源",
    "lecture": "讲座",
    "collection": "专题",
    "source": "来源",
    "run": "采集",
    "institution": "机构",
    "reviewtask": "审核任务",
    "review": "审核",
    "upload": "上传的表格",
    "application": "机构登记申请",
    "outgoingmail": "邮件",
    "invitation": "邀请",
    "problemreport": "问题报告",
    "submission": "提交",
    "account": "账户",
    "membership": "成员",
    "apitoken": "接口令牌",
    "ledger": "操作记录",
}
WORDS = {
    "public": "公开",
    "pending": "待审核",
    "proposed": "提议",
    "approved": "批准",
    "paused": "暂停",
    "archived": "归档",
    "withdrawn": "撤下",
    "refused": "不收录",
    "merged": "并入另一个",
    "joined": "并入了另一个",
    "parted": "拆开",
    "kept_apart": "认定不是同一个",
    "returned": "退回修改",
    "accepted_first": "同意（等第二人）",
    "mended": "已改正",
    "claimed": "领取",
    "released": "放回",
    "important": "标为重要",
    "moved": "换了地址",
    "taken_back": "自行收回",
    "words_accepted": "采用新的文字",
    "words_refused": "不采用新的文字",
    "checked": "检查",
    "handed_in": "提交",
    "issued": "发放",
    "revoked": "作废",
    "read": "查看",
    "corrected": "更正",
    "changed": "修改",
    "draft": "草稿",
    "link_dead": "链接失效，暂不列出",
    "link_back": "链接恢复，重新列出",
    "hidden": "不列出",
    "shown": "列出",
    "trusted": "给予长期批准",
    "untrusted": "收回长期批准",
    "tls_unverified": "允许证书无法核实",
    "tls_verified": "恢复核实证书",
    "collecting": "采集中",
    "judging": "核对中",
    "quarantined": "隔离",
    "accepted": "接受",
    "applying": "写入中",
    "rejected": "拒绝",
    "failed": "失败",
    "aborted": "中止",
    "open": "待处理",
    "done": "完成",
    "dropped": "不处理",
    "verified": "核实",
    "created": "开通",
    "active": "启用",
    "suspended": "停用",
    "closed": "注销",
    "roles": "改变角色",
    "membership": "改变所属机构",
    "signed_in": "登录",
    "signed_out": "退出",
    "made": "提交",
    "carried": "延续旧决定",
}
"""Acts and states: an act that leads to a state is called like it."""
NAMES = {"ledger.dropped": "操作记录：到期删除"}
"""Events whose two words together mean something else."""
FIELDS = {
    "title": "标题",
    "url": "地址",
    "summary": "简介",
    "body": "详细介绍",
    "kind": "形式",
    "provider": "提供机构",
    "teachers": "主讲人",
    "location": "地点",
    "speakers": "主讲人",
    "language": "语言",
    "subjects": "来源的分类",
    "topics": "主题",
    "audiences": "适合谁",
    "level": "难度",
    "duration": "时长",
    "effort": "每周用时",
    "cost": "费用",
    "login": "登录",
    "accessibility": "无障碍",
    "image": "图片",
    "licence": "许可",
    "provenance": "出处",
    "published": "发布日期",
    "updated": "更新日期",
    "every_hours": "每几小时采集",
    "full_list": "是否完整清单",
    "expected_least": "预期最少条数",
    "expected_most": "预期最多条数",
    "id": "编号",
    "at": "时间",
    "actor": "操作者",
    "what": "事件",
    "before": "之前",
    "after": "之后",
    "note": "说明",
}


def event_name(what: str) -> str:
    """`resource.public` is 资源：公开."""
    subject, _, act = what.partition(".")
    return NAMES.get(what) or f"{SUBJECTS.get(subject, subject)}：{WORDS.get(act, act)}"


def state_name(state: str) -> str:
    return WORDS.get(state, state)


def subject_name(subject_type: str) -> str:
    return SUBJECTS.get(subject_type, subject_type)


def field_name(field: str) -> str:
    return FIELDS.get(field, field)
