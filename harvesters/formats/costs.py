"""Reads what a source says about money as one of the words in record.COSTS."""

import re
import unicodedata

CERTIFICATE = re.compile(r"证书|認證|认证|certificate")
PARTLY = re.compile(r"部分|partly|some of")
FREE = re.compile(r"免费|免費|公益|不收费|无需付费|无费用|\bfree\b|no[_ ]?(cost|charge)|gratis")
NOT_FREE = re.compile(
    r"(不|非|并非|不是)(是)?免费|not free|付费|收费|购买|会员|\bpaid\b|\bcharge\b|subscription|premium"
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
YES = frozenset(
    ("true", "yes", "y", "1", "是", "是的", "免费", "free", "https://schema.org/true", "http://schema.org/true")
)
NO = frozenset(("false", "no", "n", "0", "否", "不是", "收费", "https://schema.org/false", "http://schema.org/false"))


def read_cost(text: str) -> str:
    """free, free_with_paid_certificate, paid, or unknown when the text does not say."""
    text = unicodedata.normalize("NFKC", text[:200]).strip().lower()
    if text in ("free", "free_with_paid_certificate", "paid"):
        return text
    amounts = [float(amount) for amount in NUMBER.findall(text.replace(",", ""))]
    costly = any(amounts) or bool(NOT_FREE.search(text))
    free = bool(FREE.search(NOT_FREE.sub("", text))) or (bool(amounts) and not any(amounts))
    if PARTLY.search(text) and not CERTIFICATE.search(text):
        return "unknown"
    if free and costly:
        return "free_with_paid_certificate" if CERTIFICATE.search(text) else "unknown"
    if free:
        return "free"
    return "paid" if costly else "unknown"


def read_is_free(text: str) -> str:
    """The cost said by a yes or no: schema.org isAccessibleForFree, a column 是否免费."""
    text = text.strip().lower()
    if text in YES:
        return "free"
    return "paid" if text in NO else "unknown"
