"""Writes courses down in the forms that sites publish: tables, feeds, OAI-PMH answers, marked-up pages, sitemaps."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from tests.rehearsal.courses import Course

HEADINGS = ("课程编号", "课程名称", "开课单位", "课程链接", "简介")
OAI_DAY = "2026-01-01"


def table(listed: Iterable[Course], headings: Sequence[str] = HEADINGS) -> str:
    """A CSV file with a header."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows((one.key, one.title, one.provider, one.url, one.summary) for one in listed)
    return file.getvalue()


def json_object(course: Course) -> dict[str, str]:
    described = {"title": course.title, "provider": course.provider, "summary": course.summary}
    return {"id": course.key, **described, "url": course.url}


def json_lines(listed: Iterable[Course]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(json_object(course), ensure_ascii=False) + "\n" for course in listed)


def json_page(listed: Iterable[Course]) -> str:
    """One page of a list in JSON, the list under `results`."""
    return json.dumps({"results": [json_object(course) for course in listed]}, ensure_ascii=False)


def rss(listed: Iterable[Course], *more: str) -> str:
    """An RSS 2.0 feed; `more` are items as they shall stand in it."""
    items = [*map(rss_item, listed), *more]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>课程更新</title>{''.join(items)}</channel></rss>"
    )


def rss_item(course: Course) -> str:
    return (
        f'<item><guid isPermaLink="false">{course.key}</guid><title>{escape(course.title)}</title>'
        f"<dc:publisher>{escape(course.provider)}</dc:publisher><description>{escape(course.summary)}</description>"
        f"<link>{escape(course.url)}</link></item>"
    )


def oai_list(records: Iterable[str], token: str = "") -> str:
    """An answer to ListRecords; a token says that there is more."""
    following = f"<resumptionToken>{escape(token)}</resumptionToken>" if token else ""
    return oai_answer(f"<ListRecords>{''.join(records)}{following}</ListRecords>")


def oai_error(code: str, message: str = "") -> str:
    return oai_answer(f'<error code="{code}">{escape(message)}</error>')


def oai_identity() -> str:
    """An answer to Identify."""
    return oai_answer(
        "<Identify><repositoryName>示范仓储</repositoryName><protocolVersion>2.0</protocolVersion>"
        "<earliestDatestamp>2020-01-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
        "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>"
    )


def oai_answer(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>{OAI_DAY}T00:00:00Z</responseDate><request>http://localhost/oai</request>{body}</OAI-PMH>"
    )


def oai_record(course: Course) -> str:
    return (
        f"<record>{oai_header(course.key)}"
        '<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(course.title)}</dc:title><dc:publisher>{escape(course.provider)}</dc:publisher>"
        f"<dc:description>{escape(course.summary)}</dc:description>"
        f"<dc:identifier>{escape(course.url)}</dc:identifier></oai_dc:dc></metadata></record>"
    )


def oai_deleted(key: str) -> str:
    header = oai_header(key).replace("<header>", '<header status="deleted">')
    return f"<record>{header}</record>"


def oai_header(key: str) -> str:
    return f"<header><identifier>oai:example.cn:{key}</identifier><datestamp>{OAI_DAY}</datestamp></header>"


def page(listed: Iterable[Course]) -> str:
    """A web page with one schema.org block a course."""
    blocks = "".join(f'<script type="application/ld+json">{json_ld(course)}</script>' for course in listed)
    return f"<!doctype html><html><head><title>课程</title>{blocks}</head><body><h1>课程</h1></body></html>"


def json_ld(course: Course) -> str:
    provider = {"@type": "Organization", "name": course.provider}
    node = {"@context": "https://schema.org", "@type": "Course", "@id": course.key, "name": course.title}
    more = {"url": course.url, "provider": provider, "description": course.summary}
    return json.dumps({**node, **more}, ensure_ascii=False)


def sitemap(addresses: Iterable[str]) -> str:
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    )
