"""`catalogue export`: all public resources as a file that may be given to anybody."""

import sys
from pathlib import Path

import click

from catalogue.cli.context import answer, json_option, with_site
from catalogue.cli.whole_files import whole_file
from catalogue.db import db
from catalogue.domain.shown.exporting import FORMATS, public_rows, write_rows


@click.command()
@click.option("--format", "format_", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Standard output when absent.")
@click.option("--all-sources", is_flag=True, help="Name sources of which nothing was accepted too; not for the public.")
@json_option
@with_site
def export(format_: str, output: Path | None, all_sources: bool, as_json: bool) -> None:
    """Write every public resource with the sources that list it.

    It holds what everybody sees on the site, and may be given away as it is.
    """
    rows = public_rows(db.session(), all_sources=all_sources)
    if output is None:
        if as_json:
            raise click.UsageError("--json needs --output, for standard output cannot hold both.")
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # a text file in every run
        write_rows(rows, sys.stdout, format_)
        return
    with whole_file(output) as file:
        count = write_rows(rows, file, format_)
    answer({"file": str(output), "resources": count}, [f"已导出 {count} 个资源到 {output}"], as_json=as_json)
