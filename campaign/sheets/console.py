"""What the console says of a table that was brought in."""

from collections.abc import Mapping
from typing import Any


def import_said(document: Mapping[str, Any], room: str) -> str:
    """The JSON document of an import for a reader: every error and warning on a line, the sums, how it is taken back.

    `room`: the word of the command line under which it was brought in.
    """
    lines = [f"Row {error['row']}, {error['column']}: {error['message']}" for error in document["errors"]]
    lines += [f"Row {warning['row']}: {warning['message']}" for warning in document.get("warnings", ())]
    sums = "{rows} rows: {created} new, {matched} known, {skipped} skipped, {failed} with errors.".format(**document)
    number = document["import"]
    if number is not None:
        end = f"Written as import {number}; take it back with: adalzhol {room} undo-import {number}"
    else:
        end = "Nothing was written: this was a dry run." if document["dry_run"] else "Nothing was written."
    return "\n".join([*lines, sums, end])
