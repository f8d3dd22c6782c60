"""Two people decide the same task at the same moment."""

from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.review.deciding import Findings, accept
from catalogue.domain.review.guard import AlreadyDecided, find_task, seen_of
from catalogue.models import ReviewDecision
from tests.reviewing import ALL_PASSED, waiting_task


def test_one_decides_and_the_other_is_told_so(app: Flask) -> None:
    with writing() as session:
        public_id = waiting_task(session).public_id
    seen = seen_of(find_task(db.session(), public_id))
    db.session.rollback()
    answers: dict[str, str] = {}
    start = Barrier(2)

    def decide(person: str) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing() as session:
                    accept(session, find_task(session, public_id, lock=True), Findings(seen, ALL_PASSED), by=person)
                answers[person] = "accepted"
            except AlreadyDecided as told:
                answers[person] = str(told)

    people = [Thread(target=decide, args=(f"operator:{name}",)) for name in ("alice", "bob")]
    for person in people:
        person.start()
    for person in people:
        person.join()

    [decision] = db.session.scalars(select(ReviewDecision))
    [told] = [answer for person, answer in answers.items() if person != decision.by]
    assert answers[decision.by] == "accepted"
    assert told.startswith(f"这一项已由 操作员 {decision.by.removeprefix('operator:')} 在")
