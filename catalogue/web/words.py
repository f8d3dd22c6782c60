"""The words pages use for codes and for facts that must be told truthfully: cost, login, phases, hosts."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import current_app

from catalogue.languages import language
from catalogue.models import Lecture, Resource
from catalogue.models.vocabulary import vocabulary
from catalogue.web.formatting import duration_words, effort_words
from catalogue.web.translation import lazy_gettext as _l

COSTS = {
    "free": _l("免费"),
    "free_with_paid_certificate": _l("学习免费，证书需另外付费（可以不要证书）"),
    "unknown": _l("请以对方网站的说明为准"),
}
LOGINS = {
    "none": _l("无需登录，打开就能看"),
    "required": _l("需要在对方网站注册或登录"),
    "unknown": _l("来源没有说明，请以对方网站为准"),
}
SHORT_LOGINS = {"none": _l("无需登录"), "required": _l("需要登录")}
ATTENDANCES = {"online": _l("线上"), "on_site": _l("现场"), "mixed": _l("线上和现场")}
TYPES = {"resource": _l("资源"), "lecture": _l("讲座"), "collection": _l("专题"), "institution": _l("机构")}
REPORT_REASONS = {
    "broken_link": _l("链接打不开"),
    "paid": _l("要收费"),
    "wrong": _l("内容有误"),
    "unsuitable": _l("内容不适合"),
    "other": _l("其他"),
}
LINK_REASONS = {
    "not_found": _l("对方网站说没有这个页面"),
    "gone": _l("对方网站说这个页面已经删除"),
    "missing_page": _l("页面上说内容已经下线或不存在"),
    "front_page": _l("会转到对方网站的首页，原来的页面不在了"),
    "no_such_host": _l("找不到这个网站"),
    "no_connection": _l("对方网站拒绝连接"),
    "bad_certificate": _l("对方网站的安全证书无效"),
    "server_error": _l("对方网站出错"),
    "too_many_requests": _l("对方网站太忙"),
    "timeout": _l("对方网站很久没有回答"),
    "broken": _l("对方网站的回答不完整"),
}
"""Why a link fails, by the codes of models.link_check; the others are no failures."""
SORTS = {"relevance": _l("最相关"), "newest": _l("最新"), "popular": _l("最热门")}
FACETS = {
    "audience": _l("适合谁"),
    "topic": _l("主题"),
    "kind": _l("形式"),
    "level": _l("难度"),
    "access": _l("无障碍"),
    "login": _l("登录"),
    "region": _l("地区"),
    "language": _l("语言"),
    "institution": _l("机构"),
}


def site_name() -> str:
    """What the site is called on pages in this language."""
    return str(current_app.config["SITE_NAME" if language().chinese else "SITE_NAME_EN"])


def site_subtitle() -> str:
    return str(current_app.config["SITE_SUBTITLE" if language().chinese else "SITE_SUBTITLE_EN"])


def term(code: str, name: str) -> str:
    """The label of a code of the vocabulary called `name`, in the language of the page."""
    return vocabulary(name).label(code, language().tag)


def terms(codes: Iterable[str], name: str) -> list[str]:
    return [term(code, name) for code in codes]


def host(url: str) -> str:
    """The host a link leads to, as people should read it; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_web_address(url: str) -> bool:
    """Whether a link may be offered: http or https with a host, nothing that runs or reads a file."""
    return url.startswith(("https://", "http://")) and bool(host(url))


def short_facts(resource: Resource) -> list[str]:
    """The few facts on a card: what it is, how long, whether one must log in."""
    facts = (
        term(resource.kind, "kinds"),
        duration_words(resource.duration),
        effort_words(resource.effort),
        term(resource.level, "levels"),
        SHORT_LOGINS.get(resource.login, ""),
    )
    return [fact for fact in facts if fact]


def narrow_topics(thing: Resource | Lecture) -> list[str]:
    """The topics without those that only stand above another."""
    topics = vocabulary("topics")
    broad = {topics.parent(code) for code in thing.topics}
    return [code for code in thing.topics if code not in broad]


def tags(thing: Resource | Lecture, most: int = 4) -> list[str]:
    """For whom and about what, the narrower topics only."""
    return [*terms(thing.audiences[:2], "audiences"), *terms(narrow_topics(thing), "topics")][:most]


FILTERS = {
    "term": term,
    "terms": terms,
    "host": host,
    "short_facts": short_facts,
    "narrow_topics": narrow_topics,
    "tags": tags,
}
TESTS = {"web_address": is_web_address, "a_lecture": lambda thing: isinstance(thing, Lecture)}
