"""`adalzhol materials …`: the stock of a region at the command line."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from campaign.core import crypto
from campaign.core.checks import as_document, recount, tell
from campaign.core.errors import Invalid
from campaign.materials.imports import services as imports
from campaign.materials.imports.incoming import COLUMNS
from campaign.materials.need import telling
from campaign.materials.need.queries import need_of
from campaign.sheets.carried import given
from campaign.sheets.reading import read_file, read_table

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


@group.command("import-stock")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def import_stock(context: click.Context, file: Path, dry_run: bool, as_json: bool) -> None:
    """Bring in what is in the stores already (CSV, XLSX, ODS), a receipt for each store, all of them or none."""
    rows = given(read_table(read_file(file)), COLUMNS)
    if rows.missing or rows.cut or not rows.rows:
        raise Invalid(f"No table of stock: missing columns {', '.join(rows.missing) or 'none'}, {len(rows.rows)} rows.")
    judged = imports.look(rows)
    documents = []
    if not judged.errors and not dry_run:
        documents = imports.bring_in(rows, None, f"Opening stock: {file.name}", crypto.new_uid())
    errors = [{"row": error.row, "column": error.column, "message": str(error.message)} for error in judged.errors]
    stores = {book: sum(of.values()) for book, of in judged.received.items()}
    if as_json:
        document = {"dry_run": dry_run, "stores": stores, "documents": documents, "errors": errors}
        click.echo(json.dumps(document, ensure_ascii=False))
    else:
        click.echo("\n".join(_told(errors, stores, documents)))
    if errors:
        context.exit(1)


def _told(errors: list[dict[str, object]], stores: dict[str, int], documents: list[int]) -> list[str]:
    lines = [f"Row {error['row']}, {error['column']}: {error['message']}" for error in errors]
    lines += [f"{book}: {pieces} units" for book, pieces in stores.items()]
    return [*lines, f"Posted {len(documents)} receipts." if documents else "Nothing was written."]


@group.command("need")
@click.option("--relay", "relay_id", type=int, required=True, help="Its number.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def need(relay_id: int, as_json: bool) -> None:
    """What a relay needs of each material, what there is against it, what is bought and when it runs short."""
    found = need_of(relay_id)
    if as_json:
        click.echo(json.dumps(telling.as_document(found), ensure_ascii=False))
        return
    for line in telling.as_lines(found):
        click.echo(line)
