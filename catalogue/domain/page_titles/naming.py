"""What the page behind a link calls itself, held against the title of the resource that links to it."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from catalogue.domain.page_titles.comparing import PageTitle
from catalogue.models import LinkCheck, Resource


def page_of(session: Session, resource: Resource) -> PageTitle | None:
    """What is known of the page a resource links to; None before it was read, or when it only names its site."""
    check = session.get(LinkCheck, resource.id) if resource.id else None
    if check is None or check.address != resource.url or not check.page_title or _is_of_the_site(session, check):
        return None
    return PageTitle(check.address, check.page_title, _names_around(resource))


def note_disagreement(session: Session, check: LinkCheck) -> None:
    """Keep the title that the page speaks against, if it does."""
    title, page = check.resource.title, page_of(session, check.resource)
    check.disagrees_with = title if page and page.disagrees_with(title) else ""


def judged_too_soon(session: Session, check: LinkCheck) -> Sequence[LinkCheck]:
    """Checks whose page's title seemed to be their own until another page of the site was found to bear it too."""
    if not check.page_title:
        return ()
    same = (LinkCheck.page_title == check.page_title, LinkCheck.host == check.host, LinkCheck.disagrees_with != "")
    return session.scalars(select(LinkCheck).where(*same, LinkCheck.resource_id != check.resource_id)).all()


def _is_of_the_site(session: Session, check: LinkCheck) -> bool:
    """Whether another page of the site bears the same title: what scripts fill is often called by the site's name."""
    same = (LinkCheck.page_title == check.page_title, LinkCheck.host == check.host)
    return bool(session.scalar(select(exists().where(*same, LinkCheck.address != check.address))))


def _names_around(resource: Resource) -> frozenset[str]:
    """Who provides the resource and who lists it."""
    owners = (listing.source.institution for listing in resource.listings)
    return frozenset((resource.provider.name, *(owner.name for owner in owners if owner)))
