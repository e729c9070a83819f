"""A bar: one line of what is asked, and where its figure comes from.

    BARS = (
        Bar("GET", Tests("tests/house/test_matrix.py::test_nobody_reads_what_is_not_theirs_and_looking_changes_nothing")),
        Bar("crash", Cases("chaos"), quick=Tests("tests/chaos/test_crash.py")),
        Bar("seats, stock", Cases("fuzz", "places"), part="any order", databases=(SQLITE,)),
        Bar("trouble", Measured(disk_full), part="full disk"),
    )

A line may have several bars, told apart by `part`. Tests run in a child whose applications are on the database that is asked
about (`--on`); a test that shows a figure says it with the fixture `figure`. Cases are those of a benchmark that have all the
words given, and the name of the database where the benchmark measures both. A bar without a database stands once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
BOTH = (SQLITE, POSTGRESQL)
NEITHER: tuple[str, ...] = ("no database",)


@dataclass(frozen=True)
class Reached:
    """The figure in words, and whether it is what was asked; None: it could not be measured."""

    figure: str
    reached: bool | None


NOT_MEASURED = Reached("not measured", None)


@dataclass(frozen=True, init=False)
class Tests:
    """Tests by file, or file::name; all must pass and none may be skipped."""

    __test__ = False  # pytest must not take it for one itself

    targets: tuple[str, ...]

    def __init__(self, *targets: str) -> None:
        object.__setattr__(self, "targets", targets)


@dataclass(frozen=True, init=False)
class Cases:
    """Cases of a benchmark that have all these words in their name; none may miss its goal."""

    benchmark: str
    words: tuple[str, ...]

    def __init__(self, benchmark: str, *words: str) -> None:
        object.__setattr__(self, "benchmark", benchmark)
        object.__setattr__(self, "words", words)


@dataclass(frozen=True)
class Measured:
    """A function of the database's name and whether to be quick. `apart`: in a child for each database, all at once."""

    function: Callable[[str, bool], Reached]
    apart: bool = False


Evidence = Tests | Cases | Measured


@dataclass(frozen=True)
class Bar:
    """`line` is a key of `asked.py`, `shows` are clauses of it; `quick` is the short form where the whole one takes minutes.

    `why` says why a database has no figure, or none has.
    """

    line: str
    whole: Evidence
    part: str = ""
    databases: tuple[str, ...] = BOTH
    quick: Evidence | None = None
    shows: tuple[str, ...] = ()
    why: str = ""

    def evidence(self, quick: bool) -> Evidence:
        return self.quick if quick and self.quick is not None else self.whole
