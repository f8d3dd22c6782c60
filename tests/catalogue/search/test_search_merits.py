"""What lifts a document beyond its words: gently, and always in the same way."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from catalogue.db import writing
from catalogue.models import Resource
from catalogue.search.completeness import completeness
from catalogue.search.documents import documents_of
from catalogue.search.engine import SearchEngine
from tests.catalogue.search.examples import make_document, search
from tests.factories import make_resource

LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)
SAME = {"date": LONG_AGO}


@pytest.mark.parametrize(
    "better", [{**SAME, "quality": 1.0}, {**SAME, "popularity": 500}, {"date": LONG_AGO + timedelta(days=3000)}]
)
def test_of_two_that_fit_equally_well_the_better_one_comes_first(engine: SearchEngine, better: dict[str, object]):
    plain, good = make_document("手机 摄影", **SAME), make_document("手机 摄影", **better)
    engine.rebuild([plain, good])
    assert search(engine, "手机").ids == (good.id, plain.id)


def test_being_good_does_not_replace_fitting(engine: SearchEngine):
    fitting = make_document("手机摄影", **SAME)
    good = make_document("陶瓷鉴赏", summary="手机 摄影", quality=1.0, popularity=10_000)
    engine.rebuild([fitting, good])
    assert search(engine, "手机摄影").ids == (fitting.id, good.id)


def test_the_same_query_always_gives_the_same_order(engine: SearchEngine):
    documents = [make_document("手机摄影", **SAME) for _ in range(50)]
    engine.rebuild(documents)
    first = search(engine, "手机", limit=50).ids
    engine.close()
    assert search(engine, "手机", limit=50).ids == first == tuple(sorted(first))
    assert sum((search(engine, "手机", limit=10, offset=start).ids for start in range(0, 50, 10)), ()) == first


def test_a_record_that_tells_everything_is_complete_and_a_bare_title_is_not(app: Flask):
    with writing() as session:
        told = {
            "summary": "讲手机的基本操作，适合第一次使用智能手机的老年人。",
            "level": "beginner",
            "duration": "PT1H",
        }
        make_resource(session, teachers=["王老师"], audiences=["elderly"], image="https://example.cn/a.png", **told)
        make_resource(session, summary="", teachers=[], audiences=[], level="")
        full, bare = session.query(Resource).order_by(Resource.id)
        assert (completeness(full), completeness(bare)) == (pytest.approx(1.0), 0.0)
        assert [document.quality for document in documents_of(session, Resource, [bare, full])] == [
            0.0,
            pytest.approx(1.0),
        ]
