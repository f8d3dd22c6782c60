"""Items a program pushes: each a JSON object, read into a record or told every fault by the name of its member."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.domain.uploads.faults import (
    Fault,
    address_problem,
    find_faults,
    not_free,
    shown,
    title_fault,
    too_long,
    unknown_words,
)
from harvesters.errors import RecordError
from harvesters.formats.fields import read_fields, read_lecture_fields
from harvesters.formats.keys import bounded_key
from harvesters.formats.moments import read_moment
from harvesters.record import LECTURE_STATUSES, LectureRecord, ResourceRecord

LONGEST_ID = 200
NOT_SAID = "unknown"
"""What says nothing of money or login; programs that have the word for it may send it."""
COMMON = ("id", "title", "url", "summary", "provider", "language", "cost", "image")
RESOURCE_TEXTS = (*COMMON, "body", "kind", "level", "duration", "effort", "login", "licence", "published", "updated")
RESOURCE_LISTS = ("teachers", "subjects", "audiences", "accessibility")
LECTURE_TEXTS = (*COMMON, "starts_at", "ends_at", "location", "status")
LECTURE_LISTS = ("speakers", "subjects", "audiences")
FIELDS = {"starts_at": "starts", "ends_at": "ends", "speakers": "teachers"}
"""Members that the readers of fields know by another name."""
REPEATED = "同一次提交里前面已有这个 id，只取第一条。"

Fields = dict[str, str | list[str]]


@dataclass(frozen=True)
class PushedItem:
    """`record` is None when there are faults; `id` is what the program called it, as far as that can be said."""

    id: str
    record: ResourceRecord | LectureRecord | None = None
    faults: tuple[Fault, ...] = ()


def read_resources(items: Sequence[Any]) -> list[PushedItem]:
    """Each item as a resource, or its faults."""
    return _read_each(items, _read_resource)


def read_lectures(items: Sequence[Any]) -> list[PushedItem]:
    """Each item as a lecture, or its faults."""
    return _read_each(items, _read_lecture)


def _read_each(items: Sequence[Any], read: Callable[[str, Mapping[str, Any]], PushedItem]) -> list[PushedItem]:
    seen: set[str] = set()
    found = []
    for item in items:
        name = _name_of(item)
        if not isinstance(item, Mapping):
            pushed = _refused(name, "", "须是 JSON 对象。")
        elif not name or len(name) > LONGEST_ID:
            pushed = _refused(name[:LONGEST_ID], "id", f"须是贵单位自己的编号，1 到 {LONGEST_ID} 个字，每条不同。")
        elif name in seen:
            pushed = _refused(name, "id", REPEATED)
        else:
            pushed = read(name, item)
        seen.add(name)
        found.append(pushed)
    return found


def _name_of(item: Any) -> str:
    name = item.get("id") if isinstance(item, Mapping) else None
    is_name = isinstance(name, str | int) and not isinstance(name, bool)
    return bounded_key(str(name)) if is_name else ""


def _refused(name: str, member: str, message: str) -> PushedItem:
    return PushedItem(name, faults=(Fault(member, message),))


def _read_resource(name: str, item: Mapping[str, Any]) -> PushedItem:
    fields, faults = _fields_of(item, RESOURCE_TEXTS, RESOURCE_LISTS)
    faults += [fault for fault in find_faults(fields) if not fault.remark]
    return _finished(name, faults, lambda: read_fields(name, str(fields["url"]), fields))


def _read_lecture(name: str, item: Mapping[str, Any]) -> PushedItem:
    fields, faults = _fields_of(item, LECTURE_TEXTS, LECTURE_LISTS)
    status = str(fields.pop("status", "confirmed"))
    members = {field: member for member, field in FIELDS.items()}
    faults += [replace(one, field=members.get(one.field, one.field)) for one in _lecture_faults(fields, status)]

    def read() -> LectureRecord | None:
        record = read_lecture_fields(name, str(fields.get("url", "")), fields)
        return replace(record, status=status) if record else None

    return _finished(name, faults, read)


def _finished(name: str, faults: list[Fault], read: Callable[[], ResourceRecord | LectureRecord | None]) -> PushedItem:
    """The record, unless there are faults; what only the reading finds is one without a member."""
    if faults:
        return PushedItem(name, faults=tuple(faults))
    try:
        return PushedItem(name, read())
    except RecordError as error:
        return _refused(name, "", str(error))


def _fields_of(item: Mapping[str, Any], texts: Sequence[str], lists: Sequence[str]) -> tuple[Fields, list[Fault]]:
    """The members that say something, by the names of fields, and those that are not what they should be."""
    fields: Fields = {}
    faults = []
    for member, value in item.items():
        field = FIELDS.get(member, member)
        if member in texts and (isinstance(value, str) or member == "id"):
            if value and (member not in ("cost", "login") or value != NOT_SAID):
                fields[field] = str(value)
        elif member in lists and _is_texts(value):
            fields[field] = [value] if isinstance(value, str) else list(value)
        elif value is not None:
            faults.append(_not_understood(member, texts, lists))
    return fields, faults


def _is_texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(part, str) for part in value))


def _not_understood(member: str, texts: Sequence[str], lists: Sequence[str]) -> Fault:
    if member in texts:
        return Fault(member, "须是文字。")
    if member in lists:
        return Fault(member, "须是文字的数组。")
    return Fault(shown(member), f"没有这个字段。可用的有：{'、'.join((*texts, *lists))}。")


def _lecture_faults(fields: Fields, status: str) -> Iterator[Fault]:
    yield from too_long(fields)
    yield from title_fault(fields)
    yield from unknown_words(fields)
    yield from not_free(fields)
    for name in ("url", "image"):
        if fields.get(name) and (problem := address_problem(str(fields[name]))):
            yield Fault(name, problem)
    for name, required in (("starts", True), ("ends", False)):
        said = str(fields.get(name, ""))
        if (said or required) and read_moment(said) is None:
            yield Fault(name, f"看不懂“{shown(said)}”。请写成 2026-11-23T19:30:00+08:00 的样子。")
    if status not in LECTURE_STATUSES:
        yield Fault("status", f"“{shown(status)}”不是可用的词。请从这些词里选：{'、'.join(LECTURE_STATUSES)}。")
