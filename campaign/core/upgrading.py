"""`adalzhol database …`: moves the database between versions, and saves it before."""

import click
from alembic import command
from flask.cli import AppGroup

from campaign.core.backup import keeping, restoring
from campaign.core.schema import SCRIPTS, alembic_config, current, load_shipped, newest, upgrade_to

WHY = "before-upgrade"
group = AppGroup("database", help="Move the database between versions.")


@group.command("upgrade")
@click.argument("revision", default="head")
@click.option("--no-backup", is_flag=True, help="Where a backup of another kind was made just now.")
def upgrade(revision: str, no_backup: bool) -> None:
    """Upgrade to REVISION (the newest unless told), after a backup of what is there into the data folder.

    A run that was killed is taken up where it stopped. Without room for the backup nothing is upgraded.
    """
    if not no_backup and current() not in {None, newest()} and restoring.holds_something():
        kept, _saved = keeping.make_dated(WHY)
        click.echo(f"What was there is kept in {kept}.")
    upgrade_to(revision)
    if current() == newest():
        load_shipped()
    click.echo(f"The database is at {current()}.")


@group.command("new")
@click.argument("name")
def new(name: str) -> None:
    """Write the next numbered migration from the models: 0007_NAME.py."""
    number = f"{len(list(SCRIPTS.glob('versions/*.py'))) + 1:04d}"
    command.revision(alembic_config(), message=name, autogenerate=True, rev_id=f"{number}_{name}")
    click.echo(f"Wrote {number}_{name}.py: read it before you run it.")
