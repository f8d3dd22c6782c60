"""Providers: which institution a record's words mean."""

from unicodedata import normalize

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from catalogue.models import Institution, InstitutionAlias
from catalogue.models.vocabulary import vocabulary

MAX_NAME_LENGTH = 120


def name_key(name: str) -> str:
    """An institution's name as it is looked up: width, case and white space folded."""
    return "".join(normalize("NFKC", name).casefold().split())


def find_institution(session: Session, name: str) -> Institution | None:
    """The institution known under this name or alias."""
    query = select(Institution).join(InstitutionAlias).where(InstitutionAlias.name_key == name_key(name))
    return session.scalars(query).first()


def find_or_make_institution(session: Session, name: str) -> Institution:
    """The institution of that name, made unverified when nobody has named it yet."""
    name = " ".join(name.split())[:MAX_NAME_LENGTH]
    institution = find_institution(session, name)
    if institution is None:
        institution = Institution(name=name, kind=guess_kind(name), region=guess_region(name))
        institution.aliases.append(InstitutionAlias(name_key=name_key(name)))
        session.add(institution)
        session.flush()
    return institution


def add_alias(session: Session, institution: Institution, name: str) -> None:
    """Let records that use this name mean the institution, unless another one has it already."""
    if find_institution(session, name) is None:
        institution.aliases.append(InstitutionAlias(name_key=name_key(name)))
        session.flush()


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
