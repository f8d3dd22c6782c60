"""A small indexed catalogue, and a client that reads it as programs do."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from catalogue.db import writing
from catalogue.domain.upkeep.site_facts import ensure_namespace
from catalogue.search.sync import rebuild
from tests.factories import make_collection, make_institution, make_lecture, make_resource

START = datetime(2099, 3, 1, 11, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Site:
    """The public ids of what is in the catalogue."""

    resource: str
    lecture: str
    cancelled: str
    collection: str
    institution: str
    namespace: str


@pytest.fixture
def site(app: Flask) -> Site:
    with writing() as session:
        namespace = ensure_namespace(session)
        school = make_institution(session, name="南昌大学", slug="ncu")
        resource = make_resource(session, title="手机入门", provider=school, topics=["smartphone"], summary="第一课")
        make_resource(session, title="未审的课", provider=school, state="pending")
        lecture = make_lecture(
            session, title="手机讲座；一", institution=school, starts_at=START, topics=["smartphone"]
        )
        cancelled = make_lecture(session, title="取消的讲座", institution=school, status="cancelled", starts_at=START)
        collection = make_collection(session, resource, lecture, title="手机专题", slug="phones")
        ids = (resource.public_id, lecture.public_id, cancelled.public_id, collection.slug, school.public_id)
    rebuild(app.extensions["search_engine"], Path(app.instance_path))
    return Site(*ids, namespace)
