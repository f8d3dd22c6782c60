"""What people typed, as it is kept: nothing that cannot be printed, which some databases could not store."""


def one_line(text: str) -> str:
    """On one line, white space folded."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def lines(text: str) -> str:
    """On several lines, with one kind of line end."""
    kept = ("".join(character for character in line if character.isprintable()) for line in text.splitlines())
    return "\n".join(kept).strip()
