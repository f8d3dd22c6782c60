"""Events have Chinese names, made of those of their two words."""

import ast
from itertools import chain
from pathlib import Path

import pytest

import catalogue
from catalogue.domain.ledger.event_names import event_name, state_name
from catalogue.models import states


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("resource.public", "资源：公开"),
        ("ledger.dropped", "操作记录：到期删除"),
        ("problemreport.dropped", "问题报告：不处理"),
        ("resource.unheard_of", "资源：unheard_of"),
        ("odd", "odd："),
    ],
)
def test_an_event_is_called_by_its_two_words(what: str, name: str) -> None:
    assert event_name(what) == name


def events_written() -> set[str]:
    """The events that the code names where it records them."""
    calls = (
        node
        for file in Path(catalogue.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record_event"
    )
    whats = (call.args[1] for call in calls if len(call.args) > 1)
    return {str(what.value) for what in whats if isinstance(what, ast.Constant)}


def test_every_event_has_a_name() -> None:
    written = events_written()
    assert len(written) > 40
    assert {
        what for what in written if event_name(what).isascii() or what.partition(".")[2] in event_name(what)
    } == set()


def test_every_state_has_a_name() -> None:
    tables = [moves for name, moves in vars(states).items() if name.endswith("_MOVES")]
    every = {state for moves in tables for state in (*moves, *chain.from_iterable(moves.values()))}
    assert {state for state in every if state_name(state) == state} == set()
