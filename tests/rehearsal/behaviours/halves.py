"""Hosts whose documents end in the middle, though the answer itself is complete."""

from tests.rehearsal.behaviour import Expected, behaviour, fails
from tests.rehearsal.courses import courses, titles
from tests.rehearsal.documents import HEADINGS, json_lines, oai_list, oai_record, page, rss, table
from tests.rehearsal.host import Host


@behaviour("feed")
def half_feed(host: Host) -> Expected:
    """A feed cut within the link of its last entry: those before it are whole."""
    *whole, _ = listed = courses(host.name)
    text = rss(listed)
    host.serve("/feed", text[: text.rindex("<link>")], "application/rss+xml")
    return Expected("/feed", good=titles(whole), bad=("没有地址",))


@behaviour("oai_pmh")
def half_repository(host: Host) -> Expected:
    """An OAI-PMH answer cut within a record."""
    text = oai_list(map(oai_record, courses(host.name)))
    host.serve("/oai", text[: text.rindex("<dc:identifier>")], "text/xml")
    return fails("/oai", "XML 不完整")


@behaviour("schema_org")
def half_page(host: Host) -> Expected:
    """A web page cut within its only block of JSON-LD."""
    text = page(courses(host.name, 1))
    host.serve("/course", text[: text.index("provider")], "text/html; charset=utf-8")
    return fails("/course", "没有用 schema.org 标记")


@behaviour("schema_org")
def half_page_among_whole(host: Host) -> Expected:
    """Three web pages, the second of which is cut within its only block of JSON-LD."""
    listed = courses(host.name)
    text = page(courses(host.name, 1, first=90))
    host.serve("/1", page(listed[:3]), "text/html; charset=utf-8")
    host.serve("/2", text[: text.index("provider")], "text/html; charset=utf-8")
    host.serve("/3", page(listed[3:]), "text/html; charset=utf-8")
    options = {"pages": f"{host.url}/2 {host.url}/3"}
    return Expected("/1", good=titles(listed), not_ours=1, options=options)


@behaviour("table")
def half_table(host: Host) -> Expected:
    """A CSV file cut within a quoted cell of its last row."""
    listed = courses(host.name)
    text = table(listed) + 'x-7,"短视频课程第7讲'
    host.serve("/courses.csv", text, "text/csv")
    return Expected("/courses.csv", good=titles(listed), bad=("引号没有成对",))


@behaviour("table")
def half_json_lines(host: Host) -> Expected:
    """A JSONL file cut within its last object."""
    *whole, _ = listed = courses(host.name)
    text = json_lines(listed)
    host.serve("/courses.jsonl", text[: text.rindex("url")], "application/x-ndjson")
    return Expected("/courses.jsonl", good=titles(whole), bad=("不是有效的 JSON",))


@behaviour("table")
def nothing_but_a_header(host: Host) -> Expected:
    """A CSV file without a row."""
    host.serve("/courses.csv", ",".join(HEADINGS) + "\n", "text/csv")
    return Expected("/courses.csv")
