"""`adalzhol audit verify`: whether anybody changed the trail, and whether a head on paper stands in it."""

import json
import re
from dataclasses import asdict

import click
from flask.cli import AppGroup

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.audit.chain import Head
from campaign.core.audit.verifying import Verdict, verify
from campaign.core.checks import one_picture

group = AppGroup("audit", help="The trail of who did what, and the chain that holds it.")


class PrintedHead(click.ParamType[Head]):
    """A head as it stands on paper: 1234:0123456789abcdef."""

    name = "NUMBER:HEX"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Head:
        if not (found := re.fullmatch(r"(\d{1,9}):([0-9a-f]{8,64})", value.strip().lower())):
            self.fail(f"{value!r} is no head: write it as on the paper, 1234:0123456789abcdef", param, ctx)
        return Head(int(found[1]), found[2])


@group.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option(
    "--from", "start", type=click.IntRange(1), default=1, help="Begin with this block; the one before it is believed."
)
@click.option("--head", "printed", type=PrintedHead(), multiple=True, help="A head on paper that must stand in the chain.")
def command(as_json: bool, start: int, printed: tuple[Head, ...]) -> None:
    """Go through the chain; exit 1 and name the first broken place of each kind when it does not hold."""
    with acting_as(SYSTEM), one_picture() as session:
        verdict = verify(session, start, printed)
    if as_json:
        click.echo(json.dumps(as_document(verdict)))
    else:
        _tell(verdict, printed)
    if verdict.broken:
        raise click.exceptions.Exit(1)


def as_document(verdict: Verdict) -> dict[str, object]:
    """The verdict as `--json` prints it."""
    return {
        "ok": not verdict.broken,
        "blocks": verdict.blocks,
        "entries": verdict.entries,
        "head": str(verdict.head) if verdict.head else None,
        "broken": list(map(asdict, verdict.first_of_each)),
    }


def _tell(verdict: Verdict, printed: tuple[Head, ...]) -> None:
    state = "broken" if verdict.broken else "whole"
    ends = f"; its head is {verdict.head}" if verdict.head else ""
    click.echo(f"The chain is {state}: {verdict.blocks:,} blocks, {verdict.entries:,} entries{ends}.")
    for one in printed:
        if all(broken.kind != "head" or broken.id != one.number for broken in verdict.broken):
            click.echo(f"{one} stands in the chain.")
    for broken in verdict.first_of_each:
        click.echo(f"{broken.kind}: {broken.thing} {broken.id}: {broken.message}")
