import pytest

from tests.catalogue.domain.screening.reading import codes, found


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("咨询电话13800138000", ["13800138000"]),
        ("联系 138-0013-8000 李老师", ["138-0013-8000"]),
        ("+86 13800138000", ["+86 13800138000"]),
        ("１３８００１３８０００", ["13800138000"]),
    ],
)
def test_mobile_numbers_are_flagged(summary: str, words: list[str]) -> None:
    assert found("phone", summary) == words


@pytest.mark.parametrize(
    "summary",
    ["办公电话 0791-83969999", "ISBN 9787302511625", "见 https://example.cn/13800138000", "编号 20230013800138000"],
)
def test_other_numbers_are_not(summary: str) -> None:
    assert found("phone", summary) == []


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("微信号：teacher_li88", "微信号:teacher_li88"),
        ("加老师微信 abc12345 领资料", "加老师微信 abc12345"),
        ("vx: abc12345", "vx: abc12345"),
        ("手机微信同号", "微信同号"),
    ],
)
def test_wechat_names_are_flagged(summary: str, words: str) -> None:
    assert found("wechat", summary) == [words]


@pytest.mark.parametrize(
    "summary",
    [
        "学会使用微信视频通话。",
        "微信小程序开发入门",
        "关注学校微信公众号",
        "微信是 tencent 的产品",
        "参加微信支付安全讲座",
        "使用 VxWorks: 实时系统",
    ],
)
def test_courses_about_wechat_are_not(summary: str) -> None:
    assert codes(summary=summary) == []


def test_qq_groups_are_noted() -> None:
    assert found("qq", "答疑QQ群：123456789") == ["qq群:123456789"]


def test_a_course_about_qq_is_not() -> None:
    assert codes(summary="QQ 2023 版的安装") == []
