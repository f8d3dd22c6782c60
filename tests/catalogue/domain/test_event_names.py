"""Events have Chinese names, made of those of their two words."""

import pytest

from catalogue.domain.event_names import event_name


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("resource.public", "资源：公开"),
        ("ledger.dropped", "操作记录：到期删除"),
        ("problemreport.dropped", "问题报告：不处理"),
        ("resource.unheard_of", "资源：unheard_of"),
        ("odd", "odd："),
    ],
)
def test_an_event_is_called_by_its_two_words(what: str, name: str) -> None:
    assert event_name(what) == name
