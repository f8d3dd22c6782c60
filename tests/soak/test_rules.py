"""The table of rules keeps up with the code: what it breaks stands there, once."""

import pytest

from tests.soak.mutations import HERE
from tests.soak.rules import RULES, Rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.broken)
def test_each_rule_stands_where_the_table_says(rule: Rule) -> None:
    assert (HERE / "catalogue" / rule.file).read_text(encoding="utf-8").count(rule.text) == 1
