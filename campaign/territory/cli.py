"""`adalzhol territory …`"""

from pathlib import Path

import click
from flask.cli import AppGroup

from campaign.core.i18n import use_language
from campaign.territory import services

group = AppGroup("territory", help="Regions, cities and districts.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Take a table of cities and districts from FILE (CSV, XLSX or ODS): all of it, or nothing and every mistake in it."""
    with use_language("en"):
        taken = services.import_units(file.read_bytes())
    click.echo(f"{taken.created} new, {taken.updated} updated (their codes were there already).")
