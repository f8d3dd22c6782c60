from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.publishing import correct, publish, withdraw
from catalogue.domain.intake.resources import take_in, take_out
from catalogue.models import Event, Institution, Listing, Resource, ReviewTask
from harvesters.record import RecordError
from tests.factories import make_institution, make_record, make_source

ALICE = "operator:alice"


def resources(session: Session) -> list[Resource]:
    return list(session.scalars(select(Resource).order_by(Resource.id)))


def test_a_trusted_source_publishes_and_the_event_names_its_approval(session: Session) -> None:
    source = make_source(session)

    outcome = take_in(session, source, make_record(title="人工智能导论", provider="南昌大学"))

    [resource] = resources(session)
    assert (outcome.word, resource.state, resource.provider.name) == ("new", "public", "南昌大学")
    [event] = session.scalars(select(Event).where(Event.subject_id == resource.public_id))
    assert (event.what, event.before, event.after) == ("resource.public", "pending", "public")
    assert event.actor == f"approval:{source.public_id}"
    assert ALICE in event.note


def test_an_untrusted_source_waits_for_a_reviewer(session: Session) -> None:
    outcome = take_in(session, make_source(session, trusted_by=None), make_record())

    [resource] = resources(session)
    [task] = session.scalars(select(ReviewTask))
    assert (outcome.word, resource.state, task.kind, task.resource) == ("pending", "pending", "new_resource", resource)


def test_the_same_record_again_changes_nothing(session: Session) -> None:
    source, record = make_source(session), make_record()
    take_in(session, source, record)
    [resource] = resources(session)
    version = resource.version

    outcome = take_in(session, source, record)

    assert (outcome.word, resource.version, len(resources(session))) == ("unchanged", version, 1)


def test_a_changed_record_of_a_trusted_source_flows_through(session: Session) -> None:
    source, record = make_source(session), make_record(summary="旧介绍")
    take_in(session, source, record)

    outcome = take_in(session, source, replace(record, summary="新介绍"))

    [resource] = resources(session)
    assert (outcome.word, resource.summary) == ("changed", "新介绍")


def test_a_changed_record_of_an_untrusted_source_waits_beside_what_is_shown(session: Session) -> None:
    source, record = make_source(session, trusted_by=None), make_record(summary="审核过的介绍")
    take_in(session, source, record)
    [resource] = resources(session)
    [listing] = session.scalars(select(Listing))
    listing.accepted = listing.latest
    publish(session, resource, by=ALICE)

    outcome = take_in(session, source, replace(record, summary="没人看过的介绍"))

    assert (outcome.word, resource.state, resource.summary) == ("pending", "public", "审核过的介绍")
    assert listing.latest["summary"] == "没人看过的介绍"


def test_editors_words_survive_the_next_harvest(session: Session) -> None:
    source, record = make_source(session), make_record(key="1", title="算法初歩")
    take_in(session, source, record)
    [resource] = resources(session)
    correct(session, resource, title="算法初步", by=ALICE)

    take_in(session, source, replace(record, title="算法初歩（2026）"))

    assert resource.title == "算法初步"


def test_the_same_address_from_another_source_is_the_same_resource(session: Session) -> None:
    record = make_record(url="https://example.cn/course/1", teachers=())
    take_in(session, make_source(session), record)

    again = replace(record, key="other", url="http://EXAMPLE.cn/course/1?utm_source=x", teachers=("李老师",))
    outcome = take_in(session, make_source(session), again)

    [resource] = resources(session)
    assert (outcome.word, len(resource.listings), resource.teachers) == ("merged", 2, ["李老师"])


def test_the_same_title_of_the_same_provider_elsewhere_is_the_same_course(session: Session) -> None:
    record = make_record(title="大学计算机基础", provider="南昌大学")
    take_in(session, make_source(session), record)

    outcome = take_in(session, make_source(session), replace(record, url="https://other.cn/1"))

    [resource] = resources(session)
    assert (outcome.word, len(resource.listings)) == ("merged", 2)


def test_the_same_title_by_other_teachers_is_for_a_person_to_decide(session: Session) -> None:
    record = make_record(title="大学计算机基础", provider="南昌大学", teachers=("李明",))
    take_in(session, make_source(session), record)

    outcome = take_in(session, make_source(session), replace(record, url="https://other.cn/1", teachers=("王芳",)))

    first, second = resources(session)
    [task] = session.scalars(select(ReviewTask))
    assert (outcome.word, second.state, task.kind) == ("pending", "pending", "likely_match")
    assert (task.evidence["like"], task.evidence["why"]) == (first.public_id, "same_title")


def test_two_keys_of_one_source_are_never_matched_by_their_titles(session: Session) -> None:
    source = make_source(session)

    outcomes = [take_in(session, source, make_record(title="概率论", provider="南昌大学")).word for _ in range(2)]

    assert (outcomes, len(resources(session))) == (["new", "new"], 2)


def test_the_same_title_at_another_school_is_another_course(session: Session) -> None:
    take_in(session, make_source(session), make_record(title="概率论", provider="南昌大学"))

    outcome = take_in(session, make_source(session), make_record(title="概率论", provider="江西师范大学"))

    assert outcome.word == "new"


def test_paid_is_refused_even_from_a_trusted_source(session: Session) -> None:
    outcome = take_in(session, make_source(session), make_record(cost="paid"))

    assert (outcome.word, outcome.reason, resources(session)) == ("refused", "收费资源不收录", [])


def test_a_public_resource_that_becomes_paid_is_archived(session: Session) -> None:
    source, record = make_source(session), make_record()
    take_in(session, source, record)

    take_in(session, source, replace(record, cost="paid"))

    [resource] = resources(session)
    assert (resource.state, resource.reason) == ("archived", "收费资源不收录")


def test_unknown_cost_takes_what_the_source_declares(session: Session) -> None:
    take_in(session, make_source(session, default_cost="free"), make_record(cost="unknown"))

    [resource] = resources(session)
    assert (resource.cost, resource.state) == ("free", "public")


def test_unknown_cost_waits_for_a_person_when_the_source_declares_nothing(session: Session) -> None:
    outcome = take_in(session, make_source(session, default_cost="unknown"), make_record(cost="unknown"))

    assert (outcome.word, [resource.state for resource in resources(session)]) == ("pending", ["pending"])


def test_a_withdrawn_resource_is_never_republished_by_a_harvest(session: Session) -> None:
    source, record = make_source(session), make_record()
    take_in(session, source, record)
    [resource] = resources(session)
    withdraw(session, resource, "侵权", by=ALICE)

    same_source = take_in(session, source, replace(record, summary="又来了"))
    other_source = take_in(session, make_source(session), replace(record, key="again"))

    assert (same_source.word, other_source.word, resource.state) == ("refused", "refused", "withdrawn")


def test_what_the_source_deleted_is_archived_and_comes_back_with_it(session: Session) -> None:
    source, record = make_source(session), make_record()
    take_in(session, source, record)
    [resource] = resources(session)

    gone = take_out(session, source, record.key)
    assert (gone.word, resource.state) == ("changed", "archived")

    back = take_in(session, source, record)
    assert (back.word, resource.state) == ("changed", "public")


def test_what_another_source_still_lists_stays_when_one_deletes_it(session: Session) -> None:
    one, other, record = make_source(session), make_source(session), make_record()
    take_in(session, one, record)
    take_in(session, other, replace(record, key="theirs"))

    take_out(session, one, record.key)

    [resource] = resources(session)
    assert resource.state == "public"


def test_words_of_the_source_become_codes(session: Session) -> None:
    record = make_record(
        kind="慕课", subjects=("人工智能", "陶艺"), audiences=("老人", "宇航员"), level="入门", language="中文"
    )

    take_in(session, make_source(session), record)

    [resource] = resources(session)
    assert (resource.kind, resource.topics, resource.audiences) == ("course", ["artificial-intelligence"], ["elderly"])
    assert (resource.level, resource.language, resource.subjects) == ("starter", "zh", ["人工智能", "陶艺"])


def test_a_provider_is_found_by_its_alias_and_made_unverified_when_new(session: Session) -> None:
    take_in(session, make_source(session), make_record(provider="南昌　大学"))
    take_in(session, make_source(session), make_record(provider="南昌大学"))

    named = session.scalars(select(Institution).where(Institution.name.contains("南昌"))).all()
    assert [(one.name, one.kind, one.region, one.verified) for one in named] == [("南昌 大学", "school", "3601", False)]


def test_the_index_looks_again_at_a_provider_that_lost_a_resource(session: Session) -> None:
    source, record = make_source(session), make_record(provider="南昌大学")
    take_in(session, source, record)
    [resource] = resources(session)
    before, version = resource.provider, resource.provider.version

    take_in(session, source, replace(record, provider="江西师范大学"))

    session.expire_all()
    assert (resource.provider.name, before.name, before.version) == ("江西师范大学", "南昌大学", version + 1)


def test_the_owner_of_the_source_provides_what_names_no_provider(session: Session) -> None:
    owner = make_institution(session, name="江西省图书馆")

    take_in(session, make_source(session, institution=owner), make_record(provider=""))

    [resource] = resources(session)
    assert resource.provider is owner


@pytest.mark.parametrize("broken", [{"title": " \n "}, {"url": ""}, {"url": "javascript:alert(1)"}])
def test_a_record_without_usable_title_or_address_is_an_error(session: Session, broken: dict[str, str]) -> None:
    with pytest.raises(RecordError):
        take_in(session, make_source(session), make_record(**broken))
    assert resources(session) == []
