"""Text stands only on grounds the written table of pairs allows (tests/catalogue/web/test_contrast.py)."""

from typing import Any

import pytest

from tests.browser.auditing import looking
from tests.browser.serving import Site
from tests.catalogue.web.palettes import colours
from tests.catalogue.web.test_contrast import TEXT_PAIRS

pytestmark = pytest.mark.audit

USED = """
() => {
  const hex = colour => '#' + colour.match(/\\d+/g).slice(0, 3).map(n => (+n).toString(16).padStart(2, '0')).join('');
  const clear = element => /^rgba.* 0\\)$/.test(getComputedStyle(element).backgroundColor);
  const ground = element => element && clear(element) ? ground(element.parentElement) : element || document.body;
  const speaks = element => [...element.childNodes].some(one => one.nodeType === 3 && one.data.trim());
  return [...document.body.querySelectorAll('*')]
    .filter(one => speaks(one) && one.getClientRects().length && !one.closest('.hide, template, script'))
    .map(one => [hex(getComputedStyle(one).color), hex(getComputedStyle(ground(one)).backgroundColor)].join(' on '));
}
"""


@pytest.mark.parametrize(
    ("mode", "palette"), [("light", "light"), ("dark", "dark"), ("elder", "elder and high contrast")]
)
def test_only_pairs_of_the_table_are_used(browser: Any, running: Site, mode: str, palette: str) -> None:
    colour = colours(palette)
    allowed = {f"{colour[text]} on {colour[ground]}" for text, ground in TEXT_PAIRS}
    strange = {}
    with looking(browser, running.address, width=1440, mode=mode) as page:
        for path in running.pages:
            page.goto(running.address + path)
            if found := set(page.evaluate(USED)) - allowed:
                strange[path] = found
    assert strange == {}
