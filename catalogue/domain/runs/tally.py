"""Tallies: what reading every item of a run gives, counted before any of it is believed."""

from collections import Counter
from dataclasses import dataclass, field

from catalogue.db import db
from catalogue.domain.runs.heartbeat import Heartbeat
from catalogue.domain.runs.reading import ReadItem, read_batch
from catalogue.domain.runs.work import Work
from catalogue.domain.text.addresses import address_key
from catalogue.domain.text.normalise import NormalRecord
from catalogue.domain.text.titles import title_key
from catalogue.models import RunItem


@dataclass
class Tally:
    """`read` counts the items that are not deletions, `unread` those of them that gave no record.

    `problems` counts why; `titles` and `addresses` how often each stands in a resource's record.
    """

    read: int = 0
    unread: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    addresses: Counter[str] = field(default_factory=Counter)

    def add(self, item: ReadItem) -> None:
        """Count one item."""
        if item.deleted:
            return
        self.read += 1
        if item.problem:
            self.unread += 1
            self.problems[item.problem.reason] += 1
        if isinstance(item.record, NormalRecord):
            self.titles[title_key(item.record.title)] += 1
            self.addresses[address_key(item.record.url)] += 1


def tally(work: Work) -> Tally:
    """Read every item of a judging run. Raises Stopped after an abort."""
    beat, result, last = Heartbeat(work, "judging"), Tally(), -1
    while batch := read_batch(db.session(), work.run(), work.adapter, RunItem.position > last):
        for item in batch:
            result.add(item)
        last = batch[-1].position
        work.progress("judge", result.read, work.run().found)
        beat()
    return result
