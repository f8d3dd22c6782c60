"""Breaks one rule of the catalogue at a time, in a copy, and sees that the stories, or another test, fail.

`python -m tests.soak.mutations [WORDS]` breaks the rules in whose names the words stand, else all; it prints a line a
rule and ends with status 1 when one was missed.
"""

import subprocess
import sys
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from tests.soak.rules import RULES, Rule

HERE = Path(__file__).parents[2]
COPIED = ("catalogue", "harvesters", "templates", "tests")
STORIES = ("tests/catalogue/ledger_agreement/test_stories.py",)
OTHERS = (
    *(f"tests/catalogue/domain/{room}" for room in ("intake", "ledger", "merging", "review", "shown", "sources")),
    "tests/catalogue/search/test_search_sync.py",
    "tests/catalogue/web/test_pages.py",
)
"""Tests of the rooms the rules stand in."""


def main(words: str) -> None:
    missed = 0
    for rule in (rule for rule in RULES if words in rule.broken):
        caught = caught_by(rule)
        missed += not caught
        print(f"{caught or 'MISSED':8} {rule.broken} ({rule.file})", flush=True)
    sys.exit(1 if missed else 0)


def caught_by(rule: Rule) -> str:
    """`stories`, `others`, or nothing."""
    with TemporaryDirectory(prefix="soak-") as folder:
        copy = Path(folder)
        for part in COPIED:
            copytree(HERE / part, copy / part)
        (copy / "setup.cfg").write_bytes((HERE / "setup.cfg").read_bytes())
        _break(copy / "catalogue" / rule.file, rule)
        if _fails(copy, STORIES):
            return "stories"
        return "others" if _fails(copy, OTHERS) else ""


def _break(file: Path, rule: Rule) -> None:
    """Raises ValueError when the rule is not written as the table says."""
    text = file.read_text(encoding="utf-8")
    if text.count(rule.text) != 1:
        raise ValueError(f"{rule.file} does not hold once what the table says of: {rule.broken}")
    file.write_text(text.replace(rule.text, rule.instead), encoding="utf-8")


def _fails(copy: Path, tests: tuple[str, ...]) -> bool:
    command = (sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests)
    done = subprocess.run(command, cwd=copy, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout.decode()[-2000:] + done.stderr.decode()[-2000:])
    return done.returncode == 1


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
