"""Compiled addresses kept between sites: a test makes one, and four fifths of its cost is compiling always the same."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.routing import Rule


def keep_compiled_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let equal rules share the functions that build their addresses; these hold nothing of the rule they came from."""
    compile_builder, kept = Rule._compile_builder, {}

    def compiled(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (tuple(rule._trace), _frozen(rule.defaults), append_unknown)
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    monkeypatch.setattr(Rule, "_compile_builder", compiled)


def _frozen(defaults: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((defaults or {}).items()))
