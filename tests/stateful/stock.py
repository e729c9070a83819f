"""Anything that can be posted, in any order: the ledger beside a model of a few dictionaries."""

from collections import Counter, defaultdict
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Conflict
from campaign.materials.models import StockBalance, StockDocument, StockPeriod, StockPlace
from campaign.materials.schemas import GUARDED, DocumentKind, Move, PlaceKind, Posting
from campaign.materials.services import holder, outside, post, region_store, reverse, stop_store, transit
from tests.factories import a_registration, a_relay, a_stop, an_event
from tests.materials.stock import a_material

WHICH = st.integers(0, 1_000)
LINES = st.lists(st.tuples(WHICH, st.integers(1, 6)), min_size=1, max_size=3)
DAYS = st.sampled_from([date(2017, 12, 30), date(2018, 3, 31), date(2018, 4, 1), date(2018, 4, 5)])
OUTSIDE = (PlaceKind.SUPPLIER, PlaceKind.FOUND, PlaceKind.CONSUMED, PlaceKind.LOST)


class StockOfARegion(RuleBasedStateMachine):
    """One run is a region of its own: its store, two stops with two people each, a material without sizes and one with two."""

    finished = 0  # runs that came to their end, and steps taken in all of them
    steps = 0

    @initialize()
    def begin(self):
        relay = a_relay()
        events = [an_event(a_stop(relay)) for _ in range(2)]
        self.region_id, self.closed = relay.region_id, None
        self.held = Counter()  # how many of a variant a guarded place holds
        self.last = defaultdict(int)  # the last number of each store and year
        self.documents = []  # [number of the row, its moves, whether it was taken back or takes one back]
        self.under_way = []  # places of transfers, with the store each goes to
        self.variants = [*a_material(f"soap-{relay.id}"), *a_material(f"shirt-{relay.id}", "S", "L")]
        with unit_of_work() as session:
            self.out = {kind: outside(session, self.region_id, kind).id for kind in OUTSIDE}
            self.books = [region_store(session, self.region_id).id]
            self.books += [stop_store(session, event.stop_id).id for event in events]
            people = [(event, a_registration(event, name)) for event in events for name in ("Айша", "Дана")]
            self.people = [holder(session, registration_id=one.id).id for _event, one in people]

    def variant(self, which):
        return self.variants[which % len(self.variants)]

    def book(self, which):
        return self.books[which % len(self.books)]

    def fellow(self, book, which):
        """Somebody whom this store may give to: at its stop, or anybody of the region."""
        at = self.books.index(book)
        near = self.people if at == 0 else self.people[2 * at - 2 : 2 * at]
        return near[which % len(near)]

    def send(self, kind, book, ways, dated_on=None):
        """Post it; the model says whether it may be, and what becomes of it."""
        moves = tuple(Move(self.variant(which), count, source, target) for which, count, source, target in ways)
        day = dated_on or date(2018, 4, 5)
        may = (self.closed is None or day > self.closed) and self.has(moves)
        try:
            with unit_of_work() as session:
                done = post(session, Posting(kind, book, moves, dated_on))
        except (Conflict, Closed):
            assert not may, "refused what should have been posted"
            return
        assert may, "posted what should have been refused"
        self.carry(done, book, moves)

    def has(self, moves):
        """Whether every place has what is taken from it, all lines of a document together."""
        after = self.held + Counter()
        changes = Counter()
        for move in moves:
            changes[move.source_id, move.variant_id] -= move.quantity
            changes[move.target_id, move.variant_id] += move.quantity
        return all(after[key] + change >= 0 for key, change in changes.items() if key[0] not in self.out.values())

    def carry(self, done, book, moves, is_reversal=False):
        for move in moves:
            self.held[move.source_id, move.variant_id] -= move.quantity
            self.held[move.target_id, move.variant_id] += move.quantity
        self.last[book, done.year] += 1
        assert done.number == self.last[book, done.year]
        self.documents.append([done.document_id, book, moves, is_reversal])

    @rule(which=WHICH, lines=LINES, dated_on=DAYS)
    def something_comes(self, which, lines, dated_on):
        book = self.book(which)
        self.send(DocumentKind.RECEIPT, book, [(*line, self.out[PlaceKind.SUPPLIER], book) for line in lines], dated_on)

    @rule(which=WHICH, who=WHICH, lines=LINES)
    def somebody_is_issued(self, which, who, lines):
        book = self.book(which)
        self.send(DocumentKind.ISSUE, book, [(*line, book, self.fellow(book, who)) for line in lines])

    @rule(which=WHICH, who=WHICH, lines=LINES, lost=st.booleans())
    def somebody_brings_back(self, which, who, lines, lost):
        book = self.book(which)
        one = self.fellow(book, who)
        goes = (book, self.out[PlaceKind.LOST]) if lost else (book,)
        self.send(DocumentKind.RETURN, book, [(*line, one, goes[at % len(goes)]) for at, line in enumerate(lines)])

    @rule(which=WHICH, lines=LINES, kind=st.sampled_from([DocumentKind.LOSS, DocumentKind.CONSUMPTION]))
    def something_is_gone(self, which, lines, kind):
        book = self.book(which)
        gone = self.out[PlaceKind.LOST if kind is DocumentKind.LOSS else PlaceKind.CONSUMED]
        self.send(kind, book, [(*line, book, gone) for line in lines])

    @rule(which=WHICH, lines=LINES, more=st.booleans())
    def somebody_counts(self, which, lines, more):
        book = self.book(which)
        way = (self.out[PlaceKind.FOUND], book) if more else (book, self.out[PlaceKind.LOST])
        self.send(DocumentKind.STOCKTAKE, book, [(*line, *way) for line in lines])

    @rule(which=WHICH, other=WHICH, lines=LINES, at_once=st.booleans())
    def something_is_sent(self, which, other, lines, at_once):
        book, target = self.book(which), self.book(other)
        if book == target:
            return
        if not at_once:
            with unit_of_work() as session:
                place = transit(session, session.get_one(StockPlace, target), None).id
            self.under_way.append((place, target))
            target = place
        self.send(DocumentKind.TRANSFER, book, [(*line, book, target) for line in lines])

    @precondition(lambda self: self.under_way)
    @rule(which=WHICH, lines=LINES)
    def something_arrives(self, which, lines):
        place, target = self.under_way[which % len(self.under_way)]
        self.send(DocumentKind.RECEIPT, target, [(*line, place, target) for line in lines])

    @precondition(lambda self: self.documents)
    @rule(which=WHICH)
    def a_document_is_taken_back(self, which):
        chosen = self.documents[which % len(self.documents)]
        number, book, moves, settled = chosen
        back = tuple(Move(move.variant_id, move.quantity, move.target_id, move.source_id) for move in moves)
        may = not settled and self.has(back) and (self.closed is None or self.closed < date(2018, 4, 5))
        try:
            done = reverse(number, "typed wrongly")
        except (Conflict, Closed):
            assert not may, "refused what should have been taken back"
            return
        assert may, "took back what should have stayed"
        chosen[3] = True
        self.carry(done, book, back, is_reversal=True)

    @rule(day=st.sampled_from([None, date(2017, 12, 31), date(2018, 3, 31)]))
    def the_books_are_closed(self, day):
        with unit_of_work() as session:
            session.merge(StockPeriod(region_id=self.region_id, closed_through=day, version=1))
        self.closed = day

    @invariant()
    def balances_are_those_of_the_model(self):
        type(self).steps += 1
        db.session.rollback()
        asked = select(StockBalance.place_id, StockBalance.variant_id, StockBalance.on_hand)
        mine = asked.join(StockPlace, StockPlace.id == StockBalance.place_id).where(
            StockPlace.region_id == self.region_id, StockPlace.kind.in_(GUARDED)
        )
        there = {(place, variant): count for place, variant, count in db.session.execute(mine) if count}
        assert there == {key: count for key, count in self.held.items() if count and key[0] not in self.out.values()}

    def teardown(self):
        """Numbers of the whole run, and what `adalzhol check` says of all runs in this database."""
        db.session.rollback()
        numbers = select(StockDocument.store_id, StockDocument.year, StockDocument.number)
        found = sorted(tuple(row) for row in db.session.execute(numbers.where(StockDocument.region_id == self.region_id)))
        assert found == sorted((*book, at) for book, last in self.last.items() for at in range(1, last + 1))
        assert recount(["ledger"])[0].wrong == ()
        type(self).finished += 1
