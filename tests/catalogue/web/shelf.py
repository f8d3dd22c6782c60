"""One thing of every sort and state, and where each stands."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.upkeep.site_facts import ensure_namespace
from catalogue.models import Listing
from tests.factories import make_collection, make_institution, make_lecture, make_resource, make_source


@dataclass(frozen=True)
class Shelf:
    """The paths of what stands in the test catalogue, by what it is."""

    resource: str
    archived: str
    withdrawn: str
    refused: str
    merged: str
    pending: str
    lecture: str
    collection: str
    institution: str


def fill_shelf(session: Session) -> Shelf:
    ensure_namespace(session)
    school = make_institution(session, name="赣江数字学院", slug="ganjiang")
    resource = make_resource(
        session,
        title="智能手机入门",
        summary="从开机讲起。",
        url="https://www.example.edu.cn/phone?from=1&to=2",
        provider=school,
        topics=["smartphone", "life"],
        audiences=["elderly"],
        duration="PT4H",
        login="none",
        provenance="学院公开的课程名单",
    )
    session.add(
        Listing(
            source=make_source(session, title="学院课程表", institution=school),
            resource=resource,
            key="1",
            address=resource.url,
            record_hash="0" * 64,
            latest={},
            accepted={"url": resource.url},
        )
    )
    archived = make_resource(session, provider=school, state="archived", reason="在来源处找不到了。")
    withdrawn = make_resource(session, title="旧课程", state="withdrawn", reason="提供机构要求撤下。")
    refused = make_resource(session, title="不该出现的标题", state="refused", reason="收费课程。")
    merged = make_resource(session, state="merged", merged_into=resource)
    pending = make_resource(session, state="pending")
    lecture = make_lecture(
        session, title="手机防诈骗", institution=school, url="https://live.example.edu.cn/1", starts_at=now()
    )
    collection = make_collection(session, resource, lecture, slug="silver", title="银龄课堂")
    return Shelf(
        resource=f"/resources/{resource.public_id}",
        archived=f"/resources/{archived.public_id}",
        withdrawn=f"/resources/{withdrawn.public_id}",
        refused=f"/resources/{refused.public_id}",
        merged=f"/resources/{merged.public_id}",
        pending=f"/resources/{pending.public_id}",
        lecture=f"/lectures/{lecture.public_id}",
        collection=f"/collections/{collection.slug}",
        institution=f"/institutions/{school.slug}",
    )
