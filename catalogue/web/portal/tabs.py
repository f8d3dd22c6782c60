"""The tabs above every page of an institution."""

TABS = (
    ("portal.dashboard", "概况"),
    ("portal_resources.index", "资源"),
    ("portal_lectures.index", "讲座"),
    ("uploads.form", "上传表格"),
    ("clinic.index", "来源"),
    ("portal_history.index", "提交记录"),
    ("members.index", "成员"),
    ("tokens.index", "接口令牌"),
)
"""Endpoints that take the institution alone, and labels; each member sees those they may open."""
