"""`adalzhol packages …`: a stop taken along, opened on another machine, packed up and brought back."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from campaign.core import crypto, files
from campaign.core.actor import current_actor
from campaign.core.console import write_file
from campaign.core.errors import NotFound
from campaign.exchange.packages import queries, services
from campaign.exchange.packages.schemas import Say
from campaign.exchange.packages.telling import preview_of

group = AppGroup("packages", help="A stop on a machine without a network.")
TYPED_BY = "CAMPAIGN_PACKAGE_PASSPHRASE"


@group.command("take")
@click.option("--stop", "stop_id", type=int, required=True, help="The number of the stop.")
@click.option("--traveller", type=int, required=True, help="The number of the account that takes it along.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def take(stop_id: int, traveller: int, out: Path) -> None:
    """Take a stop along: write its package and tell the passphrase, once."""
    made = services.take_along(stop_id, traveller, crypto.new_uid())
    row = queries.package_row(made.id)
    if row.file_uid is None:
        raise NotFound(queries.NO_PACKAGE)
    click.echo(f"Passphrase: {made.passphrase}\nSeal: {row.seal}")  # told once: first, whatever becomes of the file
    write_file(out, files.content_of(row.file_uid, owned=False), private=True)
    click.echo(f"{row.rows:,} rows of {row.place.text('en')} are in {out}.")


@group.command("open")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--passphrase", envvar=TYPED_BY, prompt=True, help="As it was shown.")
def open_(file: Path, passphrase: str) -> None:
    """Open a package on this fresh machine and print the link by which its traveller comes in."""
    opened = services.open_package(file.read_bytes(), passphrase)
    click.echo(f"{opened.rows:,} rows of {opened.place.text('en')} are here. Seal of home: {opened.seal}")
    click.echo(f"{opened.email} opens this link within 7 days and chooses a password:\n{opened.link}")


@group.command("pack")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def pack(out: Path) -> None:
    """On the road: write everything as it is now, for the way home."""
    _name, content = services.pack_up(services.only_package())
    write_file(out, [content], private=True)
    click.echo(f"{len(content):,} bytes are in {out}. Bring the file home and send it in on the page “Packages”.")


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def list_packages(as_json: bool) -> None:
    """The packages of this machine."""
    rows = queries.packages()
    if as_json:
        told = [
            {"id": row.id, "stop": row.stop_id, "side": row.side.value, "state": row.state.value, "rows": row.rows}
            for row in rows
        ]
        click.echo(json.dumps({"packages": told, "as": current_actor().name}, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row.id}\t{row.side.value}\t{row.state.value}\t{row.place.text('en')}\t{row.traveller}\t{row.rows:,} rows")


@group.command("bring-back")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--say", type=click.Choice([say.value for say in Say]), help="Which side stands where both have changed the same."
)
@click.option("--dry-run", is_flag=True, help="Only tell what it brings.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def bring_back(file: Path, say: str | None, dry_run: bool, as_json: bool) -> None:
    """Bring in what was packed on the other machine; without --say it stops where both sides have changed the same."""
    number = services.send_in(file.read_bytes())
    journey = services.journey_of(number)
    preview = preview_of(journey)
    told: dict[str, object] = {"package": number, "questions": [question.name for question in preview.questions]}
    if not dry_run:
        choices = {question.name: Say(say) for question in preview.questions} if say else {}
        told |= services.bring_back(number, journey.seen, choices).counts()
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in preview.lines:
        click.echo(f"{line.words}: {line.new} new, {line.changed} changed, {line.gone} taken away, {line.asked} to be decided")
    click.echo("Nothing was changed." if dry_run else f"Brought in: {told}")
