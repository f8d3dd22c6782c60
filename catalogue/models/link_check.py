"""Link checks: whether the address of a resource answered when it was last asked, and when it is asked again."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime
from catalogue.models.resource import Resource

LINK_REASONS = {
    "answers": "能打开",
    "login_wall": "要先登录才能看",
    "not_found": "对方网站说没有这个页面",
    "gone": "对方网站说这个页面已经删除",
    "missing_page": "页面上说内容已经下线或不存在",
    "front_page": "会转到对方网站的首页，原来的页面不在了",
    "no_such_host": "找不到这个网站",
    "no_connection": "对方网站拒绝连接",
    "bad_certificate": "对方网站的安全证书无效",
    "server_error": "对方网站出错",
    "too_many_requests": "对方网站太忙",
    "timeout": "对方网站很久没有回答",
    "broken": "对方网站的回答不完整",
    "turned_away": "对方网站不让程序访问，没有检查",
    "unknown_issuer": "安全证书要用浏览器才能核对，没有检查",
    "robots": "对方网站的 robots.txt 不让程序访问，没有检查",
    "refused_address": "这个地址不能由程序访问，没有检查",
}
"""Codes, which rows store, and what operators read."""


class LinkCheck(Model):
    """What is known of the link of one resource; a row is made when its first check is due.

    `address` is the one that was or will be asked: with another `url` of the resource all begins anew. `state` is
    unknown, ok, failing or dead; `reason` a code of LINK_REASONS, empty before the first check; `status` the HTTP
    status when there was one. `failures` and `troubles` count checks in a row that found the link gone or the site in
    trouble, `failed_days` the days (Asia/Shanghai) they fell on, `failing_since` is the first of them. `moved_to` is
    where the site says the address has moved for good, or empty. `page_title` is what the page called itself at the
    last check, empty for what is no page; `disagrees_with` the title of the resource that it spoke against, or empty.
    """

    __tablename__ = "link_check"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default="unknown", index=True)
    reason: Mapped[str] = mapped_column(String(20), default="")
    status: Mapped[int | None]
    failures: Mapped[int] = mapped_column(default=0)
    troubles: Mapped[int] = mapped_column(default=0)
    failed_days: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    moved_to: Mapped[str] = mapped_column(Text, default="")
    page_title: Mapped[str] = mapped_column(Text, default="", server_default="", index=True)
    disagrees_with: Mapped[str] = mapped_column(Text, default="", server_default="")
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)

    resource: Mapped[Resource] = relationship()
