"""No test sees the lists another one installed."""

from pathlib import Path

import pytest

from catalogue.domain.screening.installed_lists import use_lists


@pytest.fixture(autouse=True)
def no_installed_lists(tmp_path: Path) -> None:
    use_lists(tmp_path / "none")
