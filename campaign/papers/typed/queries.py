"""Reading what is typed back: a sheet with its pages, one typing, what waits. Only for whoever may write what it writes."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from campaign.accounts.models import User
from campaign.core import prints
from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.errors import CampaignError, NotFound
from campaign.core.i18n import Words, _l
from campaign.core.prints import PrintedSheet
from campaign.papers.presses import Press, press_of
from campaign.papers.queries import subject_of
from campaign.papers.schemas import Subject
from campaign.papers.typed.comparing import Difference, differences
from campaign.papers.typed.kinds import TYPED, typed_kind
from campaign.papers.typed.models import Typing
from campaign.papers.typed.reading import read_text
from campaign.papers.typed.schemas import LIVE, Grade, PageTyping, Reading, Row, Said, TypedKind, TypedSheet, TypingState
from campaign.territory.models import Region

MOST = 30
NO_TYPING = _l("There is no such typing.")


@dataclass(frozen=True)
class OpenSheet:
    """A sheet that can be typed back, with how its kind is typed and printed, and what it is about."""

    sheet: TypedSheet
    kind: TypedKind
    press: Press
    subject: Subject


@dataclass(frozen=True)
class PageState:
    """One page of a sheet: its rows as printed, and its living typings, the first and the second."""

    page: int
    rows: tuple[Row, ...]
    first: PageTyping | None
    second: PageTyping | None

    @property
    def span(self) -> str:
        """The numbers of its first and last row."""
        return f"{self.rows[0].number}–{self.rows[-1].number}" if len(self.rows) > 1 else self.rows[0].number


def open_sheet(number: int) -> OpenSheet:
    """The sheet with this number. Raises NotFound outside the asker's scope and for kinds that are not typed back, Refused."""
    return _opened(prints.sheet_of(number))


def _opened(stored: PrintedSheet) -> OpenSheet:
    kind, press = typed_kind(stored.kind), press_of(stored.kind)
    subject = subject_of(press.subject, stored.subject_id)
    sheet = _sheet(stored, subject.time_zone)
    kind.ensure(sheet)
    return OpenSheet(sheet, kind, press, subject)


def _sheet(stored: PrintedSheet, zone: str) -> TypedSheet:
    return TypedSheet(
        stored.id, stored.number, stored.kind, stored.subject_id, stored.region_id, stored.stop_id, stored.language,
        stored.revision, stored.printed_at, zone,
    )  # fmt: skip


def rows_by_page(found: OpenSheet) -> dict[int, tuple[Row, ...]]:
    """The rows of each page that has any, in the printed order. As long as drawing the sheet takes."""
    pages: dict[int, list[Row]] = defaultdict(list)
    for placed in found.press.rows(found.sheet.number):
        row = Row(placed.number, placed.key, placed.words)
        called = found.kind.called(row) if found.kind.called and row.key else ""
        pages[placed.page].append(replace(row, called=called))
    return {page: tuple(rows) for page, rows in sorted(pages.items())}


def page_states(found: OpenSheet) -> tuple[PageState, ...]:
    """Every page with rows, and how far its typing is. One statement besides those of the sheet."""
    asked = typings_asked().where(Typing.sheet_id == found.sheet.id, Typing.state.in_(LIVE))
    typings = {(row.Typing.page, row.Typing.turn): typing_facts(row, found.sheet) for row in db.session.execute(asked)}
    return tuple(
        PageState(page, rows, typings.get((page, 1)), typings.get((page, 2))) for page, rows in rows_by_page(found).items()
    )


def typings_asked() -> Any:
    """Typings with who types them, to be narrowed and ordered by the asker."""
    return select(Typing, func.coalesce(User.name, "").label("user")).outerjoin(User, User.id == Typing.user_id)


def typing_facts(row: Any, sheet: TypedSheet) -> PageTyping:
    """Without what stands in it."""
    kept: Typing = row.Typing
    return PageTyping(
        kept.uid, sheet, kept.page, kept.turn, kept.state, kept.double, kept.user_id, row.user, kept.version, kept.changed_at,
        kept.posted_at, kept.undone_at,
    )  # fmt: skip


@dataclass(frozen=True)
class OpenTyping:
    """A typing with its sheet, what was read of it, and the other person's of the same page, if there is one.

    `reading` is None while the asker may not see it: somebody else's draft, or one of two that are typed blind.
    """

    found: OpenSheet
    typing: PageTyping
    other: PageTyping | None
    reading: Reading | None
    other_reading: Reading | None

    @property
    def is_mine(self) -> bool:
        return self.typing.user_id == current_actor().user_id

    @property
    def is_pair(self) -> bool:
        """Whether both are typed to the end, so that they may be compared."""
        return self.other is not None and {self.typing.state, self.other.state} == {TypingState.READY}


def open_typing(uid: str) -> OpenTyping:
    """One typing. Raises NotFound, Refused. Six statements at most."""
    row = db.session.execute(typings_asked().where(Typing.uid == uid)).one_or_none()
    if row is None:
        raise NotFound(NO_TYPING)
    kept: Typing = row.Typing
    found = _opened(db.session.scalars(select(PrintedSheet).where(PrintedSheet.id == kept.sheet_id)).one())
    same = (Typing.sheet_id == kept.sheet_id, Typing.page == kept.page, Typing.turn != kept.turn, Typing.state == kept.state)
    beside = db.session.execute(typings_asked().where(*same).order_by(Typing.id.desc()).limit(1)).one_or_none()
    typing, rows = typing_facts(row, found.sheet), kept.rows
    seen = replace(typing, rows=rows, facts=kept.facts)
    other = typing_facts(beside, found.sheet) if beside else None
    both = OpenTyping(found, seen, other, None, None)
    if not both.is_mine and not _is_public(both):
        return both
    reading = read_text(found.kind, rows, kept.text)
    pair = beside is not None and typing.state is not TypingState.DRAFT
    return replace(
        both, typing=replace(seen, text=kept.text), reading=reading,
        other_reading=read_text(found.kind, rows, beside.Typing.text) if pair and beside else None,
    )  # fmt: skip


def sums_of(both: OpenTyping) -> tuple[tuple[Words, int, int | None], ...]:
    """Each sum at the foot of the page: its words, what was typed so far, what was counted on paper (None: not yet)."""
    reading = both.reading
    if reading is None:
        return ()
    counted = [*reading.totals, *[None] * len(both.found.kind.totals)]
    return tuple((total.label, total.of(reading.entries), counted[place]) for place, total in enumerate(both.found.kind.totals))


def said_of(both: OpenTyping) -> dict[str, list[Said]]:
    """What is said of each row of a page that is ready: by its number, "" for the page; of one that is over, what was left."""
    said: dict[str, list[Said]] = defaultdict(list)
    if both.reading is not None and both.typing.state is TypingState.READY:
        for one in both.found.kind.judge(both.found.sheet, both.reading.entries):
            said[one.number].append(one)
    facts = both.typing.facts
    kept: list[list[str]] = facts.get("stays") or facts.get("left") or []
    for number, words in kept:
        said[number].append(Said(number, Grade.WARN, words))
    return dict(said)


def differing(both: OpenTyping) -> tuple[Difference, ...]:
    """Where the two typings of a page differ; empty when they agree, and as long as they may not be compared."""
    if both.reading is None or both.other_reading is None:
        return ()
    pair = (both.reading, both.other_reading) if both.typing.turn == 1 else (both.other_reading, both.reading)
    return differences(both.found.kind, *pair)


def _is_public(both: OpenTyping) -> bool:
    """Whether others than whoever typed it may read it: no draft, and of two that are typed blind only both together."""
    if both.typing.state in (TypingState.DRAFT, TypingState.DROPPED):
        return False
    return both.typing.state is not TypingState.READY or not both.typing.double or both.is_pair


def my_typings() -> tuple[PageTyping, ...]:
    """What the asker has begun and not posted, the last first. Two statements, and those of asking who may type each back."""
    asked = typings_asked().where(
        Typing.user_id == current_actor().user_id, Typing.state.in_((TypingState.DRAFT, TypingState.READY))
    )
    return _listed(asked)


def waiting_for_second() -> tuple[PageTyping, ...]:
    """Pages that somebody else has typed and a second person should type."""
    second = Typing.__table__.alias()
    taken = select(second.c.id).where(
        second.c.sheet_id == Typing.sheet_id, second.c.page == Typing.page, second.c.turn == 2, second.c.state.in_(LIVE)
    )
    asked = typings_asked().where(
        Typing.double, Typing.turn == 1, Typing.state.in_((TypingState.DRAFT, TypingState.READY)),
        Typing.user_id != current_actor().user_id, ~taken.correlate(Typing).exists(),
    )  # fmt: skip
    return _listed(asked)


def last_posted() -> tuple[PageTyping, ...]:
    """What was posted last, by whomever."""
    return _listed(typings_asked().where(Typing.state == TypingState.POSTED, Typing.turn == 1), Typing.posted_at.desc())


def _listed(asked: Any, *order: Any) -> tuple[PageTyping, ...]:
    rows = db.session.execute(asked.order_by(*(order or (Typing.changed_at.desc(),)), Typing.id.desc()).limit(MOST)).all()
    sheets = _sheets([row.Typing.sheet_id for row in rows])
    return tuple(typing_facts(row, sheets[row.Typing.sheet_id]) for row in rows if row.Typing.sheet_id in sheets)


def _sheets(numbers: Sequence[int]) -> dict[int, TypedSheet]:
    """The sheets of these that the asker may type back. One statement."""
    found: dict[int, TypedSheet] = {}
    asked = select(PrintedSheet, Region.time_zone).join(Region, Region.id == PrintedSheet.region_id)
    for stored, zone in db.session.execute(asked.where(PrintedSheet.id.in_(set(numbers)), PrintedSheet.kind.in_(TYPED))):
        sheet = _sheet(stored, zone)
        with suppress(CampaignError):
            TYPED[stored.kind].ensure(sheet)
            found[stored.id] = sheet
    return found
