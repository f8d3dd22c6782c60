"""Intake: one record of one source becomes, or changes, a listing and its resource."""

from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.compose import compose
from catalogue.domain.intake.evidence import evidence_of
from catalogue.domain.intake.publishing import archive, await_review, bring_back, publish
from catalogue.domain.intake.resource_decision import Decision, decide, says_nothing_new
from catalogue.domain.ledger.events import SYSTEM, approval_of, follower_of, record_event
from catalogue.domain.matching.deciding import Candidates, Match
from catalogue.domain.matching.likeness import WHY
from catalogue.domain.screening.context import Context
from catalogue.domain.screening.screen import Screening, examine
from catalogue.domain.screening.sites import known_sites
from catalogue.domain.tasks.opening import drop_showing_tasks, open_listing_task
from catalogue.domain.tasks.screened import drop_answered
from catalogue.domain.text.addresses import address_key
from catalogue.domain.text.normalise import NormalRecord, normalise
from catalogue.models import Listing, Resource, Source
from catalogue.models.states import UNDECIDED_STATES
from harvesters.record import ResourceRecord

GONE_REASON = "来源已删除这条记录"
NEVER_KNOWN_REASON = "来源声明已删除，本目录未曾收录"
SAME_ADDRESS = "网址相同"


@dataclass(frozen=True)
class Outcome:
    """`word` is one of models.run.OUTCOMES; `subject` the public id of the resource or lecture concerned."""

    word: str
    reason: str = ""
    subject: str = ""
    listing: Listing | None = None

    @property
    def listing_id(self) -> int | None:
        """The listing's number, which it has from the next flush on."""
        return self.listing.id if self.listing else None


@dataclass(frozen=True)
class Desk:
    """What one batch works with: the source, what its records may match, and what they are screened against."""

    session: Session
    source: Source
    candidates: Candidates
    providers: Providers
    context: Context = field(default_factory=Context)

    @classmethod
    def for_records(cls, session: Session, source: Source, records: dict[str, NormalRecord]) -> "Desk":
        """A desk for a batch of normalised records by their keys."""
        candidates, providers = Candidates(session, source.id, source.institution_id), Providers(session)
        candidates.look_up(records, providers)
        return cls(session, source, candidates, providers, Context(known_sites(session, source)))

    def decide(self, key: str, record: NormalRecord) -> Decision:
        """What becomes of a record; makes its provider when nobody has named it yet."""
        return self._decide(key, record, self.providers.id_of(record.provider, self.source.institution_id))

    def foresee(self, key: str, record: NormalRecord) -> Decision:
        """What would become of a record; makes nothing."""
        return self._decide(key, record, self.providers.known_id(record.provider, self.source.institution_id))

    def _decide(self, key: str, record: NormalRecord, provider_id: int | None) -> Decision:
        match = self.candidates.match(key, record, provider_id)
        namesake = self.candidates.namesake(record, provider_id) if match.kind == "none" else ""
        return decide(record, match, self.screen(record, match, namesake), trusted=self.source.trusted)

    def screen(self, record: NormalRecord, match: Match, namesake: str = "") -> Screening:
        """What screening finds in a record; it does not look again at one that says nothing new.

        `namesake` is the public id of what the same source lists under the same title.
        """
        if match.listing and says_nothing_new(record, match.listing):
            return Screening()
        like = match.resource.public_id if match.kind == "likely" and match.resource else namesake
        context = replace(self.context, like=like) if like else self.context
        return examine(record, match.listing.accepted if match.listing else None, context)


def take_in(session: Session, source: Source, record: ResourceRecord) -> Outcome:
    """Take in a single record. Raises RecordError when it has no usable title or address."""
    normal = normalise(record, default_cost=source.default_cost)
    outcome = take_in_normal(Desk.for_records(session, source, {record.key: normal}), record.key, normal)
    session.flush()
    return outcome


def take_in_normal(desk: Desk, key: str, record: NormalRecord) -> Outcome:
    """Decide about one normalised record at a desk and carry the decision out; the caller flushes."""
    decision = desk.decide(key, record)
    listing = decision.match.listing
    if decision.outcome == "unchanged" and listing:
        return Outcome("unchanged", subject=listing.resource.public_id, listing=listing)
    if decision.outcome == "refused" and listing is None:
        return Outcome("refused", decision.reason)
    if listing is None:
        listing = _new_listing(desk, key, record, decision)
    waited = listing.accepted != listing.latest
    _hear(listing, record, decision)
    compose(listing.resource, desk.providers)
    _move_resource(desk, listing.resource, decision)
    if decision.task:
        _open_task(desk.session, listing, decision)
    elif decision.accept and decision.match.kind == "known" and listing.resource.state not in UNDECIDED_STATES:
        drop_showing_tasks(desk.session, listing)
    elif decision.accept and waited:
        _go_on_when_mended(desk, listing)
    desk.candidates.add(listing)
    return Outcome(decision.outcome, decision.reason, listing.resource.public_id, listing)


def take_in_again(session: Session, listing: Listing) -> Outcome:
    """Go on with a pending listing whose likely match was denied: another match, a task, or publication."""
    source, resource, record = listing.source, listing.resource, NormalRecord.from_json(listing.latest)
    desk = Desk.for_records(session, source, {})
    desk.providers.look_up([record.provider])
    desk.candidates.look_alike([record], desk.providers)
    match = desk.candidates.match_again(resource, record)
    decision = decide(record, match, desk.screen(record, match), trusted=source.trusted)
    if decision.accept:
        listing.accepted = listing.latest
        compose(resource, desk.providers)
    _move_resource(desk, resource, decision)
    if decision.task:
        _open_task(session, listing, decision)
    session.flush()
    return Outcome(decision.outcome, decision.reason, resource.public_id, listing)


def take_out(session: Session, source: Source, key: str, *, reason: str = GONE_REASON, by: str = "") -> Outcome:
    """Follow a source's word that it deleted a record: its resource is archived when no other source lists it.

    `by` is the person who says so, empty for a source that is harvested.
    """
    listing = session.scalar(select(Listing).where(Listing.source_id == source.id, Listing.key == key))
    if listing is None:
        return Outcome("refused", NEVER_KNOWN_REASON)
    resource = listing.resource
    if listing.gone:
        return Outcome("unchanged", subject=resource.public_id, listing=listing)
    listing.gone = True
    if resource.state == "public" and all(other.gone for other in resource.listings):
        archive(session, resource, reason, by=by or follower_of(source))
    else:
        compose(resource, Providers(session))
    session.flush()
    return Outcome("changed", reason, resource.public_id, listing)


def new_resource(record: NormalRecord, provider_id: int) -> Resource:
    """What a record makes when it is nothing known; composing fills it.

    What publishing sets is set here too: rows with the same columns are inserted by one statement.
    """
    return Resource(
        state="pending",
        title=record.title,
        title_key="",
        url=record.url,
        provider_id=provider_id,
        edited={},
        reason="",
    )


def _new_listing(desk: Desk, key: str, record: NormalRecord, decision: Decision) -> Listing:
    resource = decision.match.resource if decision.match.kind == "sure" else None
    if resource is None:
        resource = new_resource(record, desk.providers.id_of(record.provider, desk.source.institution_id))
    else:
        _note_attachment(desk, resource, decision)
    listing = Listing(source=desk.source, key=key, resource=resource, accepted=None)
    desk.session.add(listing)
    return listing


def _note_attachment(desk: Desk, resource: Resource, decision: Decision) -> None:
    likeness = decision.match.likeness
    why = WHY[likeness.why] if likeness else SAME_ADDRESS
    source = desk.source.public_id
    record_event(desk.session, "resource.joined", resource, by=SYSTEM, before="", after=source, note=why)


def _hear(listing: Listing, record: NormalRecord, decision: Decision) -> None:
    """Keep what the source says now, and let it be shown when the decision accepts it."""
    values = record.as_json()
    listing.latest, listing.record_hash = values, record.content_hash
    listing.address = address_key(record.url)
    listing.last_seen_at = now()
    listing.missing_since, listing.gone = None, False
    if decision.accept:
        listing.accepted = values


def _move_resource(desk: Desk, resource: Resource, decision: Decision) -> None:
    """Publish or archive as decided; each such move names the approval, or the earlier decision, that allows it."""
    note = f"{desk.source.trusted_by} 对来源“{desk.source.title}”的长期批准" if desk.source.trusted_by else ""
    resource.changed_at = now()
    if decision.publish and desk.source.trusted:
        publish(desk.session, resource, by=approval_of(desk.source), note=note)
    elif decision.publish:
        bring_back(desk.session, resource)
    elif decision.archive:
        archive(desk.session, resource, decision.reason, by=follower_of(desk.source))


def _go_on_when_mended(desk: Desk, listing: Listing) -> None:
    """A trusted source took out what its record was held back for: nobody need look at it any longer."""
    answered_all = drop_answered(desk.session, listing)
    if answered_all and listing.resource.state == "pending":
        _move_resource(desk, listing.resource, Decision("changed", Match("known", listing), publish=True))


def _open_task(session: Session, listing: Listing, decision: Decision) -> None:
    """What its provider was asked to mend waits again once it was changed."""
    if listing.resource.state == "returned":
        await_review(session, listing.resource, by=SYSTEM)
    open_listing_task(session, listing, decision.task, evidence_of(session, listing.resource, decision))
