"""Topics of waiting tasks when the tree of topics changes: they are noted anew with the next upgrade."""

import hashlib

from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.models import ReviewTask, SiteFact
from catalogue.models.task_topic import note_topics
from catalogue.models.vocabulary import vocabulary

FACT = "task_topics"
PORTION = 1000


def renew_task_topics() -> None:
    """Note the topics of all open tasks when that was done with another tree; begun again, it does no harm."""
    tree = _tree()
    with writing() as session:
        fact = session.get(SiteFact, FACT)
        if fact is not None and fact.value == tree:
            return
    last, open_ones = 0, select(ReviewTask.id).where(ReviewTask.state == "open").order_by(ReviewTask.id).limit(PORTION)
    while numbers := list(db.session.scalars(open_ones.where(ReviewTask.id > last))):
        last = numbers[-1]
        with writing() as session:
            note_topics(session, numbers)
    with writing() as session:
        session.merge(SiteFact(name=FACT, value=tree))


def _tree() -> str:
    """The same words for the same tree only."""
    terms = sorted((term.code, term.parent, term.replaced_by) for term in vocabulary("topics").terms.values())
    return hashlib.sha256(repr(terms).encode()).hexdigest()
