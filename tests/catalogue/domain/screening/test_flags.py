import json

from catalogue.domain.screening.flags import Flag, flags_as_json, flags_of
from catalogue.domain.screening.meanings import FIELDS, MEANINGS, SEVERITIES
from catalogue.domain.screening.screen import weigh
from tests.catalogue.domain.screening.reading import flags

PAID = Flag("paid", "summary", "学费:100元", "…学费:100元。")
PHONE = Flag("phone", "body", "13800138000")


def test_flags_come_back_from_a_tasks_evidence() -> None:
    stored = json.loads(json.dumps({"flags": flags_as_json([PAID, PHONE])}))

    assert flags_of(stored) == (PAID, PHONE)


def test_evidence_without_flags_has_none() -> None:
    assert flags_of({"like": "abcde12345"}) == ()


def test_a_code_that_is_no_longer_known_is_left_out() -> None:
    assert flags_of({"flags": [{"code": "abandoned", "field": "title"}, *flags_as_json([PAID])]}) == (PAID,)


def test_a_flag_says_in_chinese_what_it_means_where_and_what_to_do() -> None:
    assert (PAID.label, PAID.severity_label, PAID.field_label) == ("疑似收费", "严重", "简介")
    assert PAID.explanation == MEANINGS["paid"].explanation
    assert PAID.advice == MEANINGS["paid"].advice


def test_every_meaning_is_complete() -> None:
    incomplete = [
        code
        for code, meaning in MEANINGS.items()
        if meaning.severity not in SEVERITIES or not (meaning.label and meaning.explanation and meaning.advice)
    ]
    assert incomplete == []


def test_the_most_serious_come_first() -> None:
    found = flags(summary="学费：100元，手机13800138000，QQ群：123456789")

    assert [flag.severity for flag in found] == ["serious", "warning", "note"]


def test_an_excerpt_shows_the_neighbours_of_what_was_found() -> None:
    [flag] = flags(summary="这" * 40 + "学费：100元" + "那" * 40)

    assert flag.excerpt == "…" + "这" * 15 + "学费:100元" + "那" * 15 + "…"
    assert flag.field in FIELDS


def test_the_same_words_twice_in_a_field_are_one_flag() -> None:
    assert len(flags(summary="学费：100元。再说一遍，学费：100元。")) == 1


def test_only_what_is_serious_and_new_waits() -> None:
    assert weigh((PAID, PHONE), ()).unanswered == (PAID,)


def test_what_was_accepted_in_another_field_is_no_news() -> None:
    assert not weigh((PAID,), [Flag("paid", "title", PAID.found)]).waits


def test_another_amount_is_news() -> None:
    assert weigh((PAID,), [Flag("paid", "summary", "学费:50元")]).reason == (
        "自动检查发现：疑似收费“学费:100元”；请人工查看"
    )
