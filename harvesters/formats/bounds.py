"""Numbers people write as options, each within bounds that keep a harvest finite."""

from collections.abc import Callable

from harvesters.errors import OptionError


def number_up_to(most: int) -> Callable[[str], int]:
    """A reader of whole numbers from 1 to a bound; it raises OptionError for anything else."""

    def read(text: str) -> int:
        text = text.strip()
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
            raise OptionError(f"应是 1 到 {most} 之间的整数，“{text[:50]}”不是")
        return int(text)

    return read
