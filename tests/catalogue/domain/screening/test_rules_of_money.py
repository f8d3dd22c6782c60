import pytest

from tests.catalogue.domain.screening.reading import codes, found


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("全套课程￥199，永久有效。", ["¥199"]),
        ("报名费：200元，现场交。", ["报名费:200元"]),
        ("学习前须缴纳学费。", ["缴纳学费"]),
        ("学费另付。", ["学费"]),
        ("原价 1,299 元，今天下单。", ["原价 1,299 元"]),
        ("本课为付费课程。", ["付费课程"]),
        ("开通年度会员后学习全部章节。", ["开通年度会员"]),
        ("购买本课程后加群。", ["购买本课程后"]),
        ("非常划算，非常超值仅需99元。", ["仅需99元"]),
        ("学费1000元，证书费另付。", ["学费1000元"]),
        ("付款后即可观看。", ["付款后即可观看"]),
        ("前三节免费，满意再学。", ["前三节免费"]),
        ("Buy now and save.", ["buy now"]),
        ("學費：３００元。", ["学费:300元"]),
        ("报 名 费：50元。", ["报名费:50元"]),
        ("学\u200b费：50元。", ["学费:50元"]),
    ],
)
def test_prices_and_fees_are_flagged(summary: str, words: list[str]) -> None:
    assert found("paid", summary) == words


@pytest.mark.parametrize(
    "summary",
    [
        "全部免费，无需付费，不收取任何费用。",
        "免学费，不收费，无报名费。",
        "学费：0元。",
        "学费：无。报名费：不收。",
        "学费由政府承担。",
        "本课不是付费课程。",
        "无需缴纳报名费，免收学费300元。",
        "谨防以付费课程为名的骗局。",
        "讲解商品定价、成本和利润。",
        "介绍学费贷款和助学金的申请。",
        "含有 12 元素周期表的图。",
        "如何制作知识付费课程",
        "物业收费标准解读",
        "讲授会员营销和付费墙的设计。",
    ],
)
def test_what_is_free_or_teaches_about_money_is_not(summary: str) -> None:
    assert found("paid", summary) == []


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("学完可申请证书，证书费自理。", ["证书费"]),
        ("认证证书收费。", ["认证证书收费"]),
        ("证书工本费 20 元。", ["证书工本费"]),
        ("电子证书 100 元。", ["证书 100 元"]),
    ],
)
def test_certificates_that_cost_are_flagged(summary: str, words: list[str]) -> None:
    assert found("paid_certificate", summary) == words


@pytest.mark.parametrize("summary", ["通过后免费发证书。", "不收证书费。", "为取得证书打基础，共 20 讲。"])
def test_certificates_that_cost_nothing_are_not(summary: str) -> None:
    assert found("paid_certificate", summary) == []


def test_a_declared_paid_certificate_is_no_news() -> None:
    assert codes(summary="证书费 100 元。", cost="free_with_paid_certificate") == []


def test_the_price_of_a_certificate_is_not_taken_for_that_of_the_course() -> None:
    assert codes(summary="课程免费，认证证书收费￥100。") == ["paid_certificate"]


@pytest.mark.parametrize(
    "summary",
    [
        "请扫码支付后入群。",
        "扫码付款即可听课。",
        "请转账至以下账户。",
        "收款账号：6222021234567890123",
        "wxp://f2f0abcdefg",
        "支付宝账号：teacher@example.cn",
        "卡号为 6222021234567890",
    ],
)
def test_codes_and_accounts_to_pay_to_are_flagged(summary: str) -> None:
    assert "payment" in codes(summary=summary)


@pytest.mark.parametrize(
    "summary",
    [
        "教老年人学会扫码支付、看懂收款码。",
        "小店如何申请收款码和对公账户。",
        "不要向陌生账号转账。",
        "ISBN 9787302511625",
    ],
)
def test_courses_about_paying_are_not(summary: str) -> None:
    assert codes(summary=summary) == []
