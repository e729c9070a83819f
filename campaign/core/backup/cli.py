"""`adalzhol backup` and `adalzhol restore`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.core import erasures
from campaign.core.backup import keeping, restoring
from campaign.core.errors import Conflict
from campaign.core.i18n import _l

Readable = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=Readable, required=False)
@click.option(
    "--keep", type=click.IntRange(1, 1000), default=keeping.KEPT, show_default=True, help="Without FILE: how many stay."
)
@with_appcontext
def backup(file: Path | None, keep: int) -> None:
    """Write the whole database, sealed with CAMPAIGN_BACKUP_KEY, into FILE or a dated one of the data folder."""
    path, saved = (file, keeping.make(file)) if file is not None else keeping.make_dated("backup", keep)
    click.echo(
        f"{path}: {saved.rows:,} rows of {len(saved.counts)} tables, {path.stat().st_size:,} bytes, at {saved.revision}."
    )


@click.command("restore")
@click.argument("file", type=Readable)
@click.option("--erasures", "lists", type=Readable, multiple=True, help="A list of people erased since; may be given again.")
@click.option("--replace", is_flag=True, help="Also over a database in use, after a backup of that one.")
@with_appcontext
def restore(file: Path, lists: tuple[Path, ...], replace: bool) -> None:
    """Put the backup FILE in the place of the database, whichever kind it was made on; stop the service before.

    Everybody erased since it was made, by the lists and by the one in the data folder, is erased again.
    """
    if restoring.holds_something():
        if not replace:
            raise Conflict(
                _l("There is a database in use here. --replace puts the backup over it, after a backup of what is there.")
            )
        restoring.examine(file, keeping.backup_key())
        kept, _saved = keeping.make_dated("before-restore")
        click.echo(f"What was there is kept in {kept}.")
    own = erasures.own_list()
    every = (*lists, own) if own.exists() and own.resolve() not in {one.resolve() for one in lists} else lists
    done = restoring.restore(file, keeping.backup_key(), every)
    erased = f", {done.erased} people erased again" if every else ""
    click.echo(
        f"{done.contents.rows:,} rows of {done.contents.made_at:%d.%m.%Y %H:%M} UTC are back{erased}. Everybody signs in anew."
    )
