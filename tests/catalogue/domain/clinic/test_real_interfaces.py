"""How much is understood of real answers of interfaces, where they lie beside the checkout."""

from pathlib import Path

import pytest

from catalogue.domain.clinic.json_places import json_guesses
from harvesters.http import Response


@pytest.mark.parametrize(
    ("file", "adapter", "path", "fields"),
    [
        ("tess-fixtures/ingestion/zenodo_abt.json", "json_api", "hits.hits", {"title", "url", "summary", "teachers"}),
        ("tess-fixtures/ingestion/eventbrite/eventbrite_ardc.json", "json_api", "events", {"title", "url", "starts"}),
        ("tess-fixtures/ingestion/github/api-github-io-01.json", "json_api", "", {"title", "url", "subjects"}),
        ("mit-learn/mitxonline_courses.json", "json_api", "results", {"title", "url", "summary", "teachers"}),
        ("mit-learn/bootcamps.json", "json_api", "", {"title", "url", "summary", "subjects"}),
        ("mit-learn/mitpe_news.json", "json_api", "", {"title", "url", "summary", "published"}),
        ("mit-learn/prolearn_mitpe_courses.json", "json_api", "data.searchAPISearch.documents", {"title", "url"}),
        ("course-apis/openedx/kmooc_courses_page1_excerpt.json", "open_edx", "", set()),
    ],
)
def test_real_answers_are_understood(shared_data: Path, file: str, adapter: str, path: str, fields: set[str]) -> None:
    url = "https://api.example.cn/" + file
    guess = next(json_guesses(url, Response(url, 200, {}, (shared_data / file).read_bytes())))
    assert (guess.adapter, guess.options.get("list", "")) == (adapter, path)
    assert fields - {one.field for one in guess.understood} == set()
