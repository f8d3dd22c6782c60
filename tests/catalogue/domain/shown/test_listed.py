"""Resources are read in the order they are asked for, however many, and only those everybody may see."""

import pytest

from catalogue.db import writing
from catalogue.domain.shown.listed import STEP, listed_resources
from tests.factories import make_resource


@pytest.mark.parametrize("count", [1, STEP, STEP + 1])
def test_so_many_resources_come_in_the_order_of_their_ids(app, count: int):
    with writing() as session:
        made = [make_resource(session, title=f"课程 {number}", state="public") for number in range(count)]
        wanted = [(resource.public_id, resource.title) for resource in reversed(made)]
    assert [(row.public_id, row.title) for row in listed_resources([one for one, _title in wanted])] == wanted


def test_lists_and_times_are_read_as_the_models_have_them(app):
    with writing() as session:
        made = make_resource(session, state="public", audiences=["elderly", "farmers"])
    [row] = listed_resources([made.public_id])
    assert (row.audiences, row.changed_at, row.provider.name) == (
        ["elderly", "farmers"],
        made.changed_at,
        made.provider.name,
    )


def test_what_is_not_public_is_left_out(app):
    with writing() as session:
        hidden = make_resource(session, state="pending")
    assert listed_resources([hidden.public_id]) == []


def test_what_has_a_dead_link_is_left_out(app):
    with writing() as session:
        dead = make_resource(session, state="public", link_dead=True)
    assert listed_resources([dead.public_id]) == []


def test_no_ids_are_no_resources(app):
    assert listed_resources([]) == []
