"""Institutions as administrators find and correct them: names, addresses, kind, region and other names."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from catalogue.domain.institutions.naming import clean_institution_name
from catalogue.domain.institutions.providers import name_key
from catalogue.domain.ledger.events import record_event
from catalogue.domain.text.addresses import AddressError, canonical_address
from catalogue.domain.text.typed import one_line
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Institution, InstitutionAlias
from catalogue.models.vocabulary import vocabulary

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True)
class Facts:
    """What an administrator may set; `slug` and `homepage` may be empty, `kind` and `region` when nobody knows."""

    name: str
    slug: str
    kind: str
    region: str
    homepage: str


@dataclass(frozen=True)
class InstitutionFilter:
    """`text` stands in the name or in another name; `verified` None: either."""

    text: str = ""
    verified: bool | None = None


def institutions_found(
    session: Session, wanted: InstitutionFilter, *, limit: int, offset: int = 0
) -> list[Institution]:
    """A page of institutions in the order of their names."""
    query = _filtered(select(Institution), wanted).order_by(Institution.name).limit(limit).offset(offset)
    return list(session.scalars(query))


def count_institutions(session: Session, wanted: InstitutionFilter) -> int:
    return session.scalar(_filtered(select(func.count()).select_from(Institution), wanted)) or 0


def _filtered(query: Select[Any], wanted: InstitutionFilter) -> Select[Any]:
    if text := one_line(wanted.text):
        other = Institution.aliases.any(InstitutionAlias.name_key.contains(name_key(text), autoescape=True))
        query = query.where(or_(Institution.name.contains(text, autoescape=True), other))
    return query if wanted.verified is None else query.where(Institution.verified.is_(wanted.verified))


def edit_institution(session: Session, institution: Institution, facts: Facts, *, by: str) -> None:
    """Set the facts; a new name becomes one of its names too, the old one stays one. Raises CatalogueError."""
    after = _checked(session, institution, facts)
    before = {name: getattr(institution, name) for name in after}
    if before == after:
        return
    _claim_name(session, institution, after["name"])
    for name, value in after.items():
        setattr(institution, name, value)
    session.flush()
    changed = [name for name in after if before[name] != after[name]]
    _record(session, institution, _part(before, changed), _part(after, changed), by=by)


def _checked(session: Session, institution: Institution, facts: Facts) -> dict[str, Any]:
    return {
        **asdict(facts),
        "name": clean_institution_name(facts.name),
        "slug": _checked_slug(session, institution, facts.slug),
        "kind": _known_code(facts.kind, "institution_kinds"),
        "region": _known_code(facts.region, "regions"),
        "homepage": clean_homepage(facts.homepage),
    }


def clean_slug(text: str) -> str:
    """Raises CatalogueError."""
    slug = text.strip().lower()
    if slug and not _SLUG.fullmatch(slug):
        raise CatalogueError("网址名只用小写字母、数字、- 和 _，以字母或数字开头，最多 60 个，例如 ncu。")
    return slug


def clean_homepage(text: str) -> str:
    """Raises CatalogueError."""
    try:
        return canonical_address(text) if text.strip() else ""
    except AddressError as error:
        raise CatalogueError(f"{error}。") from error


def _checked_slug(session: Session, institution: Institution, text: str) -> str | None:
    """No other institution may be found under it: by its own slug, or by its public id."""
    slug = clean_slug(text)
    taken = select(Institution).where(or_(Institution.slug == slug, Institution.public_id == slug))
    other = session.scalars(taken.where(Institution.id != institution.id)).first() if slug else None
    if other is not None:
        raise CatalogueError(f"网址名 {slug} 已经是“{other.name}”的，请换一个。")
    return slug or None


def _known_code(code: str, name: str) -> str:
    if code and code not in vocabulary(name):
        raise CatalogueError("请从列表里选择机构的类型和地区。")
    return code


def _claim_name(session: Session, institution: Institution, name: str) -> None:
    """Make a name one of the institution's. Raises CatalogueError when it is another's."""
    owner = session.scalar(select(Institution).where(Institution.name == name, Institution.id != institution.id))
    alias = session.scalar(select(InstitutionAlias).where(InstitutionAlias.name_key == name_key(name)))
    if owner is None and alias is not None and alias.institution_id != institution.id:
        owner = alias.institution
    if owner is not None:
        raise CatalogueError(f"“{name}”已经是“{owner.name}”的名称或别名。")
    if alias is None:
        institution.aliases.append(InstitutionAlias(name_key=name_key(name)))


def add_other_name(session: Session, institution: Institution, name: str, *, by: str) -> None:
    """Let records that use this name mean the institution. Raises CatalogueError when they mean another."""
    name = clean_institution_name(name)
    if name_key(name) in {alias.name_key for alias in institution.aliases}:
        raise CatalogueError(f"“{name}”已经是它的别名了。")
    _claim_name(session, institution, name)
    session.flush()
    _record(session, institution, {"alias": ""}, {"alias": name_key(name)}, by=by)


def remove_other_name(session: Session, institution: Institution, key: str, *, by: str) -> None:
    """Records that use this name later make an institution of their own. Raises CatalogueError for its own name."""
    alias = next((alias for alias in institution.aliases if alias.name_key == key), None)
    if alias is None:
        raise NotFound("它没有这个别名，可能已经被别人去掉了。")
    if key == name_key(institution.name):
        raise CatalogueError("这是它现在的名称，不能去掉；请先改名称。")
    institution.aliases.remove(alias)
    session.flush()
    _record(session, institution, {"alias": key}, {"alias": ""}, by=by)


def _record(
    session: Session, institution: Institution, before: Mapping[str, Any], after: Mapping[str, Any], *, by: str
) -> None:
    was, became = (json.dumps(values, ensure_ascii=False) for values in (before, after))
    record_event(session, "institution.changed", institution, by=by, before=was, after=became, note="")


def _part(values: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}
