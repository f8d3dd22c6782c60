from catalogue.domain.screening.context import Context
from catalogue.domain.screening.sensitive_lists import SensitiveWords
from tests.catalogue.domain.screening.reading import codes, flags, found


def test_a_complete_record_has_no_flags() -> None:
    assert codes() == []


def test_each_missing_field_is_noted() -> None:
    missing = flags(summary="", kind="", provider="")

    assert [(flag.code, flag.severity, flag.field) for flag in missing] == [
        ("missing_field", "note", "summary"),
        ("missing_field", "note", "kind"),
        ("missing_field", "note", "provider"),
    ]
    assert missing[0].explanation.endswith("缺少：简介。")


def test_a_like_title_is_noted_with_the_other_resource() -> None:
    [flag] = flags(Context(like="abcde12345"), title="大学计算机")

    assert (flag.code, flag.found, flag.excerpt) == ("near_duplicate", "abcde12345", "大学计算机")


def test_a_word_of_the_operators_list_is_serious_and_names_the_list() -> None:
    context = Context(sensitive=SensitiveWords([("示例词表", ["违禁示例"])]))

    [flag] = flags(context, body="这里有违 禁示例几个字")

    assert (flag.code, flag.severity, flag.field, flag.found) == ("sensitive_word", "serious", "body", "违禁示例")
    assert flag.explanation.endswith("词表：示例词表。")


def test_an_outdated_name_is_noted_with_what_to_write() -> None:
    [flag] = flags(summary="由国家旅游局主办。")

    assert (flag.code, flag.severity, flag.found) == ("policy_name", "note", "国家旅游局")
    assert "文化和旅游部" in flag.explanation


def test_a_former_name_called_former_is_not() -> None:
    assert codes(summary="原国家旅游局于 2018 年并入。") == []


def test_the_characters_of_a_name_within_other_words_are_not() -> None:
    assert codes(summary="服务农业部门和美国农业部的数据。") == []


def test_a_law_is_outdated_and_its_subject_is_not() -> None:
    assert found("policy_name", "学习《合同法》，理解合同法学。") == ["《合同法》"]
