"""Names of bodies, laws and platforms that changed, or that are written otherwise here: a data file with its reasons.

The shipped file is catalogue/vocabularies/policy_names.json; instance/vocabularies/policy_names.json adds names or
overrides them.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from catalogue.domain.text.folding import as_screened
from catalogue.models.vocabulary import SHIPPED, VocabularyError

FILE = "policy_names.json"

log = logging.getLogger(__name__)
_additions: list[Path] = []


@dataclass(frozen=True)
class PolicyName:
    """`problem` says what is wrong with a name and `instead` what to write.

    After one of `not_after`, or before one of `not_before`, the characters mean something else (农业部 in 农业部门).
    """

    name: str
    problem: str
    instead: str
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


class PolicyNames:
    """Names found in folded text by one pattern, the longest first."""

    def __init__(self, names: Iterable[PolicyName]) -> None:
        self._names = {as_screened(name.name): name for name in names}
        longest_first = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def found(self, text: str) -> Iterator[tuple[re.Match[str], PolicyName]]:
        """Where a name stands and means what it says."""
        for match in self._pattern.finditer(text):
            name = self._names[match.group()]
            innocent = text.endswith(name.not_after, 0, match.start()) or text.startswith(name.not_before, match.end())
            if not innocent:
                yield match, name


def use_policy_names(folder: Path) -> None:
    """Read the installation's own names from this folder from now on."""
    _additions[:] = [folder / FILE]


def policy_names() -> PolicyNames:
    """The names as they are now; an installation's file that cannot be used is logged and left out."""
    return _names(tuple((path, path.stat().st_mtime_ns) for path in (SHIPPED / FILE, *_additions) if path.is_file()))


@lru_cache(maxsize=2)
def _names(stamps: tuple[tuple[Path, int], ...]) -> PolicyNames:
    names: dict[str, PolicyName] = {}
    for path, _changed in stamps:
        try:
            names.update({name.name: name for name in read_names(path)})
        except VocabularyError as error:
            log.error("names of policies are left out: %s", error)
    return PolicyNames(names.values())


def read_names(path: Path) -> list[PolicyName]:
    """The names of one file. Raises VocabularyError."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [
            PolicyName(
                str(row["name"]),
                str(row["problem"]),
                str(row["instead"]),
                tuple(map(str, row.get("not_after", ()))),
                tuple(map(str, row.get("not_before", ()))),
            )
            for row in rows
            if row["name"]
        ]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise VocabularyError(f"{path}: {error!r}") from error
