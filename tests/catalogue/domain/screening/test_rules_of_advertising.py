import pytest

from tests.catalogue.domain.screening.reading import codes, found


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("考证包过，签协议。", ["包过"]),
        ("一对一辅导，保过！", ["保过"]),
        ("不过全额退款。", ["不过全额退款"]),
        ("学完包就业。", ["包就业"]),
        ("轻松拿证，无需考试。", ["轻松拿证"]),
        ("提供代考服务。", ["代考"]),
        ("零基础月入过万。", ["月入过万"]),
        ("免考包过。", ["包过"]),
    ],
)
def test_promises_are_flagged(summary: str, words: list[str]) -> None:
    assert set(found("promise", summary)) & set(words)


@pytest.mark.parametrize(
    "summary",
    [
        "软件外包过程管理",
        "工程承包过程中的法律问题",
        "包过滤防火墙的配置",
        "环保过程控制",
        "担保过户的手续",
        "新时代考验党员干部",
        "中国古代考试制度",
        "用作业代替考试",
        "数据包通过网关的路径",
        "数据包取证入门",
        "稳增长保就业的政策",
        "各类考证包含哪些科目",
        "谨防代考、替考。",
        "严禁代写论文。",
        "本课不承诺、不包就业。",
    ],
)
def test_words_that_only_look_like_promises_are_not(summary: str) -> None:
    assert codes(summary=summary) == []


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("限时优惠，今天截止。", "限时优惠"),
        ("全网最低价。", "全网最低"),
        ("扫码领取资料。", "扫码领"),
        ("名额有限，先到先得。", "名额有限"),
        ("诚邀加盟。", "诚邀加盟"),
        ("包教包会。", "包教包会"),
        ("团购价低至一折。", "团购价"),
    ],
)
def test_marketing_is_flagged(summary: str, words: str) -> None:
    assert words in found("marketing", summary)


@pytest.mark.parametrize(
    "summary",
    [
        "讲解秒杀、拼团等活动的策划。",
        "特许经营与加盟连锁管理",
        "如何设置店铺优惠券",
        "国家优惠政策解读",
        "扫码查看健康信息的方法",
        "网店客服咨询技巧",
        "企业内部资料的保管",
    ],
)
def test_what_shop_owners_learn_is_not(summary: str) -> None:
    assert codes(summary=summary) == []
