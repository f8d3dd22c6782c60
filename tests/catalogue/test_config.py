"""Settings that cannot be used are refused by their names."""

from pathlib import Path

import pytest

from catalogue.config import ConfigError, load_settings

KEEP = "CATALOGUE_EVENT_KEEP_DAYS"


@pytest.mark.parametrize("days", ["0", "183", "3650"])
def test_events_are_kept_for_ever_or_six_months_at_least(tmp_path: Path, days: str) -> None:
    assert load_settings(tmp_path, {KEEP: days})["EVENT_KEEP_DAYS"] == int(days)


@pytest.mark.parametrize("days", ["182", "1", "-1"])
def test_a_shorter_time_is_refused(tmp_path: Path, days: str) -> None:
    with pytest.raises(ConfigError, match=f"EVENT_KEEP_DAYS={days}：网络安全法要求日志至少保存六个月"):
        load_settings(tmp_path, {KEEP: days})


def test_the_instances_own_file_is_held_to_the_same(tmp_path: Path) -> None:
    (tmp_path / "config.py").write_text("EVENT_KEEP_DAYS = '400'")
    with pytest.raises(ConfigError, match="EVENT_KEEP_DAYS='400'"):
        load_settings(tmp_path, {})
