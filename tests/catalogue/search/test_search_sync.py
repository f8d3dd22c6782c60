"""The index follows the database."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.models import Institution, Resource, VisitCount
from catalogue.search import sync as syncing
from catalogue.search.check import Differences, check
from catalogue.search.engine import IndexBusy, Query, SearchEngine
from catalogue.search.lock import index_lock
from catalogue.search.sync import SyncReport, rebuild, sync
from tests.catalogue.search.examples import search
from tests.factories import make_collection, make_institution, make_lecture, make_resource

NOTHING_TO_DO = SyncReport()


@pytest.fixture
def instance(app: Flask) -> Path:
    return Path(app.instance_path)


@pytest.fixture
def engine(app: Flask, instance: Path) -> SearchEngine:
    """The site's engine over an empty index."""
    engine: SearchEngine = app.extensions["search_engine"]
    rebuild(engine, instance)
    return engine


class Killed(BaseException):
    """Stands for kill -9: nothing after it runs."""


def change(resource_id: int, **values: object) -> None:
    with writing() as session:
        resource = session.get_one(Resource, resource_id)
        for name, value in values.items():
            setattr(resource, name, value)


def add_resource(**values: object) -> int:
    with writing() as session:
        return make_resource(session, **values).id


def killed_at(name: str, work: Callable[[], object]) -> None:
    """Do the work, and die where it would call this function of the sync module."""

    def die(*_arguments: object, **_named: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syncing, name, die)
        with pytest.raises(Killed):
            work()


def test_a_new_resource_is_found_after_a_sync(engine, instance):
    add_resource(title="智能手机入门")
    assert sync(engine, instance) == SyncReport(written=2)  # the resource, and its institution coming to light
    assert search(engine, "手机").total == 1
    assert check(engine) == Differences()


def test_a_second_sync_has_nothing_to_do(engine, instance):
    add_resource()
    sync(engine, instance)
    assert sync(engine, instance) == NOTHING_TO_DO


def test_a_change_is_found_and_the_former_words_are_not(engine, instance):
    number = add_resource(title="智能手机入门")
    sync(engine, instance)
    change(number, title="陶瓷艺术")
    assert len(check(engine).stale) == 1
    sync(engine, instance)
    assert (search(engine, "手机").total, search(engine, "陶瓷").total) == (0, 1)
    assert not check(engine)


@pytest.mark.parametrize("state", ["pending", "archived", "withdrawn", "refused", "merged"])
def test_only_what_is_public_is_found(engine, instance, state: str):
    number = add_resource(title="智能手机入门")
    sync(engine, instance)
    change(number, state=state)
    sync(engine, instance)
    assert (search(engine, "手机").total, engine.count()) == (0, 0)
    assert not check(engine)
    assert sync(engine, instance) == NOTHING_TO_DO


def test_an_institution_is_found_while_it_has_something_public(engine, instance):
    with writing() as session:
        provider = make_institution(session, name="景德镇陶瓷大学")
        first, second = (make_resource(session, provider=provider).id for _ in range(2))
    sync(engine, instance)
    assert search(engine, "陶瓷大学", type="institution").total == 1
    change(first, state="archived")
    sync(engine, instance)
    assert search(engine, "陶瓷大学", type="institution").total == 1
    change(second, state="archived")
    sync(engine, instance)
    assert search(engine, "陶瓷大学", type="institution").total == 0


def test_what_an_institution_holds_follows_its_name_and_region(engine, instance):
    with writing() as session:
        provider = make_institution(session, name="景德镇陶瓷学院", region="3602")
        make_resource(session, provider=provider, title="数字化")
        make_lecture(session, institution=provider, title="数字化")
    sync(engine, instance)
    with writing() as session:
        provider = session.get_one(Institution, provider.id)
        provider.name, provider.region = "江西陶瓷大学", "3601"
    sync(engine, instance)
    for type_ in ("resource", "lecture", "institution"):
        hits = search(engine, "陶瓷大学", type=type_, facets=("region",))
        assert (hits.total, hits.facets["region"]) == (1, {"3601": 1, "36": 1})
    assert not check(engine)


def test_lectures_and_collections_are_found_as_what_they_are(engine, instance):
    with writing() as session:
        lecture = make_lecture(session, title="防诈骗讲座", speakers=["王芳"])
        collection = make_collection(session, make_resource(session), title="银龄课堂")
        ids = {"lecture": lecture.public_id, "collection": collection.public_id}
    sync(engine, instance)
    assert search(engine, "王芳", type="lecture").ids == (ids["lecture"],)
    assert search(engine, "银龄", type="collection").ids == (ids["collection"],)


def test_facets_carry_codes_and_their_ancestors(engine, instance):
    with writing() as session:
        provider = make_institution(session, region="360102")
        values = {"topics": ["smartphone"], "audiences": ["elderly"], "accessibility": ["captions"], "login": "none"}
        make_resource(session, provider=provider, kind="video", level="starter", **values)
        provider_id = provider.public_id
    sync(engine, instance)
    names = ("topic", "audience", "kind", "level", "institution", "region", "language", "access", "login")
    assert engine.search(Query(facets=names)).facets == {
        "topic": {"smartphone": 1, "life": 1},
        "audience": {"elderly": 1},
        "kind": {"video": 1},
        "level": {"starter": 1},
        "institution": {provider_id: 1},
        "region": {"360102": 1, "3601": 1, "36": 1},
        "language": {"zh": 1},
        "access": {"captions": 1},
        "login": {"none": 1},
    }


def test_people_find_by_the_chinese_names_of_topics_and_audiences(engine, instance):
    add_resource(title="入门", topics=["anti-fraud"], audiences=["elderly"])
    sync(engine, instance)
    assert search(engine, "诈骗 老年人").total == 1


def test_popular_counts_visits(engine, instance):
    with writing() as session:
        quiet, busy = (make_resource(session) for _ in range(2))
        session.add(VisitCount(resource_id=busy.id, day=date(2026, 1, 1), count=3))
        session.add(VisitCount(resource_id=busy.id, day=date(2026, 1, 2), count=4))
        session.add(VisitCount(resource_id=quiet.id, day=date(2026, 1, 2), count=5))
        expected = (busy.public_id, quiet.public_id)
    sync(engine, instance)
    assert search(engine, "", sort="popular").ids == expected


def test_more_rows_than_a_batch_are_all_written(engine, instance, monkeypatch):
    monkeypatch.setattr(syncing, "BATCH", 3)
    with writing() as session:
        provider = make_institution(session)
        for _ in range(10):
            make_resource(session, provider=provider)
    assert sync(engine, instance) == SyncReport(written=11)
    assert not check(engine)


def test_a_kill_between_index_and_database_only_repeats_the_writing(engine, instance):
    number = add_resource(title="陶瓷艺术")
    sync(engine, instance)
    change(number, title="智能手机入门")
    killed_at("_mark", lambda: sync(engine, instance))
    assert search(engine, "手机").total == 1
    assert sync(engine, instance).written == 2
    assert (search(engine, "手机").total, sync(engine, instance)) == (1, NOTHING_TO_DO)
    assert not check(engine)


def test_a_kill_before_the_index_is_written_loses_nothing(engine, instance):
    add_resource(title="智能手机入门")
    killed_at("documents_of", lambda: sync(engine, instance))
    sync(engine, instance)
    assert search(engine, "手机").total == 1


def test_a_kill_after_a_swap_only_repeats_the_writing(engine, instance):
    add_resource(title="智能手机入门")
    killed_at("_mark", lambda: rebuild(engine, instance))
    sync(engine, instance)
    assert (search(engine, "手机").total, sync(engine, instance)) == (1, NOTHING_TO_DO)


def test_a_change_during_the_writing_is_written_the_next_time(engine, instance, monkeypatch):
    number = add_resource(title="智能手机入门")
    sync(engine, instance)
    change(number, title="手机摄影")
    apply = engine.apply

    def apply_while_somebody_edits(*arguments):
        apply(*arguments)
        with writing() as session:
            session.execute(
                update(Resource).where(Resource.id == number).values(title="陶瓷", version=Resource.version + 1)
            )

    monkeypatch.setattr(engine, "apply", apply_while_somebody_edits)
    sync(engine, instance)
    monkeypatch.undo()
    assert search(engine, "陶瓷").total == 0
    sync(engine, instance)
    assert search(engine, "陶瓷").total == 1


def test_a_sync_without_an_index_builds_one(app, instance):
    add_resource(title="智能手机入门")
    engine = app.extensions["search_engine"]
    assert sync(engine, instance) == SyncReport(written=2, rebuilt=True)
    assert search(engine, "手机").total == 1
    assert sync(engine, instance) == NOTHING_TO_DO


def test_a_sync_over_a_damaged_index_builds_it_anew(engine, instance):
    add_resource(title="智能手机入门")
    sync(engine, instance)
    for path in (instance / "index").glob("*/*.trm"):
        path.write_bytes(b"")
    engine.close()
    assert sync(engine, instance).rebuilt
    assert search(engine, "手机").total == 1


def test_a_rebuild_leaves_out_what_is_not_public_and_settles_it(engine, instance):
    add_resource(state="pending")
    add_resource(title="智能手机入门")
    assert rebuild(engine, instance) == SyncReport(written=2, rebuilt=True)
    assert sync(engine, instance) == NOTHING_TO_DO


def test_the_check_names_what_differs(engine, instance):
    with writing() as session:
        kept, gone = make_resource(session), make_resource(session)
        ids = {"kept": kept.public_id, "gone": gone.public_id}
    sync(engine, instance)
    with writing() as session:
        session.execute(update(Resource).where(Resource.public_id == ids["gone"]).values(state="archived"))
        session.execute(update(Resource).where(Resource.public_id == ids["kept"]).values(version=7))
        provider = session.scalars(db.select(Resource).where(Resource.public_id == ids["kept"])).one().provider
        new = make_resource(session, provider=provider).public_id
    found = check(engine)
    assert (found.missing, found.stale, ids["gone"] in found.extra) == ((new,), (ids["kept"],), True)


def test_while_another_process_writes_nothing_is_written_here(engine, instance):
    number = add_resource()
    with index_lock(instance):
        with pytest.raises(IndexBusy):
            sync(engine, instance)
        with pytest.raises(IndexBusy):
            rebuild(engine, instance)
    with Session(db.engine) as reading:
        assert reading.get_one(Resource, number).indexed_version == 0
