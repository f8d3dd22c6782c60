"""Words of a query marked in a text."""

import pytest

from catalogue.search.highlight import highlight


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("智能手机入门", "手机", "智能<mark>手机</mark>入门"),
        ("智能手机入门", "智能手机", "<mark>智能手机</mark>入门"),
        ("智能手机入门", "能手", "智能手机入门"),
        ("智能时代的手机", "智能手机", "<mark>智能</mark>时代的<mark>手机</mark>"),
        ("学 PYTHON", "python", "学 <mark>PYTHON</mark>"),
        ("ＥＸＣＥＬ教程", "excel", "<mark>ＥＸＣＥＬ</mark>教程"),
        ("手机摄影与手机", '"手机摄影"', "<mark>手机摄影</mark>与手机"),
        ("玩转抖音", "抖音", "玩转<mark>抖音</mark>"),
        ("手机摄影", "手机 -摄影", "<mark>手机</mark>摄影"),
        ("老年人学电脑", "老人 计算机", "<mark>老年人</mark>学<mark>电脑</mark>"),
        ("怎么用手机", "怎么用手机拍照", "怎么用<mark>手机</mark>"),
        ("怎么用", "怎么用", "<mark>怎么用</mark>"),
        ("手机", "", "手机"),
        ("", "手机", ""),
    ],
)
def test_what_was_looked_for_is_marked(text: str, query: str, expected: str):
    assert highlight(text, query) == expected


def test_the_text_is_escaped_before_it_is_marked():
    marked = highlight('<b>手机</b> & "x"', "手机 b amp")
    assert marked == "&lt;<mark>b</mark>&gt;<mark>手机</mark>&lt;/<mark>b</mark>&gt; &amp; &#34;x&#34;"


def test_a_hostile_query_adds_nothing():
    assert highlight("手机", "<script>手机</script>") == "<mark>手机</mark>"


def test_signs_that_grow_when_normalised_keep_the_rest_in_place():
    assert highlight("㎏与㍿ 手机", "手机") == "㎏与㍿ <mark>手机</mark>"
