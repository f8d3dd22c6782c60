"""Filters and facet counts."""

import pytest

from catalogue.search.engine import FACETS
from catalogue.search.engines.whoosh import counting
from tests.catalogue.search.examples import make_document, search


@pytest.fixture(params=[counting.MANY, 0], ids=["few documents", "as many as are counted in groups"])
def shop(engine, monkeypatch, request):
    """Four courses: two for the elderly, two for women, videos and courses mixed."""
    monkeypatch.setattr(counting, "MANY", request.param)
    engine.apply(
        [
            make_document(
                "手机 甲", facets={"audience": ("elderly",), "kind": ("course",), "topic": ("phone", "life")}
            ),
            make_document(
                "手机 乙", facets={"audience": ("elderly", "women"), "kind": ("video",), "topic": ("phone", "life")}
            ),
            make_document("手机 丙", facets={"audience": ("women",), "kind": ("course",), "topic": ("shop", "work")}),
            make_document("陶瓷 丁", facets={"audience": ("women",), "kind": ("course",), "topic": ("art",)}),
        ]
    )
    return engine


def test_counts_are_over_the_whole_result_not_the_page(shop):
    hits = search(shop, "手机", limit=1, facets=("audience", "kind"))
    assert (len(hits.ids), hits.total) == (1, 3)
    assert hits.facets == {"audience": {"elderly": 2, "women": 2}, "kind": {"course": 2, "video": 1}}


def test_a_choice_narrows_the_result_and_the_other_facets_but_not_its_own_counts(shop):
    hits = search(shop, "手机", filters={"audience": ("elderly",)}, facets=("audience", "kind"))
    assert hits.total == 2
    assert hits.facets == {"audience": {"elderly": 2, "women": 2}, "kind": {"course": 1, "video": 1}}


def test_choices_inside_a_facet_are_alternatives(shop):
    assert search(shop, "", filters={"topic": ("phone", "art")}).total == 3


def test_choices_in_two_facets_must_both_fit_and_narrow_each_other(shop):
    hits = search(shop, "", filters={"audience": ("women",), "kind": ("course",)}, facets=("audience", "kind", "topic"))
    assert hits.total == 2
    assert hits.facets == {
        "audience": {"elderly": 1, "women": 2},
        "kind": {"course": 2, "video": 1},
        "topic": {"shop": 1, "work": 1, "art": 1},
    }


def test_a_parent_finds_what_is_filed_below_it(shop):
    assert search(shop, "", filters={"topic": ("life",)}).total == 2


def test_an_unknown_code_finds_nothing_and_keeps_the_other_counts(shop):
    hits = search(shop, "手机", filters={"kind": ("nonsense",)}, facets=("kind",))
    assert (hits.total, hits.facets) == (0, {"kind": {"course": 2, "video": 1}})


def test_an_unknown_facet_and_an_empty_choice_are_passed_over(shop):
    hits = search(shop, "手机", filters={"colour": ("red",), "kind": ()}, facets=("colour",))
    assert (hits.total, hits.facets) == (3, {})


def test_words_are_not_relaxed_because_a_filter_leaves_nothing(shop):
    hits = search(shop, "手机 丙", filters={"kind": ("video",)})
    assert (hits.total, hits.relaxed) == (0, False)


def test_deleted_documents_are_not_counted(shop):
    [gone] = search(shop, "丁").ids
    shop.apply([], [gone])
    hits = search(shop, "", facets=("audience",))
    assert (hits.total, hits.facets) == (3, {"audience": {"elderly": 2, "women": 2}})


def test_the_most_frequent_codes_come_first_and_equals_by_name(shop):
    hits = search(shop, "", facets=("topic", "kind"))
    assert list(hits.facets["kind"].items()) == [("course", 3), ("video", 1)]
    assert list(hits.facets["topic"]) == sorted(
        hits.facets["topic"], key=lambda code: (-hits.facets["topic"][code], code)
    )


def test_of_many_codes_the_wanted_number_is_counted_and_what_is_chosen(shop):
    all_of_it = search(shop, "", facets=("topic",)).facets["topic"]
    last = list(all_of_it)[-1]
    hits = search(shop, "", filters={"topic": (last,)}, facets=("topic",), most={"topic": 2})
    assert hits.facets["topic"] == {**dict(list(all_of_it.items())[:2]), last: all_of_it[last]}


def test_all_facets_are_counted_together(shop):
    counts = search(shop, "手机", facets=FACETS).facets
    assert {name: found for name, found in counts.items() if found} == {
        "topic": {"life": 2, "phone": 2, "shop": 1, "work": 1},
        "audience": {"elderly": 2, "women": 2},
        "kind": {"course": 2, "video": 1},
    }
