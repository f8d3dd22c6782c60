"""Settings as administrators see them: what is set, where and why, without what must stay secret."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.config import SETTINGS

MASK = "••••••"
_PASSWORD = re.compile(r"(://[^:/@]*:).*@")
SECRET = frozenset({"SECRET_KEY"})
ORIGINS = {"environment": "环境变量", "file": "instance/config.py", "default": "默认"}


@dataclass(frozen=True)
class SeenSetting:
    """`origin` is one of ORIGINS' words; `reason` says what the setting is for."""

    name: str
    value: str
    origin: str
    reason: str


def seen_settings(config: Mapping[str, Any]) -> list[SeenSetting]:
    """Every setting in the order of catalogue/config.py."""
    origins = config["SETTING_ORIGINS"]
    return [
        SeenSetting(
            setting.name, _shown(setting.name, config[setting.name]), ORIGINS[origins[setting.name]], setting.reason
        )
        for setting in SETTINGS
    ]


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "开" if value else "关"
    text = str(value)
    if name in SECRET:
        return MASK if text else ""
    return masked(text) if "://" in text else text


def masked(url: str) -> str:
    """An address without the password in it, and without what follows a question mark, where some write one."""
    place, question, _ = _PASSWORD.sub(rf"\1{MASK}@", url).partition("?")
    return place + question + (MASK if question else "")
