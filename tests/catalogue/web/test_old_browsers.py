"""Cheap phones and WeChat open pages in browsers as old as Chromium 78: what the sheets and scripts may not say."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "catalogue" / "static"
SHEETS = sorted(STATIC.glob("css/**/*.css"))
SCRIPTS = sorted([*STATIC.glob("js/*.js"), *STATIC.glob("worker/*.js")])
FOR_EVERY_BROWSER = ("keyboard.js", "reading.js")
"""Written in ES5, because what they do helps those most who have the oldest browsers."""

TOO_NEW_IN_CSS = {
    "selectors": r":(?:has|is|where)\(|:focus-visible(?!\))",
    "at-rules": r"@(?:layer|container|scope|property|starting-style)\b",
    "nesting": r"\{[^{}]*\{",
    "colours": r"\b(?:oklch|oklab|lch|lab|hwb|color|color-mix|light-dark)\(",
    "gap outside grids": r"(?<!grid-)(?<!row-)(?<!column-)\b(?:row-|column-)?gap:",
    "logical sides": r"\b(?:margin|padding|border|inset)-(?:inline|block)\b|\binset:",
    "sizes": r"\baspect-ratio:|\d[dsl]v[hwib]\b|\bsubgrid\b",
    "single transforms": r"^\s*(?:translate|rotate|scale):",
}
TOO_NEW_IN_SCRIPTS = {
    "operators": r"\?\.(?!\d)|\?\?|\|\|=|&&=|\*\*",
    "methods": r"\.(?:at|replaceAll|flat|flatMap|matchAll|replaceChildren|allSettled|any|fromEntries|findLast)\(",
    "names": r"\b(?:globalThis|structuredClone|BigInt|WeakRef|queueMicrotask)\b",
    "class fields": r"\bthis\.#|^\s*#\w+|\bstatic\b",
    "modules": r"^\s*(?:import|export)\b|\bimport\(|^await\b",
    "catch without a name": r"\bcatch\s*\{",
    "numbers": r"\d_\d",
    "patterns": r"\(\?<[=!\w]",
}
ONE_FALLBACK_FIRST = re.compile(r"(?<!\w)(?:min|max|clamp)\(")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA = re.compile(r"@media[^{]+\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
"""A media query, whose rules then count as standing outside: what remains in braces in braces is nesting."""
_TEXT = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")


def _named(path: Path) -> str:
    return path.name


def _found(text: str, forbidden: dict[str, str]) -> dict[str, list[str]]:
    found = {name: re.findall(pattern, text, re.MULTILINE) for name, pattern in forbidden.items()}
    return {name: words for name, words in found.items() if words}


def _rules(sheet: str) -> list[list[tuple[str, str]]]:
    """The declarations of each rule as pairs of property and value."""
    bodies = re.findall(r"\{([^{}]*)\}", sheet)
    return [[(name, value) for name, value in re.findall(r"([\w-]+):\s*([^;]+);", body)] for body in bodies]


def _unprepared(declarations: list[tuple[str, str]]) -> list[str]:
    """The properties that get a value old browsers cannot compute, without a plain one before it."""
    plain: set[str] = set()
    missing = []
    for name, value in declarations:
        if not ONE_FALLBACK_FIRST.search(value):
            plain.add(name)
        elif name not in plain:
            missing.append(name)
    return missing


@pytest.mark.parametrize("path", SHEETS, ids=_named)
def test_sheets_use_nothing_that_old_browsers_drop(path: Path) -> None:
    sheet = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert _found(_MEDIA.sub(r"\1", sheet), TOO_NEW_IN_CSS) == {}


@pytest.mark.parametrize("path", SHEETS, ids=_named)
def test_computed_sizes_have_a_plain_one_before_them(path: Path) -> None:
    sheet = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert [missing for rule in _rules(sheet) if (missing := _unprepared(rule))] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=_named)
def test_scripts_use_nothing_newer_than_2018(path: Path) -> None:
    script = _TEXT.sub("''", _COMMENT.sub("", path.read_text(encoding="utf-8")))
    assert _found(script, TOO_NEW_IN_SCRIPTS) == {}


@pytest.mark.parametrize("name", FOR_EVERY_BROWSER)
def test_reading_aloud_and_keys_are_written_in_es5(name: str) -> None:
    script = _TEXT.sub("''", _COMMENT.sub("", (STATIC / "js" / name).read_text(encoding="utf-8")))
    assert re.findall(r"=>|\b(?:const|let|class|async)\b|`|\.\.\.", script) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("a:has(b) {}", "selectors"),
        (".a {\n  gap: 1rem;\n}", "gap outside grids"),
        (".a {\n  .b { color: red }\n}", "nesting"),
        (".a {\n  inset: 0;\n}", "logical sides"),
        (".a {\n  color: oklch(1 0 0);\n}", "colours"),
    ],
)
def test_the_check_of_sheets_sees(said: str, why: str) -> None:
    assert list(_found(said, TOO_NEW_IN_CSS)) == [why]


@pytest.mark.parametrize(
    ("said", "why"),
    [("a?.b", "operators"), ("list.at(-1)", "methods"), ("try { a() } catch { b() }", "catch without a name")],
)
def test_the_check_of_scripts_sees(said: str, why: str) -> None:
    assert list(_found(said, TOO_NEW_IN_SCRIPTS)) == [why]
