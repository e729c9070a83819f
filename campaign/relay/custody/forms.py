"""What is typed about the items of a baton and about a handover."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core import clock
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Translated, _, _l
from campaign.relay.custody.schemas import (
    ALONG,
    MOST_COUNT,
    MOST_LINE,
    MOST_NAME,
    MOST_NOTE,
    MOST_REASON,
    BookCount,
    Condition,
    HandoverRow,
    ItemKind,
    ItemRow,
    ItemWords,
    LineAnswer,
    NewItem,
    Party,
    Proposal,
    Receipt,
    Signer,
    Thing,
)
from campaign.relay.custody.services.judging import wrong_book
from campaign.relay.custody.words import CONDITIONS, KINDS
from campaign.web.forms import (
    CampaignForm,
    DayField,
    LineField,
    Needed,
    NotLonger,
    TextField,
    VersionedForm,
    WallTimeField,
    WholeNumberField,
    choices_of,
)
from campaign.web.numbers import whole_or_nought
from campaign.web.tongues import texts_of

MISSING = "missing"
_THINGS = _l("A thing a line: name; quantity; note. For example: White gloves; 84; washed.")
_COPIES = (SelectChoice(3, "3"), SelectChoice(2, "2"))


_CHECKS: dict[str, Any] = {
    "coerce": whole_or_nought,
    "widget": ListWidget(prefix_label=False),
    "option_widget": CheckboxInput(),
    "validate_choice": False,
}


class ItemWordsForm(VersionedForm):
    """What is written about an item."""

    kind = SelectField(_l("Kind"), choices=choices_of(KINDS), default=ItemKind.FLAG.value)
    name_kk = LineField(_l("Name in Kazakh"), [Needed(), NotLonger(MOST_NAME)])
    name_ru = LineField(_l("Name in Russian"), [Needed(), NotLonger(MOST_NAME)])
    name_en = LineField(_l("Name in English"), [NotLonger(MOST_NAME)])
    inventory = LineField(_l("Inventory number"), [Needed(), NotLonger(40)])
    note = LineField(_l("Note"), [NotLonger(MOST_NOTE)])

    def words(self) -> ItemWords:
        name = self.written("name")
        return ItemWords(ItemKind(self.kind.data), name, self.inventory.data or "", self.note.data or "")


def item_form(item: ItemRow) -> ItemWordsForm:
    """The form filled with what is written about the item, and what was sent over that."""
    return ItemWordsForm(
        version=item.version, kind=item.kind.value, inventory=item.inventory, note=item.note, **texts_of("name", item.name)
    )  # fmt: skip


class ItemForm(ItemWordsForm):
    """An item that comes into the relay."""

    condition = SelectField(_l("Condition"), choices=choices_of(CONDITIONS), default=Condition.GOOD.value)
    holder = SelectField(_l("Who has it"), coerce=whole_or_nought, validate_choice=False)
    since = DayField(_l("Since"), [Needed()])

    def command(self) -> NewItem:
        words = self.words()
        condition, since = Condition(self.condition.data), cast(Any, self.since.data)
        return NewItem(words.kind, words.name, words.inventory, condition, words.note, self.holder.data, since)


class ThingsField(TextField):
    """A thing a line: name; quantity; note. The name may hold anything but a semicolon."""

    things: tuple[Thing, ...] = ()

    def pre_validate(self, form: Any) -> None:
        self.things = tuple(_thing(line) for line in (self.data or "").split("\n") if line.strip())


def _thing(line: str) -> Thing:
    name, quantity, note, *more = [part.strip() for part in f"{line};;".split(";")]
    figures = re.sub(r"\s", "", quantity)
    if any(more[:-1]) or not name or not figures.isascii() or not figures.isdecimal() or len(figures) > 7:
        raise ValidationError(_("“%(line)s” is not understood. For example: White gloves; 84; washed.", line=line[:60]))
    return Thing(name, int(figures), note)


class ProposalForm(CampaignForm):
    """Who hands what over to whom, when and where, and who signs."""

    giver = SelectField(_l("Gives"), validate_choice=False)
    receiver = SelectField(_l("Receives"), validate_choice=False)
    items = SelectMultipleField(_l("Items"), **_CHECKS)
    day = DayField(_l("Day"), [Needed()])
    time = WallTimeField(_l("Time"), [Needed()])
    place_kk = LineField(_l("Place in Kazakh"), [NotLonger(MOST_LINE)])
    place_ru = LineField(_l("Place in Russian"), [NotLonger(MOST_LINE)])
    witness = SelectField(
        _l("Which body"), coerce=whole_or_nought, validate_choice=False,
        description=_l("Its representative signs the act as the third; usually of the department of the region."),
    )  # fmt: skip
    giver_name = LineField(_l("Surname, initials"), [NotLonger(MOST_NAME)])
    giver_post_kk = LineField(_l("Position in Kazakh"), [NotLonger(MOST_LINE)])
    giver_post_ru = LineField(_l("Position in Russian"), [NotLonger(MOST_LINE)])
    receiver_name = LineField(_l("Surname, initials"), [NotLonger(MOST_NAME)])
    receiver_post_kk = LineField(_l("Position in Kazakh"), [NotLonger(MOST_LINE)])
    receiver_post_ru = LineField(_l("Position in Russian"), [NotLonger(MOST_LINE)])
    witness_name = LineField(_l("Surname, initials"), [NotLonger(MOST_NAME)])
    witness_post_kk = LineField(_l("Position in Kazakh"), [NotLonger(MOST_LINE)])
    witness_post_ru = LineField(_l("Position in Russian"), [NotLonger(MOST_LINE)])
    things = ThingsField(_l("Passed on with the baton"), description=_THINGS)
    store_of = HiddenField()
    entries = WholeNumberField(_l("Entries in the book"))
    pages = WholeNumberField(_l("Pages filled"))
    photos = WholeNumberField(_l("Photos"))
    copies = SelectField(_l("Copies of the act"), coerce=whole_or_nought, choices=_COPIES, default=3)
    override_reason = TextField(_l("Why the order is broken"), [NotLonger(MOST_REASON)])
    kept: tuple[Thing, ...] = ()

    def along(self) -> tuple[Thing, ...]:
        """What is to go along out of the giver's store: of each as many as were typed; the rest stays."""
        return tuple(replace(thing, quantity=self[ALONG + thing.code].data or 0) for thing in self.kept if self._goes(thing))

    def _goes(self, thing: Thing) -> bool:
        return bool(self[ALONG + thing.code].data)

    def wish(self, relay_id: int, zone: str) -> Proposal | None:
        """What was typed; None when the giver or the receiver is none."""
        giver, receiver = Party.of(self.giver.data or ""), Party.of(self.receiver.data or "")
        if giver is None or receiver is None:
            return None
        return Proposal(
            relay_id=relay_id,
            giver=giver,
            receiver=receiver,
            item_ids=tuple(self.items.data or ()),
            agreed_at=moment(self.day.data, self.time.data, zone),
            place=self.written("place"),
            witness_body_id=self.witness.data or None,
            signers=(self._signer("giver"), self._signer("receiver"), self._signer("witness")),
            things=(*self.along(), *self.things.things),
            book=self._book(),
            copies=self.copies.data,
            override_reason=self.override_reason.data or "",
        )

    def _book(self) -> BookCount:
        return BookCount(self.entries.data, self.pages.data, self.photos.data)

    def judged(self) -> Iterable[Problem]:
        return wrong_book(self._book())

    def is_of_this_store(self, sent: Mapping[str, str]) -> bool:
        """Whether what was typed of a store was typed of this giver's and still is there; if not, it is filled in anew."""
        if (self.store_of.data or "") != (self.giver.data or ""):
            words = _("Another giver has another store: this is what it has. Look at it and send the form again.")
            known = not self.kept
        else:
            words = _("Something of this list is no longer in the store. Look at it and send the form again.")
            known = not any(name.startswith(ALONG) and name not in self and whole_or_nought(sent[name]) for name in sent)
        if not known:
            self.form_errors = [*self.form_errors, words]
            self.fill_from_store()
        return known

    def fill_from_store(self) -> None:
        """All that the giver's store has is to go along, until somebody types fewer."""
        self.store_of.data = self.giver.data
        for thing in self.kept:
            field = self[ALONG + thing.code]
            field.raw_data, field.data = None, thing.quantity

    def _signer(self, side: str) -> Signer:
        name, kk, ru = (self[f"{side}_{part}"].data or "" for part in ("name", "post_kk", "post_ru"))
        return Signer(name, Translated(kk=kk, ru=ru))


_COUNT = [Optional(), NumberRange(0, MOST_COUNT, _l("A whole number from 0 to %(most)s, please.", most=MOST_COUNT))]


def proposal_form(kept: Sequence[Thing], **more: Any) -> ProposalForm:
    """The form of a giver whose store has these things: a field for the quantity of each, at first all that there is."""
    fields: dict[str, Any] = {"kept": tuple(kept)}
    for thing in kept:
        fields[ALONG + thing.code] = WholeNumberField(thing.name, _COUNT, default=thing.quantity)
    return cast(ProposalForm, type("FilledProposalForm", (ProposalForm,), fields)(**more))


def moment(day: Any, time: Any, zone: str) -> datetime:
    """That minute on the wall of the place."""
    return clock.at(day, time.hour, time.minute, zone)


class WhenForm(VersionedForm):
    """When the baton left: both empty means now, one of them alone nothing."""

    day = DayField(_l("Day"))
    time = WallTimeField(_l("Time"))

    def show(self, error: Invalid) -> None:
        """What the service says of the moment stands beside the time."""
        moments = {"left", "received"}
        problems = [replace(problem, field="time") if problem.field in moments else problem for problem in error.problems]
        super().show(Invalid(error.message, problems))

    def validate_day(self, field: Any) -> None:
        self._ensure_paired(field, self.time)

    def validate_time(self, field: Any) -> None:
        self._ensure_paired(field, self.day)

    @staticmethod
    def _ensure_paired(field: Any, other: Any) -> None:
        if field.data is None and other.data is not None and not field.errors:
            raise ValidationError(_("Please fill this in."))

    def at(self, zone: str) -> datetime | None:
        day: Any = self.day.data
        time: Any = self.time.data
        return None if day is None or time is None else moment(day, time, zone)


class ReceiptForm(WhenForm):
    """What the receiver says; a field for each item and thing is added by `receipt_form`."""

    remarks = TextField(_l("Remarks"), [NotLonger(MOST_REASON)])
    paper_first = BooleanField(_l("A signed paper exists; this is typed from it"))
    line_ids: tuple[int, ...] = ()
    thing_count = 0

    def receipt(self, zone: str) -> Receipt:
        answers = tuple(self._answer(line_id) for line_id in self.line_ids)
        things = tuple(self[f"thing_{place}"].data for place in range(1, self.thing_count + 1))
        return Receipt(answers, things, self.at(zone), self.remarks.data or "", bool(self.paper_first.data))

    def _answer(self, line_id: int) -> LineAnswer:
        said, note = self[f"line_{line_id}"].data, self[f"note_{line_id}"].data or ""
        known = {condition.value for condition in Condition}
        return LineAnswer(line_id, Condition(said) if said in known else None, said == MISSING, note)


def receipt_form(row: HandoverRow) -> ReceiptForm:
    """The form of this handover: its items with the condition they were given in, its things with their quantity."""
    fields: dict[str, Any] = {"line_ids": tuple(line.id for line in row.lines), "thing_count": len(row.things)}
    for line in row.lines:
        choices = [*choices_of(CONDITIONS), SelectChoice(MISSING, _l("missing"))]
        fields[f"line_{line.id}"] = RadioField(
            _l("Condition"), choices=choices, default=line.given.value, validate_choice=False
        )
        fields[f"note_{line.id}"] = LineField(_l("Note"), [NotLonger(MOST_NOTE)])
    for place, thing in enumerate(row.things, 1):
        fields[f"thing_{place}"] = WholeNumberField(thing.name, default=thing.quantity)
    form = type("FilledReceiptForm", (ReceiptForm,), fields)()
    return cast(ReceiptForm, form)


class CancelForm(VersionedForm):
    """Why a handover is called off."""

    reason = TextField(_l("Reason"), [Needed(), NotLonger(MOST_REASON)])
