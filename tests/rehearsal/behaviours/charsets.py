"""Hosts that say one encoding and send another, or say none."""

from dataclasses import replace

from tests.rehearsal.answering import answer
from tests.rehearsal.behaviour import Expected, behaviour, comes
from tests.rehearsal.courses import courses
from tests.rehearsal.documents import page, rss, table
from tests.rehearsal.host import Host

ENGLISH = ("id", "title", "provider", "url", "summary")
TRADITIONAL = ("網路安全課程", "電子商務與資料分析", "數位生活：手機的使用方法", "給長輩的資訊安全講座")


@behaviour("table")
def gbk_called_utf8(host: Host) -> Expected:
    """A table in GBK whose header says UTF-8."""
    listed = courses(host.name)
    host.answers["/courses.csv"] = answer(table(listed).encode("gbk"), "text/csv; charset=utf-8")
    return comes("/courses.csv", listed)


@behaviour("schema_org")
def gbk_page_called_utf8(host: Host) -> Expected:
    """A web page in GBK whose header says UTF-8."""
    listed = courses(host.name)
    host.answers["/courses"] = answer(page(listed).encode("gbk"), "text/html; charset=utf-8")
    return comes("/courses", listed)


@behaviour("feed")
def gbk_feed_called_utf8(host: Host) -> Expected:
    """A feed in GBK whose header and XML declaration say UTF-8."""
    listed = courses(host.name)
    host.answers["/feed"] = answer(rss(listed).encode("gbk"), "application/rss+xml; charset=utf-8")
    return comes("/feed", listed)


@behaviour("schema_org")
def utf8_called_gbk(host: Host) -> Expected:
    """A web page in UTF-8 whose header says GBK."""
    listed = courses(host.name)
    host.answers["/courses"] = answer(page(listed), "text/html; charset=gbk")
    return comes("/courses", listed)


@behaviour("feed")
def utf8_feed_called_gbk(host: Host) -> Expected:
    """A feed in UTF-8, as its XML declaration says, whose header says GBK."""
    listed = courses(host.name)
    host.answers["/feed"] = answer(rss(listed), "application/rss+xml; charset=gbk")
    return comes("/feed", listed)


@behaviour("table")
def big5_unlabelled(host: Host) -> Expected:
    """A table in Big5 that names no encoding."""
    listed = [
        replace(course, title=title, provider="示範學院")
        for course, title in zip(courses(host.name), TRADITIONAL, strict=False)
    ]
    host.answers["/courses.csv"] = answer(table(listed, ENGLISH).encode("big5"), "text/csv")
    return comes("/courses.csv", listed)
