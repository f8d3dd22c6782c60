"""axe finds nothing wrong on any page: WCAG 2.2 A and AA, and best practice.

Here each page is looked at once, widths and modes taking turns; `python -m tests.soak.audits` looks at all of them.
"""

from itertools import cycle, product
from typing import Any

import pytest

from tests.browser.auditing import MODES, WIDTHS, looking, violations
from tests.browser.serving import Site

pytestmark = pytest.mark.audit


def test_axe_finds_nothing_wrong(browser: Any, running: Site) -> None:
    wrong = []
    for path, (width, mode) in zip(running.pages, cycle(product(WIDTHS, MODES)), strict=False):
        with looking(browser, running.address, width=width, mode=mode) as page:
            page.goto(running.address + path)
            wrong += [(path, width, mode, line) for line in violations(page)]
    assert wrong == []


def test_axe_would_find_something(browser: Any, running: Site) -> None:
    with looking(browser, running.address, width=320, mode="light") as page:
        page.set_content("<html><body><img src='/static/icons/share.png'></body></html>")
        assert any(line.startswith("image-alt") for line in violations(page))
