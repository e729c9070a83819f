"""Typing a page, line by line; finishing it, comparing two, posting it in one unit of work, taking it back (SPEC D4)."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import length_complaint
from campaign.core.prints import PrintedSheet
from campaign.core.text import clean_line, clean_text
from campaign.papers.typed.comparing import differences
from campaign.papers.typed.models import Typing
from campaign.papers.typed.queries import NO_TYPING, OpenSheet, open_sheet, open_typing, rows_by_page
from campaign.papers.typed.reading import read_text
from campaign.papers.typed.results import TypedResult
from campaign.papers.typed.schemas import (
    LIVE,
    LONGEST_LINE,
    LONGEST_TEXT,
    Grade,
    Reading,
    Row,
    Said,
    TypedKind,
    TypingState,
)

NOT_YET: Final = _l("Not typed to the end yet: something needs a correction.")
_LINE: Final = "typed.line"
_BACK: Final = "typed.back"
_FINISH: Final = "typed.finish"
_BY_OTHERS: Final = _l("Somebody else types this page. Only they change what they have typed.")
_OVER: Final = _l("This page is not being typed any more. Look at it again; nothing was changed.")
_FRESH: Final = {"populate_existing": True}


def begin(number: int, page: int, *, double: bool = False) -> str:
    """Begin to type a page, or go on with one's own typing of it; its uid.

    `double`: a second person shall type it too, without seeing the first. Where one was asked for, whoever comes second is that
    person. Raises NotFound, Refused, Conflict when somebody else types it or the sheet has no rows that can be typed back.
    """
    found = open_sheet(number)
    rows = rows_by_page(found).get(page)  # a long sheet is drawn before anybody has to wait for the database
    if rows is None:
        raise NotFound(_l("This page of the sheet has no rows."))
    _ensure_keyed(rows)
    with unit_of_work() as session:
        session.execute(select(PrintedSheet.id).where(PrintedSheet.id == found.sheet.id).with_for_update())
        living = select(Typing).where(Typing.sheet_id == found.sheet.id, Typing.page == page, Typing.state.in_(LIVE))
        there = {typing.turn: typing for typing in session.scalars(living, execution_options=_FRESH)}
        for typing in there.values():
            if typing.user_id == current_actor().user_id:
                return typing.uid
        if there and (2 in there or not there[1].double or there[1].state is TypingState.POSTED):
            raise Conflict(_l("Somebody else types this page, or has typed it. Look at the list of pages."))
        return _begun(session, found, page, rows, turn=2 if there else 1, double=double or bool(there))


def _ensure_keyed(rows: Sequence[Row]) -> None:
    """Raises Conflict for a sheet of before rows knew what they are about."""
    if not any(row.key or row.is_blank for row in rows):
        raise Conflict(_l("This sheet was printed before its rows could be typed back. Enter what stands on it by hand."))


def begin_again(uid: str) -> str:
    """Type a page anew that was taken back, beginning with the lines that stood there; its new typing.

    For a row that was posted wrongly nobody types forty again. Raises NotFound, Refused, Conflict, as `begin` does.
    """
    before = open_typing(uid)
    if before.typing.state is not TypingState.UNDONE:
        raise Conflict(_OVER)
    again = begin(before.found.sheet.number, before.typing.page, double=before.typing.double)
    with unit_of_work() as session:
        typing, _found = _held(session, again)
        if before.is_mine and typing.state is TypingState.DRAFT and typing.version == 1:
            _write(typing, before.typing.text)
    return again


def _begun(session: Session, found: OpenSheet, page: int, rows: tuple[Row, ...], *, turn: int, double: bool) -> str:
    sheet, now = found.sheet, clock.campaign_now()
    typing = Typing(
        uid=crypto.new_uid(), sheet_id=sheet.id, page=page, turn=turn, region_id=sheet.region_id, stop_id=sheet.stop_id,
        user_id=current_actor().user_id, state=TypingState.DRAFT, double=double, facts={}, version=1, made_at=now,
        changed_at=now,
    )  # fmt: skip
    typing.rows, typing.text = rows, ""
    session.add(typing)
    session.flush()
    _note(session, "typed.begun", typing, found)
    return typing.uid


def add_line(uid: str, line: str, key: str) -> None:
    """Keep one more line; the same key keeps it once. Raises NotFound, Refused, Conflict, Invalid for one that is too long."""
    words = clean_line(line)
    if sentence := length_complaint(words, LONGEST_LINE):
        raise Invalid(sentence, [Problem("line", "too_long", sentence)])
    with unit_of_work() as session:
        typing, _found = _mine(session, uid)
        if words and operations.begin(session, _LINE, key, [uid, words]) is None:
            _write(typing, f"{typing.text}\n{words}".strip("\n"))


def take_back(uid: str, key: str) -> str:
    """Take the last line away, once for a key, and give it. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        typing, _found = _mine(session, uid)
        if operations.begin(session, _BACK, key, uid) is not None:
            return ""
        before, _newline, last = typing.text.rpartition("\n")
        _write(typing, before)
        return last


def rewrite(uid: str, text: str, version: int) -> None:
    """Put another text in the place of all that was typed. Raises NotFound, Refused, Conflict, Invalid, Stale."""
    with unit_of_work() as session:
        typing, _found = _mine(session, uid)
        if typing.version != version:
            raise Stale(_l("Lines were added meanwhile, in another window. What you wrote still stands here: compare the two."))
        _write(typing, clean_text(text))


def _write(typing: Typing, text: str) -> None:
    if sentence := length_complaint(text, LONGEST_TEXT):
        raise Invalid(sentence, [Problem("text", "too_long", sentence)])
    typing.text = text
    typing.version, typing.changed_at = typing.version + 1, clock.campaign_now()


def finish(uid: str, *, sums: str = "", double: bool = False, key: str = "") -> None:
    """Say that the page is typed to the end: nothing in it is unreadable, and its sums are those counted by hand.

    `sums` are those, where they were not typed among the lines; `double` asks for a second person; the same key ends it once.
    Raises NotFound, Refused, Conflict, Invalid with everything that is wrong.
    """
    with unit_of_work() as session:
        if key and operations.begin(session, _FINISH, key, [uid, sums, double]) is not None:
            return
        typing, found = _mine(session, uid)
        if sums.strip():
            _write(typing, f"{typing.text}\n={sums.strip().lstrip('=')}".strip("\n"))
        reading = read_text(found.kind, typing.rows, typing.text)
        if problems := problems_with(found.kind, reading):
            raise Invalid(NOT_YET, problems)
        typing.state, typing.changed_at = TypingState.READY, clock.campaign_now()
        typing.double = typing.double or double
        typing.version += 1
        _note(session, "typed.finished", typing, found)


def problems_with(kind: TypedKind, reading: Reading) -> list[Problem]:
    """What keeps a page from being finished: pieces that cannot be read, and sums that are not those of the paper."""
    problems = [Problem("line", "unreadable", f"{slip.typed}: {slip.words}") for slip in reading.slips]
    if len(reading.totals) != len(kind.totals):
        asked = ", ".join(str(total.label) for total in kind.totals)
        words = _("Count on paper and type the sum behind “=”: %(what)s.", what=asked)
        return [*problems, Problem("line", "no_sum", words)]
    for total, counted in zip(kind.totals, reading.totals, strict=True):
        if (typed := total.of(reading.entries)) != counted:
            words = _(
                "%(what)s: on paper you counted %(counted)s, typed are %(typed)s. Find the row that is missing or too many.",
                what=total.label, counted=counted, typed=typed,
            )  # fmt: skip
            problems.append(Problem("line", "other_sum", words))
    return problems


def reopen(uid: str) -> None:
    """Go on typing a page that was finished and not posted. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        typing, found = _mine(session, uid, TypingState.READY)
        typing.state, typing.changed_at, typing.version = TypingState.DRAFT, clock.campaign_now(), typing.version + 1
        _note(session, "typed.reopened", typing, found)


def ask_for_second(uid: str) -> None:
    """Let a second person type the page before it is posted. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        typing, found = _mine(session, uid, TypingState.READY)
        typing.double, typing.version = True, typing.version + 1
        _note(session, "typed.second_asked", typing, found)


def drop(uid: str) -> None:
    """Throw a typing away that is not posted, one's own or one that was left lying. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        typing, found = _held(session, uid)
        if typing.state not in (TypingState.DRAFT, TypingState.READY):
            raise Conflict(_OVER)
        typing.state, typing.changed_at, typing.text = TypingState.DROPPED, clock.campaign_now(), ""
        session.flush()
        if typing.turn == 1:
            _follow(session, typing)
        _note(session, "typed.dropped", typing, found)


def _follow(session: Session, gone: Typing) -> None:
    """The second person's typing is the first when that one is thrown away."""
    same = (Typing.sheet_id == gone.sheet_id, Typing.page == gone.page, Typing.turn == 2, Typing.state.in_(LIVE))
    second = session.scalars(select(Typing).where(*same).with_for_update(), execution_options=_FRESH).one_or_none()
    if second is not None:
        second.turn = 1
        session.flush()


def post(uid: str) -> tuple[Said, ...]:
    """Write what was typed, once, in one unit of work; what could not be done, row by row.

    Of a page for which two people were asked only when both typed the same. Raises NotFound, Refused, Conflict.
    """
    with unit_of_work() as session:
        typings, found = _to_post(session, uid)
        if typings[0].state is TypingState.POSTED:
            return ()
        reading = _agreed(found.kind, typings)
        if any(said.grade is Grade.BAD for said in found.kind.judge(found.sheet, reading.entries)):
            raise Conflict(_l("Some rows cannot be posted as they were typed. Read what is said beside them and correct them."))
        posted = found.kind.post(session, found.sheet, reading.entries)
        for typing in typings:
            typing.state, typing.posted_at, typing.posted_by = TypingState.POSTED, clock.campaign_now(), current_actor().user_id
            typing.version += 1
        left = [[said.number, said.words] for said in posted.left]
        typings[0].facts = {"posted": posted.facts, "left": left}
        session.flush()
        _note(session, "typed.posted", typings[0], found, rows=len(reading.entries), left=len(left))
        return posted.left


def _to_post(session: Session, uid: str) -> tuple[list[Typing], OpenSheet]:
    """The typings of the page, the first person's first, held."""
    typing, found = _held(session, uid)
    states = (TypingState.READY, TypingState.POSTED)
    if typing.state not in states:
        raise Conflict(_OVER)
    same = (Typing.sheet_id == typing.sheet_id, Typing.page == typing.page, Typing.state.in_(states))
    asked = select(Typing).where(*same).order_by(Typing.turn).with_for_update()
    typings = list(session.scalars(asked, execution_options=_FRESH))
    if typings[0].double and len(typings) < 2:
        raise Conflict(_l("A second person has to type this page first."))
    return typings, found


def _agreed(kind: TypedKind, typings: Sequence[Typing]) -> Reading:
    """What all of them typed. Raises Conflict when they differ."""
    readings = [read_text(kind, typing.rows, typing.text) for typing in typings]
    if len(readings) > 1 and differences(kind, readings[0], readings[1]):
        raise Conflict(_l("The two typings differ. Look at the paper, and let whoever was wrong correct it."))
    return readings[0]


def undo(uid: str) -> tuple[Said, ...]:
    """Take back what posting wrote, and say what could not be taken back. Done twice it is done once.

    Raises NotFound, Refused, Conflict.
    """
    with unit_of_work() as session:
        typing, found = _held(session, uid)
        if typing.state is TypingState.UNDONE:
            return ()
        if typing.state is not TypingState.POSTED:
            raise Conflict(_OVER)
        same = (Typing.sheet_id == typing.sheet_id, Typing.page == typing.page, Typing.state == TypingState.POSTED)
        asked = select(Typing).where(*same).order_by(Typing.turn).with_for_update()
        typings = list(session.scalars(asked, execution_options=_FRESH))
        stays = tuple(found.kind.undo(session, found.sheet, typings[0].facts["posted"]))
        for one in typings:
            one.state, one.undone_at, one.undone_by = TypingState.UNDONE, clock.campaign_now(), current_actor().user_id
            one.version += 1
        typings[0].facts = typings[0].facts | {"stays": [[said.number, said.words] for said in stays]}
        session.flush()
        _note(session, "typed.undone", typings[0], found, stays=len(stays))
        return stays


def note_taken_out(result: TypedResult) -> None:
    """That what was typed of a sheet was taken out as a table: it names people."""
    sheet = result.found.sheet
    with unit_of_work() as session:
        after = {"sheet": sheet.number, "rows": len(result.rows)}
        audit.note(session, "typed.exported", "printed_sheet", sheet.id, region_id=sheet.region_id, after=after)


def _held(session: Session, uid: str) -> tuple[Typing, OpenSheet]:
    """The typing as it is now and its sheet, when the actor may write what it writes. Raises NotFound, Refused.

    All typings of its page are held, in the order of their numbers: two people may act on one page at the same instant.
    """
    asked = select(Typing.id, Typing.sheet_id, Typing.page, PrintedSheet.number)
    row = session.execute(asked.join(PrintedSheet, PrintedSheet.id == Typing.sheet_id).where(Typing.uid == uid)).one_or_none()
    if row is None:
        raise NotFound(NO_TYPING)
    same = select(Typing).where(Typing.sheet_id == row.sheet_id, Typing.page == row.page).order_by(Typing.id)
    there = {typing.id: typing for typing in session.scalars(same.with_for_update(), execution_options=_FRESH)}
    return there[row.id], open_sheet(row.number)


def _mine(session: Session, uid: str, state: TypingState = TypingState.DRAFT) -> tuple[Typing, OpenSheet]:
    typing, found = _held(session, uid)
    if typing.user_id != current_actor().user_id:
        raise Conflict(_BY_OTHERS)
    if typing.state is not state:
        raise Conflict(_OVER)
    return typing, found


def _note(session: Session, act: str, typing: Typing, found: OpenSheet, **more: int) -> None:
    after = {"sheet": found.sheet.number, "page": typing.page, "turn": typing.turn, **more}
    audit.note(session, act, "typing", typing.id, region_id=typing.region_id, after=after)
