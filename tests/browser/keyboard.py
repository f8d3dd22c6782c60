"""Getting about a page by keyboard alone."""

from typing import Any


def tab_to(page: Any, selector: str, most: int = 80) -> None:
    """Press Tab until what the selector names has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"Tab never reached {selector}")


def press(page: Any, selector: str, key: str = "Enter") -> None:
    """Go there by Tab and press the key on it."""
    tab_to(page, selector)
    page.keyboard.press(key)
