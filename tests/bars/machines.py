"""Several machines that share one PostgreSQL, and a scanner from outside."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import postgres
from tests.bars.bar import POSTGRESQL, Bar, Cases, Measured, Reached
from tests.chaos.machines import GUESSES, JOBS, two_machines

MOST_COMPARED = 5


def shared(database: str, quick: bool) -> Reached:
    with tempfile.TemporaryDirectory() as here, tempfile.TemporaryDirectory() as there, postgres.fresh_database() as address:
        found = two_machines(address, Path(here), Path(there))
    signed = "used and ended on both" if found.signed_in_there and found.signed_out_there else "not shared"
    once = found.effects == {f"effect of {number}": 1 for number in range(JOBS)}
    said = (
        f"session {signed}; {found.compared} of {GUESSES} wrong passwords compared; "
        f"{found.taken_once} of {JOBS} jobs taken once; file of one {'' if found.file_read_there else 'not '}read on the other"
    )
    whole = once and found.taken_once == JOBS and found.signed_in_there and found.signed_out_there
    return Reached(said, whole and found.compared <= MOST_COMPARED and found.file_read_there)


BARS = (
    Bar(
        "many machines",
        Measured(shared),
        databases=(POSTGRESQL,),
        shows=("one database",),
        why="SQLite is a file of one machine",
    ),
    Bar("outside scanner", Cases("scan", "above information"), shows=("none",)),
)
