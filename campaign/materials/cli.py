"""`adalzhol materials …`: the stock of a region at the command line."""

import json

import click
from flask.cli import AppGroup

from campaign.core.checks import as_document, recount, tell

group = AppGroup("materials", help="Materials: stock and need.")


@group.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def check(as_json: bool) -> None:
    """Add the ledger up again; exit 1 and say what is wrong when a balance, a number or a line disagrees with it."""
    outcomes = recount(["ledger"])
    if as_json:
        click.echo(json.dumps(as_document(outcomes), ensure_ascii=False))
    else:
        tell(outcomes)
    if not all(outcome.ok for outcome in outcomes):
        raise click.exceptions.Exit(1)
