"""Reads what a source says about money as one of the words in record.COSTS."""

import re
import unicodedata

CERTIFICATE = re.compile(r"证书|認證|认证|certificate")
CERTIFICATE_PAID = re.compile(
    r"(?:证书|认证|certificates?)[^,，;；。免\d]{0,8}(?:付费|收费|购买|(?:[¥$]\s*)?\d+(?:\.\d+)?\s*元?)"
    r"|(?:付费|收费|购买)[^,，;；。]{0,2}(?:证书|认证)|paid\s+certificates?"
)
TRIAL = re.compile(
    r"免费试[看听聽学學读讀用]|试[看听学读用]免费|免费体验课|[首前][^,，。]{0,3}[节節讲講课集章]免费"
    r"|free (?:trial|preview|sample)"
)
PARTLY = re.compile(r"部分|partly|some of")
FREE = re.compile(r"免费|免費|公益|不收费|无需付费|无费用|\bfree\b|no[_ ]?(cost|charge)|gratis")
NOT_FREE = re.compile(
    r"(不|非|并非|不是)(是)?免费|not free|付费|收费|购买|会员|\bpaid\b|\bcharge\b|subscription|premium"
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
MONEY = re.compile(r"[¥$€£]\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:元|块|rmb|cny|usd|yuan|dollars?|€|£)")
YES = frozenset(
    ("true", "yes", "y", "1", "是", "是的", "免费", "free", "https://schema.org/true", "http://schema.org/true")
)
NO = frozenset(("false", "no", "n", "0", "否", "不是", "收费", "https://schema.org/false", "http://schema.org/false"))


def read_cost(text: str) -> str:
    """free, free_with_paid_certificate, paid, or unknown when the text does not say."""
    text = unicodedata.normalize("NFKC", text[:200]).strip().lower()
    if text in ("free", "free_with_paid_certificate", "paid"):
        return text
    if TRIAL.search(text):
        return "paid"
    rest = CERTIFICATE_PAID.sub("", text)
    if rest != text and not is_costly(rest):
        return "free_with_paid_certificate"
    free, costly = is_free(text), is_costly(text)
    if PARTLY.search(text) and not CERTIFICATE.search(text):
        return "unknown"
    if free and costly:
        return "free_with_paid_certificate" if CERTIFICATE.search(text) else "unknown"
    if free:
        return "free"
    return "paid" if costly else "unknown"


def is_free(text: str) -> bool:
    """Whether a word says free, or every number is a zero."""
    found = amounts(text)
    return bool(FREE.search(NOT_FREE.sub("", text))) or (bool(found) and not any(found))


def is_costly(text: str) -> bool:
    """Whether a word says that it costs, or a number does."""
    return any(amounts(text)) or bool(NOT_FREE.search(text))


def amounts(text: str) -> list[float]:
    """The amounts of money: beside a word for free only those with a currency, since 免费（共12讲） counts lectures."""
    text = text.replace(",", "")
    if FREE.search(text):
        return [float(before or after) for before, after in MONEY.findall(text)]
    return [float(amount) for amount in NUMBER.findall(text)]


def read_is_free(text: str) -> str:
    """The cost said by a yes or no: schema.org isAccessibleForFree, a column 是否免费."""
    text = text.strip().lower()
    if text in YES:
        return "free"
    return "paid" if text in NO else "unknown"
