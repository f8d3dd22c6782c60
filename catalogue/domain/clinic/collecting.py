"""Collecting for a trial: in a thread of its own, so that whatever an adapter does the page is answered in time."""

import logging
from dataclasses import dataclass, field
from threading import Thread

from catalogue.domain.clinic.guess import Guess
from catalogue.domain.clinic.trial_door import TrialHttp, TrialOver
from harvesters import registry
from harvesters.errors import SourceError
from harvesters.record import Item

MOST_ITEMS = 100
BROKEN = "程序读取时出错，已记入日志"
TOO_SLOW = "读得太慢，试读的时间用完了"

log = logging.getLogger(__name__)


@dataclass
class Collected:
    """The first items an adapter found, and the problem that ended it if any; `cut_short`: there may be more."""

    items: list[Item] = field(default_factory=list)
    problem: str = ""
    cut_short: bool = False


def collect(guess: Guess, http: TrialHttp) -> Collected:
    """What is found within the trial's time. A thread that goes on behind it makes no request any more."""
    collected = Collected()
    thread = Thread(target=_collect, args=(guess, http, collected), name=f"trial-{guess.adapter}", daemon=True)
    thread.start()
    thread.join(http.seconds_left)
    if not thread.is_alive():
        return collected
    http.close()
    return Collected(list(collected.items), "" if collected.items else TOO_SLOW, cut_short=True)


def _collect(guess: Guess, http: TrialHttp, into: Collected) -> None:
    try:
        for item in registry.get(guess.adapter).find(http, {**guess.options, "url": guess.url}):
            into.items.append(item)
            if len(into.items) >= MOST_ITEMS or http.seconds_left <= 0:
                into.cut_short = True
                return
    except TrialOver as over:
        into.problem, into.cut_short = "" if into.items else str(over), True
    except SourceError as error:
        into.problem = str(error)
    except Exception:  # an adapter's own fault must not cost the partner the page
        log.exception("adapter %s failed on a trial of %s", guess.adapter, guess.url)
        into.problem = BROKEN
