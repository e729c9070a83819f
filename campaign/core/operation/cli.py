"""`adalzhol replicate` and `adalzhol operation files`."""

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from campaign.core.operation import replica, units

Folder = click.Path(file_okay=False, path_type=Path)
OURS = units.Place()
group = AppGroup("operation", help="What runs an installation.")


@click.command("replicate")
@click.option("--to", "target", type=Folder, help="Where the copy lies; the data folder's `replica` unless told.")
@with_appcontext
def replicate(target: Path | None) -> None:
    """Keep a copy of the SQLite database that is a second behind, until SIGTERM; for PostgreSQL see docs/operation.md."""
    replica.replicate(target)


@group.command("files", with_appcontext=False)
@click.option("--out", type=Folder, required=True, help="The folder to write them into.")
@click.option("--host", default=OURS.host, show_default=True, help="The name by which the pages are reached.")
@click.option("--port", type=click.IntRange(1, 65535), default=OURS.port, show_default=True, help="Where gunicorn listens.")
@click.option("--home", default=OURS.home, show_default=True, help="Where the source and its .venv lie.")
@click.option("--data", default=OURS.data, show_default=True, help="The data folder, below /var/lib.")
@click.option("--user", default=OURS.user, show_default=True, help="The account of the service.")
def files(out: Path, host: str, port: int, home: str, data: str, user: str) -> None:
    """Write units for systemd, a container file, a proxy's configuration and a form for the settings."""
    place = units.Place(home=home, data=data, user=user, host=host, port=port)
    out.mkdir(parents=True, exist_ok=True)
    for name, content in units.files(place).items():
        (out / name).write_text(content, encoding="utf-8")
        click.echo(out / name)
