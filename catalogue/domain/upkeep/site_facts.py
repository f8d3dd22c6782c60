"""Site facts: what is decided once at `init` and never changes."""

import secrets

from sqlalchemy.orm import Session

from catalogue.errors import Busy
from catalogue.models import SiteFact

NAMESPACE = "namespace"


class NotInitialised(Busy):
    """The site was never initialised, so it has no identity yet."""


def namespace(session: Session) -> str:
    """The identity inside iCalendar UIDs, Atom and OAI identifiers. Raises NotInitialised."""
    fact = session.get(SiteFact, NAMESPACE)
    if fact is None:
        raise NotInitialised("本站尚未初始化，请管理员运行 catalogue init。")
    return fact.value


def ensure_namespace(session: Session) -> str:
    """The namespace, made on the first call; for `init`, inside writing()."""
    fact = session.get(SiteFact, NAMESPACE)
    if fact is None:
        fact = SiteFact(name=NAMESPACE, value=f"catalogue-{secrets.token_hex(8)}")
        session.add(fact)
        session.flush()
    return fact.value
