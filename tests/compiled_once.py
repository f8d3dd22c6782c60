"""What every test's site would compile afresh, kept between sites: addresses and templates are the same for all."""

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
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


class CompiledTemplates(BytecodeCache):
    """Compiled templates by name and source, in memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code
