"""A schema.org description to paste into a partner's own page (JSON-LD), filled from what was read of it."""

import json
from typing import Any

from catalogue.clock import SHANGHAI
from catalogue.domain.text.normalise import NormalRecord
from catalogue.models.vocabulary import vocabulary
from harvesters.record import LectureRecord

CONTEXT = "https://schema.org"


def snippet_for(record: NormalRecord | LectureRecord | None, *, institution: str) -> str:
    """A data block for one course or lecture; what is not known is a request to fill it in.

    Nothing in it can end the block: every < is written as an escape.
    """
    described = _lecture(record, institution) if isinstance(record, LectureRecord) else _course(record, institution)
    text = json.dumps(described, ensure_ascii=False, indent=2).replace("<", "\\u003c")
    return f'<script type="application/ld+json">\n{text}\n</script>'


def _course(record: NormalRecord | None, institution: str) -> dict[str, Any]:
    values = record.as_json() if record else {}
    return {
        "@context": CONTEXT,
        "@type": "Course",
        "name": values.get("title") or "（请填写课程名称）",
        "description": values.get("summary") or "（请填写两三句简介）",
        "url": values.get("url") or "（请填写这门课的网址）",
        "provider": {"@type": "Organization", "name": values.get("provider") or institution},
        "inLanguage": values.get("language") or "zh",
        "about": _labels("topics", values.get("topics")) or ["（请填写主题，例如：智能手机使用）"],
        "audience": [
            {"@type": "Audience", "audienceType": name}
            for name in _labels("audiences", values.get("audiences")) or ["（请填写适用人群，例如：老年人）"]
        ],
        "educationalLevel": _label("levels", values.get("level", "")) or "（请填写难度，例如：零基础）",
        "timeRequired": values.get("duration") or "（请填写时长，例如 PT40M 是 40 分钟）",
        "isAccessibleForFree": True,
    }


def _lecture(record: LectureRecord, institution: str) -> dict[str, Any]:
    ends = record.ends.astimezone(SHANGHAI).isoformat() if record.ends else "（请填写结束时间）"
    return {
        "@context": CONTEXT,
        "@type": "EducationEvent",
        "name": record.title,
        "description": record.summary or "（请填写两三句简介）",
        "startDate": record.starts.astimezone(SHANGHAI).isoformat(),
        "endDate": ends,
        "location": {"@type": "VirtualLocation", "url": record.url or "（请填写线上听讲的网址）"},
        "organizer": {"@type": "Organization", "name": record.provider or institution},
        "performer": [{"@type": "Person", "name": name} for name in record.speakers or ("（请填写主讲人）",)],
        "isAccessibleForFree": True,
    }


def _labels(name: str, codes: list[str] | None) -> list[str]:
    return [_label(name, code) for code in codes or ()]


def _label(name: str, code: str) -> str:
    return vocabulary(name).label(code) if code else ""
