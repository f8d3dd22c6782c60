import pytest
from sqlalchemy.orm import Session

from catalogue.domain.upkeep.site_facts import NotInitialised, ensure_namespace, namespace


def test_the_namespace_is_made_once_and_stays(session: Session) -> None:
    with pytest.raises(NotInitialised):
        namespace(session)

    made = ensure_namespace(session)

    assert ensure_namespace(session) == namespace(session) == made
