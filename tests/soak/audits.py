"""axe on every page, at every width, in every mode and language; ends with 1 if anything is wrong."""

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.auditing import MODES, WIDTHS, looking, violations
from tests.browser.chromium import launched
from tests.browser.serving import serving

LANGUAGES = ("", "/zh-hant", "/en")


def main() -> None:
    looked, wrong = 0, 0
    with TemporaryDirectory() as folder, serving(Path(folder) / "instance") as site, launched() as browser:
        paths = [language + path for language in LANGUAGES for path in site.pages]
        for width, mode in product(WIDTHS, MODES):
            with looking(browser, site.address, width=width, mode=mode) as page:
                for path in paths:
                    page.goto(site.address + path)
                    looked += 1
                    for line in violations(page):
                        wrong += 1
                        print(f"{path} at {width} px, {mode}: {line}")
    print(f"axe looked at {looked} pages and found {wrong} violations")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
