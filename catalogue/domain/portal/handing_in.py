"""Handing in: a member's words about a resource go the way of all records, and wait for a reviewer there.

A correction of what others list is a listing of the institution's own on the same resource, so it is compared with
what stands and decided like every change.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.resource_decision import CLOSED_STATES
from catalogue.domain.intake.resources import Desk, Outcome, take_in, take_out
from catalogue.domain.ledger.events import record_event
from catalogue.domain.portal.faults import NothingChanged, NotTakenIn
from catalogue.domain.portal.filled_resource import FilledResource, as_filled, as_record, says_the_same
from catalogue.domain.portal.own_resources import OwnResource
from catalogue.domain.submissions.vouching import HandedIn, check_vouched, hand_in_source, record_submission
from catalogue.domain.tasks.merged import close_task
from catalogue.domain.text.addresses import address_key
from catalogue.domain.text.normalise import NormalRecord, normalise
from catalogue.errors import CatalogueError
from catalogue.models import Institution, Listing, Resource, ReviewTask, Source
from catalogue.models.public_id import new_public_id
from harvesters.formats.text import cut, one_line
from harvesters.record import RecordError, ResourceRecord

MOST_REASON = 200


@dataclass(frozen=True)
class Vouched:
    """What a member ticked: the criteria by their codes, and whether they gave the promise."""

    checked: tuple[str, ...]
    committed: bool


def hand_in_new(
    session: Session, institution: Institution, filled: FilledResource, *, vouched: Vouched, by: str
) -> Outcome:
    """Hand in a resource for the first time. Raises CatalogueError; then nothing was taken in."""
    source = hand_in_source(session, institution, by=by)
    record, normal = _record(filled, institution, key=new_public_id())
    if resource := _same_resource(session, source, key=record.key, record=normal):
        _join(session, source, resource, record=record, by=by)
    return _submit(session, institution, source, record=record, vouched=vouched, by=by)


def hand_in_changed(
    session: Session, institution: Institution, own: OwnResource, *, filled: FilledResource, vouched: Vouched, by: str
) -> Outcome:
    """Hand in new words of a resource: of one's own, or a correction of what others list. Raises CatalogueError."""
    if not own.changeable:
        raise CatalogueError("这个资源已经撤下或没有通过，不能再修改；有疑问请联系本站管理员。")
    source = hand_in_source(session, institution, by=by)
    key = own.listing.key if own.listing and own.handed_in else new_public_id()
    record, _ = _record(filled, institution, key=key, before=own.words)
    if not own.taken_back and says_the_same(filled, as_filled(own.words, institution)):
        raise NothingChanged
    if not own.handed_in:
        _join(session, source, own.resource, record=record, by=by)
    return _submit(session, institution, source, record=record, vouched=vouched, by=by)


def take_back(session: Session, own: OwnResource, reason: str, *, by: str) -> None:
    """Take back what the institution handed in: undecided, nobody decides it any more; public, it is archived.

    A change that waits is taken back with it. Whatever is handed in next is news and waits for a reviewer. Raises
    CatalogueError for what the institution did not hand in.
    """
    listing, resource = own.listing, own.resource
    if listing is None or not own.handed_in or own.taken_back or not own.changeable:
        raise CatalogueError("只能收回本机构自己登记、还没有撤下的资源。")
    reason = cut(one_line(reason), MOST_REASON)
    _drop_tasks(session, listing, by=by)
    listing.latest, listing.record_hash = listing.accepted or listing.latest, ""
    record_event(session, "resource.taken_back", resource, by=by, before=resource.state, after="", note=reason)
    take_out(session, listing.source, listing.key, reason=reason, by=by)


def previewed(filled: FilledResource, institution: Institution, before: NormalRecord | None) -> NormalRecord:
    """What would be kept of the words of a form. Raises NotTakenIn."""
    return _record(filled, institution, key="preview", before=before)[1]


def _record(
    filled: FilledResource, institution: Institution, *, key: str, before: NormalRecord | None = None
) -> tuple[ResourceRecord, NormalRecord]:
    """The record a form makes, as handed over and as kept."""
    try:
        record = as_record(filled, institution, key=key, before=before)
        return record, normalise(record, default_cost="unknown")
    except RecordError as error:
        raise NotTakenIn(f"{error}。", "title" if "标题" in str(error) else "url") from error


def _same_resource(session: Session, source: Source, *, key: str, record: NormalRecord) -> Resource | None:
    """The resource a new record surely is. Raises NotTakenIn when the institution handed it in before."""
    match = Desk.for_records(session, source, {key: record}).foresee(key, record).match
    if match.kind != "sure" or match.resource is None or match.resource.state in CLOSED_STATES:
        return None
    of_source = select(Listing).where(Listing.source_id == source.id, Listing.resource_id == match.resource.id)
    if known := session.scalars(of_source).first():
        title = known.latest["title"]
        raise NotTakenIn(f"本机构已经登记过这个网址：《{title}》。请在“资源”里找到它，直接修改。")
    return match.resource


def _join(session: Session, source: Source, resource: Resource, *, record: ResourceRecord, by: str) -> None:
    """Give the resource a listing of this source that has said nothing yet: all the record says is then a change."""
    address = address_key(resource.url)
    silent = Listing(source=source, key=record.key, resource=resource, address=address, record_hash="", latest={})
    session.add(silent)
    record_event(session, "resource.joined", resource, by=by, before="", after=source.public_id, note="")
    session.flush()


def _submit(
    session: Session, institution: Institution, source: Source, *, record: ResourceRecord, vouched: Vouched, by: str
) -> Outcome:
    checked = check_vouched(vouched.checked, committed=vouched.committed)
    outcome = take_in(session, source, record)
    if outcome.word == "refused":
        raise NotTakenIn(outcome.reason)
    if outcome.word == "unchanged":
        raise NothingChanged
    handed_in = HandedIn("form", checked, (outcome.subject,), {outcome.word: 1})
    record_submission(session, institution, handed_in, by=by)
    return outcome


def _drop_tasks(session: Session, listing: Listing, *, by: str) -> None:
    open_tasks = select(ReviewTask).where(ReviewTask.listing_id == listing.id, ReviewTask.state == "open")
    for task in session.scalars(open_tasks):
        close_task(session, task, "dropped", by=by)
