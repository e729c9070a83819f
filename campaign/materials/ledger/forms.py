"""What somebody types to make a document, to receive one, to take one back and to close the books: text in, a command out."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from wtforms import Field, RadioField, SelectChoice, SelectField
from wtforms.validators import Optional, ValidationError

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.core.text import clean_line
from campaign.materials.ledger.quantities import quantity_of
from campaign.materials.ledger.schemas import LONGEST_SEARCH, Arrival, Book, DocumentFilter, NewDocument
from campaign.materials.ledger.services import wrong_due
from campaign.materials.ledger.words import book_called, variant_called
from campaign.materials.schemas import LONGEST, DocumentKind, VariantRow
from campaign.materials.services.judging import wrong_date
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, TextField, VersionedForm
from campaign.web.numbers import day_or_none, whole_or_none

_FIELD: Final = "q-"
ROAD, AT_ONCE = "road", "at_once"
WAIT, LOST = "wait", "lost"
CLOSE, OPEN = "close", "open"


def _given(field: DayField) -> date:
    """The day of a field that the form has found filled in."""
    day: Any = field.data
    if not isinstance(day, date):
        raise ValueError("a form that is not valid makes no document")
    return day


class QuantitiesForm(CampaignForm):
    """A quantity beside each material (`q-<variant>`). What was typed stays, and what is wrong is told beside it."""

    def take(self, rows: Iterable[VariantRow], given: Mapping[str, str]) -> None:
        """Show these materials, with what was typed beside them; something typed for another one is kept, too."""
        self.rows = {row.id: row for row in rows}
        self.typed: dict[int, str] = {}
        self.wrong: dict[int, str] = {}
        self.quantities: dict[int, int] = {}
        for key, words in given.items():
            variant_id = whole_or_none(key.removeprefix(_FIELD)) if key.startswith(_FIELD) else None
            if variant_id is not None and (typed := clean_line(words)):
                self.typed[variant_id] = typed[:200]

    def fits_together(self) -> bool:
        for variant_id, typed in self.typed.items():
            try:
                if quantity := quantity_of(typed):
                    self.quantities[variant_id] = quantity
            except Invalid as error:
                self._tell(variant_id, str(error))
        return not self.wrong

    def judged(self) -> Iterable[Problem]:
        return wrong_date(self.dated_on.data) if "dated_on" in self else ()

    def show(self, error: Invalid) -> None:
        """A complaint about a line stands beside its material and on top; the rest as in every form."""
        others = []
        for problem in error.problems:
            if problem.field.startswith(_FIELD):
                self._tell(int(problem.field.removeprefix(_FIELD)), str(problem.message))
            else:
                others.append(problem)
        if others or not error.problems:
            super().show(Invalid(error.message, others))

    def _tell(self, variant_id: int, words: str) -> None:
        row = self.rows.get(variant_id)
        if row is not None:
            self.wrong[variant_id] = words
        self.form_errors = [*self.form_errors, f"{variant_called(row)}: {words}" if row is not None else words]


class DocumentForm(QuantitiesForm):
    """A document made by hand; its kind says which of the fields the page shows."""

    dated_on = DayField(_l("Date of the document"), [Needed()])
    target = SelectField(_l("To which store"), validate_choice=False)
    way = RadioField(
        _l("How it gets there"), choices=[
            SelectChoice(ROAD, _l("It goes on the road; the other store receives it")),
            SelectChoice(AT_ONCE, _l("It is there at once")),
        ], default=ROAD, validate_choice=False,
    )  # fmt: skip
    due_on = DayField(_l("Awaited on"), [Optional()])
    counterparty = LineField(_l("Supplier"), [NotLonger(LONGEST["counterparty"])])
    reason = LineField(_l("Reason"), [NotLonger(LONGEST["reason"])])
    note = TextField(_l("Note"), [NotLonger(LONGEST["note"])])

    def offer(self, stores: Iterable[Book]) -> None:
        self.target.choices = [
            SelectChoice("", _("Choose a store")),
            *(SelectChoice(book.key, book_called(book)) for book in stores),
        ]

    def judged(self) -> Iterable[Problem]:
        return (*super().judged(), *wrong_due(self.dated_on.data, self.due_on.data))

    def document(self, kind: DocumentKind, book: str) -> NewDocument:
        sends = kind is DocumentKind.TRANSFER
        at_once = sends and self.way.data == AT_ONCE
        quantities = {row_id: self.quantities[row_id] for row_id in self._in_order()}
        return NewDocument(
            kind, book, quantities, _given(self.dated_on), (self.target.data or "") if sends else "", at_once,
            self.due_on.data if sends and not at_once else None,
            (self.counterparty.data or "") if kind is DocumentKind.RECEIPT else "", self.reason.data or "",
            self.note.data or "",
        )  # fmt: skip

    def _in_order(self) -> list[int]:
        known = [row_id for row_id in self.rows if row_id in self.quantities]
        return known + [row_id for row_id in self.quantities if row_id not in self.rows]


class TransferForm(DocumentForm):
    """A transfer has to say where to; at once only where the asker runs the other store, too."""

    def allow(self, *, at_once: bool) -> None:
        """`at_once`: there is another store that the asker runs."""
        if not at_once:
            self.way.choices = [choice for choice in self.way.choices if choice.value != AT_ONCE]

    def validate_target(self, field: Field) -> None:
        if field.data not in {choice.value for choice in self.target.choices if choice.value}:
            raise ValidationError(_("Choose the store it goes to."))


class ArrivalForm(QuantitiesForm):
    """What came of a transfer."""

    dated_on = DayField(_l("Came on"), [Needed()])
    rest = RadioField(
        _l("What has not come"), choices=[
            SelectChoice(WAIT, _l("is still on the road")),
            SelectChoice(LOST, _l("will not come: write it off as lost")),
        ], default=WAIT, validate_choice=False,
    )  # fmt: skip
    reason = LineField(_l("Reason"), [NotLonger(LONGEST["reason"])])
    note = TextField(_l("Note"), [NotLonger(LONGEST["note"])])

    def arrival(self) -> Arrival:
        return Arrival(
            self.quantities, _given(self.dated_on), self.rest.data == LOST, self.reason.data or "", self.note.data or ""
        )  # fmt: skip


class TakeBackForm(CampaignForm):
    """Why a document is taken back, and on which day."""

    dated_on = DayField(_l("Date of the document"), [Needed()])
    reason = LineField(_l("Reason"), [Needed(), NotLonger(LONGEST["reason"])])

    def day(self) -> date:
        return _given(self.dated_on)


class PeriodForm(VersionedForm):
    """Up to which day the books are closed."""

    act = RadioField(
        _l("Books of the stores"), choices=[
            SelectChoice(CLOSE, _l("closed up to this day")),
            SelectChoice(OPEN, _l("open for every day")),
        ], default=CLOSE, validate_choice=False,
    )  # fmt: skip
    through = DayField(_l("Last closed day"), [Optional()])
    reason = LineField(_l("Reason"), [NotLonger(LONGEST["reason"])])

    def validate_through(self, field: Field) -> None:
        if self.act.data != OPEN and not field.data:
            raise ValidationError(_("Enter the last day that is closed."))

    def day(self) -> date | None:
        day: date | None = None if self.act.data == OPEN else self.through.data
        return day


def filter_of(given: Mapping[str, str]) -> DocumentFilter:
    """What the address asks for; nonsense in it asks for nothing."""
    kind = given.get("kind", "")
    return DocumentFilter(
        words=clean_line(given.get("q", ""))[:LONGEST_SEARCH],
        kind=DocumentKind(kind) if kind in set(DocumentKind) else None,
        store_id=whole_or_none(given.get("store")), material_id=whole_or_none(given.get("material")),
        since=day_or_none(given.get("since")), until=day_or_none(given.get("until")), awaited=given.get("awaited") == "1",
    )  # fmt: skip


def address_of(wish: DocumentFilter) -> dict[str, Any]:
    """The filter as an address carries it."""
    found = {
        "q": wish.words, "kind": wish.kind.value if wish.kind else "", "store": wish.store_id, "material": wish.material_id,
        "since": wish.since.isoformat() if wish.since else "", "until": wish.until.isoformat() if wish.until else "",
        "awaited": "1" if wish.awaited else "",
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}
