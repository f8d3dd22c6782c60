"""`catalogue export`: all public resources as a file others can use."""

import sys
from pathlib import Path

import click

from catalogue.cli.context import answer, json_option, with_site
from catalogue.cli.whole_files import whole_file
from catalogue.db import db
from catalogue.domain.exporting import FORMATS, public_rows, write_rows


@click.command()
@click.option("--format", "format_", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Standard output when absent.")
@json_option
@with_site
def export(format_: str, output: Path | None, as_json: bool) -> None:
    """Write every public resource with the sources that speak of it."""
    if output is None:
        if as_json:
            raise click.UsageError("--json needs --output, for standard output cannot hold both.")
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # a text file in every run
        write_rows(public_rows(db.session()), sys.stdout, format_)
        return
    with whole_file(output) as file:
        count = write_rows(public_rows(db.session()), file, format_)
    answer({"file": str(output), "resources": count}, [f"已导出 {count} 个资源到 {output}"], as_json=as_json)
