"""Reviewing over HTTP: the queue, a task and its decision, and what refused input gets back."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from catalogue.db import db, now, writing
from catalogue.domain.intake.resources import take_in
from catalogue.domain.review.claims import claim
from catalogue.domain.review.deciding import accept
from catalogue.domain.review.guard import find_task
from catalogue.domain.screening.flags import Flag, flags_as_json
from catalogue.domain.submissions.criteria import CODES
from catalogue.domain.submissions.problem_reports import NewReport, report_problem
from catalogue.domain.submissions.vouching import HandedIn, record_submission
from catalogue.domain.tasks.opening import open_source_task
from catalogue.models import Account, LinkCheck, Resource, ReviewDecision, ReviewTask, Source
from tests.factories import make_record, make_resource, make_source
from tests.people import make_account, person
from tests.reviewing import ALL_PASSED, found, the_task, untrusted, waiting_task

PASSED = {f"check_{code}": "pass" for code in ALL_PASSED}


@pytest.fixture
def reviewer(client: FlaskClient) -> Account:
    return person(client, "reviewer")


def waiting(**record: object) -> str:
    """The path of the task about a new record."""
    with writing() as session:
        return f"/review/tasks/{waiting_task(session, **record).public_id}"  # type: ignore[arg-type]


def seen_on(client: FlaskClient, path: str) -> dict[str, str]:
    """The fields of the form on a task's page, as a browser would send them back untouched."""
    page = client.get(path).text
    form = page.split('id="verdict"', 1)[1].split("</form>", 1)[0]
    fields = dict(re.findall(r'<input[^>]* name="(seen|title|url|provider)"[^>]* value="([^"]*)"', form))
    chosen = re.findall(r'<select id="(\w+)".*?</select>', form, re.DOTALL)
    for name in chosen:
        options = re.search(rf'<select id="{name}".*?</select>', form, re.DOTALL)
        assert options is not None
        picked = re.search(r'value="([^"]*)" selected', options.group())
        fields[name] = picked.group(1) if picked else ""
    return fields


def task_at(path: str) -> ReviewTask:
    db.session.rollback()
    return db.session.query(ReviewTask).filter_by(public_id=path.rsplit("/", 1)[1]).one()


def test_the_queue_names_what_waits(client: FlaskClient, reviewer: Account) -> None:
    path = waiting(title="智能手机入门")
    page = client.get("/review/").text
    assert f'href="{path}">智能手机入门</a>' in page


def test_an_empty_queue_says_so(client: FlaskClient, reviewer: Account) -> None:
    assert "都审完了" in client.get("/review/").text


def test_a_task_shows_what_would_be_public_and_the_seven_criteria(client: FlaskClient, reviewer: Account) -> None:
    page = client.get(waiting(title="智能手机入门", summary="从开机讲起。")).text
    assert "从开机讲起。" in page
    assert len(re.findall("data-check=", page)) == 7


def test_accepting_publishes_and_goes_on_to_the_next(client: FlaskClient, reviewer: Account) -> None:
    path, following = waiting(), waiting()
    answer = client.post(path, data={**seen_on(client, path), **PASSED, "decision": "accept"})
    assert (answer.status_code, answer.location) == (303, following)
    task = task_at(path)
    assert task.resource is not None
    assert (task.resource.state, task.decided_by) == ("public", reviewer.actor)
    assert task_at(following).claimed_by == reviewer.actor


def test_untouched_fields_are_no_corrections(client: FlaskClient, reviewer: Account) -> None:
    path = waiting(summary="", subjects=("手机",), audiences=("老年人",))
    fields = seen_on(client, path)
    audiences = re.findall(r'name="(audiences|topics)" value="([^"]*)" checked', client.get(path).text)
    kept = {name: [value for field, value in audiences if field == name] for name in ("audiences", "topics")}
    client.post(path, data={**fields, **kept, **PASSED, "decision": "accept"})
    assert task_at(path).decisions[0].corrections == {}


def test_what_the_reviewer_changed_is_a_correction(client: FlaskClient, reviewer: Account) -> None:
    path = waiting(title="智能手机入们")
    client.post(path, data={**seen_on(client, path), **PASSED, "title": "智能手机入门", "decision": "accept"})
    assert task_at(path).decisions[0].corrections == {"title": "智能手机入门"}


def test_an_address_that_cannot_be_followed_is_refused_with_all_that_was_typed(
    client: FlaskClient, reviewer: Account
) -> None:
    path = waiting()
    typed = {**seen_on(client, path), **PASSED, "url": "javascript:alert(1)", "remark": "看过了", "decision": "accept"}
    answer = client.post(path, data=typed)
    assert (answer.status_code, answer.text.count("网址须以 http:// 或 https:// 开头")) == (400, 2)
    assert "看过了</textarea>" in answer.text


def test_what_the_page_calls_itself_stands_beside_its_link(client: FlaskClient, reviewer: Account) -> None:
    path = waiting()
    with writing() as session:
        resource = session.query(Resource).one()
        check = {"address": resource.url, "host": "example.edu.cn", "state": "ok", "reason": "answers"}
        session.add(LinkCheck(resource_id=resource.id, due_at=now(), page_title="高等数学 <b>", **check))
        public_id = resource.public_id
    for page in (path, f"/review/resources/{public_id}"):
        assert "网页标题：<q>高等数学 &lt;b&gt;</q>" in client.get(page).text


def test_accepting_with_a_criterion_open_is_refused(client: FlaskClient, reviewer: Account) -> None:
    path = waiting()
    answer = client.post(path, data={**seen_on(client, path), "decision": "accept"})
    assert (answer.status_code, "七项都通过才能同意" in answer.text) == (400, True)


def test_sending_back_keeps_the_reason_with_the_criteria_that_failed(client: FlaskClient, reviewer: Account) -> None:
    path = waiting()
    typed = {**PASSED, "check_timely": "fail", "remark": "链接是旧版", "decision": "return"}
    client.post(path, data={**seen_on(client, path), **typed})
    resource = task_at(path).resource
    assert resource is not None
    assert (resource.state, resource.reason) == ("returned", "时效性有问题：链接是旧版")


def test_whoever_comes_second_is_told(client: FlaskClient, reviewer: Account) -> None:
    path = waiting()
    fields = seen_on(client, path)
    with writing() as session:
        task = the_task(session)
        accept(session, task, found(task), by="operator:alice")
    answer = client.post(path, data={**fields, **PASSED, "decision": "accept"})
    assert (answer.status_code, "这一项已由 操作员 alice 在" in answer.text) == (409, True)


def test_whoever_saw_something_older_sees_the_new(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        source = untrusted(session)
        path = f"/review/tasks/{waiting_task(session, source, key='1', url='https://a.example.cn/1').public_id}"
    fields = seen_on(client, path)
    with writing() as session:
        source = session.get_one(Source, source.id)
        take_in(session, source, make_record(key="1", url="https://a.example.cn/1", summary="加微信领红包"))
    answer = client.post(path, data={**fields, **PASSED, "decision": "accept"})
    assert (answer.status_code, "内容在您看的时候变了" in answer.text) == (409, True)
    assert "加微信领红包" in answer.text


def test_a_decision_there_is_not_is_refused(client: FlaskClient, reviewer: Account) -> None:
    path = waiting()
    assert client.post(path, data={**seen_on(client, path), **PASSED, "decision": "same"}).status_code == 400


def test_a_change_is_shown_word_by_word(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        source = untrusted(session)
        task = waiting_task(session, source, key="1", url="https://a.example.cn/1", title="手机入门（2025）")
        accept(session, task, found(task), by="operator:alice")
        take_in(session, source, make_record(key="1", url="https://a.example.cn/1", title="手机入门（2026）"))
        path = f"/review/tasks/{the_task(session).public_id}"
    page = client.get(path).text
    assert '<del><span class="hide">删去：</span>2025</del>' in page
    assert '<ins><span class="hide">加上：</span>2026</ins>' in page


def test_claiming_and_giving_back(client: FlaskClient, reviewer: Account) -> None:
    path = waiting()
    client.post(f"{path}/claim")
    assert task_at(path).claimed_by == reviewer.actor
    client.post(f"{path}/release")
    assert task_at(path).claimed_by == ""


def claimed_by_alice(path: str) -> None:
    with writing() as session:
        claim(session, find_task(session, path.rsplit("/", 1)[1]), 20, by="operator:alice")


def test_what_somebody_else_is_at_offers_no_decision(client: FlaskClient, reviewer: Account) -> None:
    path = waiting()
    claimed_by_alice(path)
    page = client.get(path).text
    assert ("操作员 alice 正在审这一项" in page, 'id="verdict"' in page) == (True, False)


def test_the_next_task_is_one_that_nobody_is_at(client: FlaskClient, reviewer: Account) -> None:
    first, second = waiting(), waiting()
    claimed_by_alice(first)
    assert client.post("/review/next").location == second


def test_with_nothing_left_the_next_is_the_queue(client: FlaskClient, reviewer: Account) -> None:
    assert client.post("/review/next", data={"kind": "new_lecture"}).location == "/review/?kind=new_lecture"


def test_a_reviewer_does_not_say_that_two_people_must_look(client: FlaskClient, reviewer: Account) -> None:
    assert client.post(f"{waiting()}/important", data={"important": "yes"}).status_code == 403


def test_a_senior_reviewer_says_that_two_people_must_look(client: FlaskClient) -> None:
    person(client, "senior_reviewer")
    path = waiting()
    client.post(f"{path}/important", data={"important": "yes"})
    assert task_at(path).important


def test_a_report_is_answered(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        report_problem(session, make_resource(session), NewReport("wrong", "题目错了"), sender="")
        path = f"/review/tasks/{the_task(session).public_id}"
    assert "题目错了" in client.get(path).text
    client.post(path, data={**seen_on(client, path), "remark": "题目没有错", "decision": "dropped"})
    report = task_at(path).report
    assert report is not None and report.state == "dropped"


def test_a_likely_match_shows_both_and_is_settled(client: FlaskClient, reviewer: Account) -> None:
    course = {"title": "大学计算机", "provider": "南昌大学"}
    with writing() as session:
        take_in(session, make_source(session), make_record(**course, teachers=("李明",)))
        take_in(session, untrusted(session), make_record(**course, teachers=("王芳",)))
        path = f"/review/tasks/{the_task(session).public_id}"
    page = client.get(path).text
    assert ("李明" in page, "王芳" in page) == (True, True)
    client.post(path, data={**seen_on(client, path), "decision": "same"})
    assert sorted(db.session.scalars(db.select(Resource.state))) == ["merged", "public"]


def test_a_proposed_source_is_accepted(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        source = untrusted(session, state="proposed", url="https://example.edu.cn/feed.xml", adapter="feed")
        path = f"/review/tasks/{open_source_task(session, source, 'source_proposal', by='operator:al').public_id}"
    client.post(path, data={**seen_on(client, path), "decision": "accept"})
    db.session.rollback()
    assert db.session.get_one(Source, source.id).state == "approved"


def test_like_items_are_decided_together_each_with_its_own_decision(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        source = untrusted(session)
        ids = [waiting_task(session, source).public_id for _ in range(3)]
    page = client.get("/review/together", query_string={"task": ids}).text
    seen = dict(re.findall(r'name="(seen-\w+)" value="(\w+)"', page))
    answer = client.post("/review/together", data={"task": ids, **seen, **PASSED, "decision": "accept"})
    assert (answer.status_code, answer.text.count("已同意")) == (200, 3)
    db.session.rollback()
    assert db.session.query(ReviewDecision).count() == 3


def test_one_that_changed_stops_none_of_the_others(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        source = untrusted(session)
        ids = [waiting_task(session, source).public_id for _ in range(2)]
    page = client.get("/review/together", query_string={"task": ids}).text
    seen = {**dict(re.findall(r'name="(seen-\w+)" value="(\w+)"', page)), f"seen-{ids[0]}": "older"}
    answer = client.post("/review/together", data={"task": ids, **seen, **PASSED, "decision": "accept"})
    assert (answer.text.count("已同意"), answer.text.count("内容在您看的时候变了")) == (1, 1)


def test_important_ones_are_not_decided_together(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        source = untrusted(session, important=True)
        ids = [waiting_task(session, source).public_id for _ in range(2)]
    page = client.get("/review/together", query_string={"task": ids}).text
    assert (page.count("请单独审"), 'name="task"' in page) == (2, False)


def test_unlike_items_are_not_decided_together(client: FlaskClient, reviewer: Account) -> None:
    ids = [waiting(provider=name).rsplit("/", 1)[1] for name in ("甲大学", "乙大学")]
    answer = client.get("/review/together", query_string={"task": ids})
    assert (answer.status_code, "同一个来源或同一个机构" in answer.text) == (400, True)


def test_who_passes_a_task_over_gives_it_back(client: FlaskClient, reviewer: Account) -> None:
    first, second = waiting(), waiting()
    client.post("/review/next")
    assert client.post("/review/next", data={"after": first.rsplit("/", 1)[1]}).location == second
    assert (task_at(first).claimed_by, task_at(second).claimed_by) == ("", reviewer.actor)


def test_the_providers_own_check_stands_beside_the_task(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        task = waiting_task(session)
        assert task.resource is not None and task.source is not None
        handed_in = HandedIn("form", CODES, subjects=(task.resource.public_id,))
        record_submission(session, task.source.institution, handed_in, by="operator:carol")
        path = f"/review/tasks/{task.public_id}"
    assert "网页表单，操作员 carol" in client.get(path).text


def test_flags_stand_beside_the_task(client: FlaskClient, reviewer: Account) -> None:
    path = waiting()
    flag = Flag("paid", "summary", excerpt="学费 199 元")
    with writing() as session:
        the_task(session).evidence = {"flags": flags_as_json([flag])}
    page = client.get(path).text
    shown = (f"<b>严重：{flag.label}</b>", "<q>学费 199 元</q>", flag.advice)
    assert [words for words in shown if words not in page] == []


HOSTILE = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>{{ 7 * 7 }}"


def test_hostile_words_are_shown_harmless(client: FlaskClient, reviewer: Account) -> None:
    path = waiting(title=f"课{HOSTILE}", summary=HOSTILE, teachers=(HOSTILE,))
    with writing() as session:
        the_task(session).evidence = {"flags": flags_as_json([Flag("paid", HOSTILE, HOSTILE, HOSTILE, HOSTILE)])}
    refused = client.post(path, data={**seen_on(client, path), "remark": HOSTILE, "decision": "accept"})
    for page in (client.get("/review/").text, client.get(path).text, refused.text):
        assert ("<script>alert" in page, "<img src=x" in page) == (False, False)
    assert refused.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/review/?kind=%00&after=%27&institution=&whose=x&flagged=2",
        "/review/?after=" + "a" * 5000,
        "/review/find?q=%25_%00%27",
        "/review/find?q=" + "%E6%BC%A2" * 500,
        "/review/together?task=%27",
        "/review/sources/aaaaaaaaaa?before=x",
        "/review/resources/aaaaaaaaaa",
        "/review/tasks/aaaaaaaaaa?kind=%27",
    ],
)
def test_hostile_addresses_are_no_faults(client: FlaskClient, reviewer: Account, path: str) -> None:
    assert client.get(path).status_code in (200, 400, 404)


def test_a_task_page_takes_as_many_queries_with_much_history_as_with_little(
    client: FlaskClient, reviewer: Account
) -> None:
    with writing() as session:
        source = untrusted(session)
        task = waiting_task(session, source, key="1", url="https://a.example.cn/1")
        path = f"/review/tasks/{task.public_id}"
    few = queries_of(client, path)
    with writing() as session:
        task = session.get_one(ReviewTask, task.id)
        for number in range(8):
            by = make_account(session, "reviewer").actor
            session.add(ReviewDecision(task=task, by=by, outcome="returned", remark=str(number)))
    assert queries_of(client, path) == few


def queries_of(client: FlaskClient, path: str) -> int:
    """Without those for the names of people: there are none to ask for at first."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    db.session.expire_all()
    event.listen(db.engine, "before_cursor_execute", note)
    assert client.get(path).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    return len([statement for statement in seen if "FROM account " not in statement])


def test_the_queue_of_a_topic_shows_which_was_chosen(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        waiting_task(session, title="识别诈骗", subjects=("防范网络诈骗",))
        waiting_task(session, title="学用手机", subjects=("智能手机使用",))
    page = client.get("/review/?topic=safety&kind=new_resource").text
    assert [title for title in ("识别诈骗", "学用手机") if title in page] == ["识别诈骗"]
    assert '<option value="safety" selected>' in page
    assert '<a href="/review/?kind=new_resource" aria-current="true">数字安全' in page


def test_a_topic_that_is_none_is_passed_over(client: FlaskClient, reviewer: Account) -> None:
    with writing() as session:
        waiting_task(session, title="学用手机")
    assert "学用手机" in client.get("/review/?topic=no-such-topic").text


def test_the_next_task_is_of_the_chosen_topic(client: FlaskClient, reviewer: Account) -> None:
    waiting()
    with writing() as session:
        task = waiting_task(session, subjects=("防范网络诈骗",))
        path = f"/review/tasks/{task.public_id}"
    assert client.post("/review/next", data={"topic": "safety"}).location == f"{path}?topic=safety"
