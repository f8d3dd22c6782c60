"""What a form makes of a record, and a record of a form."""

import pytest

from catalogue.domain.portal.filled_resource import FilledResource, as_filled, as_record, says_the_same, subjects_for
from catalogue.domain.text.normalise import normalise
from catalogue.models import Institution
from catalogue.models.vocabulary import vocabulary
from harvesters.record import RecordError
from tests.factories import make_record

SCHOOL = Institution(name="赣江数字学院")


@pytest.mark.parametrize("code", [term.code for term in vocabulary("topics").terms.values()])
def test_the_words_for_a_topic_mean_that_topic(code: str) -> None:
    assert vocabulary("topics").codes_for(subjects_for((code,))) == [code]


def test_a_record_comes_back_from_the_form_as_it_went_in() -> None:
    record = make_record(
        summary="从开机讲起。",
        body="第一讲……",
        teachers=("王老师", "李老师"),
        subjects=("智能手机使用", "银发课堂"),
        audiences=("老年人",),
        duration="P14W",
        effort="PT3H/PT4H",
        login="none",
    )
    before = normalise(record, default_cost="free")
    again = as_record(as_filled(before, SCHOOL), SCHOOL, key="1", before=before)
    assert normalise(again, default_cost="free") == before


def test_ones_own_name_is_left_to_the_source() -> None:
    filled = FilledResource(title="手机课", url="https://example.cn/", provider="赣江数字学院")
    assert as_record(filled, SCHOOL, key="1").provider == ""


def test_nothing_is_made_of_a_title_without_words() -> None:
    with pytest.raises(RecordError, match="没有标题"):
        as_record(FilledResource(title="\u200b\x00", url="https://example.cn/"), SCHOOL, key="1")


def test_the_order_of_ticked_boxes_is_no_change() -> None:
    one, other = FilledResource(topics=("life", "study")), FilledResource(topics=("study", "life"))
    assert says_the_same(one, other)
