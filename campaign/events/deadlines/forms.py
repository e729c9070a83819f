"""What is typed about the legal basis of an event, about filings, and about rules."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import Optional

from campaign.core.errors import Problem
from campaign.core.i18n import _l
from campaign.events.dated.forms import CHECKS, DatedRuleForm, filled, small
from campaign.events.dated.services import wrong_by_itself
from campaign.events.deadlines.queries import drafted_papers
from campaign.events.deadlines.schemas import (
    MOST_LINE,
    MOST_NUMBER,
    MOST_TEXT,
    Anchor,
    Answer,
    Basis,
    Deadline,
    FilingRow,
    FilingWish,
    Measure,
    PermitRow,
    PermitWish,
    RuleWish,
    Unit,
)
from campaign.events.deadlines.services.filing import wrong_basis, wrong_filing
from campaign.events.deadlines.services.rules import wrong_numbers
from campaign.events.deadlines.words import ANCHORS, ANSWERS, BASES, MEASURES, UNITS, UNSOURCED
from campaign.events.schemas import KindRow
from campaign.web.forms import DayField, LineField, Needed, NotLonger, TextField, VersionedForm, WholeNumberField
from campaign.web.numbers import whole_or_nought
from campaign.web.tongues import texts_of


def _choices(words: dict[Any, Any], *left_out: Any) -> list[SelectChoice]:
    return [SelectChoice(key.value, label) for key, label in words.items() if key not in left_out]


class PermitForm(VersionedForm):
    """What the event rests on."""

    basis = RadioField(_l("What the event rests on"), validate_choice=False, choices=_choices(BASES, Basis.UNSET))
    number = LineField(_l("Number of the order"), [NotLonger(MOST_NUMBER)])
    issued_on = DayField(_l("Date of the order"), [Optional()])
    reason = TextField(_l("Why nothing is required"), [NotLonger(MOST_TEXT)])
    vehicles = WholeNumberField(_l("Vehicles expected"), [Optional()])

    def judged(self) -> Iterable[Problem]:
        return wrong_basis(self.command())

    def command(self) -> PermitWish:
        """Only what belongs to the chosen basis is kept."""
        basis = Basis(self.basis.data) if self.basis.data in set(Basis) else Basis.UNSET
        is_order = basis is Basis.ORDER
        return PermitWish(
            basis=basis,
            number=(self.number.data or "") if is_order else "",
            issued_on=self.issued_on.data if is_order else None,
            reason=(self.reason.data or "") if basis is Basis.NONE else "",
            vehicles=self.vehicles.data,
        )


def permit_form(row: PermitRow) -> PermitForm:
    """The form filled with what is kept."""
    return PermitForm(
        version=row.version, basis=row.basis.value if row.basis is not Basis.UNSET else None, number=row.number,
        issued_on=row.issued_on, reason=row.reason, vehicles=row.vehicles,
    )  # fmt: skip


class FilingForm(VersionedForm):
    """A paper that was filed, and the answer to it."""

    filed_on = DayField(_l("Filed on"), [Needed()])
    number = LineField(_l("Its number"), [NotLonger(MOST_NUMBER)])
    addressee = LineField(_l("To whom"), [NotLonger(MOST_LINE)])
    note = TextField(_l("Note"), [NotLonger(MOST_TEXT)])
    also = SelectMultipleField(_l("The same paper is about"), coerce=whole_or_nought, **CHECKS)
    answer = SelectField(_l("Answer"), validate_choice=False)
    answered_on = DayField(_l("Date of the answer"), [Optional()])
    answer_number = LineField(_l("Number of the answer"), [NotLonger(MOST_NUMBER)])
    answer_note = TextField(_l("What the answer says"), [NotLonger(MOST_TEXT)])

    def offer(self, others: Iterable[Deadline]) -> None:
        """Fill the lists to choose from."""
        self.answer.choices = [("", _l("none yet")), *_choices(ANSWERS)]
        self.also.choices = [(other.subject.event_id, other.subject.title.text()) for other in others]

    def judged(self) -> Iterable[Problem]:
        return wrong_filing(self.command(""))

    def command(self, rule_code: str) -> FilingWish:
        offered = {event_id for event_id, _title in self.also.choices or ()}
        return FilingWish(
            rule_code=rule_code,
            filed_on=self.filed_on.data or date.min,
            number=self.number.data or "",
            addressee=self.addressee.data or "",
            note=self.note.data or "",
            answer=Answer(self.answer.data) if self.answer.data in set(Answer) else None,
            answered_on=self.answered_on.data,
            answer_number=self.answer_number.data or "",
            answer_note=self.answer_note.data or "",
            also=tuple(event_id for event_id in self.also.data or () if event_id in offered),
        )


def new_filing_form(addressee: str, today: date, others: Sequence[Deadline]) -> FilingForm:
    """An empty form, dated today, for everything that the same paper may be about."""
    form = FilingForm(filed_on=today, addressee=addressee, also=[other.subject.event_id for other in others])
    form.offer(others)
    return form


def edit_filing_form(row: FilingRow) -> FilingForm:
    """The form filled with what was written down."""
    wish = row.wish
    form = FilingForm(
        version=row.version, filed_on=wish.filed_on, number=wish.number, addressee=wish.addressee, note=wish.note,
        answer=wish.answer.value if wish.answer else "", answered_on=wish.answered_on, answer_number=wish.answer_number,
        answer_note=wish.answer_note,
    )  # fmt: skip
    form.offer(())
    return form


class RuleForm(DatedRuleForm):
    """A rule, or a new version of one."""

    owed = {**DatedRuleForm.owed, "source_ru": UNSOURCED}
    name_kk = LineField(_l("What is filed, in Kazakh"), [NotLonger(MOST_LINE)])
    name_ru = LineField(_l("What is filed, in Russian"), [NotLonger(MOST_LINE)])
    name_en = LineField(_l("What is filed, in English"), [NotLonger(MOST_LINE)])
    addressee_kk = LineField(_l("With whom, in Kazakh"), [NotLonger(MOST_LINE)])
    addressee_ru = LineField(_l("With whom, in Russian"), [NotLonger(MOST_LINE)])
    addressee_en = LineField(_l("With whom, in English"), [NotLonger(MOST_LINE)])
    bases = SelectMultipleField(_l("When the event rests on"), choices=_choices(BASES), **CHECKS)
    measure = SelectField(_l("For events"), choices=_choices(MEASURES), validate_choice=False)
    threshold = WholeNumberField(
        _l("From how many on"), [Optional()], description=_l("Only where it depends on the size; else leave it empty.")
    )
    days = WholeNumberField(_l("Days before"), [Needed()])
    unit = SelectField(
        _l("Counted in"), choices=_choices(UNITS), validate_choice=False,
        description=_l("Working days go by the calendar of Kazakhstan, holidays and moved days off included."),
    )  # fmt: skip
    anchor = SelectField(_l("Counted back from"), choices=_choices(ANCHORS), validate_choice=False)
    answer_days = WholeNumberField(_l("Working days for the answer"), [Optional()])
    patrol_cars = WholeNumberField(_l("Patrol cars that escort"), [Optional()])
    inspection = BooleanField(_l("Every vehicle is inspected first"))
    paper = SelectField(_l("Paper that is drafted here"), validate_choice=False)

    def offer(self, kinds: Iterable[KindRow]) -> None:
        """Fill the lists of kinds and of papers to choose from."""
        self.offer_kinds(kinds)
        self.paper.choices = [("", _l("none")), *((kind.code, str(kind.name)) for kind in drafted_papers())]

    def judged(self) -> Iterable[Problem]:
        wish = self.command()
        return (*wrong_by_itself(wish), *wrong_numbers(wish))

    def command(self) -> RuleWish:
        return RuleWish(
            **self.dated(),
            addressee=self.written("addressee"),
            bases=tuple(Basis(word) for word in self.bases.data or () if word in set(Basis)),
            measure=Measure(self.measure.data) if self.measure.data in set(Measure) else Measure.NOTHING,
            threshold=small(self.threshold.data),
            anchor=Anchor(self.anchor.data) if self.anchor.data in set(Anchor) else Anchor.EVENT,
            days=small(self.days.data) or 0,
            unit=Unit(self.unit.data) if self.unit.data in set(Unit) else Unit.WORKING,
            answer_days=small(self.answer_days.data),
            patrol_cars=small(self.patrol_cars.data),
            inspection=bool(self.inspection.data),
            paper=self.paper.data if self.paper.data in {kind.code for kind in drafted_papers()} else "",
        )


def rule_form(wish: RuleWish, today: date) -> RuleForm:
    """The form filled with the version there is, to count from today on."""
    return RuleForm(
        bases=[basis.value for basis in wish.bases], measure=wish.measure.value, threshold=wish.threshold, days=wish.days,
        unit=wish.unit.value, anchor=wish.anchor.value, answer_days=wish.answer_days, patrol_cars=wish.patrol_cars,
        inspection=wish.inspection, paper=wish.paper, **texts_of("addressee", wish.addressee), **filled(wish, today),
    )  # fmt: skip
