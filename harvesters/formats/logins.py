"""Reads whether a resource needs an account, as one of the words in record.LOGINS."""

import re

NONE = frozenset(("none", "no", "false", "0", "否", "不需要", "无需", "不用"))
REQUIRED = frozenset(("required", "yes", "true", "1", "是", "需要", "必须"))
ACCOUNT = r"(?:登[录錄陆入]|[注註][册冊]|账号|帐号|log\s?in|sign\s?in|sign\s?up|regist\w*|account)"
WITHOUT = re.compile(
    rf"(?:无需|无须|不需要?|不用|不必|免|no|without)\s?(?:任何|a\s|to\s)?(?:{ACCOUNT}\s?(?:或|和|及|、|/|or)?\s?)+"
    r"|公开访问|直接(?:观看|学习|打开)"
)
WITH = re.compile(
    rf"(?:需要?|须|必须|请先?|先|requires?\s|required?\s)\s?(?:实名)?{ACCOUNT}|{ACCOUNT}(?:\s?(?:后|之后|即可|才能|方可)|\s(?:is\s)?required)"
)


def read_login(text: str) -> str:
    """none, required, or unknown when the text does not say."""
    text = text[:200].strip().lower()
    if text in NONE or WITHOUT.search(text):
        return "none"
    return "required" if text in REQUIRED or WITH.search(text) else "unknown"
