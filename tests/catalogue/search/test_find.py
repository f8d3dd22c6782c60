from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, select

from catalogue.db import db, writing
from catalogue.domain.intake.publishing import withdraw
from catalogue.models import Institution, Resource
from catalogue.search.engine import Hits, IndexUnavailable, Query
from catalogue.search.find import FacetValue, Results, find
from catalogue.search.request import SearchRequest
from catalogue.search.sync import rebuild, sync
from tests.factories import make_collection, make_institution, make_lecture, make_resource


class CannedEngine:
    """Answers with what it was given, and remembers the query."""

    def __init__(self, hits: Hits) -> None:
        self.hits = hits
        self.asked: Query | None = None

    def search(self, query: Query) -> Hits:
        self.asked = query
        return self.hits if query.limit else replace(self.hits, ids=())

    def state(self) -> int:
        return 1


@pytest.fixture
def catalogue(app: Flask) -> Flask:
    """Three public resources of two schools, one lecture, one collection, all indexed."""
    with writing() as session:
        nanchang = make_institution(session, name="南昌大学", slug="ncu", region="3601")
        ganzhou = make_institution(session, name="赣南师范大学", region="3607")
        phone = make_resource(session, title="手机入门", provider=nanchang, topics=["smartphone"], kind="course")
        make_resource(session, title="手机摄影", provider=ganzhou, topics=["photo-video"], kind="video")
        make_resource(session, title="表格基础", provider=nanchang, topics=[], kind="course")
        make_collection(session, phone, title="手机专题")
        make_lecture(session, title="手机讲座", institution=nanchang)
    rebuild(app.extensions["search_engine"], Path(app.instance_path))
    return app


def search(app: Flask, **asked: object) -> Results:
    return find(app.extensions["search_engine"], SearchRequest(**asked))  # type: ignore[arg-type]


def titles(results: Results) -> set[str]:
    return {getattr(item, "title", "") or item.name for item in results.items}  # type: ignore[union-attr]


def test_words_find_what_holds_them(catalogue: Flask) -> None:
    results = search(catalogue, text="手机")

    assert (results.total, titles(results)) == (2, {"手机入门", "手机摄影"})


@pytest.mark.parametrize(
    ("type_", "title"), [("lecture", "手机讲座"), ("collection", "手机专题"), ("institution", "南昌大学")]
)
def test_each_type_is_found_by_its_own_search(catalogue: Flask, type_: str, title: str) -> None:
    text = "南昌" if type_ == "institution" else "手机"
    assert titles(search(catalogue, text=text, type=type_)) == {title}


def test_a_topic_includes_the_topics_below_it(catalogue: Flask) -> None:
    assert titles(search(catalogue, filters={"topic": ("life",)})) == {"手机入门", "手机摄影"}


def test_an_institution_is_chosen_by_slug_or_id(catalogue: Flask) -> None:
    by_slug = search(catalogue, filters={"institution": ("ncu",)})
    [chosen] = [value for value in by_slug.facets["institution"] if value.chosen]
    by_id = search(catalogue, filters={"institution": (chosen.value,)})

    assert titles(by_slug) == titles(by_id) == {"手机入门", "表格基础"}
    assert (chosen.label, chosen.count) == ("南昌大学", 2)
    assert by_slug.request.filters == {"institution": (chosen.value,)}


def test_an_unknown_institution_finds_nothing(catalogue: Flask) -> None:
    assert search(catalogue, filters={"institution": ("nobody",)}).total == 0


def test_facets_have_labels_counts_and_parents_most_frequent_first(catalogue: Flask) -> None:
    results = search(catalogue, text="手机", filters={"kind": ("course",)})

    assert results.facets["kind"] == [
        FacetValue("course", "课程", 1, "", True),
        FacetValue("video", "视频", 1, "", False),
    ]
    assert results.facets["topic"] == [
        FacetValue("life", "数字生活", 1, "", False),
        FacetValue("smartphone", "智能手机使用", 1, "life", False),
    ]


def test_what_is_chosen_stays_among_the_choices_though_nothing_has_it(catalogue: Flask) -> None:
    results = search(catalogue, text="手机", filters={"level": ("advanced",)})

    assert [value.value for value in results.facets["level"] if value.chosen] == ["advanced"]


def test_what_was_withdrawn_since_the_index_was_written_is_left_out(catalogue: Flask) -> None:
    with writing() as session:
        [resource] = session.query(Resource).filter_by(title="手机入门")
        withdraw(session, resource, "已失效", by="operator:alice")

    assert titles(search(catalogue, text="手机")) == {"手机摄影"}


def test_a_page_beyond_the_end_is_empty_with_the_right_total(catalogue: Flask) -> None:
    results = search(catalogue, text="手机", page=999_999_999)

    assert (results.items, results.total, results.pages, results.too_deep) == ([], 2, 1, False)


def test_rows_come_in_the_order_of_the_engine(catalogue: Flask) -> None:
    ids = [row.public_id for row in db.session.query(Resource).order_by(Resource.id.desc())]
    engine = CannedEngine(Hits(ids=tuple(ids), total=3))

    assert [item.public_id for item in find(engine, SearchRequest()).items] == ids  # type: ignore[arg-type]


def test_a_page_too_deep_is_not_fetched(app: Flask) -> None:
    engine = CannedEngine(Hits(total=50_000))

    results = find(engine, SearchRequest(page=501))  # type: ignore[arg-type]

    assert engine.asked is not None
    assert (engine.asked.limit, results.too_deep, results.pages) == (0, True, 500)


def test_a_page_of_results_takes_few_queries(catalogue: Flask) -> None:
    search(catalogue, text="手机")  # the rows are read once
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    found = search(catalogue, text="手机")
    for item in found.items:
        assert item.provider.name  # type: ignore[union-attr]

    tables = [statement.split("FROM ")[1].split()[0] for statement in statements if statement.startswith("SELECT")]
    assert tables == ["resource"]  # the stamps of the rows; names of institutions are kept


def test_an_institution_with_nothing_public_is_not_named_among_the_filters(catalogue: Flask) -> None:
    with writing() as session:
        institution = make_institution(session, name="还没有公开的", slug="secret")
        make_resource(session, provider=institution, state="pending")
    sync(catalogue.extensions["search_engine"], Path(catalogue.instance_path))
    for name in (institution.public_id, "secret"):
        found = search(catalogue, filters={"institution": (name,)})
        assert [value for value in found.facets["institution"] if value.chosen] == []
        assert found.request.filters == {"institution": (name,)}


def test_a_new_name_of_an_institution_shows_in_the_facet_once_it_is_indexed(catalogue: Flask) -> None:
    def names() -> set[str]:
        return {value.label for value in search(catalogue).facets["institution"]}

    assert names() == {"南昌大学", "赣南师范大学"}
    with writing() as session:
        session.scalars(select(Institution).filter_by(name="南昌大学")).one().name = "昌大"
    sync(catalogue.extensions["search_engine"], Path(catalogue.instance_path))
    assert names() == {"昌大", "赣南师范大学"}


def test_a_missing_index_is_said_so(app: Flask) -> None:
    with pytest.raises(IndexUnavailable):
        find(app.extensions["search_engine"], SearchRequest(text="手机"))
