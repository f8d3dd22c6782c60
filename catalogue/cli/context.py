"""What every command shares: the application, errors told plainly, who is typing, answers as text or JSON."""

import getpass
import json
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from catalogue import create_app
from catalogue.config import ConfigError
from catalogue.errors import CatalogueError
from catalogue.models.vocabulary import VocabularyError
from catalogue.search.word_lists import WordListError
from harvesters.errors import SourceError

P = ParamSpec("P")
FAILED = 1

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON value and nothing else.")


def with_site(command: Callable[P, None]) -> Callable[P, None]:
    """Run a command inside the application; what it cannot do is said in one line, exit status 1."""

    @wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with create_app().app_context():
                command(*args, **kwargs)
        except (CatalogueError, SourceError, ConfigError, VocabularyError, WordListError) as error:
            fail(str(error))
        except (OperationalError, ProgrammingError):
            fail("数据库无法读取：还没有建好，或是旧版本。请先运行 catalogue init 或 catalogue upgrade")

    return inside


def fail(message: str) -> None:
    """Say on standard error what went wrong and end with status 1."""
    click.echo(message, err=True)
    sys.exit(FAILED)


def operator() -> str:
    """The actor that events name for what is typed here."""
    return f"operator:{getpass.getuser()}"


def answer(value: Any, lines: list[str], *, as_json: bool) -> None:
    """Print a command's result: the JSON value, or the lines for people."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))


def one_line(text: str) -> str:
    """Text that others wrote, as one line without control characters for the terminal."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def read_options(pairs: tuple[str, ...]) -> dict[str, str]:
    """`k=v` arguments as a mapping; click's own error for anything else."""
    options = dict(pair.partition("=")[::2] for pair in pairs)
    for pair in pairs:
        if "=" not in pair:
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--option")
    return options
