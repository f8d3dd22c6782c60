"""What operators type: the `catalogue` command, a file a command group."""

import click

from catalogue import __version__
from catalogue.cli.audit import audit
from catalogue.cli.backup import backup, restore
from catalogue.cli.doctor import doctor
from catalogue.cli.export import export
from catalogue.cli.harvests import harvest
from catalogue.cli.imports import import_file
from catalogue.cli.links import links
from catalogue.cli.matches import matches
from catalogue.cli.reports import reports
from catalogue.cli.runs import runs
from catalogue.cli.searching import index, search
from catalogue.cli.site import init, run, serve, upgrade, work
from catalogue.cli.sources import source
from catalogue.cli.users import user


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="catalogue", message="%(prog)s %(version)s")
def main() -> None:
    """The catalogue of free courses: set up, run, harvest, import, search, keep."""


for command in (
    *(init, upgrade, run, serve, work, doctor),
    *(source, harvest, runs, import_file),
    *(search, index, user),
    *(links, matches, reports, audit, export, backup, restore),
):
    main.add_command(command)
