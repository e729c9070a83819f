"""Figures that are typed at the closing of a walk become documents: of the difference to what the ledger has already.

What is typed lower takes back documents that were typed here, the latest first, and posts the rest of them anew. Documents of a
desk stay: they have a signature under them, so nobody types less than they say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from campaign.core.errors import Closed, Conflict, Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.materials.schemas import DocumentKind, Move
from campaign.materials.services import reverse
from campaign.materials.teams.books import moves, post_of
from campaign.materials.teams.queries import held_at
from campaign.materials.teams.schemas import Book, Entry, Key, Measure, spread, tally
from campaign.walks.closing.schemas import Issued, Material, Sum
from campaign.walks.closing.words import difference_in_words

_TYPED = (Measure.ISSUED, Measure.RETURNED, Measure.LOST)
_BACK = (Measure.RETURNED, Measure.LOST)
_NOT_SAVED = _l("Not saved yet: please correct what is marked.")


def write_figures(session: Session, book: Book, entries: Sequence[Entry], counts: Issued, receive: bool) -> None:
    """Make these the figures of the team. Raises Invalid, Conflict, Closed."""
    booked = tally(entry for entry in entries if not entry.typed)
    wished = _wished(counts, booked)
    _ensure_possible(wished, booked, entries, counts)
    going = _going(entries, wished, booked)
    _take_back(entries, going)
    stays = tally(entry for entry in entries if entry.document_id not in going)
    more = Counter({key: number - stays[key] for key, number in wished.items()})
    _bring(session, book, more, receive, counts)
    _hand_back(session, book, more, counts)


def _wished(counts: Issued, booked: Mapping[Key, int]) -> dict[Key, int]:
    """What each measure is to be; what a team had beyond what it was issued came to light."""
    wished: dict[Key, int] = {}
    for material, one in counts.items():
        wished |= {(material, measure): getattr(one, measure.value) for measure in _TYPED}
        away = one.returned + one.lost + booked[material, Measure.USED]
        wished[material, Measure.FOUND] = max(booked[material, Measure.FOUND], away - one.issued)
    return wished


def _ensure_possible(wished: Mapping[Key, int], booked: Mapping[Key, int], entries: Sequence[Entry], counts: Issued) -> None:
    problems = []
    for (material, measure), number in wished.items():
        if measure is Measure.FOUND:
            surplus = number - booked[material, measure]
            if surplus and not counts[material].reason:
                words = difference_in_words(Sum(lost=surplus))
                problems.append(Problem(f"{material.value}_reason", "missing", words))
        elif number < booked[material, measure]:
            papers = {entry.number for entry in entries if not entry.typed and entry.key == (material, measure)}
            words = _(
                "Other documents (%(numbers)s) say %(count)s already. Enter at least as many, or take a document back first.",
                numbers=", ".join(sorted(papers)), count=booked[material, measure],
            )  # fmt: skip
            problems.append(Problem(f"{material.value}_{measure.value}", "below_documents", words))
    if problems:
        raise Invalid(_NOT_SAVED, problems)


def _going(entries: Sequence[Entry], wished: Mapping[Key, int], booked: Mapping[Key, int]) -> set[int]:
    """Typed documents to be taken back, because less was typed now. What was brought back of an issue goes with the issue."""
    typed = [entry for entry in reversed(entries) if entry.typed and entry.key in wished]
    too_many = tally(typed)
    for key, number in wished.items():
        too_many[key] -= number - booked[key]
    going: set[int] = set()
    for entry in typed:
        if entry.document_id not in going and too_many[entry.key] > 0:
            going.add(entry.document_id)
            too_many -= _all_of(typed, entry.document_id)
    shrunk = {entry.material for entry in typed if entry.document_id in going and entry.measure not in _BACK}
    going |= {entry.document_id for entry in typed if entry.material in shrunk and entry.measure in _BACK}
    return going


def _all_of(entries: Iterable[Entry], document_id: int) -> Counter[Key]:
    return tally(entry for entry in entries if entry.document_id == document_id)


def _take_back(entries: Sequence[Entry], going: set[int]) -> None:
    """Returns before issues, so that the team has what it gives back."""
    there = {entry.document_id: entry for entry in entries if entry.document_id in going}
    for document_id, entry in sorted(there.items(), key=lambda found: (found[1].kind is not DocumentKind.RETURN, -found[0])):
        try:
            reverse(document_id, _("the figures of the team were corrected"))
        except Closed:
            raise
        except Conflict as error:
            words = _(
                "These figures cannot be lowered: what document %(number)s moved has gone on from there. Take the later issue "
                "back first, or leave the figures and write a reason.",
                number=entry.number,
            )
            raise Conflict(words) from error


def _bring(session: Session, book: Book, more: Mapping[Key, int], receive: bool, counts: Issued) -> None:
    """From the store, and what came to light. What the store lacks it may find, when somebody says so."""
    there = held_at(session, book.store)
    parts: dict[Material, dict[int, int]] = {}
    lacking: dict[Material, int] = {}
    for material in counts:
        parts[material], missing = spread(more[material, Measure.ISSUED], there, book.sizes[material])
        if missing:
            lacking[material] = missing
    if lacking:
        _receive(session, book, lacking, more, receive)
        for material, missing in lacking.items():
            first = book.sizes[material][0]
            parts[material][first] = parts[material].get(first, 0) + missing
    issued = [move for found in parts.values() for move in moves(found, book.store, book.team)]
    post_of(session, book, DocumentKind.ISSUE, issued)
    surplus = {material: more[material, Measure.FOUND] for material in counts if more[material, Measure.FOUND] > 0}
    found = [move for material, count in surplus.items() for move in _first(book, material, count, book.team)]
    post_of(session, book, DocumentKind.RECEIPT, found, (counts[material].reason for material in surplus))


def _first(book: Book, material: Material, count: int, target_id: int) -> list[Move]:
    return moves({book.sizes[material][0]: count}, book.found, target_id)


def _receive(session: Session, book: Book, lacking: Mapping[Material, int], more: Mapping[Key, int], agreed: bool) -> None:
    """Raises Invalid unless somebody agreed that the store evidently had it."""
    if not agreed:
        problems = [
            Problem(f"{material.value}_issued", "short", _lack(more[material, Measure.ISSUED], missing))
            for material, missing in lacking.items()
        ]
        raise Invalid(_NOT_SAVED, problems)
    found = [move for material, missing in lacking.items() for move in _first(book, material, missing, book.store)]
    post_of(session, book, DocumentKind.RECEIPT, found, [_("a team of the walk had more than the books of the store")])


def _lack(wished: int, missing: int) -> str:
    return _(
        "The store of the stop has only %(left)s of the %(wished)s that are to be issued. Enter fewer, receive more into the "
        "store, or tick below that the team evidently had them.",
        left=wished - missing, wished=wished,
    )  # fmt: skip


def _hand_back(session: Session, book: Book, more: Mapping[Key, int], counts: Issued) -> None:
    there: dict[int, int] = defaultdict(int, held_at(session, book.team))
    moved = []
    for measure, target in ((Measure.RETURNED, book.store), (Measure.LOST, book.lost)):
        for material in counts:
            parts, missing = spread(more[material, measure], there, book.sizes[material])
            if missing:
                parts[book.sizes[material][0]] = parts.get(book.sizes[material][0], 0) + missing
            for size, part in parts.items():
                there[size] -= part
            moved += moves(parts, book.team, target)
    lost = [counts[material].reason for material in counts if more[material, Measure.LOST] > 0]
    post_of(session, book, DocumentKind.RETURN, moved, lost)
