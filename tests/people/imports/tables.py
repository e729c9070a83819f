"""Tables as people send them, made for tests: CSV and XLSX, of invented people."""

import csv
import io
import random
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from campaign.core.db import db
from campaign.people.imports.schemas import Options, Upload
from campaign.people.imports.services import Brought, bring_in
from tests.factories import an_organisation
from tests.factories.crowds import names

HEAD = ("ФИО", "Телефон", "Организация", "Роль", "Год рождения", "Эл. почта", "Язык", "Примечание")
NAME, PHONE, PLACE, ROLE, YEAR, EMAIL, LANGUAGE, NOTE = range(8)
SCHOOLS = ("Лицей № 20", "Школа № 7", "Колледж связи")
Row = list[Any]


def a_row(number: int, name: str = "", **cells: Any) -> Row:
    """Somebody in order; cells by the lower-case name of a constant above."""
    row = [
        name or names(1, number)[0][:-6], f"8 701 {number // 10000 % 1000:03d} {number // 100 % 100:02d} {number % 100:02d}",
        SCHOOLS[number % 3], "", 1970 + number % 30, f"u{number}@example.kz", ("каз", "рус", "")[number % 3], "",
    ]  # fmt: skip
    for word, cell in cells.items():
        row[globals()[word.upper()]] = cell
    return row


def rows_of(count: int, first: int = 5_550_000) -> list[Row]:
    """So many different people, in order."""
    random.seed(1)
    return [a_row(first + number, name[:-6]) for number, name in enumerate(names(count))]


def a_csv(
    rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, encoding: str = "utf-8", name: str = "people.csv"
) -> Upload:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([head, *rows] if head else rows)
    return Upload(name, out.getvalue().encode(encoding))


def an_xlsx(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, name: str = "people.xlsx") -> Upload:
    """Numbers stay numbers; a text that begins with = becomes a formula, as a hand would type it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Лист1")
        for number, row in enumerate([head, *rows] if head else rows):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
    return Upload(name, out.getvalue())


def schools(region_id: int) -> None:
    """The organisations that the rows name."""
    for name in SCHOOLS:
        an_organisation(region_id, name)


def sent(event_id: int, upload: Upload, *, dry_run: bool = False, **options: Any) -> Brought:
    """Bring the table in as the console does."""
    return bring_in(event_id, upload, Options(**options), dry_run=dry_run)


def found(brought: Brought) -> list[tuple[int, str, str]]:
    """What is wrong: row, column, code."""
    return [(error.row, error.column, error.code) for error in brought.plan.errors]


def count(table: type[Any], *where: Any) -> int:
    db.session.rollback()
    return db.session.query(table).filter(*where).count()
