"""What stands on the page of a task: the thing itself, what would change, and the evidence beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from catalogue.domain.intake.compose import once_accepted
from catalogue.domain.intake.held_words import LectureWords
from catalogue.domain.ledger.actors import actor_names
from catalogue.domain.links.status import LinkStatus, link_status
from catalogue.domain.merging.state import words_of
from catalogue.domain.review.deciding import CHECKED_KINDS
from catalogue.domain.review.guard import first_acceptance, held_by_another
from catalogue.domain.review.history import decisions_on, submission_of
from catalogue.domain.review.people import is_own
from catalogue.domain.screening.flags import Flag, flags_of
from catalogue.domain.tasks.merged import liked
from catalogue.domain.tasks.opening import LECTURE_KINDS, SHOWING_KINDS, SOURCE_KINDS
from catalogue.models import Institution, Resource, ReviewDecision, ReviewTask, Submission
from catalogue.models.states import SHOWN_STATES
from catalogue.web.review.fields import Change, Row, changes_between, rows_of, rows_of_lecture


@dataclass(frozen=True)
class Action:
    """A button: `value` is what the form sends, `key` what presses it."""

    value: str
    label: str
    key: str
    look: str = ""


ACCEPT, REFUSE = Action("accept", "同意", "a"), Action("refuse", "不收录", "x", "danger")
ACTIONS = {
    **dict.fromkeys((*SHOWING_KINDS, *LECTURE_KINDS), (ACCEPT, Action("return", "退回修改", "r", "quiet"), REFUSE)),
    **dict.fromkeys(SOURCE_KINDS, (ACCEPT, Action("refuse", "不同意", "x", "danger"))),
    "likely_match": (Action("same", "是同一个，合并", "a"), Action("apart", "不是同一个", "x", "quiet")),
    "problem_report": (Action("mended", "已改正", "a"), Action("dropped", "不用改", "x", "quiet")),
}
"""What can be decided of each kind."""


@dataclass(frozen=True)
class TaskPage:
    """All a task's page shows, read as the template asks for it; `who` is the actor who looks."""

    session: Session
    task: ReviewTask
    who: str

    @property
    def actions(self) -> tuple[Action, ...]:
        return ACTIONS[self.task.kind]

    @property
    def checked(self) -> bool:
        """Whether it is decided by the seven criteria."""
        return self.task.kind in CHECKED_KINDS

    @property
    def correctable(self) -> bool:
        return self.task.kind in (*SHOWING_KINDS, "problem_report") and self.task.resource is not None

    @cached_property
    def shown(self) -> dict[str, Any]:
        """What readers would see of the resource once it is accepted as it is."""
        task = self.task
        if task.resource is None:
            return {}
        if task.listing is not None and task.kind in SHOWING_KINDS:
            return once_accepted(task.resource, task.listing)
        return words_read(task.resource)

    @cached_property
    def rows(self) -> list[Row]:
        """Of the resource or lecture; none of a source, which has words of its own on the page."""
        if self.task.lecture:
            return rows_of_lecture(self.task.lecture)
        return rows_of(self.shown) if self.shown else []

    @cached_property
    def changes(self) -> list[Change] | None:
        """What would change of something readers see already; None for what they do not."""
        resource, lecture = self.task.resource, self.task.lecture
        if lecture and (waiting := LectureWords.held_of(lecture)):
            return changes_between(self._said(LectureWords.of_lecture(lecture)), self._said(waiting))
        if self.task.kind not in SHOWING_KINDS or resource is None or resource.state not in SHOWN_STATES:
            return None
        return changes_between(words_read(resource), self.shown)

    @cached_property
    def other(self) -> Resource | None:
        """The resource that this one may be."""
        return liked(self.session, self.task) if self.task.kind == "likely_match" else None

    @cached_property
    def other_words(self) -> dict[str, Any]:
        return words_read(self.other) if self.other else {}

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        return flags_of(self.task.evidence)

    @cached_property
    def first(self) -> ReviewDecision | None:
        """The acceptance that waits for a second person."""
        return first_acceptance(self.task) if self.task.important and self.task.state == "open" else None

    @cached_property
    def decisions(self) -> list[ReviewDecision]:
        thing = self.task.resource or self.task.lecture or self.task.source
        return decisions_on(self.session, thing) if thing else []

    @cached_property
    def submission(self) -> Submission | None:
        return submission_of(self.session, self.task)

    @cached_property
    def link(self) -> LinkStatus | None:
        return link_status(self.task.resource) if self.task.resource else None

    @cached_property
    def names(self) -> dict[str, str]:
        return actor_names(self.session, filter(None, self._actors()))

    @cached_property
    def hindrance(self) -> str:
        """Why whoever looks cannot decide it; empty when nothing is in the way."""
        task = self.task
        if task.state != "open":
            return "这一项已经处理过了。"
        if held_by_another(task, self.who):
            return f"{self.names[task.claimed_by]} 正在审这一项。"
        if is_own(self.session, task, self.who):
            return "这是您所在机构的内容，须由别人来审。"
        if self.first and self.first.by == self.who:
            return "您已经同意，它在等另一位审核员。"
        return ""

    def _said(self, words: LectureWords) -> dict[str, Any]:
        """A lecture's words by the names of their fields, as reviewers read them."""
        return {**words.as_json(), "provider": self.session.get_one(Institution, words.institution_id).name}

    def _actors(self) -> Iterator[str]:
        task = self.task
        yield from (task.claimed_by, task.decided_by, task.evidence.get("requested_by", ""))
        yield from (decision.by for decision in self.decisions)
        yield from (task.source.trusted_by or "" if task.source else "", self.submission.by if self.submission else "")


def words_read(resource: Resource) -> dict[str, Any]:
    """What readers see of a resource, by the names of its fields."""
    return {**words_of(resource), "provider": resource.provider.name}
