"""Patterns that choose addresses, written as in robots.txt (RFC 9309): a beginning, * for anything, $ for the end."""

from urllib.parse import unquote, urlsplit

from harvesters.errors import OptionError

MOST_PATTERNS, LONGEST = 50, 500


def split_patterns(text: str) -> tuple[str, ...]:
    """The patterns in an option, apart by spaces or lines. Raises OptionError."""
    patterns = tuple(text.split())
    if len(patterns) > MOST_PATTERNS:
        raise OptionError(f"最多写 {MOST_PATTERNS} 条，这里有 {len(patterns)} 条")
    for pattern in patterns:
        if len(pattern) > LONGEST:
            raise OptionError(f"“{pattern[:50]}…”太长，一条最多 {LONGEST} 个字符")
        if not pattern.startswith(("/", "*", "http://", "https://")):
            raise OptionError(f"“{pattern[:50]}”应以 / 开头，例如 /courses/ 或 /*/detail.html$")
    return patterns


def matches_any(address: str, patterns: tuple[str, ...]) -> bool:
    """Whether an address fits one of the patterns; escaped and plain characters are the same."""
    parts = urlsplit(address)
    path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
    whole = f"{parts.scheme}://{parts.netloc}{path}"
    return any(matches(whole if pattern.startswith("http") else path, unquote(pattern)) for pattern in patterns)


def matches(text: str, pattern: str) -> bool:
    """Whether a text begins as the pattern says; each piece is looked for once, so no pattern is slow."""
    ended = pattern.endswith("$")
    start, *pieces = pattern.removesuffix("$").split("*")
    if not text.startswith(start):
        return False
    if not pieces:
        return not ended or text == start
    position = len(start)
    *middle, last = pieces
    for piece in middle:
        found = text.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return len(text) - len(last) >= position and text.endswith(last) if ended else text.find(last, position) >= 0
