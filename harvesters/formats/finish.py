"""The last step of every reading: text cleaned and bounded, addresses checked, what is required insisted on."""

from dataclasses import replace
from datetime import UTC

from harvesters.errors import RecordError
from harvesters.formats.addresses import web_address
from harvesters.formats.keys import bounded_key
from harvesters.formats.text import cut, one_line, paragraphs
from harvesters.record import LectureRecord, ResourceRecord

TITLE, LINE, SUMMARY, BODY = 500, 200, 2_000, 20_000
MANY = 50  # as many teachers, subjects or audiences as one record keeps


def finished_resource(record: ResourceRecord) -> ResourceRecord:
    """The record cleaned. A summary over its bound moves into the body. Raises RecordError without title or address."""
    summary, body = paragraphs(record.summary), paragraphs(record.body)
    if body == summary:
        body = ""
    if len(summary) > SUMMARY and not body:
        body = summary
    return replace(
        record,
        key=bounded_key(record.key),
        url=required_address(record.url),
        title=required_title(record.title),
        summary=cut(summary, SUMMARY),
        body=cut(body, BODY),
        kind=line(record.kind),
        provider=line(record.provider),
        teachers=lines(record.teachers),
        language=line(record.language),
        subjects=lines(record.subjects),
        audiences=lines(record.audiences),
        level=line(record.level),
        accessibility=lines(record.accessibility),
        image=web_address(record.image),
        licence=line(record.licence),
        provenance=cut(one_line(record.provenance), TITLE),
    )


def finished_lecture(record: LectureRecord) -> LectureRecord:
    """The record cleaned, its times aware. Raises RecordError without a title or when it ends before it starts."""
    if record.ends and record.ends.astimezone(UTC) < record.starts.astimezone(UTC):
        raise RecordError("结束时间早于开始时间")
    return replace(
        record,
        uid=bounded_key(record.uid),
        title=required_title(record.title),
        summary=cut(paragraphs(record.summary), SUMMARY),
        url=web_address(record.url),
        location=cut(one_line(record.location), TITLE),
        provider=line(record.provider),
        speakers=lines(record.speakers),
        language=line(record.language),
        subjects=lines(record.subjects),
        audiences=lines(record.audiences),
        image=web_address(record.image),
    )


def required_title(text: str) -> str:
    """The title on one line. Raises RecordError when nothing is left of it."""
    title = cut(one_line(text), TITLE)
    if not title:
        raise RecordError("没有标题")
    return title


def required_address(text: str) -> str:
    """The address. Raises RecordError when there is none or it is not http(s)."""
    if not text.strip():
        raise RecordError("没有地址")
    address = web_address(text)
    if not address:
        raise RecordError(f"地址不是完整的 http 或 https 地址：{cut(one_line(text), 100)}")
    return address


def line(text: str) -> str:
    """A short text on one line, bounded."""
    return cut(one_line(text), LINE)


def lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Short texts, each once, empty ones left out."""
    return tuple(dict.fromkeys(filter(None, map(line, texts))))[:MANY]
