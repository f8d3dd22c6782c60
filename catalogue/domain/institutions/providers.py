"""Providers: which institution a record's words mean.

Names and aliases in the database come first, since people set them. A name nobody has used yet may be one of those
the providers vocabulary gives an institution: an abbreviation, or what it was called before it was renamed.
"""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from catalogue.domain.text.characters import folded
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
    """A new institution; one that has the name but was never known by it is now."""
    known = session.scalars(select(Institution).where(Institution.name == name)).first()
    institution = known or Institution(name=name, kind=guess_kind(name), region=guess_region(name))
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
    """Names resolved during one batch, each asked of the database once.

    Holds the institutions themselves, so that the session asks for none of them again.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Institution] = {}

    def look_up(self, names: Iterable[str]) -> None:
        """Ask for all the names of a batch at once; those nobody has used yet stay unknown."""
        wanted = {name_key(name): name_key(usual_name(name)) for name in names if name.strip()}
        keys = {key for pair in wanted.items() for key in pair} - self._known.keys()
        aliases = select(InstitutionAlias).options(joinedload(InstitutionAlias.institution))
        rows = self._session.scalars(aliases.where(InstitutionAlias.name_key.in_(keys)))
        found = {alias.name_key: alias.institution for alias in rows}
        for key, usual in wanted.items():
            if institution := found.get(key) or found.get(usual):
                self._known[key] = institution

    def make_missing(self, names: Iterable[str]) -> None:
        """Make the institutions nobody has named yet: before a batch, since each one must be stored at once."""
        for name in names:
            self.id_of(name, 0)

    def known_id(self, name: str, fallback: int) -> int | None:
        """As id_of, but None for a name that was not found and not made yet."""
        if not name.strip():
            return fallback
        known = self._known.get(name_key(name))
        return known.id if known else None

    def id_of(self, name: str, fallback: int) -> int:
        """The number of the institution a record names; of the source's owner when it names none."""
        if not name.strip():
            return fallback
        key = name_key(name)
        if key not in self._known:
            self._known[key] = find_or_make_institution(self._session, name)
        return self._known[key].id

    def lost_a_resource(self, institution_id: int) -> None:
        """Let the index look again whether an institution still has anything to show."""
        left = update(Institution).where(Institution.id == institution_id)
        self._session.execute(left.values(version=Institution.version + 1))
