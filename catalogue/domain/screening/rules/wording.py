"""Wordings: the phrases a rule looks for, as one pattern; and what turns a phrase into its opposite."""

import re

from catalogue.domain.screening.subject import Text

DENIED_BEFORE = re.compile(r"(?:免|不|无|零|没|未|勿|非|拒|杜绝|禁止|严禁|谨防|防范|警惕|切勿)[^\s,。;:.!?、]{0,5}$")
DENIED_AFTER = re.compile(
    r"\s?[:为是]?\s?(?:全免|全部免|免费|免除|免收|0\s?元|0(?![\d.])|由[^,。;]{0,12}(?:承担|支付|补贴))"
)
NEAR = 8


def one_of(*phrases: str) -> re.Pattern[str]:
    """One pattern for phrases, each a regular expression over folded text.

    Begin each with a plain character: then the search skips to where one may begin, at a tenth of the cost.
    """
    return re.compile("|".join(phrases))


def is_denied(text: Text, match: re.Match[str]) -> bool:
    """Whether the words next to a match, in its own sentence, say that it is not so: 免学费, 谨防代考, 学费：0 元."""
    before = text.words[max(0, match.start() - NEAR) : match.start()]
    return bool(DENIED_BEFORE.search(before) or DENIED_AFTER.match(text.words, match.end()))
