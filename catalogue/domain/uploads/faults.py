"""Faults of one record as a partner wrote it: every field is looked at, and each message says how to mend it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.intake.resource_decision import PAID_REASON
from catalogue.domain.text.addresses import AddressError, canonical_address
from catalogue.domain.text.normalise import BODY_LENGTH, SUMMARY_LENGTH, TITLE_LENGTH, WORD_LENGTH
from catalogue.domain.uploads.columns import allowed_words
from catalogue.models.vocabulary import vocabulary
from harvesters.formats.addresses import web_address
from harvesters.formats.audiences import read_audiences
from harvesters.formats.cells import several
from harvesters.formats.dates import read_date
from harvesters.formats.durations import read_duration, read_effort
from harvesters.formats.fields import cost
from harvesters.formats.keys import LONGEST
from harvesters.formats.levels import read_level
from harvesters.formats.logins import read_login
from harvesters.formats.text import cut, one_line

QUOTED = 30
MOST_LENGTHS = {
    "id": LONGEST,
    "title": TITLE_LENGTH,
    "summary": SUMMARY_LENGTH,
    "body": BODY_LENGTH,
    "provider": WORD_LENGTH,
    "licence": SUMMARY_LENGTH,
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field. A remark is for the partner to know and stops nothing."""

    field: str
    message: str
    remark: bool = False


Fields = Mapping[str, Any]
"""The fields of a record by their names, each a text, or a list of texts where it may have several values."""


def find_faults(fields: Fields) -> list[Fault]:
    """Everything wrong with the fields of one resource, in the order of its fields."""
    return [
        *too_long(fields),
        *title_fault(fields),
        *_addresses(fields),
        *unknown_words(fields),
        *not_free(fields),
        *_unreadable(fields),
        *_remarks(fields),
    ]


def too_long(fields: Fields) -> Iterator[Fault]:
    """Texts that would be cut."""
    for name, most in MOST_LENGTHS.items():
        length = len(str(fields.get(name) or ""))
        if length > most:
            yield Fault(name, f"有 {length} 个字，超过了 {most} 个；请缩短。")


def title_fault(fields: Fields) -> Iterator[Fault]:
    """A title that is missing, or has nothing to be seen in it."""
    if not one_line(str(fields.get("title") or "")):
        yield Fault("title", "没有填写。请写上资源的全名。")


def _addresses(fields: Fields) -> Iterator[Fault]:
    url = str(fields.get("url") or "")
    if problem := address_problem(url):
        yield Fault("url", problem)
    if (image := str(fields.get("image") or "")) and (problem := address_problem(image)):
        yield Fault("image", problem)


def address_problem(url: str) -> str:
    """Why an address cannot be followed, and how to mend it; empty for a good one."""
    if not url:
        return "没有填写。请写上完整网址，例如 https://www.example.cn/course/1。"
    try:
        canonical_address(url)
    except AddressError as error:
        return f"“{shown(url)}”不能用：{error}。请从浏览器的地址栏复制完整网址。"
    return "" if web_address(url) else f"“{shown(url)}”不是完整的网址。请从浏览器的地址栏复制完整网址。"


def unknown_words(fields: Fields) -> Iterator[Fault]:
    """Words that no vocabulary has, where only its words mean something."""
    level = str(fields.get("level") or "")
    said: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("kind", "kinds", several([str(fields.get("kind") or "")])),
        ("language", "languages", filter(None, [str(fields.get("language") or "")])),
        ("audiences", "audiences", read_audiences(_texts(fields.get("audiences")))),
        ("level", "levels", filter(None, [read_level(level) or level])),
        ("accessibility", "accessibility", several(_texts(fields.get("accessibility")))),
    )
    for name, words, given in said:
        unknown = [word for word in given if not vocabulary(words).code_for(word)]
        if unknown:
            yield Fault(name, f"“{shown('、'.join(unknown))}”不是可用的词。请从这些词里选：{allowed_words(words)}。")


def not_free(fields: Fields) -> Iterator[Fault]:
    """A price, or what might be one."""
    name = "cost" if fields.get("cost") else "free"
    texts = {key: str(fields.get(key) or "") for key in ("cost", "free")}
    said = cost(texts)
    if said == "paid":
        yield Fault(name, f"“{shown(texts[name])}”是收费的，{PAID_REASON}。请删去这一条；如果其实免费，请写“免费”。")
    elif said == "unknown" and any(texts.values()):
        yield Fault(name, f"看不懂“{shown(texts[name])}”。请写“免费”，或“免费，证书收费”。")


READERS: tuple[tuple[str, Callable[[str], Any], str], ...] = (
    ("published", read_date, "请写成 2026-11-23 的样子，不知道就留空。"),
    ("updated", read_date, "请写成 2026-11-23 的样子，不知道就留空。"),
    ("login", lambda text: read_login(text) != "unknown", "请写“是”或“否”，不知道就留空。"),
)


def _unreadable(fields: Fields) -> Iterator[Fault]:
    for name, read, advice in READERS:
        text = str(fields.get(name) or "")
        if text and not read(text):
            yield Fault(name, f"看不懂“{shown(text)}”。{advice}")


def _remarks(fields: Fields) -> Iterator[Fault]:
    if not fields.get("summary"):
        yield Fault("summary", "没有简介，学习者不容易判断合不合适；建议补上。", remark=True)
    if not fields.get("cost") and not fields.get("free"):
        yield Fault("cost", "没有写费用，审核员要先核实是否免费，会慢一些。", remark=True)
    for name, read in (("duration", read_duration), ("effort", read_effort)):
        text = str(fields.get(name) or "")
        if text and not read(text):
            yield Fault(name, f"看不懂“{shown(text)}”，不会显示；可写成 40分钟、14周、3-4小时。", remark=True)
    unknown = [word for word in several(_texts(fields.get("subjects"))) if not vocabulary("topics").code_for(word)]
    if unknown:
        yield Fault("subjects", "有的主题不在主题词表里：会保留原词，但不归入任何主题。", remark=True)


def _texts(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else list(value or ())


def shown(text: str) -> str:
    """The beginning of what was written, on one line, to quote it in a message."""
    return cut(one_line(text), QUOTED)
