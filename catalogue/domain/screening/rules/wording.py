"""Wordings: the phrases a rule looks for, as one pattern; and what turns a phrase into its opposite."""

import re

from catalogue.domain.screening.subject import Text

FREE_BEFORE = re.compile(
    r"(?:免|零|不|无|未|勿|没有|并非|拒绝|谨防|防范|警惕|杜绝|禁止)"
    r"(?:是|需|须|用|必|再|要|有|以|任何|另外?|额外|收取?|缴纳?|交|支付|付){0,3}$"
)
FREE_AFTER = re.compile(
    r"\s?[:为是]?\s?(?:全免|全部免|免费|免除|免收|不收|不用|不需|无(?!论)|0\s?元|0(?![\d.])|由[^,。;]{0,12}(?:承担|支付|补贴))"
)
WARNED_BEFORE = re.compile(
    r"(?:谨防|防范|警惕|杜绝|禁止|严禁|切勿|拒绝|打击|抵制|远离)[^\s,。;:.!?]{0,8}$"
    r"|(?:不|并非|不(?:得|要|准|许|应|承诺|保证|提供))[向给]?$"
)
NEAR = 10
"""Characters before a phrase that may turn it round."""


def one_of(*phrases: str) -> re.Pattern[str]:
    """One pattern for phrases, each a regular expression over folded text.

    Begin each with a plain character: then the search skips to where one may begin, at a tenth of the cost.
    """
    return re.compile("|".join(phrases))


def is_free_of(text: Text, match: re.Match[str]) -> bool:
    """Whether the words next to a cost, in its own sentence, say that there is none: 免学费, 学费：0 元."""
    return bool(FREE_BEFORE.search(_before(text, match)) or FREE_AFTER.match(text.words, match.end()))


def is_warned_of(text: Text, match: re.Match[str]) -> bool:
    """Whether the words before a phrase warn of it or deny it: 谨防代考, 不包就业."""
    return bool(WARNED_BEFORE.search(_before(text, match)))


def _before(text: Text, match: re.Match[str]) -> str:
    return text.words[max(0, match.start() - NEAR) : match.start()]
