"""Loads what searches go by before the first one comes, so that nobody waits, and processes forked later share it."""

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from catalogue.search import lexicon
from catalogue.search.engine import IndexUnavailable, SearchEngine
from catalogue.search.known_titles import known_titles
from catalogue.search.relaxing import stopwords
from catalogue.search.synonyms import synonyms


def warm_up(engine: SearchEngine, session: Session) -> None:
    """An index that is absent or a database that cannot be read is no error: what is missing loads when it is there."""
    engine.warm_up()
    synonyms()
    stopwords()
    try:
        lexicon.warm_up(engine)
        known_titles(engine, session).warm_up()
    except (IndexUnavailable, SQLAlchemyError):
        return
