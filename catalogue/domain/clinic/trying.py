"""A trial: adapters are tried on an address, the likeliest first, until one finds something; nothing is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from catalogue.domain.clinic.collecting import collect
from catalogue.domain.clinic.guess import Guess
from catalogue.domain.clinic.json_places import INTERFACE
from catalogue.domain.clinic.recognising import guess_before_asking, guesses
from catalogue.domain.clinic.trial_door import TrialHttp
from catalogue.domain.runs.preview import Preview, foresee, trial_source
from catalogue.models import Institution
from harvesters import registry
from harvesters.errors import SourceError
from harvesters.http import Http
from harvesters.record import Adapter, Item, Options, OptionSpec, Record

NOTHING_KNOWN = (
    "这个地址的内容不是认识的格式（订阅、日历、OAI-PMH、站点地图、带 schema.org 标记的网页、"
    "Open edX 网站、JSON 接口、Markdown 列表、表格）"
)
NOTHING_FOUND = "能打开，但里面没有可以收录的条目"


@dataclass(frozen=True)
class Attempt:
    """One adapter at one address: how many items it found, what ended it; `cut_short`: there may be more."""

    guess: Guess
    found: int = 0
    problem: str = ""
    cut_short: bool = False

    @property
    def title(self) -> str:
        """What people call this kind of place."""
        return adapter_title(self.guess.adapter)


@dataclass(frozen=True)
class Trial:
    """`chosen` is the attempt that found something; `previews` are its items as they would come in."""

    attempts: list[Attempt] = field(default_factory=list)
    problem: str = ""
    chosen: Attempt | None = None
    previews: list[Preview] = field(default_factory=list)

    @property
    def interface(self) -> Guess | None:
        """How an interface in JSON was read, where one was tried."""
        return next((one.guess for one in self.attempts if one.guess.adapter == INTERFACE), None)


def adapter_title(name: str) -> str:
    """What people call the kind of place an adapter reads; the name itself when there is no such adapter."""
    try:
        return registry.get(name).title
    except SourceError:
        return name


def try_address(
    session: Session, url: str, institution: Institution, http: TrialHttp, *, said: Mapping[str, str] | None = None
) -> Trial:
    """See what an address holds for a catalogue. Never raises for what the address answers.

    With `said`, options a person gives in place of guessed ones, it is read as an interface in JSON alone.
    """
    url = url.strip().replace("webcal://", "https://", 1)
    attempts: list[Attempt] = []
    try:
        for guess in _as_said(_all_guesses(url, http), said or {}):
            collected = collect(guess, http)
            previews = _previews(session, guess, collected.items, institution, http)
            attempt = Attempt(guess, len(previews), collected.problem, collected.cut_short)
            if any(one.record for one in previews):
                return Trial([*attempts, attempt], chosen=attempt, previews=previews)
            why = attempt.problem or next((one.reason for one in previews), "")
            attempts.append(replace(attempt, problem=why))
    except SourceError as error:
        return Trial(attempts, problem=str(error))
    return Trial(attempts, problem=NOTHING_FOUND if attempts else NOTHING_KNOWN)


def _all_guesses(url: str, http: TrialHttp) -> Iterator[Guess]:
    if known := guess_before_asking(url):
        yield known
        return
    yield from guesses(url, http.get(url))


def _as_said(guesses: Iterator[Guess], said: Mapping[str, str]) -> Iterator[Guess]:
    """Raises SourceError for options that cannot be."""
    for guess in guesses:
        options = {**guess.options, **said}
        if said and guess.adapter == INTERFACE:
            registry.check_options(registry.get(guess.adapter), {**options, "url": guess.url})
            yield replace(guess, options=options, understood=(), left_over=())
        elif not said:
            yield guess


@dataclass
class _Collected:
    """An adapter that has found already: what is interpreted needs no network any more."""

    adapter: Adapter
    items: list[Item]
    title: str = ""
    full_list: bool = False
    options: tuple[OptionSpec, ...] = ()

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        return iter(self.items)

    def read(self, item: Item) -> Record | None:
        return self.adapter.read(item)


def _previews(
    session: Session, guess: Guess, items: list[Item], institution: Institution, http: TrialHttp
) -> list[Preview]:
    source = trial_source(guess.adapter, guess.url, dict(guess.options), default_cost="unknown")
    source.institution_id = institution.id
    return list(foresee(session, source, _Collected(registry.get(guess.adapter), items), http))
