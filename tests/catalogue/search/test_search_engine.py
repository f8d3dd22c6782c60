"""What the engine finds, in which order, and what it counts."""

from datetime import UTC, datetime, timedelta

import pytest

from catalogue.search.engine import Document, SearchEngine
from tests.catalogue.search.examples import make_document, search, titles


def fill(engine: SearchEngine, *found: str) -> list[Document]:
    documents = [make_document(title) for title in found]
    engine.apply(documents)
    return documents


def test_a_part_of_a_word_finds_it(engine):
    documents = fill(engine, "智能手机入门", "摄影基础")
    assert titles(engine, documents, "手机") == ["智能手机入门"]


def test_a_false_word_finds_nothing(engine):
    documents = fill(engine, "智能手机入门", "技术能手评选")
    assert titles(engine, documents, "能手") == ["技术能手评选"]


def test_the_parts_of_a_word_find_a_longer_word(engine):
    documents = fill(engine, "中国人民大学公开课", "人民的名义")
    assert titles(engine, documents, "人民大学") == ["中国人民大学公开课"]


def test_a_whole_word_comes_before_its_scattered_parts(engine):
    documents = fill(engine, "智能时代的手机", "智能手机")
    assert titles(engine, documents, "智能手机") == ["智能手机", "智能时代的手机"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("C语言", ["C语言程序设计"]),
        ("c++", ["C++程序设计"]),
        ("VUE3.js", ["Vue3.js实战"]),
        ("cet4", ["CET-4词汇"]),
        ("ｃｅｔ－４", ["CET-4词汇"]),
        ("Cet-4", ["CET-4词汇"]),
        ("抖音", ["抖音怎么玩"]),
        ("㐂", ["㐂字的来历"]),
        ("数", ["数与形"]),
    ],
)
def test_words_of_every_script_are_found(engine, typed: str, expected: list[str]):
    documents = fill(
        engine, "C语言程序设计", "C++程序设计", "Vue3.js实战", "CET-4词汇", "抖音怎么玩", "㐂字的来历", "数与形"
    )
    assert titles(engine, documents, typed) == expected


def test_all_words_must_be_there_when_something_has_them_all(engine):
    documents = fill(engine, "老人学手机", "手机摄影", "老人保健")
    hits = search(engine, "老人 手机")
    assert (titles(engine, documents, "老人 手机"), hits.relaxed) == (["老人学手机"], False)


def test_a_natural_question_is_relaxed_to_what_fits_best(engine):
    documents = fill(engine, "老人手机课堂", "手机摄影", "陶瓷艺术")
    hits = search(engine, "老人手机怎么用")
    assert (titles(engine, documents, "老人手机怎么用"), hits.relaxed) == (["老人手机课堂"], True)


def test_a_quotation_wants_its_words_side_by_side(engine):
    documents = fill(engine, "手机摄影", "手机与摄影", "摄影手机", "智能手机摄影")
    assert set(titles(engine, documents, '"手机摄影"')) == {"手机摄影", "智能手机摄影"}


def test_a_quotation_is_never_relaxed(engine):
    fill(engine, "手机与摄影")
    assert search(engine, '"手机摄影" 手机').total == 0


def test_a_quotation_does_not_reach_from_one_text_into_another(engine):
    engine.apply([make_document("手机", summary="摄影")])
    assert search(engine, '"手机摄影"').total == 0


def test_an_exclusion_takes_away(engine):
    documents = fill(engine, "手机摄影", "手机支付")
    assert titles(engine, documents, "手机 -摄影") == ["手机支付"]
    assert titles(engine, documents, "-支付") == ["手机摄影"]


def test_every_text_is_searched_and_the_title_weighs_most(engine):
    in_body = make_document("课程甲", body="这里讲到陶瓷")
    by_teacher = make_document("课程乙", teachers="陶瓷")
    in_title = make_document("陶瓷课程")
    engine.apply([in_body, by_teacher, in_title])
    assert search(engine, "陶瓷").ids == (in_title.id, by_teacher.id, in_body.id)


def test_a_blank_query_lists_everything_newest_first(engine):
    documents = fill(engine, "一", "二", "三")
    assert search(engine, "").ids == tuple(document.id for document in reversed(documents))


def test_a_query_without_words_finds_nothing(engine):
    fill(engine, "一")
    assert search(engine, "！？").total == 0


def test_types_are_kept_apart(engine):
    engine.apply([make_document("手机课"), make_document("手机讲座", type="lecture")])
    assert (search(engine, "手机").total, search(engine, "手机", type="lecture").total) == (1, 1)


def test_an_unknown_type_finds_nothing(engine):
    fill(engine, "手机")
    assert search(engine, "手机", type="nonsense").total == 0


def test_newest_and_popular_order_the_same_result(engine):
    old = make_document("手机", popularity=9)
    new = make_document("手机", popularity=1)
    engine.apply([old, new])
    assert search(engine, "手机", sort="newest").ids == (new.id, old.id)
    assert search(engine, "手机", sort="popular").ids == (old.id, new.id)


def test_of_lectures_the_soonest_comes_first_and_the_past_last(engine):
    hours = {"昨天": -24, "明年": 9000, "今晚": 3, "上月": -700, "明天": 24}
    now = datetime.now(UTC)
    lectures = {
        when: make_document("手机讲座", type="lecture", date=now + timedelta(hours=after))
        for when, after in hours.items()
    }
    engine.apply(lectures.values())

    expected = tuple(lectures[when].id for when in ("今晚", "明天", "明年", "昨天", "上月"))
    assert search(engine, "", type="lecture").ids == expected
    assert search(engine, "讲座", type="lecture", sort="newest").ids == expected


def test_pages_lie_end_to_end(engine):
    documents = fill(engine, *["手机课程"] * 25)
    pages = [search(engine, "手机", offset=offset, limit=10) for offset in (0, 10, 20, 30)]
    assert [len(page.ids) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert {public_id for page in pages for public_id in page.ids} == {document.id for document in documents}


def test_ties_always_fall_the_same_way(engine):
    same_day = make_document().date
    documents = [make_document("手机", date=same_day, id=f"tie{number}") for number in (3, 1, 2)]
    engine.apply(documents)
    assert search(engine, "手机").ids == ("tie1", "tie2", "tie3")


def test_writing_again_replaces_and_deleting_removes(engine):
    [document] = fill(engine, "手机")
    engine.apply([make_document("陶瓷", id=document.id, version=2)])
    assert (search(engine, "手机").total, search(engine, "陶瓷").total) == (0, 1)
    assert engine.versions() == {document.id: 2}

    engine.apply([], [document.id, "neverwritten"])
    assert (search(engine, "陶瓷").total, engine.count()) == (0, 0)


def test_the_same_thing_twice_in_one_batch_counts_once(engine):
    first = make_document("手机")
    engine.apply([first, make_document("陶瓷", id=first.id)])
    assert (engine.count(), search(engine, "陶瓷").total) == (1, 1)


def test_an_empty_batch_is_no_commit(engine):
    engine.apply([], [])
    assert engine.count() == 0
