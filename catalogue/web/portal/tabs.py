"""The tabs above every page of an institution."""

TABS = (
    ("portal.dashboard", "概况"),
    ("portal_resources.index", "资源"),
    ("portal_lectures.index", "讲座"),
    ("portal_history.index", "提交记录"),
)
"""Endpoints that take the institution alone, and labels; each member sees those they may open."""
