"""`adalzhol motorcades …`: a table of vehicles brought into a column, and taken back."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from campaign.motorcades.imports import services as imports
from campaign.motorcades.imports.schemas import Options
from campaign.sheets.console import import_said
from campaign.sheets.reading import read_file

group = AppGroup("motorcades", help="The columns of motorcades.")


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "event_id", type=int, required=True, help="The motorcade whose column they are put into.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--skip-errors", is_flag=True, help="Take the good rows; otherwise any error keeps everything out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def import_vehicles(
    context: click.Context, file: Path, event_id: int, dry_run: bool, skip_errors: bool, as_json: bool
) -> None:  # fmt: skip
    """Bring in a table of vehicles (CSV, XLSX, ODS), all of it or nothing."""
    options = Options(skip_errors=skip_errors)
    done = imports.bring_in(event_id, read_file(file), options, only_look=dry_run)
    document = _document(done, dry_run)
    click.echo(json.dumps(document, ensure_ascii=False) if as_json else import_said(document, "motorcades"))
    if done.run.judged.errors and not skip_errors:
        context.exit(1)


def _document(done: imports.Brought, dry_run: bool) -> dict[str, Any]:
    judged = done.run.judged
    warnings = [{"row": line.row, "message": str(line.warning)} for line in judged.lines if line.warning]
    errors = [asdict(error) for error in judged.errors]
    return {"import": done.import_id, "dry_run": dry_run, **asdict(judged.counts), "errors": errors, "warnings": warnings}


@group.command("undo-import")
@click.argument("import_id", type=int, metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def undo_import(import_id: int, as_json: bool) -> None:
    """Take an import back as a whole, but for vehicles with passengers and those changed since."""
    count = imports.undo(import_id)
    if as_json:
        click.echo(json.dumps({"import": import_id, "undone": True, "vehicles": count}))
    else:
        click.echo(f"Import {import_id} was taken back: {count} vehicles left the column.")
