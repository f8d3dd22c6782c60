"""What each flag means and what to do about it: the codes that tasks store, and the words that people read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["note", "warning", "serious"]
"""`note`: good to know. `warning`: look before accepting. `serious`: nothing is published before a person looked."""

SEVERITIES: Mapping[Severity, str] = {"note": "提示", "warning": "注意", "serious": "严重"}
FIELDS: Mapping[str, str] = {
    "title": "标题",
    "summary": "简介",
    "body": "正文",
    "url": "网址",
    "kind": "类型",
    "provider": "提供机构",
    "teachers": "教师",
    "subjects": "主题词",
    "licence": "使用许可",
    "provenance": "出处",
    "location": "地点",
    "speakers": "主讲人",
}
"""The names of the fields that flags stand at."""


@dataclass(frozen=True)
class Meaning:
    """`label` is a few characters for lists, `explanation` why it was flagged, `advice` what the reviewer should do."""

    severity: Severity
    label: str
    explanation: str
    advice: str


MEANINGS: Mapping[str, Meaning] = {
    "paid": Meaning(
        "serious",
        "疑似收费",
        "文字里提到价格或缴费，而本站只收录免费的内容。",
        "打开网址核实；确实收费的不收录，写错的请提供机构改正。",
    ),
    "paid_certificate": Meaning(
        "warning",
        "证书疑似收费",
        "文字里提到证书、考证或认证要付钱，而记录没有声明。",
        "核实后把费用改为“免费，证书收费”，或请提供机构说明。",
    ),
    "promise": Meaning(
        "serious",
        "违规承诺",
        "承诺包过、代考、包就业或高收入，是广告法禁止的教育广告用语。",
        "不予收录，并告知提供机构原因。",
    ),
    "marketing": Meaning(
        "warning", "营销用语", "文字像广告，不像对内容的介绍。", "请提供机构改为平实的介绍，或由编辑改写。"
    ),
    "payment": Meaning(
        "serious",
        "收款信息",
        "文字里有收款码、收款账号或付款的要求。",
        "不予公开；核实是否为诈骗，必要时联系提供机构。",
    ),
    "phone": Meaning(
        "warning",
        "手机号码",
        "文字里有手机号码，可能是个人信息，也可能用来招揽。",
        "没有必要公开的请删去，改用机构的办公电话。",
    ),
    "wechat": Meaning(
        "warning",
        "微信号",
        "文字里有微信号，或要读者添加微信。",
        "没有必要公开的请删去；确认学习内容不必加微信就能看到。",
    ),
    "qq": Meaning("note", "QQ 号码", "文字里有 QQ 号或 QQ 群号。", "确认是课程的答疑群；个人号码请删去。"),
    "ip_host": Meaning(
        "serious",
        "网址没有域名",
        "网址直接用 IP 地址，看不出是谁的网站，也可能在内网。",
        "请提供机构给出正式域名的网址。",
    ),
    "short_link": Meaning(
        "serious", "短链接", "短链接看不出通向哪里，随时可以改向。", "打开查看，换成最终的网址后再公开。"
    ),
    "short_link_in_words": Meaning(
        "warning",
        "文中有短链接",
        "文字里的短链接看不出通向哪里，随时可以改向。",
        "打开查看，请提供机构换成最终的网址。",
    ),
    "lookalike_host": Meaning(
        "serious",
        "仿冒域名",
        "域名用了形似拉丁字母的别种字母，常用来仿冒别的网站。",
        "与提供机构核实域名；不能确认的不收录。",
    ),
    "download": Meaning(
        "serious",
        "直接下载程序",
        "网址直接下载可以运行的程序或安装包。",
        "换成介绍它的网页；确需提供的先查明来源是否可靠。",
    ),
    "insecure_login": Meaning(
        "warning", "登录不加密", "登录页面的网址是 http，密码会不加密地传送。", "请提供机构改用 https 的网址。"
    ),
    "new_site": Meaning(
        "warning", "陌生网站", "这个来源以前的记录都在别的网站上。", "确认网址属于提供机构，没有填错或被人改动。"
    ),
    "page_title": Meaning(
        "warning",
        "标题与网页不符",
        "网址打开的网页自称是别的内容，可能填错了网址，也可能网页已经换了内容。",
        "打开网址核实；填错的请提供机构更正，网址没错的可把标题改成网页上的叫法。",
    ),
    "sensitive_word": Meaning(
        "serious", "敏感词", "文字里有本站词表中的词。", "结合上下文判断；不合适的请提供机构修改或不予收录。"
    ),
    "near_duplicate": Meaning(
        "note", "疑似重复", "已有一条标题相同或很相近的资源。", "比较两条资源；是同一个的请合并，不是的照常审核。"
    ),
    "missing_field": Meaning("note", "缺少内容", "有一项读者需要的内容没有填写。", "请提供机构补充，或由编辑填写。"),
    "policy_name": Meaning(
        "note",
        "名称过时或不规范",
        "文字里的机构、法律或平台名称已经改变，或写法不规范。",
        "谈历史的可以保留，否则请改用现在的名称。",
    ),
}
