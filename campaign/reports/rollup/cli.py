"""`adalzhol reports …`: the roll-up of a relay as a file, the sentences for the press, closing a period."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from campaign.core import crypto
from campaign.core.actor import current_actor
from campaign.core.console import write_file
from campaign.core.i18n import LANGUAGES, language, use_language
from campaign.events.figures.schemas import PARTICIPANTS
from campaign.papers.presses import press_of
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.relay.queries import relay_row
from campaign.reports.periods.queries import close_row
from campaign.reports.periods.schemas import CloseWish
from campaign.reports.periods.services import close_period
from campaign.reports.rollup.paper import FROM, KIND, TO
from campaign.reports.rollup.queries import rollup_of
from campaign.reports.rollup.schemas import Period, RollUp
from campaign.reports.rollup.sentences import sentences_of
from campaign.reports.rollup.sheets import rollup_file

group = AppGroup("reports", help="What is told to the capital.")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@group.command("roll-up")
@click.option("--relay", "relay_id", type=int, required=True, help="The relay whose figures are put together.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file: .pdf, .xlsx or .csv.")
@click.option("--from", "first", type=DAY, help="The first day; from the beginning unless told.")
@click.option("--to", "last", type=DAY, help="The last day; to the end unless told.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The installation's unless told.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def roll_up(relay_id: int, out: Path, first: datetime | None, last: datetime | None, lang: str | None, as_json: bool) -> None:
    """Write the roll-up of a relay to a file; as PDF it is frozen as a numbered sheet."""
    period, code = Period(_day(first), _day(last)), lang or language()
    with use_language(code):
        found = rollup_of(current_actor(), relay_id, period)
        write_file(out, _content(found, relay_id, code, out.suffix.lower().removeprefix(".")))
    bottom = found.table.bottom
    if as_json:
        click.echo(json.dumps(_document(found, str(out)), ensure_ascii=False))
        return
    people = bottom.sums[PARTICIPANTS]
    click.echo(f"{bottom.places} of {bottom.due} places, {bottom.held} events, {people.sign}{people.value} people: {out}")


@group.command("close")
@click.option("--relay", "relay_id", type=int, required=True, help="The relay whose figures are closed.")
@click.option("--from", "first", type=DAY, required=True, help="The first day.")
@click.option("--to", "last", type=DAY, required=True, help="The last day; it must be over.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def close(relay_id: int, first: datetime, last: datetime, as_json: bool) -> None:
    """Close the figures of a relay from a day to a day: nothing reopens them."""
    wish = CloseWish(relay_row(relay_id).region_id, relay_id, first.date(), last.date())
    _stored, row = close_row(close_period(wish, crypto.new_uid()))
    if as_json:
        click.echo(json.dumps({"period": row.id, "hash": row.hash, "sheets": dict(row.sheets)}))
        return
    sheets = ", ".join(f"{number:05d}" for number in row.sheets.values())
    click.echo(f"Period {row.id} is closed, hash {row.hash}; sheets {sheets}")


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _content(found: RollUp, relay_id: int, code: str, kind: str) -> Iterable[bytes]:
    if kind in {"xlsx", "csv"}:
        return [rollup_file(found, kind)]
    if kind != "pdf":
        raise click.ClickException("The file's name ends with .pdf, .xlsx or .csv.")
    chosen = {FROM: _iso(found.period.first), TO: _iso(found.period.last)}
    number = print_paper(KIND.code, SubjectKind.RELAY, relay_id, PrintWish(code, chosen=chosen), crypto.new_uid())
    return press_of(KIND.code).pdf(number)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _document(found: RollUp, out: str) -> dict[str, Any]:
    bottom = found.table.bottom
    sums = {
        code: {"value": one.value, "parts": one.parts, "estimates": one.estimates, "at_least": one.at_least}
        for code, one in bottom.sums.items()
    }
    return {
        "file": out, "places": bottom.places, "due": bottom.due, "events": bottom.held, "totals": sums,
        "missing": [debt.name.as_dict() for debt in found.debts], "press": dict(sentences_of(found)),
    }  # fmt: skip
