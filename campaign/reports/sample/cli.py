"""`adalzhol sample …`"""

import click
from flask.cli import AppGroup

from campaign.reports.sample import queries, services
from campaign.reports.sample.words import part_words

group = AppGroup("sample", help="A season of invented people, to be tried in an empty installation and taken out again.")


@group.command("load")
def load() -> None:
    """Put the sample into an empty installation: no accounts, no letters, and the clock stays as it is."""
    services.load()
    click.echo("The sample data is in; `adalzhol sample remove` takes it out again.")


@group.command("remove")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
def remove(dry_run: bool) -> None:
    """Take out the sample and everything of the plan that was made since; accounts, settings and the trail stay."""
    if dry_run:
        for row in queries.preview().rows:
            click.echo(f"{row.of_sample:>8,} of the sample {row.since:>8,} made since  {part_words(row.part)}")
        return
    click.echo(f"{services.remove():,} rows are gone; the installation is empty as before.")
