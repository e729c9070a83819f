"""`adalzhol print …`: all papers of a stop or an event as one file."""

import json
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from campaign.core import crypto, files
from campaign.core.console import write_file
from campaign.core.i18n import LANGUAGES, language
from campaign.papers.queries import subject_of
from campaign.papers.schemas import SubjectKind
from campaign.papers.sets.queries import items_of, offered, set_row
from campaign.papers.sets.schemas import Binding, ItemState, SetWish
from campaign.papers.sets.services import set_at_once

group = AppGroup("print", help="Papers.")


@group.command("paper-set")
@click.option("--stop", "stop_id", type=int, help="The stop whose papers are printed, with those of its events.")
@click.option("--event", "event_id", type=int, help="Or one event.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file: .pdf, or .zip.")
@click.option("--lang", "languages", type=click.Choice(LANGUAGES), multiple=True, help="The installation's unless told.")
@click.option("--paper", "codes", multiple=True, help="Only these papers, by their codes.")
@click.option("--both-sides", is_flag=True, help="Every paper begins on a new leaf.")
@click.option("--only-new", is_flag=True, help="Only what is new since the last set.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def paper_set(
    stop_id: int | None, event_id: int | None, out: Path, languages: tuple[str, ...], codes: tuple[str, ...],
    both_sides: bool, only_new: bool, as_json: bool,
) -> None:  # fmt: skip
    """Freeze all papers of a stop (or an event) as numbered sheets and write them to one file."""
    if (stop_id is None) == (event_id is None):
        raise click.UsageError("Say either --stop or --event.")
    kind, number = (SubjectKind.STOP, stop_id or 0) if event_id is None else (SubjectKind.EVENT, event_id)
    usual = tuple(press.code for press in offered(subject_of(kind, number)) if not press.tracks)
    binding = Binding.ZIP if out.suffix.lower() == ".zip" else Binding.PDF
    wish = SetWish(codes or usual, languages or (language(),), binding, both_sides, only_new)
    uid = set_at_once(kind, number, wish, crypto.new_uid())
    if (file_uid := set_row(uid).file_uid) is not None:
        write_file(out, files.content_of(file_uid, owned=False))
    document = _document(uid, out if file_uid is not None else None)
    click.echo(json.dumps(document, ensure_ascii=False) if as_json else _told(document))


def _document(uid: str, written: Path | None) -> dict[str, Any]:
    items = items_of(uid)
    sheets = [item.number for item in items if item.number is not None]
    left = [{"paper": item.code, "why": item.trouble} for item in items if item.state is ItemState.LEFT_OUT]
    file = str(written) if written else None
    return {"set": uid, "papers": set_row(uid).papers, "sheets": sheets, "left_out": left, "file": file}


def _told(document: dict[str, Any]) -> str:
    done = f"{document['papers']} papers in {document['file']}" if document["file"] else "No paper, so no file was written."
    lines = [done]
    lines += [f"left out: {one['paper']} ({one['why']})" for one in document["left_out"]]
    return "\n".join(lines)
