"""Progress on a terminal as one line rewritten, elsewhere as a plain line now and then, always on standard error."""

import sys
from time import monotonic

import click

SECONDS_BETWEEN_LINES = 5.0
BAR_WIDTH = 30
STEPS = {"collect": "读取", "judge": "核对", "apply": "入库", "index": "建立索引", "links": "检查链接"}


class ProgressLine:
    """A domain.runs.work.Progress for people at a terminal and for logs."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._step = ""
        self._last = 0.0

    def __call__(self, step: str, done: int, total: int | None) -> None:
        if self._quiet:
            return
        ended = total is not None and done >= total
        if self._terminal:
            click.echo(f"\r\x1b[K{_bar(step, done, total)}" + ("\n" if ended else ""), nl=False, err=True)
        elif ended or step != self._step or monotonic() - self._last > SECONDS_BETWEEN_LINES:
            click.echo(_words(step, done, total), err=True)
            self._last = monotonic()
        self._step = step


def _words(step: str, done: int, total: int | None) -> str:
    return f"{STEPS.get(step, step)} {done}" + (f" / {total}" if total is not None else "")


def _bar(step: str, done: int, total: int | None) -> str:
    if not total:
        return _words(step, done, total)
    filled = BAR_WIDTH * done // total
    return f"{_words(step, done, total)} [{'█' * filled}{'·' * (BAR_WIDTH - filled)}]"
