"""`adalzhol check`: every invariant recounted from the rows, as one picture of the database, and what is wrong with it."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db

MOST_NAMED: Final = 1000  # findings of one kind; a broken table need not be printed whole


@dataclass(frozen=True)
class Wrong:
    """A row that breaks an invariant: which kind of thing, its number, and a sentence in English."""

    thing: str
    id: int
    message: str


@dataclass(frozen=True)
class Finding:
    """What one check found: how many things it looked at, and those that are wrong."""

    looked_at: int
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True)
class Outcome:
    """A finding under the name of its check."""

    name: str
    looked_at: int
    wrong: tuple[Wrong, ...]

    @property
    def ok(self) -> bool:
        return not self.wrong


Recount = Callable[[Session], Finding]
CHECKS: dict[str, Recount] = {}  # features register theirs


def check(name: str) -> Callable[[Recount], Recount]:
    """Register a recount under its name in the contract (QUALITY.md).

    It only reads, in a number of statements that does not depend on the rows, and names at most `MOST_NAMED` of each kind.
    """

    def register(recount: Recount) -> Recount:
        CHECKS[name] = recount
        return recount

    return register


def recount(names: Sequence[str] = ()) -> list[Outcome]:
    """Run these checks, or all, on one consistent picture of the database, whatever is written meanwhile."""
    with acting_as(SYSTEM), one_picture() as session:
        found = {name: CHECKS[name](session) for name in names or sorted(CHECKS)}
    return [Outcome(name, finding.looked_at, finding.wrong) for name, finding in found.items()]


@contextmanager
def one_picture() -> Iterator[Session]:
    """A transaction in which every statement sees the same rows; SQLite's own do that in its present mode (WAL)."""
    session = db.session()
    session.rollback()
    options: dict[str, Any] = {}
    if session.get_bind().dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    session.connection(execution_options=options)
    try:
        yield session
    finally:
        session.rollback()


def as_document(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The outcomes as `--json` prints them."""
    checks = [
        {"name": outcome.name, "ok": outcome.ok, "looked_at": outcome.looked_at, "wrong": list(map(asdict, outcome.wrong))}
        for outcome in outcomes
    ]
    return {"ok": all(outcome.ok for outcome in outcomes), "checks": checks}


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@with_appcontext
def command(as_json: bool) -> None:
    """Recount every invariant; exit 1 and say what is wrong when one does not hold."""
    outcomes = recount()
    if as_json:
        click.echo(json.dumps(as_document(outcomes), ensure_ascii=False))
    else:
        tell(outcomes)
    if not all(outcome.ok for outcome in outcomes):
        raise click.exceptions.Exit(1)


def tell(outcomes: Sequence[Outcome]) -> None:
    """Print a line for each check, and one for each thing that is wrong."""
    for outcome in outcomes:
        verdict = "ok" if outcome.ok else f"{len(outcome.wrong)} wrong"
        click.echo(f"{outcome.name:<14} {verdict} ({outcome.looked_at:,} looked at)")
    for outcome in outcomes:
        for wrong in outcome.wrong:
            click.echo(f"{outcome.name}: {wrong.thing} {wrong.id}: {wrong.message}")
