"""The sheets that a new one may be compared with."""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.prints import Content, PrintedSheet

T = TypeVar("T")
_BACK: Final = 3  # revisions that are looked through for one printed alike


def earlier_sheet(
    session: Session, kind: str, subject_id: int, language: str,
    opened: Callable[[Content], T], is_alike: Callable[[T], bool],
) -> tuple[PrintedSheet, T] | None:  # fmt: skip
    """The last sheet of this paper in this language that was printed alike, opened. One statement.

    One printed otherwise (with phones, a part of it) is none to compare with: not only would every row differ, what was left
    out on purpose would come back as what was there before.
    """
    same = (PrintedSheet.kind == kind, PrintedSheet.subject_id == subject_id, PrintedSheet.language == language)
    asked = select(PrintedSheet).where(*same).order_by(PrintedSheet.revision.desc()).limit(_BACK)
    found = ((sheet, paper) for sheet, paper in _read(session.scalars(asked), opened) if is_alike(paper))
    return next(found, None)


def _read(sheets: Iterator[PrintedSheet], opened: Callable[[Content], T]) -> Iterator[tuple[PrintedSheet, T]]:
    """Those that can be read: a sheet that is spoilt keeps nobody from printing the next."""
    for sheet in sheets:
        try:
            yield sheet, opened(sheet.content())
        except ValueError:
            continue
