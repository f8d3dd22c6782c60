"""The decision what becomes of a lecture's record: pure, so that a dry run and a harvest decide alike."""

from dataclasses import dataclass

from catalogue.domain.intake.held_words import LectureWords, examine_lecture
from catalogue.domain.intake.resource_decision import CLOSED_REASON, CLOSED_STATES
from catalogue.domain.text.normalise import content_hash
from catalogue.models import Lecture
from catalogue.models.states import UNDECIDED_STATES
from harvesters.record import LectureRecord


@dataclass(frozen=True)
class LectureDecision:
    """`outcome` is the run counter's word; `hold` says that the words wait beside those that readers see."""

    outcome: str
    hold: bool = False
    publish: bool = False
    reason: str = ""


def decide_lecture(
    record: LectureRecord, words: LectureWords, lecture: Lecture | None, *, trusted: bool
) -> LectureDecision:
    """What to do with a record and its words, given the lecture known by its key and whether its source is trusted."""
    if lecture and lecture.record_hash == content_hash(record) and lecture.missing_since is None:
        return LectureDecision("unchanged")
    if lecture and lecture.state in CLOSED_STATES:
        return LectureDecision("refused", reason=CLOSED_REASON)
    screening = examine_lecture(words, lecture)
    covered = trusted and not screening.waits
    if lecture is None:
        return LectureDecision("new" if covered else "pending", publish=covered, reason=screening.reason)
    if lecture.state in UNDECIDED_STATES:
        held_back = lecture.state == "pending" and examine_lecture(LectureWords.of_lecture(lecture), None).waits
        mended = covered and held_back
        return LectureDecision("changed" if mended else "pending", publish=mended, reason=screening.reason)
    hold = not covered and words != LectureWords.of_lecture(lecture)
    return LectureDecision("pending" if hold else "changed", hold, lecture.state == "archived", screening.reason)
