"""Sources in which some items are broken and the others are whole."""

from tests.rehearsal.answering import failing
from tests.rehearsal.behaviour import Expected, behaviour
from tests.rehearsal.courses import courses, titles
from tests.rehearsal.documents import json_lines, page, rss, table
from tests.rehearsal.host import Host


@behaviour("feed")
def feed_with_broken_entries(host: Host) -> Expected:
    """A feed with an entry without a link, one without a title and one that leads to a script."""
    listed = courses(host.name)
    broken = (
        '<item><guid isPermaLink="false">b-1</guid><title>没有链接</title></item>',
        "<item><guid>b-2</guid><link>https://example.cn/untitled</link></item>",
        "<item><guid>b-3</guid><title>脚本</title><link>javascript:alert(1)</link></item>",
    )
    host.serve("/feed", rss(listed, *broken), "application/rss+xml")
    return Expected("/feed", good=titles(listed), bad=("没有地址", "没有标题", "没有地址"))


@behaviour("table")
def table_with_broken_rows(host: Host) -> Expected:
    """A table with rows that lack a title, an address or a closing quote, and an empty row."""
    listed = courses(host.name)
    first, rest = table(listed[:3]), table(listed[3:]).partition("\n")[2]
    broken = 'x-1,,示范学院,https://example.cn/1\r\nx-2,没有地址,示范学院,\r\n,,,\r\nx-3,"没有另一半引号,示范学院,x\r\n'
    host.serve("/courses.csv", first + broken + rest, "text/csv")
    return Expected("/courses.csv", good=titles(listed), bad=("没有标题", "没有地址", "引号没有成对"))


@behaviour("table")
def json_lines_with_broken_objects(host: Host) -> Expected:
    """A JSONL file with a line that is no JSON and one that is no object."""
    listed = courses(host.name)
    text = json_lines(listed[:3]) + '{"title": \n["一", "二"]\n' + json_lines(listed[3:])
    host.serve("/courses.jsonl", text, "application/x-ndjson")
    return Expected("/courses.jsonl", good=titles(listed), bad=("不是有效的 JSON", "不是 JSON 对象"))


@behaviour("schema_org")
def pages_some_dead(host: Host) -> Expected:
    """Web pages of which one is gone and one answers 500."""
    listed = courses(host.name)
    host.serve("/1", page(listed[:3]), "text/html; charset=utf-8")
    host.serve("/2", page(listed[3:]), "text/html; charset=utf-8")
    host.answers["/500"] = failing(500)
    others = " ".join(host.url + path for path in ("/gone", "/500", "/2"))
    return Expected("/1", good=titles(listed), bad=("404", "500"), options={"pages": others})
