"""Everybody's desk on a busy morning: one thing of every sort that signed-in people find on their pages."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.clock import SHANGHAI, local_day
from catalogue.db import db, now, writing
from catalogue.domain.accounts import email_change
from catalogue.domain.accounts.invitations import invite, path_of
from catalogue.domain.accounts.links import print_of, signed_token
from catalogue.domain.accounts.password_changes import reset_path
from catalogue.domain.applications import letters
from catalogue.domain.clinic.proposing import hand_in_proposal
from catalogue.domain.intake.resources import take_in
from catalogue.domain.mail.posting import post
from catalogue.domain.portal.filled_lecture import FilledLecture
from catalogue.domain.portal.filled_resource import FilledResource
from catalogue.domain.portal.handing_in import Vouched, hand_in_new
from catalogue.domain.portal.handing_in_lectures import hand_in_new_lecture
from catalogue.domain.review.deciding import accept, refuse, send_back
from catalogue.domain.review.sources import request_trust
from catalogue.domain.sources.states import NewSource
from catalogue.domain.submissions.api_tokens import NewToken, issue_token
from catalogue.domain.submissions.criteria import CODES
from catalogue.domain.submissions.problem_reports import NewReport, report_problem
from catalogue.domain.uploads.handing_in import receive
from catalogue.models import (
    Account,
    Application,
    Institution,
    Lecture,
    LectureViewCount,
    OutgoingMail,
    Resource,
    ReviewTask,
    Run,
    ViewCount,
)
from tests.applications import make_application
from tests.catalogue.domain.uploads.tables import row, workbook
from tests.factories import make_institution, make_record, make_source
from tests.people import make_account
from tests.reviewing import found, the_task, untrusted
from tests.work_rooms import furnish_rooms

VOUCHED = Vouched(CODES, True)
WORDS = {
    "summary": "从开机讲起，学会打电话、发消息和扫码，适合第一次用智能手机的人。",
    "kind": "course",
    "audiences": ("elderly",),
    "topics": ("smartphone",),
    "level": "starter",
    "language": "zh",
    "login": "none",
}
SELLING = {"summary": "限时优惠，加老师微信 wx20260001 领取名额，包教包会。"}
LECTURE_IN_DAYS = 9


@dataclass
class Desk:
    """People by their roles, and public ids of what their pages are about, by what it is."""

    people: dict[str, Account] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    tasks: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """Paths that were mailed, by what they are for."""

    def path(self, named: str) -> str:
        """A path in which names in braces stand for ids, links and, as in `{new_task}`, tasks."""
        return named.format_map({**self.ids, **self.links, **{f"{kind}_task": one for kind, one in self.tasks.items()}})

    def actor(self, role: str) -> str:
        return self.people[role].actor


def fill_desk() -> Desk:
    """In an application context, in a catalogue that went through its migrations."""
    desk = Desk()
    with writing() as session:
        school = _people(session, desk)
        _resources(session, desk, school)
        _lecture(session, desk, school)
        _queue(session, desk, school)
        _sources(session, desk, school)
        _administration(session, desk, school)
        _links(session, desk)
        furnish_rooms(session, desk.people, desk.ids, desk.tasks)
    _upload(desk)
    return desk


def _people(session: Session, desk: Desk) -> Institution:
    school = make_institution(session, name="鄱湖数字学院", slug="pohu", homepage="https://www.example.edu.cn/")
    desk.ids["institution"] = school.public_id
    for role, name in (("owner", "周老师"), ("editor", "吴老师")):
        desk.people[role] = make_account(session, name=name, institution=school, member=role)
    for role, name in (("reviewer", "陈审核"), ("senior_reviewer", "郑主任"), ("administrator", "林管理")):
        desk.people[role] = make_account(session, role, name=name, totp_secret="JBSWY3DPEHPK3PXP")
    invitation = invite(session, email="new@example.cn", institution=school, by=desk.actor("owner"))
    desk.links["invitation"] = path_of(invitation)
    issue_token(session, school, NewToken("教务系统", ("resources:write",), 365), by=desk.actor("owner"))
    return school


def _handed_in(session: Session, desk: Desk, school: Institution, number: int, **words: Any) -> ReviewTask:
    filled = FilledResource(url=f"https://www.example.edu.cn/desk/{number}", provider=school.name, **{**WORDS, **words})
    outcome = hand_in_new(session, school, filled, vouched=VOUCHED, by=desk.actor("editor"))
    resource = session.scalars(select(Resource).where(Resource.public_id == outcome.subject)).one()
    return the_task(session, ReviewTask.resource_id == resource.id)


def _resources(session: Session, desk: Desk, school: Institution) -> None:
    """Handed in by the school: accepted, returned, refused and waiting."""
    by = desk.actor("reviewer")
    task = _handed_in(session, desk, school, 1, title="智能手机入门")
    accept(session, task, found(task, "内容完整"), by=by)
    assert task.resource is not None
    desk.ids["resource"] = task.resource.public_id
    for days in range(20):
        day = local_day(now() - timedelta(days=days))
        session.add(ViewCount(resource_id=task.resource.id, day=day, count=(days * 7) % 23))
    task = _handed_in(session, desk, school, 2, title="微信视频通话")
    send_back(session, task, found(task, "链接打开的是旧版课程，请换成新版的网址。", checks={"timely": False}), by=by)
    task = _handed_in(session, desk, school, 3, title="直播带货训练营", **SELLING)
    refuse(session, task, found(task, "以推销为主，不是免费课程。"), by=by)
    desk.tasks["flagged"] = _handed_in(session, desk, school, 4, title="短视频剪辑速成", **SELLING).public_id
    desk.tasks["new"] = _handed_in(session, desk, school, 5, title="网络购物与防诈骗").public_id


def _lecture(session: Session, desk: Desk, school: Institution) -> None:
    day = (now() + timedelta(days=LECTURE_IN_DAYS)).astimezone(SHANGHAI).replace(tzinfo=None)
    starts = day.replace(hour=19, minute=30, second=0, microsecond=0)
    filled = FilledLecture(
        title="手机支付安全", starts=starts, url="https://live.example.edu.cn/desk", speakers="张老师"
    )
    outcome = hand_in_new_lecture(session, school, filled, vouched=VOUCHED, by=desk.actor("owner"))
    lecture = session.scalars(select(Lecture).where(Lecture.public_id == outcome.subject)).one()
    desk.ids["lecture"] = lecture.public_id
    for days in range(12):
        day = local_day(now() - timedelta(days=days))
        session.add(LectureViewCount(lecture_id=lecture.id, day=day, count=(days * 5) % 11))
    desk.tasks["lecture"] = the_task(session, ReviewTask.lecture_id == lecture.id).public_id


def _queue(session: Session, desk: Desk, school: Institution) -> None:
    """A change of reviewed words, a likely match, a reader's report."""
    source = untrusted(session, title="学院课程表", institution=school)
    old = {"key": "w1", "url": "https://www.example.edu.cn/desk/w1", "title": "办公软件基础", "provider": school.name}
    first = take_in(session, source, make_record(**old, summary="学会文字处理、表格和演示文稿的基本操作。"))
    assert first.listing is not None
    task = the_task(session, ReviewTask.listing_id == first.listing.id)
    accept(session, task, found(task), by=desk.actor("reviewer"))
    take_in(session, source, make_record(**old, summary="学会文字处理、电子表格和幻灯片的常用操作，附练习。"))
    desk.tasks["changed"] = the_task(session, ReviewTask.kind == "changed_listing").public_id
    alike = {"title": "大学计算机", "provider": "示范大学"}
    take_in(session, make_source(session, title="慕课平台"), make_record(**alike, teachers=("李明",)))
    take_in(session, source, make_record(**alike, teachers=("王芳",)))
    desk.tasks["match"] = the_task(session, ReviewTask.kind == "likely_match").public_id
    shown = session.scalars(select(Resource).where(Resource.public_id == desk.ids["resource"])).one()
    report_problem(session, shown, NewReport("wrong", "开课单位写错了", "0791-88880000"), sender="")
    desk.tasks["report"] = the_task(session, ReviewTask.kind == "problem_report").public_id


def _sources(session: Session, desk: Desk, school: Institution) -> None:
    """A proposed source, one whose standing approval is asked for, and one whose harvest waits for a person."""
    proposal = NewSource("feed", "https://www.example.edu.cn/rss.xml", school.name, title="鄱湖数字学院（RSS）")
    hand_in_proposal(session, school, proposal, CODES, by=desk.actor("owner"))
    desk.tasks["proposal"] = the_task(session, ReviewTask.kind == "source_proposal").public_id
    asked = untrusted(session, title="图书馆公开课", adapter="feed", url="https://lib.example.edu.cn/rss")
    request_trust(session, asked, "三个月里审过 60 条，没有问题。", by=desk.actor("reviewer"))
    desk.tasks["trust"] = the_task(session, ReviewTask.kind == "source_trust").public_id
    trusted = make_source(session, title="开放课程平台", adapter="feed", url="https://open.example.cn/rss")
    trusted.trusted_by = desk.actor("senior_reviewer")
    take_in(session, trusted, make_record(title="人工智能通识"))
    desk.ids["source"] = trusted.public_id
    run = Run(
        source=trusted,
        state="quarantined",
        message="读到的 10 条中有 10 条的标题完全相同；请检查来源是否改版",
        found=10,
        started_by="system",
        finished_at=now(),
    )
    session.add(run)
    session.flush()
    desk.ids["run"] = run.public_id


def _administration(session: Session, desk: Desk, school: Institution) -> None:
    application = make_application(session, name="鄱湖数字学院附属学校")
    own = make_application(session, account=desk.people["owner"], name="鄱湖数字学院东校区")
    desk.ids.update(
        application=application.public_id, own_application=own.public_id, account=desk.people["editor"].public_id
    )
    invite(session, email="staff@example.cn", staff_roles=("reviewer",), by=desk.actor("administrator"))
    mail = post(session, to="someone@example.cn", subject="确认邮箱", text="请打开下面的网址。\n\nhttps://example.cn/")
    session.flush()
    desk.ids["mail"] = mail.public_id
    session.add(OutgoingMail(state="failed", recipient="gone@example.cn", subject="审核结果", text="见网站。", tries=5))


def _links(session: Session, desk: Desk) -> None:
    owner, wanted = desk.people["owner"], "zhou.laoshi@example.edu.cn"
    application = session.scalars(select(Application).where(Application.public_id == desk.ids["application"])).one()
    desk.links["reset"] = reset_path(owner)
    token = signed_token(email_change.PURPOSE, [owner.public_id, wanted, print_of(owner)])
    desk.links["email_change"] = email_change.PATH + token
    token = signed_token(letters.PURPOSE, [application.public_id])
    desk.links["confirmation"] = letters.CONFIRM + token


def _upload(desk: Desk) -> None:
    school = db.session.scalars(select(Institution).where(Institution.public_id == desk.ids["institution"])).one()
    table: io.BytesIO = workbook(row(11), row(12), row(13, url="没有"), row(14, cost="9元"))
    upload = receive(table, "秋季课程.xlsx", school, _settings(), by=desk.actor("editor"))
    desk.ids["upload"] = upload.public_id


def _settings() -> Mapping[str, Any]:
    return current_app.config
