"""What a careful member types into the forms of an institution."""

from datetime import datetime, timedelta
from typing import Any

from catalogue.clock import SHANGHAI
from catalogue.db import now
from catalogue.domain.submissions.criteria import CODES

VOUCHED = {"checked": list(CODES), "committed": "yes"}
BEGINS = (now().astimezone(SHANGHAI) + timedelta(days=30)).replace(hour=19, minute=30, second=0, microsecond=0)
"""When the lecture begins that is handed in."""


def typed_moment(at: datetime) -> str:
    """As browsers send it: the time of clocks in China."""
    return f"{at:%Y-%m-%dT%H:%M}"


def typed_resource(**values: Any) -> dict[str, Any]:
    """A resource, checked and vouched for; a value of None leaves the field out."""
    typed = {
        "title": "智能手机入门",
        "url": "https://www.example.edu.cn/phone",
        "kind": "course",
        "summary": "从开机讲起，学会打电话、发消息和扫码，适合第一次用智能手机的人。",
        "provider": "赣江数字学院",
        "teachers": "王老师、李老师",
        "audiences": ["elderly"],
        "topics": ["smartphone"],
        "level": "starter",
        "duration": "4小时",
        "language": "zh",
        "cost": "free",
        "login": "none",
        **VOUCHED,
        **values,
    }
    return {name: value for name, value in typed.items() if value is not None}


def typed_lecture(**values: Any) -> dict[str, Any]:
    typed = {
        "title": "手机防诈骗",
        "starts": typed_moment(BEGINS),
        "ends": typed_moment(BEGINS + timedelta(minutes=90)),
        "url": "https://live.example.edu.cn/1",
        "location": "",
        "speakers": "张警官",
        "audiences": ["elderly"],
        "topics": ["anti-fraud"],
        "language": "zh",
        **VOUCHED,
        **values,
    }
    return {name: value for name, value in typed.items() if value is not None}
