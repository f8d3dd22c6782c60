"""What a typed query asks for."""

import pytest

from catalogue.search.query import MAX_WISHES, Wish, parse


def test_each_word_is_a_wish_that_its_parts_can_fulfil():
    assert parse("智能手机 茶课").wanted == (
        Wish("智能手机", (("智能手机", 0),), ("智能", "手机")),
        Wish("茶课", (("茶", 0), ("课", 1))),
    )


def test_neighbouring_lone_characters_are_one_wish():
    assert parse("赣鄐").wanted == (Wish("赣鄐", (("赣", 0), ("鄐", 1))),)


@pytest.mark.parametrize("typed", ['"手机怎么用"', "“手机怎么用”", "「手机怎么用」", "＂手机怎么用＂"])
def test_a_quotation_is_one_wish_in_the_smallest_terms(typed: str):
    assert parse(typed).wanted == (Wish("手机怎么用", (("手机", 0), ("怎么", 1), ("用", 2)), quoted=True),)


def test_a_quotation_of_long_words_asks_for_their_parts():
    [wish] = parse('"智能手机使用"').wanted
    assert wish.phrase == (("智能", 0), ("手机", 1), ("使用", 2))


def test_what_follows_a_minus_is_unwanted():
    wishes = parse('手机 -苹果 -"智能手机"')
    assert [wish.text for wish in wishes.wanted] == ["手机"]
    assert [wish.text for wish in wishes.unwanted] == ["苹果", "智能手机"]


def test_a_hyphen_inside_a_word_excludes_nothing():
    assert parse("CET-4").unwanted == ()


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "\u200b"])
def test_a_blank_query_asks_for_everything(typed: str):
    assert parse(typed).everything


def test_a_query_of_mere_punctuation_asks_for_nothing_there_is():
    wishes = parse("!!! ??? 😀")
    assert (wishes.wanted, wishes.everything) == ((), False)


def test_only_exclusions_ask_for_everything_else():
    assert parse("-手机").everything


def test_a_word_typed_twice_is_one_wish():
    assert len(parse("手机 手机 手机").wanted) == 1


def test_an_endless_query_is_cut_short():
    wishes = parse(" ".join(f"word{number}" for number in range(10_000)))
    assert len(wishes.wanted) <= MAX_WISHES
    assert wishes.wanted[0].text == "word0"
