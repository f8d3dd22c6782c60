"""Reads whether a resource needs an account, as one of the words in record.LOGINS."""

NONE = frozenset(("none", "no", "false", "0", "否", "不需要", "无需", "不用", "无需登录", "不需要登录", "免登录"))
REQUIRED = frozenset(("required", "yes", "true", "1", "是", "需要", "必须", "需登录", "需要登录", "需注册"))


def read_login(text: str) -> str:
    """none, required, or unknown when the text does not say."""
    text = text.strip().lower()
    if text in NONE:
        return "none"
    return "required" if text in REQUIRED else "unknown"
