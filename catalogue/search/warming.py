"""Loads what searches go by before the first one comes, so that nobody waits, and processes forked later share it."""

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from catalogue.search.engine import IndexUnavailable, SearchEngine
from catalogue.search.known_titles import known_titles
from catalogue.search.lexicon import lexicon_of
from catalogue.search.relaxing import stopwords
from catalogue.search.synonyms import synonyms


def warm_up(engine: SearchEngine, session: Session) -> None:
    """An index that is absent or a database that cannot be read is no error: what is missing loads when it is there."""
    engine.warm_up()
    synonyms()
    stopwords()
    try:
        lexicon_of(engine).warm_up()
        known_titles(engine, session).warm_up()
    except (IndexUnavailable, SQLAlchemyError):
        return
