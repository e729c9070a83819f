"""The report of a dry run as a kept file: lines of JSON, a page of errors or rows each, so that one page is read alone."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final

from campaign.people.imports.schemas import CellError, Counts, Outcome, Reading, Report, RowLine

PAGE: Final = 50
MIMETYPE: Final = "application/x-ndjson"


@dataclass(frozen=True)
class Opened:
    """A report that was kept: its head, and the lines of its pages as they were written."""

    report: Report
    errors: Sequence[bytes]
    rows: Sequence[bytes]

    def error_page(self, page: int) -> tuple[CellError, ...]:
        """The errors of one page, counted from 1."""
        return tuple(CellError(*facts) for line in self.errors[page - 1 : page] for facts in json.loads(line))

    def all_errors(self) -> Iterator[CellError]:
        return (CellError(*facts) for line in self.errors for facts in json.loads(line))

    def row_page(self, page: int) -> tuple[RowLine, ...]:
        """The rows of one page, counted from 1."""
        return tuple(RowLine.from_facts(facts) for line in self.rows[page - 1 : page] for facts in json.loads(line))

    def rows_that(self, outcomes: frozenset[Outcome]) -> Iterator[RowLine]:
        """All rows of these outcomes. Some 2 µs a row of the table."""
        wanted = {outcome.value for outcome in outcomes}
        return (RowLine.from_facts(facts) for line in self.rows for facts in json.loads(line) if facts[2] in wanted)


def pages(count: int) -> int:
    """How many pages that many things fill; at least one."""
    return max(1, -(-count // PAGE))


def written(report: Report, errors: Sequence[CellError], rows: Sequence[RowLine]) -> Iterator[bytes]:
    """The report in pieces, one a line."""
    head = asdict(report)
    head["error_pages"] = -(-len(errors) // PAGE)
    yield _line(head)
    for page in _by_page((error.row, error.column, error.code, error.message) for error in errors):
        yield _line(page)
    for page in _by_page(rows):
        yield _line(page)


def opened(content: Iterable[bytes]) -> Opened:
    """The report again."""
    lines = b"".join(content).split(b"\n")
    head = json.loads(lines[0])
    end = 1 + head["error_pages"]
    report = Report(
        trouble=head["trouble"], sheets=tuple(head["sheets"]), headings=tuple(head["headings"]),
        sample=tuple(map(tuple, head["sample"])), reading=Reading.from_facts(head["reading"]), counts=Counts(**head["counts"]),
        waiting=head["waiting"], new_organisations=tuple(head["new_organisations"]), errors=head["errors"],
    )  # fmt: skip
    return Opened(report, lines[1:end], lines[end:-1])


def _line(facts: Any) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _by_page(things: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(things)
    while page := list(islice(waiting, PAGE)):
        yield page
