"""Golden queries against a thousand real courses, and how well slips and other ways to write keep up."""

from collections.abc import Iterator

import pytest

from catalogue.search.answering import answer
from catalogue.search.engine import Query, SearchEngine
from catalogue.search.golden import Golden, Verdict, golden_queries, judge
from catalogue.search.location import open_engine
from tests.catalogue.search.courses import course_documents

TITLES = {document.id: document.texts["title"] for document in course_documents()}


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    engine = open_engine("whoosh:", tmp_path_factory.mktemp("courses"))
    engine.rebuild(course_documents())
    yield engine
    engine.close()


def titles_for(engine: SearchEngine, query: str) -> list[str]:
    return [TITLES[public_id] for public_id in answer(engine, Query(text=query)).hits.ids]


def test_there_are_two_hundred_golden_queries_and_each_is_there_once():
    queries = [golden.query for golden in golden_queries()]
    assert len(queries) >= 200
    assert len(set(queries)) == len(queries)


def test_every_golden_query_passes(courses: SearchEngine):
    verdicts = list(judge(lambda query: titles_for(courses, query), list(TITLES.values())))
    assert [(verdict.golden.query, verdict.titles[:3]) for verdict in verdicts if not verdict.passed] == []


def test_a_query_whose_expected_words_are_in_no_title_is_not_judged():
    verdicts = judge(lambda query: [], ["瓷器鉴赏"])
    assert {verdict.passed for verdict in verdicts} == {None}


def test_a_wrong_first_title_and_an_unwanted_one_fail():
    everything = ["能手", "智能手机"]
    [right] = [one for one in judge(lambda query: ["能手"], everything) if one.golden.query == "能手"]
    [wrong] = [one for one in judge(lambda query: everything, everything) if one.golden.query == "能手"]
    assert right == Verdict(Golden("能手", ("能手",), ("智能手机",)), ("能手",), True)
    assert wrong.passed is False
