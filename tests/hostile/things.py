"""What the addresses of the site are about, made anew in hostile words for each address: by blueprint."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.editing import add_other_name
from catalogue.domain.intake.publishing import publish
from catalogue.domain.intake.resources import take_in
from catalogue.domain.mail.posting import post
from catalogue.domain.portal.filled_lecture import FilledLecture
from catalogue.domain.portal.filled_resource import FilledResource
from catalogue.domain.portal.handing_in import Vouched, hand_in_new
from catalogue.domain.portal.handing_in_lectures import hand_in_new_lecture
from catalogue.domain.review.claims import claim
from catalogue.domain.submissions.api_tokens import hash_of
from catalogue.domain.submissions.criteria import CODES
from catalogue.domain.submissions.problem_reports import NewReport, report_problem
from catalogue.domain.tasks.opening import open_source_task
from catalogue.models import Account, ApiToken, Invitation, Resource, ReviewTask, Run, Source
from tests.applications import make_application
from tests.factories import make_collection, make_institution, make_record, make_source
from tests.hostile.scene import Scene
from tests.people import make_account
from tests.reviewing import the_task

Values = dict[str, str]
BY = "operator:alice"
VOUCHED = Vouched(tuple(CODES), committed=True)
STAFF = ["reviewer", "curator"]


def public_resource(scene: Scene, session: Session) -> Values:
    resource = scene.resource(session)
    make_collection(session, resource, scene.lecture(session), title=scene.title(), summary=scene.word())
    return {"public_id": resource.public_id}


def gone_resource(scene: Scene, session: Session) -> Values:
    return {"public_id": scene.resource(session, state="withdrawn").public_id}


def public_lecture(scene: Scene, session: Session) -> Values:
    return {"public_id": scene.lecture(session).public_id}


def collection(scene: Scene, session: Session) -> Values:
    things = scene.resource(session), scene.lecture(session)
    return {"slug": make_collection(session, *things, title=scene.title(), summary=scene.word()).slug}


def institution(scene: Scene, session: Session) -> Values:
    made = make_institution(session, name=scene.name(), homepage=f"https://example.edu.cn/{scene.word()}")
    scene.resource(session, provider=made)
    add_other_name(session, made, f"{next(_numbers)} {scene.word()}"[:60], by=BY)
    return {"slug": made.public_id, "public_id": made.public_id}


def own_resource(scene: Scene, session: Session) -> Values:
    words = {name: scene.word() for name in ("summary", "teachers", "licence")}
    filled = FilledResource(scene.title(), url=_address(), **words)
    return {"public_id": hand_in_new(session, scene.own(session), filled, vouched=VOUCHED, by=BY).subject}


def own_lecture(scene: Scene, session: Session) -> Values:
    words = {name: scene.word() for name in ("summary", "location", "speakers")}
    filled = FilledLecture(
        scene.title(), starts=now().replace(tzinfo=None, year=now().year + 1), url=_address(), **words
    )
    return {"public_id": hand_in_new_lecture(session, scene.own(session), filled, vouched=VOUCHED, by=BY).subject}


def own_resource_task(scene: Scene, session: Session) -> Values:
    own = own_resource(scene, session)
    return _task(the_task(session, ReviewTask.resource.has(Resource.public_id == own["public_id"])))


def member(scene: Scene, session: Session) -> Values:
    return {"member": scene.account(session, member=True).public_id, "invitation": invited(scene, session).public_id}


def invited(scene: Scene, session: Session, **values: object) -> Invitation:
    """An invitation that waits; without the bounds of those who invite."""
    invitation = Invitation(
        **{
            "state": "waiting",
            "email": f"{next(_numbers)}@example.org",
            "name": scene.word(),
            "institution": scene.own(session),
            "role": "editor",
            "by": BY,
            "expires_at": now() + timedelta(days=7),
            **values,
        }
    )
    session.add(invitation)
    session.flush()
    return invitation


def token(scene: Scene, session: Session) -> Values:
    made = ApiToken(
        institution=scene.own(session),
        name=scene.word(),
        prefix="gx_abcdef",
        token_hash=hash_of(str(next(_numbers))),
        scopes=["resources:write"],
        created_by=BY,
    )
    session.add(made)
    session.flush()
    return {"token": made.public_id}


def source(scene: Scene, session: Session) -> Values:
    made = _source(scene, session)
    session.add(Run(source=made, state="failed", message=scene.word(), file_name=scene.word(), started_by=BY))
    return {"public_id": made.public_id}


def proposed_source(scene: Scene, session: Session) -> Values:
    return {"public_id": _source(scene, session, state="proposed", trusted_by=None, trusted_at=None).public_id}


def run(scene: Scene, session: Session) -> Values:
    made = Run(source=_source(scene, session), state="quarantined", message=scene.word(), started_by=BY)
    session.add(made)
    session.flush()
    return {"public_id": made.public_id}


def account(scene: Scene, session: Session) -> Values:
    person = scene.account(session, *STAFF, member=True)
    return {"public_id": person.public_id, "of": scene.institution}


def stopped_account(scene: Scene, session: Session) -> Values:
    person = make_account(session, state="suspended", name=scene.word(), totp_secret="A" * 32)
    return {"public_id": person.public_id}


def application(scene: Scene, session: Session) -> Values:
    words = {name: scene.word() for name in ("phone", "duty", "reason")}
    made = make_application(session, account=scene.account(session))
    made.name = scene.word()
    for name, word in words.items():
        setattr(made, name, word)
    return {"public_id": made.public_id}


def staff_invitation(scene: Scene, session: Session) -> Values:
    return {"public_id": invited(scene, session, institution=None, role="", staff_roles=STAFF).public_id}


def mail(scene: Scene, session: Session) -> Values:
    made = post(session, to="someone@example.org", subject=scene.word(), text=scene.word())
    made.state, made.failure = "failed", scene.word()
    session.flush()
    return {"public_id": made.public_id}


def new_task(scene: Scene, session: Session) -> Values:
    return _task(take_in_words(scene, session, _source(scene, session, trusted_by=None, trusted_at=None)))


def changed_task(scene: Scene, session: Session) -> Values:
    source = _source(scene, session, trusted_by=None, trusted_at=None)
    first = take_in_words(scene, session, source)
    assert first.resource is not None
    publish(session, first.resource, by=BY)
    first.state = "done"
    session.flush()
    assert first.listing is not None
    return _task(take_in_words(scene, session, source, key=first.listing.key))


def reported_task(scene: Scene, session: Session) -> Values:
    resource = scene.resource(session)
    new = NewReport("other", scene.word()[:200], scene.word()[:40])
    report_problem(session, resource, new, sender=resource.public_id)
    return _task(the_task(session, ReviewTask.resource_id == resource.id))


def proposed_task(scene: Scene, session: Session) -> Values:
    source = _source(scene, session, state="proposed", trusted_by=None, trusted_at=None)
    return _task(open_source_task(session, source, "source_proposal", by=BY, reason=scene.word()))


def claimed_task(scene: Scene, session: Session) -> Values:
    """By the person who looks: whoever came last."""
    task = take_in_words(scene, session, _source(scene, session, trusted_by=None, trusted_at=None))
    account = session.query(Account).order_by(Account.id.desc()).first()
    assert account is not None
    claim(session, task, 20, by=account.actor)
    return _task(task)


def lecture_task(scene: Scene, session: Session) -> Values:
    own_lecture(scene, session)
    return _task(session.query(ReviewTask).filter_by(kind="new_lecture").order_by(ReviewTask.id.desc()).first())


def take_in_words(scene: Scene, session: Session, source: Source, **values: str) -> ReviewTask:
    """The task about a record of which every field says something hostile."""
    texts = {name: scene.word() for name in ("summary", "body", "provider", "licence", "provenance", "image", "level")}
    lists = {name: (scene.word(),) for name in ("teachers", "subjects", "audiences")}
    record = make_record(**{"url": _address(), "title": scene.title(), **texts, **lists, **values})
    outcome = take_in(session, source, record)
    assert outcome.listing is not None, outcome
    return the_task(session, ReviewTask.listing_id == outcome.listing.id)


def _source(scene: Scene, session: Session, **values: object) -> Source:
    return make_source(session, title=scene.word(), url=_address(), institution=scene.own(session), **values)


def _task(task: ReviewTask | None) -> Values:
    assert task is not None
    return {"public_id": task.public_id}


_numbers = iter(range(1, 10**9))


def _address() -> str:
    return f"https://example.edu.cn/hostile/{next(_numbers)}"


Maker = Callable[[Scene, Session], Values]
MAKERS: dict[str, tuple[Maker, ...]] = {
    "resources": (public_resource, gone_resource),
    "reports": (public_resource,),
    "sharing.resource_code": (public_resource,),
    "sharing.lecture_code": (public_lecture,),
    "sharing.collection_code": (collection,),
    "covers": (public_resource,),
    "lectures": (public_lecture,),
    "calendars": (public_lecture,),
    "collections": (collection,),
    "institutions": (institution,),
    "api.resources": (public_resource,),
    "api.lectures": (public_lecture,),
    "api.collections": (collection,),
    "portal_resources": (own_resource,),
    "portal_resource_forms": (own_resource,),
    "portal_lectures": (own_lecture,),
    "portal_lecture_forms": (own_lecture,),
    "members": (member,),
    "tokens": (token,),
    "clinic": (source,),
    "admin_account": (account, stopped_account),
    "admin_accounts": (account,),
    "admin_applications": (application,),
    "admin_institutions": (institution,),
    "admin_invitations": (staff_invitation,),
    "admin_outbox": (mail,),
    "admin_runs": (run,),
    "admin_sources": (source, proposed_source),
    "review_tasks": (new_task, claimed_task, changed_task, reported_task, proposed_task, lecture_task),
    "review": (new_task,),
    "review_sources": (source,),
}
"""What is made before an address of a blueprint, or of one endpoint, is opened; several: it is opened for each."""
