"""Issue and return slips typed back: what came back, was used up or lost, and what stands in their blank rows (SPEC S4).

All that a page says becomes at most two documents of the ledger, an issue and a return; taking the page back reverses them.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import Words, _, _l
from campaign.events.queries import event_row
from campaign.materials.issuing.queries.offers import stores_for
from campaign.materials.issuing.schemas import TakenBack
from campaign.materials.issuing.services import why_not
from campaign.materials.issuing.services.taking import more_than_out
from campaign.materials.models import StockBalance, StockPlace
from campaign.materials.papers.issuing import ISSUES, OF_ISSUE, RETURNS
from campaign.materials.papers.written import Written, quantity_in, read_written
from campaign.materials.policies import ensure_can_move_stock
from campaign.materials.queries import document_row, variants
from campaign.materials.schemas import LONGEST, DocumentKind, Move, PlaceKind, Posting, VariantRow
from campaign.materials.services import holder, outside, post, reverse, stop_store
from campaign.materials.services.holding import ensure_teams_open, hold_cars
from campaign.materials.words import material_in_words
from campaign.papers.typed.schemas import Entry, Facts, Grade, Posted, Row, Said, Sign, Total, TypedKind, TypedSheet
from campaign.walks.models import WalkTeam
from campaign.web.templating import numbered

_KEY: Final = re.compile(r"holding:(\d+)\.(\d+)")
_PRINTED: Final = 4  # the column with what was issued, or is out
_PARTS: Final = {"r": "back", "u": "used", "l": "lost"}
Holding = tuple[int, int]  # place and variant


@dataclass(frozen=True)
class Subject:
    """Whose slip it is: its event, if there is one, and the store of its document, if it is of one."""

    event_id: int | None
    region_id: int
    stop_id: int | None
    store_id: int | None = None


@dataclass
class Page:
    """What the entries of a page come to: who gets what, and what becomes of what somebody has; what is wrong with them."""

    gifts: list[tuple[Entry, Written]] = field(default_factory=list)
    taken: list[tuple[Entry, Holding, TakenBack]] = field(default_factory=list)
    wrong: list[Said] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def subject_of(sheet: TypedSheet) -> Subject:
    """Raises NotFound."""
    if sheet.kind == OF_ISSUE.code:
        row = document_row(sheet.subject_id)
        return Subject(row.event_id, row.region_id, row.stop_id, row.store_id)
    event = event_row(sheet.subject_id)
    return Subject(event.id, event.region_id, event.stop_id)


def ensure(sheet: TypedSheet) -> None:
    """Raises NotFound, Refused."""
    subject = subject_of(sheet)
    ensure_can_move_stock(current_actor(), subject.region_id, subject.stop_id)


def printed_of(entry: Entry) -> int:
    """How many the row says were issued, or are out."""
    words = entry.row.words
    digits = "".join(filter(str.isdecimal, words[_PRINTED])) if len(words) > _PRINTED else ""
    return int(digits or 0)


def _whole(entry: Entry) -> int:
    """How many the row is about, printed or written into it by a pen: on paper both are added up."""
    return printed_of(entry) if entry.row.key else quantity_in(entry.words)


def taken_of(entry: Entry, whole: int, *, usual: str) -> TakenBack | str:
    """What became of `whole` pieces, or the sentence that tells what is wrong; `usual` is what the number alone means.

    A letter without a number means all that the others leave.
    """
    marks = {mark.sign: mark.amount for mark in entry.marks}
    parts = {sign: amount for sign, amount in marks.items() if sign in _PARTS}
    if "x" in marks and parts:
        return _("These signs contradict each other: x stands alone.")
    if not parts:
        chosen = "x" if "x" in marks else ""
        return TakenBack(back=whole) if chosen == usual else TakenBack()
    open_ = [sign for sign, amount in parts.items() if amount is None]
    if len(open_) > 1:
        return _("Write the number behind the letters: only one of them can mean the rest.")
    known = sum(amount for amount in parts.values() if amount is not None)
    if known > whole:
        return _("On paper it is %(whole)s, and %(total)s were entered. Enter fewer.", whole=whole, total=known)
    amounts = {_PARTS[sign]: whole - known if amount is None else amount for sign, amount in parts.items()}
    return TakenBack(**amounts)


@dataclass(frozen=True)
class Slips:
    """How one kind of slip is typed back. `usual`: the sign by which all of a row comes back; "" for a return slip."""

    usual: str

    def judge(self, sheet: TypedSheet, entries: Sequence[Entry]) -> Sequence[Said]:
        """What is wrong, and what is odd. A dozen statements, and ten for each blank row that was filled in."""
        page = self.page(sheet, entries)
        return [*page.wrong, *_closed_teams(page), *self._odd(page)]

    def page(self, sheet: TypedSheet, entries: Sequence[Entry]) -> Page:
        """All that was typed, looked at beside what is out now."""
        subject, page = subject_of(sheet), Page()
        catalogue = variants(with_retired=True)
        for entry in entries:
            if entry.row.key:
                self._printed(page, entry)
            else:
                self._blank(page, entry, subject)
        _ensure_out(page, catalogue)
        _ensure_reasons(page, catalogue)
        return page

    def _printed(self, page: Page, entry: Entry) -> None:
        found, taken = _KEY.fullmatch(entry.row.key), taken_of(entry, printed_of(entry), usual=self.usual)
        if found is None:
            page.wrong.append(_bad(entry, _("This row does not say who has what. Enter it under “Issue and return”.")))
        elif isinstance(taken, str):
            page.wrong.append(_bad(entry, taken))
        elif taken.total:
            page.taken.append((entry, (int(found[1]), int(found[2])), taken))

    def _blank(self, page: Page, entry: Entry, subject: Subject) -> None:
        """On an issue slip something was given, and may have come back; on a return slip it only came back."""
        if subject.event_id is None:
            page.wrong.append(_bad(entry, _("This issue belongs to no event, so nobody can be found by name.")))
            return
        written = read_written(subject.event_id, entry.words)
        if isinstance(written, str):
            page.wrong.append(_bad(entry, written))
            return
        taken = taken_of(entry, written.quantity, usual=self.usual)
        if isinstance(taken, str):
            page.wrong.append(_bad(entry, taken))
        elif self.usual and not written.somebody.may_be_given:
            page.wrong.append(_bad(entry, why_not(written.somebody)))
        elif self.usual and taken.total:
            words = _("What came back of it is typed on the return slip, or entered under “Issue and return”.")
            page.wrong.append(_bad(entry, words))
        elif self.usual:
            page.gifts.append((entry, written))
        elif (place := _place_with(written)) is None:
            out = written.somebody.held.get(written.variant.id, 0)
            page.wrong.append(_bad(entry, more_than_out(written.variant, out, written.quantity)))
        else:
            page.taken.append((entry, (place, written.variant.id), taken))

    def _odd(self, page: Page) -> Iterator[Said]:
        for entry, written in page.gifts:
            got = written.somebody.kept.get(written.variant.id, 0)
            called = material_in_words(written.variant.name, written.variant.label)
            words = _("%(name)s: %(material)s, %(count)s", name=_called(written), material=called, count=written.quantity)
            if got:
                already = _("Has got %(count)s of it already.", count=got)
                words = f"{words}. {already}"
            yield Said(entry.row.number, Grade.WARN if got else Grade.INFO, words)

    def post(self, session: Session, sheet: TypedSheet, entries: Sequence[Entry]) -> Posted:
        """At most two documents. Raises Conflict where something is wrong, and what `services.post` raises."""
        page = self.page(sheet, entries)
        if page.wrong:
            raise Conflict(page.wrong[0].words)
        store_id, subject = _store(session, sheet), subject_of(sheet)
        note = _("By the slip, sheet %(number)s", number=sheet.shown_number)
        given = _given(session, page, store_id)
        _hold(session, {move.target_id for move in given} | {place for _entry, (place, _variant), _taken in page.taken})
        documents = []
        for kind, moves in ((DocumentKind.ISSUE, given), (DocumentKind.RETURN, _back(session, page, subject, store_id))):
            if moves:
                reason = "; ".join(page.reasons)[: LONGEST["reason"]] if kind is DocumentKind.RETURN else ""
                posting = Posting(kind, store_id, tuple(moves), event_id=subject.event_id, reason=reason, note=note)
                documents.append(_posted(session, posting))
        return Posted({"documents": documents})


def _given(session: Session, page: Page, store_id: int) -> list[Move]:
    """Out of the store to whoever stands in the blank rows; teams and vehicles are held in the order of their numbers."""

    def order(gift: tuple[Entry, Written]) -> tuple[int, int]:
        whom = gift[1].somebody.whom
        return whom.team_id or 0, whom.car_id or 0

    return [
        Move(written.variant.id, written.quantity, store_id, holder(session, **written.somebody.whom.given).id)
        for _entry, written in sorted(page.gifts, key=order)
    ]


def _hold(session: Session, place_ids: Collection[int]) -> None:
    """Whatever both documents touch, before the first of them holds the store. Raises Closed, NotFound."""
    places = {place.id: place for place in session.scalars(select(StockPlace).where(StockPlace.id.in_(place_ids)))}
    ensure_teams_open(session, places)
    hold_cars(session, places)


def _posted(session: Session, posting: Posting) -> int:
    try:
        return post(session, posting).document_id
    except Invalid as error:
        raise Conflict(error.message) from error


def undo(_session: Session, sheet: TypedSheet, facts: Facts) -> Sequence[Said]:
    """Other documents take back what was posted. Raises Conflict where what came is gone again, Closed."""
    reason = _("The typing of the slip was taken back, sheet %(number)s", number=sheet.shown_number)
    said = []
    for document_id in reversed(facts["documents"]):
        if (row := document_row(document_id)).reversed_by is not None:
            number = row.shown_number
            said.append(Said("", Grade.INFO, _("Document %(number)s had been taken back already.", number=number)))
        else:
            reverse(document_id, reason)
    return said


def _bad(entry: Entry, words: Words) -> Said:
    return Said(entry.row.number, Grade.BAD, str(words))


def _called(written: Written) -> str:
    somebody = written.somebody
    return somebody.name if somebody.is_person else " ".join(filter(None, (numbered(somebody.number), somebody.name)))


def _place_with(written: Written) -> int | None:
    """One of their places in the ledger that has so many of it."""
    wished = (StockBalance.place_id.in_(written.somebody.place_ids), StockBalance.variant_id == written.variant.id)
    asked = select(StockBalance.place_id).where(*wished, StockBalance.on_hand >= written.quantity)
    return db.session.scalar(asked.order_by(StockBalance.place_id).limit(1))


def _ensure_out(page: Page, catalogue: Mapping[int, VariantRow]) -> None:
    """Nobody brings more than they have, over all rows of the page together."""
    out, wished = _balances(page), defaultdict[Holding, int](int)
    for entry, holding, taken in page.taken:
        wished[holding] += taken.total
        if wished[holding] > out.get(holding, 0):
            words = more_than_out(catalogue[holding[1]], out.get(holding, 0), wished[holding])
            page.wrong.append(_bad(entry, words))


def _balances(page: Page) -> dict[Holding, int]:
    places = {place for _entry, (place, _variant), _taken in page.taken}
    asked = select(StockBalance.place_id, StockBalance.variant_id, StockBalance.on_hand)
    rows = db.session.execute(asked.where(StockBalance.place_id.in_(places))) if places else ()
    return {(place, variant): left for place, variant, left in rows}


def _ensure_reasons(page: Page, catalogue: Mapping[int, VariantRow]) -> None:
    for entry, (_place, variant), taken in page.taken:
        needed = taken.lost or (taken.used and catalogue[variant].is_reusable)
        if needed and not _reason(entry):
            words = _(
                "Something is lost, or a thing that should come back was used up. Write why behind a colon: %(example)s.",
                example=f"{entry.row.number}l{taken.lost or ''}: …",
            )  # fmt: skip
            page.wrong.append(_bad(entry, words))
        elif needed:
            page.reasons.append(f"{entry.row.number}: {_reason(entry)}")


def _reason(entry: Entry) -> str:
    """What stands behind the colon; of a blank row the words say who and what."""
    return entry.words if entry.row.key else ""


def _closed_teams(page: Page) -> Iterator[Said]:
    places = {place for _entry, (place, _variant), _taken in page.taken}
    teams = {written.somebody.whom.team_id for _entry, written in page.gifts}
    if not places and not teams - {None}:
        return
    of_places = select(StockPlace.team_id).where(StockPlace.id.in_(places))
    asked = select(WalkTeam.number).where(
        (WalkTeam.id.in_(of_places) | WalkTeam.id.in_(teams - {None})), WalkTeam.closed_at.is_not(None)
    )
    for number in db.session.scalars(asked.order_by(WalkTeam.number)):
        words = _("Team %(number)s has handed everything in. Undo the closing of its figures first.", number=number)
        yield Said("", Grade.BAD, words)


def _store(session: Session, sheet: TypedSheet) -> int:
    """The store of the document; else that of the stop, or the region's where the stop has none."""
    subject = subject_of(sheet)
    if subject.store_id is not None:
        return subject.store_id
    there = stores_for(event_row(sheet.subject_id))
    return there[0].id if there else stop_store(session, subject.stop_id or 0).id


def _back(session: Session, page: Page, subject: Subject, store_id: int) -> list[Move]:
    if not page.taken:
        return []
    consumed, lost = (outside(session, subject.region_id, kind).id for kind in (PlaceKind.CONSUMED, PlaceKind.LOST))
    moves = []
    for _entry, (place, variant), taken in page.taken:
        parts = ((taken.back, store_id), (taken.used, consumed), (taken.lost, lost))
        moves += [Move(variant, pieces, place, target) for pieces, target in parts if pieces]
    return moves


def called(row: Row) -> str:
    """`Akhmetova D. – T-shirt, size L: 2`."""
    return f"{row.words[1]} – {row.words[2]}: {row.words[_PRINTED]}"


_LETTERS: Final = (
    Sign("r", _l("returned"), ("р", "в", "қ", "к"), amount=True),
    Sign("u", _l("used up"), ("у", "и", "ж", "г"), amount=True, note=True),
    Sign("l", _l("lost"), ("л", "п", "ғ", "д"), amount=True, note=True),
)
_ISSUE, _RETURN = Slips(usual="x"), Slips(usual="")


def _sum_of(slips: Slips, name: str) -> Total:
    labels = {"back": _l("Returned"), "used": _l("Used up"), "lost": _l("Lost")}

    def counted(entries: Sequence[Entry]) -> int:
        found = (taken_of(entry, _whole(entry), usual=slips.usual) for entry in entries)
        return sum(getattr(taken, name) for taken in found if isinstance(taken, TakenBack))

    return Total(labels[name], counted)


def _issue_kind(code: str) -> TypedKind:
    return TypedKind(
        code=code,
        signs=(Sign("", _l("signed for")), Sign("x", _l("not handed out: stays in the store"), ("х", "ч")), *_LETTERS),
        ensure=ensure,
        judge=_ISSUE.judge,
        post=_ISSUE.post,
        undo=undo,
        totals=(Total(_l("Rows with a signature"), lambda entries: sum(not entry.has("x") for entry in entries)),),
        fills=_l("to whom, what, how many"),
        hint=_l("The number alone: signed for, nothing has come back yet. What is already in the books is not issued again."),
        examples=(
            ("1-12", _l("rows 1 to 12 are signed for")),
            ("13x", _l("nobody took it: back into the store")),
            ("14r", _l("all of it has come back")),
            ("15r12u2l1: …", _l("12 came back, 2 used up, 1 lost and why")),
            (_l("+ Akhmetova D., T-shirt L, 2"), _l("a blank row: to whom, what, how many")),
        ),
        called=called,
    )


KINDS: Final = (
    _issue_kind(ISSUES.code),
    _issue_kind(OF_ISSUE.code),
    TypedKind(
        code=RETURNS.code,
        signs=(Sign("", _l("all of it came back")), Sign("x", _l("nothing came back"), ("х", "ч")), *_LETTERS),
        ensure=ensure,
        judge=_RETURN.judge,
        post=_RETURN.post,
        undo=undo,
        totals=(_sum_of(_RETURN, "back"), _sum_of(_RETURN, "lost")),
        fills=_l("from whom, what, how many"),
        hint=_l("The number alone: everything that the row says came back. A letter says what was otherwise: 7r12u2l1."),
        examples=(
            ("1-12", _l("rows 1 to 12: all came back")),
            ("13x", _l("nothing came back yet")),
            ("14r12l1: …", _l("12 came back, 1 is lost and why")),
            ("15u", _l("all of it was used up")),
        ),
        called=called,
    ),
)
