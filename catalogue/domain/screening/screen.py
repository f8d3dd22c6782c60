"""Screens a record by every rule: pure, fast on ordinary records and bounded on hostile ones."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag, distinct, in_order
from catalogue.domain.screening.rules.contacts import phone, qq, wechat
from catalogue.domain.screening.rules.hosts import dangerous_host
from catalogue.domain.screening.rules.links import download, insecure_login, new_site
from catalogue.domain.screening.rules.marketing import marketing
from catalogue.domain.screening.rules.missing import missing_field
from catalogue.domain.screening.rules.near_duplicate import near_duplicate
from catalogue.domain.screening.rules.page_title import page_title
from catalogue.domain.screening.rules.paid import paid
from catalogue.domain.screening.rules.paid_certificate import paid_certificate
from catalogue.domain.screening.rules.payment import payment
from catalogue.domain.screening.rules.policy_name import policy_name
from catalogue.domain.screening.rules.promise import promise
from catalogue.domain.screening.rules.sensitive_word import sensitive_word
from catalogue.domain.screening.subject import Spoken, Subject
from catalogue.domain.text.normalise import NormalRecord

Rule = Callable[[Subject, Context], Iterable[Flag]]

RULES: tuple[Rule, ...] = (
    paid,
    paid_certificate,
    promise,
    marketing,
    payment,
    phone,
    wechat,
    qq,
    dangerous_host,
    download,
    insecure_login,
    new_site,
    page_title,
    sensitive_word,
    near_duplicate,
    missing_field,
    policy_name,
)

MOST_OF_ONE_RULE = 10
"""Who has read ten needs no eleventh."""


def screen(record: NormalRecord, context: Context) -> tuple[Flag, ...]:
    """What a reviewer should look at in a resource's record, the most serious first."""
    return _flags(Subject.of_record(record), context)


def screen_lecture(lecture: Spoken, context: Context) -> tuple[Flag, ...]:
    """The same for a lecture, read or stored."""
    return _flags(Subject.of_lecture(lecture), context)


def _flags(subject: Subject, context: Context) -> tuple[Flag, ...]:
    return in_order(flag for rule in RULES for flag in islice(distinct(rule(subject, context)), MOST_OF_ONE_RULE))


@dataclass(frozen=True)
class Screening:
    """What was found, and which serious ones of it nobody has accepted yet."""

    flags: tuple[Flag, ...] = ()
    unanswered: tuple[Flag, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a person must look, however far the source is trusted."""
        return bool(self.unanswered)

    @property
    def reason(self) -> str:
        """Why a record waits, for its run's log."""
        found = dict.fromkeys(f"{flag.label}“{flag.found}”" for flag in self.unanswered[:3])
        return f"自动检查发现：{'、'.join(found)}；请人工查看" if found else ""


def examine(record: NormalRecord, accepted: Mapping[str, Any] | None, context: Context) -> Screening:
    """Screen a record; `accepted` is the record as JSON that its listing shows so far, if any."""
    flags = screen(record, context)
    serious = any(flag.severity == "serious" for flag in flags)
    return weigh(flags, screen(NormalRecord.from_json(dict(accepted)), context) if accepted and serious else ())


def weigh(flags: tuple[Flag, ...], accepted: Iterable[Flag]) -> Screening:
    """Hold what was found against what stood in the words a person, or an approval, accepted before."""
    answered = {flag.claim for flag in accepted}
    unanswered = (flag for flag in flags if flag.severity == "serious" and flag.claim not in answered)
    return Screening(flags, tuple(unanswered))
