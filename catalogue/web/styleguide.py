"""The style guide: every component in every state, in the colours and sizes the reader chose."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, render_template

from catalogue.db import now
from catalogue.domain.links.status import LinkStatus
from catalogue.models import Collection, Institution, Lecture, Resource
from catalogue.search.find import FacetValue
from catalogue.web.charts import Bar, Chart
from catalogue.web.paging import Pager
from catalogue.web.search_links import Branch

pages = Blueprint("styleguide", __name__)

COLOURS = (
    "glaze",
    "panel",
    "card",
    "ink",
    "ink-soft",
    "line",
    "edge",
    "cobalt",
    "cobalt-deep",
    "on-cobalt",
    "wash",
    "celadon",
    "celadon-wash",
    "cinnabar",
    "on-cinnabar",
    "mark",
)


@dataclass(frozen=True)
class Samples:
    """Things that exist on the style guide only; none of them is ever stored."""

    institution: Institution
    resource: Resource
    plain_resource: Resource
    dead_resource: Resource
    links: list[LinkStatus]
    lectures: list[Lecture]
    collection: Collection


@pages.get("/styleguide")
def index() -> str:
    return render_template(
        "styleguide/index.html",
        samples=_samples(now()),
        facet=_facet(),
        charts=_charts(),
        pagers=[Pager(page, 12, lambda number: f"?page={number}") for page in (1, 6)],
        colours=COLOURS,
    )


def _samples(at: datetime) -> Samples:
    school = Institution(public_id="samplescho", name="示例学院", kind="school", region="3601")
    lesson = _resource(school, "sampleresa", summary="从开机、打电话讲到发照片，每课十分钟，可以反复看。")
    return Samples(
        institution=school,
        resource=lesson,
        plain_resource=_resource(school, "sampleresb", title="只有名称的资源", topics=[], audiences=[], duration=""),
        dead_resource=_resource(school, "sampleresc", title="链接打不开的资源", link_dead=True),
        links=_links(at),
        lectures=_lectures(school, lesson, at),
        collection=Collection(
            public_id="samplecoll", slug="sample", title="示例专题", summary="把合适的资源挑出来、排好顺序。"
        ),
    )


def _resource(school: Institution, public_id: str, **values: Any) -> Resource:
    usual: dict[str, Any] = {
        "title": "智能手机入门（示例）",
        "summary": "",
        "kind": "course",
        "level": "starter",
        "teachers": [],
        "topics": ["smartphone"],
        "audiences": ["elderly"],
        "duration": "PT4H",
        "effort": "",
        "login": "none",
        "state": "public",
    }
    return Resource(public_id=public_id, provider=school, **{**usual, **values})


def _links(at: datetime) -> list[LinkStatus]:
    """One that failed of late, and one that is dead."""
    return [
        LinkStatus("failing", "timeout", at - timedelta(days=1), at),
        LinkStatus("dead", "not_found", at - timedelta(days=9), at),
    ]


def _lectures(school: Institution, replay: Resource, at: datetime) -> list[Lecture]:
    """One in each phase: on now, coming, not sure yet, cancelled, past with a replay."""
    hour = timedelta(hours=1)
    cases: list[tuple[str, datetime, str, Resource | None]] = [
        ("正在直播", at - hour, "confirmed", None),
        ("即将开始", at + 30 * hour, "confirmed", None),
        ("时间待定", at + 90 * hour, "tentative", None),
        ("已经取消", at + 50 * hour, "cancelled", None),
        ("有回放", at - 90 * hour, "confirmed", replay),
    ]
    return [
        Lecture(
            public_id=f"samplelec{'abcde'[number]}",
            title=f"{title}的讲座（示例）",
            institution=school,
            speakers=["李老师"],
            starts_at=starts,
            ends_at=starts + 2 * hour,
            all_day=False,
            status=status,
            url="https://www.example.edu.cn/live",
            location="",
            replay=recording,
        )
        for number, (title, starts, status, recording) in enumerate(cases)
    ]


def _charts() -> list[Chart]:
    """One with a page about a bar, and one that has no figures yet."""
    bars = (Bar("数字生活", 75, path="#main"), Bar("数字安全", 40), Bar("数字无障碍", 0))
    return [
        Chart("主题（示例）", "主题", "资源", bars, note="一个资源可以属于几个主题。"),
        Chart("还没有数字的图（示例）", "月份", "资源", (Bar("11月", 0),)),
    ]


def _facet() -> list[Branch]:
    """A facet with a chosen value that has finer ones, and more values than are shown at once."""

    def value(number: int, label: str, *, chosen: bool = False) -> FacetValue:
        return FacetValue(f"sample-{number}", label, 120 // number, parent="", chosen=chosen)

    finer = [Branch(value(20, "手机使用"), []), Branch(value(21, "拍照与短视频"), [])]
    rest = [Branch(value(number, f"示例主题{number}"), []) for number in range(2, 10)]
    return [Branch(value(1, "数字生活", chosen=True), finer), *rest]
