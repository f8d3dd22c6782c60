"""Reads a record from fields with names of ours, as the columns of a table or the paths of an interface give them."""

from collections.abc import Mapping
from typing import Any

from harvesters.formats.audiences import read_audiences
from harvesters.formats.cells import several
from harvesters.formats.costs import read_cost, read_is_free
from harvesters.formats.dates import read_date
from harvesters.formats.durations import read_duration, read_effort
from harvesters.formats.finish import finished_resource
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.formats.levels import read_level
from harvesters.formats.logins import read_login
from harvesters.record import ResourceRecord


def read_fields(key: str, url: str, fields: Mapping[str, Any]) -> ResourceRecord:
    """The resource that fields describe, each a text or, where it may have several values, a list of texts."""
    cell = {name: value for name, value in fields.items() if isinstance(value, str)}
    return finished_resource(
        ResourceRecord(
            key=key,
            url=url,
            title=plain_line(cell.get("title", "")),
            summary=plain_text(cell.get("summary", "")),
            body=plain_text(cell.get("body", "")),
            kind=next(iter(several([cell.get("kind", "")])), ""),
            provider=plain_line(cell.get("provider", "")),
            teachers=several(fields.get("teachers")),
            language=cell.get("language", ""),
            subjects=several(fields.get("subjects")),
            audiences=read_audiences(fields.get("audiences")),
            level=read_level(cell.get("level", "")),
            duration=read_duration(cell.get("duration", "")),
            effort=read_effort(cell.get("effort", "")),
            cost=cost(cell),
            login=read_login(cell.get("login", "")),
            accessibility=several(fields.get("accessibility")),
            image=cell.get("image", ""),
            licence=cell.get("licence", ""),
            provenance=cell.get("provenance", ""),
            published=read_date(cell.get("published")),
            updated=read_date(cell.get("updated")),
        )
    )


def cost(cell: Mapping[str, str]) -> str:
    """The cost by the price, else by the yes or no of 是否免费."""
    said = read_cost(cell.get("cost", ""))
    return said if said != "unknown" else read_is_free(cell.get("free", ""))


def is_yes(value: Any) -> bool:
    """Whether a field says yes, as one that tells what is gone does."""
    return str(value).strip().lower() in ("true", "yes", "1", "是")


def field_key(fields: Mapping[str, Any], url: str, place: str) -> str:
    """The source's own identifier, else the address, else title and provider, else where it stands in the source."""
    named = "，".join(str(fields[name]) for name in ("title", "provider") if fields.get(name))
    return str(fields.get("id") or "") or url or named or place
