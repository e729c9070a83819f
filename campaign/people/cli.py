"""`adalzhol people …`: the roster of an event as a file."""

import json
from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import AppGroup

from campaign.core import crypto
from campaign.core.i18n import LANGUAGES, language, use_language
from campaign.people import documents, sheets
from campaign.people.paper.queries import roster_sheet
from campaign.people.paper.schemas import MOST_BLANK_ROWS, USUAL_BLANK_ROWS, PrintWish, RosterSheet
from campaign.people.schemas import Marking
from campaign.people.services.printing import print_roster

group = AppGroup("people", help="The people of events.")
FORMATS = ("pdf", "xlsx", "csv")


@group.command("roster")
@click.option("--event", "event_id", type=int, required=True, help="The event whose confirmed people are listed.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language and alphabet; the installation's unless told.")
@click.option("--format", "kind", type=click.Choice(FORMATS), help="By the file's name, else PDF, unless told.")
@click.option("--marking", type=click.Choice([word.value for word in Marking]), default="box", show_default=True)
@click.option("--blank-rows", type=click.IntRange(0, MOST_BLANK_ROWS), default=USUAL_BLANK_ROWS, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def roster(event_id: int, out: Path, lang: str | None, kind: str | None, marking: str, blank_rows: int, as_json: bool) -> None:
    """Print the roster of an event: freeze it as a numbered sheet and write the sheet to a file."""
    wish = PrintWish(lang or language(), Marking(marking), blank_rows)
    with use_language("en"):
        sheet = roster_sheet(print_roster(event_id, wish, crypto.new_uid()))
    _write(out, _content(sheet, kind or _by_name(out)))
    if as_json:
        document = {"sheet": sheet.line.number, "revision": sheet.line.revision, "rows": sheet.line.rows, "file": str(out)}
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    click.echo(f"Sheet {sheet.line.shown_number}, revision {sheet.line.revision}: {sheet.line.rows} people in {out}")


def _by_name(out: Path) -> str:
    ending = out.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else "pdf"


def _content(sheet: RosterSheet, kind: str) -> Iterable[bytes]:
    if kind == "xlsx":
        return [sheets.roster_xlsx(sheet)]
    return sheets.roster_csv(sheet) if kind == "csv" else documents.roster_pdf(sheet)


def _write(out: Path, content: Iterable[bytes]) -> None:
    try:
        with out.open("wb") as file:
            file.writelines(content)
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from error
