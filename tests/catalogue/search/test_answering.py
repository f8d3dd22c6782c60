"""What a query finds when nothing has all of its words as typed, and what the answer says about it."""

from collections.abc import Iterator

import pytest

from catalogue.search.answering import Answer, answer
from catalogue.search.engine import Query, SearchEngine
from catalogue.search.location import open_engine
from catalogue.search.near import near_words
from catalogue.search.titles import Title, Titles
from tests.catalogue.search.courses import course_documents
from tests.catalogue.search.examples import make_document

TITLES = {document.id: document.texts["title"] for document in course_documents()}


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    engine = open_engine("whoosh:", tmp_path_factory.mktemp("courses"))
    engine.rebuild(course_documents())
    yield engine
    engine.close()


def ask(engine: SearchEngine, text: str, **query: object) -> Answer:
    return answer(engine, Query(text=text, **query))  # type: ignore[arg-type]


def test_what_is_found_as_typed_is_neither_corrected_nor_relaxed(courses: SearchEngine):
    found = ask(courses, "人工智能")
    assert (found.relaxed, found.dropped, found.corrected, found.suggested, found.missed) == (
        False,
        (),
        None,
        None,
        False,
    )


def test_question_words_are_given_up_and_named(courses: SearchEngine):
    found = ask(courses, "怎么学习区块链")
    assert (found.relaxed, found.dropped, found.corrected) == (True, ("怎么", "学习"), None)
    assert "区块链" in TITLES[found.hits.ids[0]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("人工只能", "人工智能"),
        ("网落安全", "网络安全"),
        ("络网安全", "网络安全"),
        ("pyhton", "python"),
        ("rengongzhineng", "人工智能"),
        ("rgzn", "人工智能"),
        ("人工只能怎么学", "人工智能怎么学"),
    ],
)
def test_a_slip_that_finds_nothing_is_corrected(courses: SearchEngine, typed: str, meant: str):
    found = ask(courses, typed)
    assert (found.corrected, found.missed) == (meant, True)
    assert found.hits.total > 0


def test_a_slip_that_finds_something_is_only_offered(engine: SearchEngine):
    engine.rebuild([make_document("只能人工操作")] + [make_document(f"人工智能 {number}") for number in range(9)])
    found = ask(engine, "人工只能")
    assert (found.hits.total, found.corrected, found.suggested) == (1, None, "人工智能")


def test_a_correction_without_results_is_never_named(engine: SearchEngine):
    engine.rebuild([make_document("人工智能", type="lecture")])
    found = ask(engine, "人工只能")
    assert (found.hits.total, found.corrected, found.suggested) == (0, None, None)


def test_a_filter_that_leaves_nothing_is_no_reason_to_correct(courses: SearchEngine):
    found = ask(courses, "人工智能", filters={"topic": ("no-such-topic",)})
    assert (found.hits.total, found.relaxed, found.corrected, found.missed) == (0, False, None, False)


def test_a_known_word_is_never_found_inside_another(engine: SearchEngine):
    engine.rebuild([make_document("智能手机入门")])
    assert ask(engine, "能手").hits.total == 0


@pytest.mark.parametrize(
    ("typed", "title"),
    [("数", "数学建模"), ("㐂", "㐂字的由来"), ("𠮷", "𠮷野家的故事"), ("C", "C语言"), ("C++", "C++入门")],
)
def test_one_character_finds_what_holds_it(engine: SearchEngine, typed: str, title: str):
    documents = [make_document(title), make_document("木工基础")]
    engine.rebuild(documents)
    assert ask(engine, typed).hits.ids == (documents[0].id,)


def test_c_alone_does_not_find_c_plus_plus(engine: SearchEngine):
    engine.rebuild([make_document("C++入门")])
    assert ask(engine, "C").hits.total == 0


def test_a_quotation_is_neither_relaxed_nor_corrected(courses: SearchEngine):
    found = ask(courses, "“人工只能”")
    assert (found.hits.total, found.relaxed, found.corrected) == (0, False, None)


@pytest.mark.parametrize(("typed", "title"), [("老人", "老年人健康"), ("AI", "人工智能"), ("wechat", "微信")])
def test_words_that_mean_the_same_find_each_other(engine: SearchEngine, typed: str, title: str):
    documents = [make_document(title), make_document("木工基础")]
    engine.rebuild(documents)
    assert ask(engine, typed).hits.ids == (documents[0].id,)


def test_the_word_itself_comes_before_what_means_the_same(engine: SearchEngine):
    documents = [make_document("网店"), make_document("电商"), *(make_document(f"网店 {n}") for n in range(5))]
    engine.rebuild(documents)
    assert ask(engine, "电商").hits.ids[0] == documents[1].id


def test_near_words_help_on_after_nothing_was_found(courses: SearchEngine):
    assert all("计算" in word for word in near_words(courses, "计算盘"))
    assert len(near_words(courses, "计算盘")) == 3
    assert near_words(courses, "!!!") == ()


def test_an_empty_index_answers_too(engine: SearchEngine):
    engine.rebuild([])
    assert ask(engine, "人工只能").hits.total == 0


@pytest.mark.parametrize("question", ["怎么学{}", "请问{}难不难", "有没有{}的课程", "我想学{}", "{}应该怎么入门"])
def test_the_very_title_comes_first_whatever_question_is_around_it(engine: SearchEngine, question: str):
    wanted = make_document("电子技术基础")
    engine.rebuild([make_document("电子技术"), make_document("电子技术基础实验"), wanted, make_document("怎么学电子")])
    assert ask(engine, question.format("电子技术基础")).hits.ids[0] == wanted.id


def test_question_words_that_stand_in_titles_decide_among_them(engine: SearchEngine):
    wanted = make_document("基础力学实验")
    engine.rebuild([make_document("实验力学"), make_document("力学实验"), wanted])
    assert ask(engine, "哪里可以学基础力学实验课").hits.ids[0] == wanted.id


def test_words_asked_for_in_pinyin_may_stand_beside_english_ones(engine: SearchEngine):
    wanted = make_document("Python网络爬虫")
    engine.rebuild([wanted, make_document("音乐学院")])
    found = ask(engine, "Pythonwangluopachong")
    assert (found.corrected, found.hits.ids) == ("Python网络爬虫", (wanted.id,))


def test_a_character_that_sounds_differently_in_a_word_is_spelled_as_there(engine: SearchEngine):
    engine.rebuild([make_document("音乐学院")])
    assert ask(engine, "yinyuexueyuan").corrected == "音乐学院"


def test_a_slip_that_no_word_explains_is_corrected_by_a_title(engine: SearchEngine):
    wanted = make_document("电视写作")
    engine.rebuild([wanted, make_document("电视新闻")])
    assert ask(engine, "电写视作").hits.ids == ()
    found = answer(engine, Query(text="电写视作"), lambda: Titles([Title("电视写作", "resource", wanted.id)]))
    assert (found.corrected, found.hits.ids, found.missed) == ("电视写作", (wanted.id,), True)


def test_titles_are_not_asked_for_when_something_is_found(courses: SearchEngine):
    def never() -> Titles:
        raise AssertionError("titles are slow to read and were not needed")

    assert answer(courses, Query(text="人工智能"), never).hits.total > 0


def test_an_answer_with_some_of_the_words_says_so(engine: SearchEngine):
    engine.rebuild([make_document("手机摄影"), make_document("陶瓷鉴赏")])
    found = ask(engine, "怎么学手机陶瓷")
    assert (found.relaxed, found.partial, found.hits.total) == (True, True, 2)
    assert ask(engine, "怎么学陶瓷").partial is False
