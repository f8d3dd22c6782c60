"""What seldom lies on a desk: long names, what was taken down, second opinions, rooms with nothing in them."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.account_care.administration import suspend
from catalogue.domain.accounts.invitations import invite
from catalogue.domain.intake import publishing
from catalogue.domain.intake.resources import take_in
from catalogue.domain.review.claims import mark_important
from catalogue.domain.review.deciding import accept
from catalogue.domain.review.withdrawal import withdraw_thing
from catalogue.domain.submissions.api_tokens import NewToken, issue_token
from catalogue.models import Account, Institution, LinkCheck, Resource, Run, Source
from tests.applications import make_application
from tests.factories import make_institution, make_lecture, make_record, make_resource, make_source
from tests.people import make_account
from tests.reviewing import found, waiting_task

LONG_NAME = "江西省县域数字技能公共实训与终身学习推广中心（赣东北分中心）"
LONG_TITLE = "从零开始学智能手机：打电话、发消息、扫码付款、网上挂号与识别诈骗短信（共十二讲，附字幕和手语）"
LONG_EMAIL = "shuzi.jineng.peixun.bangongshi@continuing-education.example.edu.cn"
HALL = "南昌市红谷滩区图书馆一楼报告厅"
LONG_ADDRESS = (
    "https://www.example.edu.cn/jxjy/kecheng/2026/qiuji/laonian/zhinengshouji/index.html?lesson=12&from=catalogue"
)


def furnish_rooms(session: Session, people: dict[str, Account], ids: dict[str, str], tasks: dict[str, str]) -> None:
    """Add people, ids and tasks to those of the desk, for pages that `tests.browser.work_pages` names."""
    school = session.scalars(select(Institution).where(Institution.public_id == ids["institution"])).one()
    _quiet_people(session, people, ids)
    _long_words(session, people, school)
    _taken_down(session, people, ids, school)
    _second_opinion(session, people, tasks)
    _busy_source(session, people, ids)


def _quiet_people(session: Session, people: dict[str, Account], ids: dict[str, str]) -> None:
    """An institution that has just begun, somebody who belongs nowhere, somebody whose code is asked for."""
    quiet = make_institution(session, name=LONG_NAME, kind="society", region="3611")
    ids["quiet"] = quiet.public_id
    people["beginner"] = make_account(session, name="欧阳晓红", institution=quiet, email=LONG_EMAIL)
    people["stranger"] = make_account(session, name="邓小满")
    people["halfway"] = make_account(session, "curator", name="黄编辑", totp_secret="JBSWY3DPEHPK3PXP")
    people["applicant"] = make_account(session, name="申主任")
    make_application(session, account=people["applicant"], name=f"{LONG_NAME}附属学校")
    stopped = make_account(session, "reviewer", name="前审核员")
    suspend(session, stopped, reason="已调离审核岗位。", by=people["administrator"].actor)
    ids["stopped"] = stopped.public_id


def _long_words(session: Session, people: dict[str, Account], school: Institution) -> None:
    """Names, titles and addresses as long as real ones get."""
    owner = people["owner"].actor
    invite(session, email=LONG_EMAIL, institution=school, by=owner)
    issue_token(session, school, NewToken("智慧校园课程管理平台（继续教育学院）", ("resources:write",), 90), by=owner)
    teachers = ["司马长风", "欧阳晓红", "李明"]
    make_resource(session, title=LONG_TITLE, url=LONG_ADDRESS, provider=school, teachers=teachers)
    for days, title in ((2, "短视频拍摄与剪辑公益讲堂：农产品怎样拍得好看"), (-20, "识破网络诈骗")):
        starts = now().replace(hour=11, minute=30, second=0, microsecond=0) + timedelta(days=days)
        make_lecture(session, title=title, institution=school, location=HALL, starts_at=starts)


def _taken_down(session: Session, people: dict[str, Account], ids: dict[str, str], school: Institution) -> None:
    """Withdrawn by a reviewer, archived with its source, and public with a link that does not open."""
    senior = people["administrator"].actor
    withdrawn = make_resource(session, title="手机理财速成班", provider=school)
    withdraw_thing(session, withdrawn, "marketing", "课程末尾推销理财产品，读者来电投诉。", by=senior)
    ids["withdrawn"] = withdrawn.public_id
    archived = make_resource(session, title="Windows 7 入门", provider=school)
    publishing.archive(session, archived, "来源里已经没有它了。", by="system")
    old = {"title": f"{LONG_TITLE}（旧版）", "url": f"{LONG_ADDRESS}&old=1"}
    dead = make_resource(session, provider=school, link_dead=True, **old)
    session.add(_dead_link(dead))


def _dead_link(resource: Resource) -> LinkCheck:
    failing = {"state": "dead", "reason": "not_found", "status": 404, "failures": 5, "failed_days": 4}
    since = now() - timedelta(days=6)
    return LinkCheck(
        resource=resource,
        address=resource.url,
        host="www.example.edu.cn",
        failing_since=since,
        checked_at=now(),
        due_at=now() + timedelta(days=1),
        **failing,
    )


def _second_opinion(session: Session, people: dict[str, Account], tasks: dict[str, str]) -> None:
    """Two must agree and one did; one is looked at by somebody else; one is decided."""
    reviewer, senior = people["reviewer"].actor, people["senior_reviewer"].actor
    summary = "面向社区居民，讲清常见的诈骗手法、怎样核实来电和短信、钱转错了先做什么，以及到哪里求助。"
    task = waiting_task(session, title="社区反诈公开课", summary=summary, provider=LONG_NAME)
    mark_important(session, task, True, by=senior)
    accept(session, task, found(task, "内容可靠，例子都注明了出处。"), by=reviewer)
    tasks["second"] = task.public_id
    decided = waiting_task(session, title="电子表格二十问", summary=summary, provider=LONG_NAME)
    accept(session, decided, found(decided, "可以。"), by=reviewer)
    tasks["decided"] = decided.public_id
    claimed = waiting_task(session, title=LONG_TITLE, url=LONG_ADDRESS, summary=summary * 4, provider=LONG_NAME)
    claimed.claimed_by, claimed.claimed_until = reviewer, now() + timedelta(minutes=20)
    tasks["claimed"] = claimed.public_id


def _busy_source(session: Session, people: dict[str, Account], ids: dict[str, str]) -> None:
    """One that was harvested often, with all that a run may count; an earlier one failed."""
    owner = make_institution(session, name="赣鄱文博数字教育联盟", kind="museum")
    address = "https://museum.example.cn/oai?verb=ListRecords&metadataPrefix=oai_dc&set=kaifang:shuzi"
    title = "赣鄱文博数字教育联盟开放课程与展览目录（OAI-PMH）"
    source = make_source(session, title=title, adapter="oai_pmh", url=address, institution=owner, every_hours=24)
    for number in range(4):
        take_in(session, source, make_record(title=f"走进青花：第{number + 1}讲", provider=owner.name))
    session.add_all([*_past_runs(source), _failed_run(source)])
    session.flush()
    ids["busy"] = source.public_id


def _past_runs(source: Source) -> list[Run]:
    counts = {"found": 12840, "new": 36, "changed": 112, "unchanged": 12650, "pending": 18, "refused": 20, "failed": 4}
    days = [now() - timedelta(days=days) for days in range(6, 0, -1)]
    return [
        Run(source=source, state="done", started_by="system", started_at=day, finished_at=day, **counts) for day in days
    ]


def _failed_run(source: Source) -> Run:
    message = "对方网站出错（HTTP 503），试了 3 次都没有回答；下一次会从断开的地方接着读"
    started = now() - timedelta(hours=2)
    return Run(
        source=source, state="failed", message=message, started_by="system", started_at=started, finished_at=started
    )
