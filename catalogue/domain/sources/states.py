"""Sources: registering, approving, pausing and trusting the places records come from."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import find_or_make_institution
from catalogue.domain.ledger.events import move, record_change, record_event
from catalogue.domain.text.addresses import AddressError, canonical_address
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Institution, Source
from harvesters import registry
from harvesters.errors import SourceError

IMPORT_ADAPTER = "table"
MOVED_REASON = "来源的网址变了，长期批准须重新审核"
CHANGEABLE = frozenset({"every_hours", "full_list", "expected_least", "expected_most"})


@dataclass(frozen=True)
class NewSource:
    """What a person says of a source; `every_hours` None means it is harvested only when somebody asks.

    The other words are those of the table. `unverified_tls` lets it be read whatever its certificate says.
    """

    adapter: str
    url: str
    institution: str
    title: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    default_cost: str = "unknown"
    every_hours: int | None = None
    full_list: bool | None = None
    expected_least: int | None = None
    expected_most: int | None = None
    unverified_tls: bool = False


def add_source(session: Session, new: NewSource, *, trusted: bool, by: str) -> Source:
    """Register a source an operator added: approved at once, trusted when said so. Raises CatalogueError."""
    url = _checked_address(new)
    source = _register(session, new, url, find_or_make_institution(session, new.institution))
    approve(session, source, by=by)
    if trusted:
        trust(session, source, by=by)
    if new.unverified_tls:
        except_tls(session, source, by=by)
    return source


def propose_source(session: Session, new: NewSource, institution: Institution, *, by: str) -> Source:
    """Register a source its institution proposes: it waits until somebody approves it. Raises CatalogueError."""
    url = _checked_address(new)
    known = select(Source.id).where(Source.institution_id == institution.id, Source.url == url)
    if session.scalars(known.limit(1)).first() is not None:
        raise CatalogueError("贵单位已经登记过这个地址，不用再登记。")
    source = _register(session, new, url, institution)
    record_event(session, "source.proposed", source, by=by, before="", after="proposed", note=f"{new.adapter} {url}")
    return source


def _checked_address(new: NewSource) -> str:
    """The address in its canonical form, after a look at all that was said. Raises CatalogueError."""
    url = _readable_address(new.adapter, new.url, new.options)
    _check_range(new.expected_least, new.expected_most)
    return url


def _register(session: Session, new: NewSource, url: str, institution: Institution) -> Source:
    source = Source(
        title=new.title or f"{institution.name} · {new.adapter}",
        adapter=new.adapter,
        url=url,
        options=new.options,
        institution=institution,
        default_cost=new.default_cost,
        every_hours=new.every_hours,
        next_due_at=now() if new.every_hours else None,
        full_list=new.full_list,
        expected_least=new.expected_least,
        expected_most=new.expected_most,
        state="proposed",
    )
    session.add(source)
    session.flush()
    return source


def _readable_address(adapter: str, url: str, options: dict[str, Any]) -> str:
    try:
        # Addresses of calendars to subscribe to begin with webcal:, which is https: by another name.
        address = canonical_address(url.strip().replace("webcal://", "https://", 1))
        registry.check_options(registry.get(adapter), {"url": address, **options})
    except (AddressError, SourceError) as error:
        raise CatalogueError(str(error)) from error
    return address


def change_source(session: Session, source: Source, *, by: str, **values: Any) -> None:
    """Set some of CHANGEABLE; the next harvest asks for everything. Raises CatalogueError."""
    unknown = values.keys() - CHANGEABLE
    if unknown:
        raise ValueError(f"not to be changed: {', '.join(sorted(unknown))}")
    _check_range(values.get("expected_least", source.expected_least), values.get("expected_most", source.expected_most))
    before = {name: getattr(source, name) for name in values}
    for name, value in values.items():
        setattr(source, name, value)
    if "every_hours" in values:
        source.next_due_at = now() if source.every_hours else None
    source.full_harvest_at = None
    record_change(session, "source.changed", source, by=by, before=before, after=values)


def except_tls(session: Session, source: Source, *, by: str) -> None:
    """An administrator answers for reading a source whose certificate cannot be verified."""
    source.tls_unverified_by = by
    record_event(session, "source.tls_unverified", source, by=by, before="", after=by, note="")


def require_tls(session: Session, source: Source, *, by: str) -> None:
    """The source's certificate is verified again."""
    before, source.tls_unverified_by = source.tls_unverified_by or "", None
    record_event(session, "source.tls_verified", source, by=by, before=before, after="", note="")


def _check_range(least: int | None, most: int | None) -> None:
    if least is not None and most is not None and least > most:
        raise CatalogueError(f"预期的最少条数 {least} 不能大于最多条数 {most}")


def import_source(session: Session, institution: Institution, *, trusted: bool, default_cost: str, by: str) -> Source:
    """The one source that an institution's imports belong to, made on the first of them."""
    source = session.scalars(
        select(Source).where(
            Source.institution_id == institution.id,
            Source.url == "",
            Source.adapter == IMPORT_ADAPTER,
            Source.channel == "",
        )
    ).first()
    if source is None:
        source = Source(title=f"{institution.name} · 表格导入", adapter=IMPORT_ADAPTER, institution=institution)
        session.add(source)
        session.flush()
        approve(session, source, by=by)
    source.default_cost = default_cost
    if trusted and not source.trusted:
        trust(session, source, by=by)
    return source


def approve(session: Session, source: Source, *, by: str) -> None:
    """Let a source be harvested."""
    move(session, source, "approved", by=by)


def pause(session: Session, source: Source, *, by: str) -> None:
    """Stop harvesting a source; what it brought stays."""
    move(session, source, "paused", by=by)


def trust(session: Session, source: Source, *, by: str) -> None:
    """Give a source a named person's standing approval."""
    source.trusted_by, source.trusted_at = by, now()
    record_event(session, "source.trusted", source, by=by, before="", after=by, note="")


def untrust(session: Session, source: Source, *, by: str, reason: str) -> None:
    """Take the standing approval back, at once; what it published stays. Raises CatalogueError."""
    if not source.trusted:
        raise CatalogueError("这个来源现在没有长期批准")
    before, source.trusted_by, source.trusted_at = source.trusted_by or "", None, None
    record_event(session, "source.untrusted", source, by=by, before=before, after="", note=reason)


def change_source_address(session: Session, source: Source, url: str, *, by: str) -> None:
    """Read a source from another address; whoever trusted the old one has not seen this. Raises CatalogueError."""
    address = _readable_address(source.adapter, url, source.options)
    if address == source.url:
        return
    before, source.url = source.url, address
    source.harvested_until = source.full_harvest_at = None
    record_event(session, "source.moved", source, by=by, before=before, after=address, note="")
    if source.trusted:
        untrust(session, source, by=by, reason=MOVED_REASON)


def mark_source_important(session: Session, source: Source, important: bool, *, by: str) -> None:
    """Whether two people must accept what it brings from now on."""
    before, source.important = source.important, important
    record_event(session, "source.important", source, by=by, before=str(before), after=str(important), note="")


def find_source(session: Session, public_id: str) -> Source:
    """Raises NotFound."""
    source = session.scalar(select(Source).where(Source.public_id == public_id))
    if source is None:
        raise NotFound(f"没有编号为 {public_id} 的来源；用 catalogue source list 查看全部来源")
    return source
