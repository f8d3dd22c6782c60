import csv
import io
import json

from sqlalchemy.orm import Session

from catalogue.domain.shown.exporting import FIELDS, public_rows, write_rows
from tests.factories import make_institution, make_listing, make_resource, make_source


def test_only_what_is_public_is_exported_with_its_sources(session: Session) -> None:
    resource = make_resource(session, title="手机入门", provider=make_institution(session, name="南昌大学"))
    make_resource(session, state="pending")
    make_resource(session, state="withdrawn")
    make_listing(session, resource, make_source(session, title="校内课程表"), accepted={"url": resource.url})

    [row] = public_rows(session)

    assert tuple(row) == FIELDS
    assert (row["id"], row["title"], row["provider"]) == (resource.public_id, "手机入门", "南昌大学")
    assert row["sources"] == ["校内课程表"]


def test_a_source_nobody_accepted_anything_of_is_not_named(session: Session) -> None:
    resource = make_resource(session)
    make_listing(session, resource, make_source(session, title="有人接受过的"), accepted={"url": resource.url})
    make_listing(session, resource, make_source(session, title="没有人接受过的"))
    assert [row["sources"] for row in public_rows(session)] == [["有人接受过的"]]


def test_an_operator_may_ask_for_all_sources(session: Session) -> None:
    make_listing(session, make_resource(session), make_source(session, title="没有人接受过的"))
    assert [row["sources"] for row in public_rows(session, all_sources=True)] == [["没有人接受过的"]]


def test_json_lines_hold_one_object_each(session: Session) -> None:
    make_resource(session, title="一\n二")
    make_resource(session, title="三")
    file = io.StringIO()

    assert write_rows(public_rows(session), file, "jsonl") == 2
    assert [json.loads(line)["title"] for line in file.getvalue().splitlines()] == ["一\n二", "三"]


def test_csv_reads_back_and_opens_in_excel(session: Session) -> None:
    make_resource(session, title='带"引号"，逗号,和\n换行', topics=["life", "work"])
    file = io.StringIO(newline="")

    assert write_rows(public_rows(session), file, "csv") == 1
    assert file.getvalue().startswith("\ufeff")
    [row] = csv.DictReader(io.StringIO(file.getvalue().removeprefix("\ufeff"), newline=""))
    assert (row["title"], row["topics"]) == ('带"引号"，逗号,和\n换行', "life；work")
