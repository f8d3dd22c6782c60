"""Providers: which institution a record's words mean.

Names and aliases in the database come first, since people set them. A name nobody has used yet may be one of those
the providers vocabulary gives an institution: an abbreviation, or what it was called before it was renamed.
"""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from catalogue.domain.characters import folded
from catalogue.models import Institution, InstitutionAlias
from catalogue.models.vocabulary import vocabulary

MAX_NAME_LENGTH = 120


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """An institution's name as it is looked up: width, case, script and white space folded.

    A campus in brackets stays: 大学（深圳） is not 大学.
    """
    return "".join(folded(name).split())


def usual_name(name: str) -> str:
    """The name the providers vocabulary gives an institution of this name; the name itself when it has none."""
    known = vocabulary("providers")
    code = known.code_for("".join(name.split()))
    return known.terms[code].label if code else name


def find_institution(session: Session, name: str) -> Institution | None:
    """The institution known under this name or alias."""
    return _named(session, name) or _named(session, usual_name(name))


def find_or_make_institution(session: Session, name: str) -> Institution:
    """The institution of that name, made unverified when nobody has named it yet."""
    name = " ".join(name.split())[:MAX_NAME_LENGTH]
    return find_institution(session, name) or _make(session, usual_name(name))


def add_alias(session: Session, institution: Institution, name: str) -> None:
    """Let records that use this name mean the institution, unless another one has it already."""
    if _named(session, name) is None:
        institution.aliases.append(InstitutionAlias(name_key=name_key(name)))
        session.flush()


def _named(session: Session, name: str) -> Institution | None:
    query = select(Institution).join(InstitutionAlias).where(InstitutionAlias.name_key == name_key(name))
    return session.scalars(query).first()


def _make(session: Session, name: str) -> Institution:
    institution = Institution(name=name, kind=guess_kind(name), region=guess_region(name))
    institution.aliases.append(InstitutionAlias(name_key=name_key(name)))
    session.add(institution)
    session.flush()
    return institution


def guess_kind(name: str) -> str:
    """The kind whose word ends the name (南昌大学 is a school); empty when none does."""
    for term in vocabulary("institution_kinds").terms.values():
        if name.endswith(term.aliases):
            return term.code
    return ""


def guess_region(name: str) -> str:
    """The Jiangxi city or county that opens the name; empty when none does, for nobody said where it is."""
    for term in reversed(list(vocabulary("regions").terms.values())):
        if term.code.startswith("36") and name.startswith((term.label, *term.aliases)):
            return term.code
    return ""


class Providers:
    """Names resolved during one batch, each asked of the database once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ids: dict[str, int] = {}

    def look_up(self, names: Iterable[str]) -> None:
        """Ask for all the names of a batch at once; those nobody has used yet stay unknown."""
        wanted = {name_key(name): name_key(usual_name(name)) for name in names if name.strip()}
        keys = {key for pair in wanted.items() for key in pair} - self._ids.keys()
        rows = self._session.scalars(select(InstitutionAlias).where(InstitutionAlias.name_key.in_(keys)))
        found = {alias.name_key: alias.institution_id for alias in rows}
        for key, usual in wanted.items():
            if number := found.get(key) or found.get(usual):
                self._ids[key] = number

    def known_id(self, name: str, fallback: int) -> int | None:
        """As id_of, but None for a name that was not found and not made yet."""
        return self._ids.get(name_key(name)) if name.strip() else fallback

    def id_of(self, name: str, fallback: int) -> int:
        """The number of the institution a record names; of the source's owner when it names none."""
        if not name.strip():
            return fallback
        key = name_key(name)
        if key not in self._ids:
            self._ids[key] = find_or_make_institution(self._session, name).id
        return self._ids[key]

    def lost_a_resource(self, institution_id: int) -> None:
        """Let the index look again whether an institution still has anything to show."""
        left = update(Institution).where(Institution.id == institution_id)
        self._session.execute(left.values(version=Institution.version + 1))

    def forget(self) -> None:
        """Ask anew: a savepoint that made an institution was undone."""
        self._ids.clear()
