"""`adalzhol people …`: the roster of an event as a file; a table of people brought in, and taken back."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from campaign.core import crypto
from campaign.core.console import write_file
from campaign.core.i18n import LANGUAGES, language, use_language
from campaign.people import documents, sheets
from campaign.people.imports import services as imports
from campaign.people.imports.schemas import Options
from campaign.people.paper.queries import roster_sheet
from campaign.people.paper.schemas import MOST_BLANK_ROWS, USUAL_BLANK_ROWS, PrintWish, RosterSheet
from campaign.people.schemas import Marking
from campaign.people.services.printing import print_roster
from campaign.sheets.console import import_said
from campaign.sheets.reading import read_file

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
    write_file(out, _content(sheet, kind or _by_name(out)))
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


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "event_id", type=int, required=True, help="The event whose list they are put on.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--skip-errors", is_flag=True, help="Take the good rows; otherwise any error keeps everything out.")
@click.option("--create-organisations", is_flag=True, help="Add organisations that are not known yet.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def import_people(
    context: click.Context,
    file: Path,
    event_id: int,
    dry_run: bool,
    skip_errors: bool,
    create_organisations: bool,
    as_json: bool,
) -> None:
    """Bring in a table of people (CSV, XLSX, ODS), all of it or nothing."""
    options = Options(skip_errors=skip_errors, create_organisations=create_organisations)
    done = imports.bring_in(event_id, read_file(file), options, dry_run=dry_run)
    document = _document(done, dry_run)
    click.echo(json.dumps(document, ensure_ascii=False) if as_json else import_said(document, "people"))
    if done.plan.errors and not skip_errors:
        context.exit(1)


def _document(done: imports.Brought, dry_run: bool) -> dict[str, Any]:
    counts = asdict(done.plan.counts)
    del counts["already_there"]
    return {"import": done.import_id, "dry_run": dry_run, **counts, "errors": [asdict(error) for error in done.plan.errors]}


@group.command("undo-import")
@click.argument("import_id", type=int, metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def undo_import(import_id: int, as_json: bool) -> None:
    """Take an import back as a whole: what it made, and nobody who registered since."""
    imports.undo(import_id)
    if as_json:
        click.echo(json.dumps({"import": import_id, "undone": True}))
    else:
        click.echo(f"Import {import_id} was taken back.")
