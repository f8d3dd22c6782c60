"""The adapters by name: every file in adapters/ is one, nothing else to edit."""

import inspect
import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from harvesters import adapters
from harvesters.errors import SourceError
from harvesters.record import Adapter, OptionSpec


def names() -> list[str]:
    """The names of all adapters, sorted: the names of their files."""
    return sorted(module.name for module in pkgutil.iter_modules(adapters.__path__))


def get(name: str) -> Adapter:
    """The adapter of this name. Raises SourceError when there is none."""
    if name not in names():
        raise SourceError(f"没有名为“{name[:50]}”的适配器；可用的有：{'、'.join(names())}")
    module = import_module(f"{adapters.__name__}.{name}")
    [found] = [
        thing
        for _, thing in inspect.getmembers(module, inspect.isclass)
        if thing.__module__ == module.__name__ and hasattr(thing, "find") and hasattr(thing, "read")
    ]
    return cast(Adapter, found())


def check_options(adapter: Adapter, given: Mapping[str, Any]) -> None:
    """Refuse what a person left out, wrote wrongly or the adapter does not know: SourceError names the option.

    `given` holds the source's address as `url` and its own options. The other reserved names (file, resume,
    since) come from the run, never from a source, so they are unknown here.
    """
    known = [spec.name for spec in adapter.options]
    for name in given:
        if name not in known:
            offered = "、".join(known)
            raise SourceError(f"{adapter.title}不认识选项“{str(name)[:50]}”；可用的选项：{offered}")
    for spec in adapter.options:
        value = str(given.get(spec.name) or "").strip()
        if spec.required and not value:
            raise SourceError(f"{adapter.title}缺少选项“{spec.name}”：{spec.help}")
        if value:
            _check_value(adapter, spec, value)


def _check_value(adapter: Adapter, spec: OptionSpec, value: str) -> None:
    try:
        spec.check(value)
    except ValueError as error:
        raise SourceError(f"{adapter.title}的选项“{spec.name}”有误：{error}") from error
