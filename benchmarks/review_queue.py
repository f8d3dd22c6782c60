"""What a page of the review queue costs with few and with many tasks waiting.

`python -m benchmarks.review_queue [FEW MANY ROUNDS]` makes two catalogues with so many open tasks of all kinds, asks
each for the pages reviewers use in turn, and prints for every page the median processor time of both and their ratio.
The machine's other work disturbs the wall clock, so the ratio is of processor time.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from catalogue import create_app
from catalogue.db import db, now, writing
from catalogue.domain.accounts.sessions import open_session
from catalogue.models import Account, Institution, Resource, ReviewTask, Source
from catalogue.models.public_id import new_public_id
from catalogue.models.task_topic import note_topics

DEFAULTS = (500, 50_000, 60)
MOST = 1.5
WARM_UP = 5
SOURCES = 5
"""Few enough that each fills a page of the queue when few tasks wait: rows that are not there cost nothing."""
BATCH = 2000
KINDS = ("new_resource", "new_resource", "new_resource", "changed_listing", "unknown_cost", "screened")
"""In these proportions; new ones are the most."""
TOPICS = ("smartphone", "digital-health", "office-software", "programming", "anti-fraud")
RARE_TOPIC, RARE = "blockchain", 60
"""The topic of so many tasks at the end of either queue: the rows that stand farthest from its beginning."""
PAGES = {
    "all": "/review/",
    "one kind": "/review/?kind=changed_listing",
    "one source": "/review/?source={source}",
    "one institution": "/review/?institution={institution}",
    "one topic": "/review/?topic=anti-fraud",
    "a broad topic": "/review/?topic=life",
    "a rare topic": "/review/?topic=blockchain",
    "far down a topic": "/review/?topic=life&after={late}",
    "flagged": "/review/?flagged=1",
    "important": "/review/?important=1",
    "nobody is at": "/review/?whose=free",
    "mine": "/review/?whose=mine",
    "far down": "/review/?after={late}",
    "one task": "/review/tasks/{middle}",
}


@dataclass(frozen=True)
class Desk:
    """A catalogue with its queue, and a reviewer's browser."""

    app: Flask
    client: FlaskClient
    names: dict[str, str]


def make_desk(folder: Path, tasks: int) -> Desk:
    app = create_app(folder, {"STAFF_TWO_FACTOR": False, "TESTING": True})
    with app.app_context():
        upgrade()
        with writing() as session:
            reviewer = Account(email="reviewer@example.cn", name="审核员", staff_roles=["reviewer"])
            session.add(reviewer)
            institutions = [Institution(name=f"测量机构 {number}") for number in range(SOURCES)]
            session.add_all(institutions)
            session.flush()
            sources = [
                Source(title=one.name, adapter="table", institution=one, state="approved") for one in institutions
            ]
            session.add_all(sources)
            session.flush()
            key = open_session(session, reviewer, address="", device="benchmark")
            owners = [(source.id, source.institution_id) for source in sources]
        _fill(owners, tasks)
        middle = db.session.get_one(ReviewTask, max(1, tasks // 2)).public_id
        late = db.session.get_one(ReviewTask, max(1, tasks - 100)).public_id
        names = {
            "source": sources[0].public_id,
            "institution": institutions[0].public_id,
            "middle": middle,
            "late": late,
        }
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": key, "_fresh": True})
    return Desk(app, client, names)


def _fill(owners: list[tuple[int, int]], tasks: int) -> None:
    began = now() - timedelta(days=30)
    for start in range(1, tasks + 1, BATCH):
        numbers = range(start, min(start + BATCH, tasks + 1))
        with writing() as session:
            session.execute(
                db.insert(Resource), [_resource(number, owners, _topic(number, tasks)) for number in numbers]
            )
            session.execute(
                db.insert(ReviewTask),
                [{**_task(number, owners), "created_at": began + timedelta(seconds=number)} for number in numbers],
            )
            note_topics(session, numbers)


def _topic(number: int, tasks: int) -> str:
    return RARE_TOPIC if number > tasks - RARE else TOPICS[number % len(TOPICS)]


def _resource(number: int, owners: list[tuple[int, int]], topic: str) -> dict[str, object]:
    return {
        "id": number,
        "public_id": new_public_id(),
        "state": "pending",
        "title": f"数字技能课程 {number}",
        "title_key": f"数字技能课程{number}",
        "url": f"https://example.edu.cn/courses/{number}",
        "summary": "从开机讲起，讲手机的常用功能。" * 8,
        "provider_id": owners[number % SOURCES][1],
        "topics": [topic],
        "cost": "free",
    }


def _task(number: int, owners: list[tuple[int, int]]) -> dict[str, object]:
    source, institution = owners[number % SOURCES]
    return {
        "id": number,
        "public_id": new_public_id(),
        "kind": KINDS[number % len(KINDS)],
        "state": "open",
        "resource_id": number,
        "source_id": source,
        "institution_id": institution,
        "evidence": {},
        "flagged": number % 5 == 0,
        "important": number % 10 == 0,
    }


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    began = time.process_time()
    yield
    into.append(1000 * (time.process_time() - began))


def measure(desks: tuple[Desk, Desk], page: str, rounds: int) -> list[float]:
    """Milliseconds of either desk, the medians of interleaved rounds."""
    costs: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM_UP + rounds):
        for desk, into in zip(desks, costs, strict=True):
            spent: list[float] = []
            with timed(spent):
                answer = desk.client.get(page.format(**desk.names))
            assert answer.status_code == 200, (page, answer.status_code)
            if number >= WARM_UP:
                into += spent
    return [median(one) for one in costs]


def main(few: int, many: int, rounds: int) -> None:
    with TemporaryDirectory() as folder:
        desks = (make_desk(Path(folder) / "few", few), make_desk(Path(folder) / "many", many))
        for name, page in PAGES.items():
            small, large = measure(desks, page, rounds)
            ratio = large / small
            verdict = "" if ratio <= MOST else f"  more than {MOST}"
            print(f"{name:16} {small:7.2f} ms with {few}, {large:7.2f} ms with {many}: {ratio:.2f}{verdict}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]) if len(sys.argv) == 4 else DEFAULTS)
