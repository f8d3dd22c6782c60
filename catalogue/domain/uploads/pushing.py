"""Pushes: what a program of an institution hands in at one time, each item taken in or refused by itself."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from catalogue.db import writing
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.lectures import take_in_lecture
from catalogue.domain.intake.resources import Outcome, take_in
from catalogue.domain.runs.reading import BROKEN
from catalogue.domain.runs.work import BATCH_SECONDS
from catalogue.domain.submissions.criteria import CODES
from catalogue.domain.submissions.vouching import COMMITMENT, HandedIn, check_vouched, hand_in_source, record_submission
from catalogue.domain.uploads.faults import Fault
from catalogue.domain.uploads.pushed_items import PushedItem
from catalogue.errors import CatalogueError
from catalogue.models import ApiToken, Source, Submission
from harvesters.errors import RecordError
from harvesters.formats.json_text import parse_json
from harvesters.record import ResourceRecord

CHANNEL = "api"
MOST_ITEMS = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Body:
    """What a request holds: its items untouched, and the criteria vouched for."""

    items: list[Any]
    checked: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What became of one item; `faults` say what to mend where nothing did."""

    id: str
    outcome: Outcome
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Pushed:
    """`submission` is its public id."""

    submission: str
    answers: list[Answer]


def read_body(content: bytes) -> Body:
    """One item, or many under `items`, and beside them the promise. Raises CatalogueError."""
    try:
        values = parse_json(content.decode("utf-8"))
    except ValueError as error:
        raise CatalogueError("请求的内容不是 UTF-8 编码的 JSON。") from error
    if not isinstance(values, dict):
        raise CatalogueError('请求的内容须是一个 JSON 对象：一条记录，或 {"items": [...]}。')
    checked = _vouched(values)
    items = values.get("items", [values])
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_ITEMS:
        raise CatalogueError(f"items 须是数组，有 1 到 {MOST_ITEMS} 条；更多的请分几次提交。")
    return Body(items, checked)


def _vouched(values: dict[str, Any]) -> tuple[str, ...]:
    """Takes the promise out of the values, so that a single item is left."""
    self_check, commitment = values.pop("self_check", None), values.pop("commitment", None)
    if self_check is not True or commitment != COMMITMENT:
        raise CatalogueError(
            f'请先按七项标准自查，并写上 "self_check": true 和 "commitment": "{COMMITMENT}"，'
            "表示作出了这一版承诺；承诺的文字在接口令牌页面。"
        )
    return check_vouched(CODES, committed=True)


def push(token: ApiToken, items: Sequence[PushedItem], checked: tuple[str, ...]) -> Pushed:
    """Take in what a program pushed, in short transactions, a savepoint an item. Raises CatalogueError."""
    token_id = token.id
    with writing() as session:
        submission = _open(session, session.get_one(ApiToken, token_id), checked)
        submission_id, public_id = submission.id, submission.public_id
    answers: list[Answer] = []
    while len(answers) < len(items):
        with writing() as session:
            token = session.get_one(ApiToken, token_id)
            source = hand_in_source(session, token.institution, by=token.actor)
            answers += _take_in_some(session, source, items[len(answers) :])
            _write_down(session.get_one(Submission, submission_id), answers)
    return Pushed(public_id, answers)


def _open(session: Session, token: ApiToken, checked: tuple[str, ...]) -> Submission:
    source = hand_in_source(session, token.institution, by=token.actor)
    if source.state != "approved":
        raise CatalogueError("本站暂停接收贵单位自行登记的内容，请联系管理员。")
    return record_submission(session, token.institution, HandedIn(CHANNEL, checked), by=token.actor)


def _take_in_some(session: Session, source: Source, items: Sequence[PushedItem]) -> list[Answer]:
    """As many as the write lock may be held for, at least one."""
    deadline = monotonic() + BATCH_SECONDS
    answers: list[Answer] = []
    for item in items:
        answers.append(_take_in_one(session, source, item))
        if monotonic() > deadline:
            break
    return answers


def _take_in_one(session: Session, source: Source, item: PushedItem) -> Answer:
    if item.record is None:
        return Answer(item.id, Outcome("failed"), item.faults)
    try:
        with session.begin_nested():
            if isinstance(item.record, ResourceRecord):
                return Answer(item.id, take_in(session, source, item.record))
            return Answer(item.id, take_in_lecture(session, source, item.record, Providers(session)))
    except RecordError as error:
        return Answer(item.id, Outcome("failed"), (Fault("", str(error)),))
    except OperationalError:
        raise  # the database, not the item
    except Exception:  # this one is undone and reported, the others land
        log.exception("pushed item %s could not be taken in", item.id)
        return Answer(item.id, Outcome("failed", BROKEN))


def _write_down(submission: Submission, answers: Sequence[Answer]) -> None:
    outcomes: Mapping[str, int] = Counter(answer.outcome.word for answer in answers)
    submission.outcomes = dict(outcomes)
    submission.subjects = list(dict.fromkeys(answer.outcome.subject for answer in answers if answer.outcome.subject))
