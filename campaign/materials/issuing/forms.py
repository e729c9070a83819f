"""What is typed at issue and return: a quantity for each size of each material, and what stands around them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from flask import request
from wtforms import HiddenField, SelectField
from wtforms.validators import Optional

from campaign.core.errors import Problem
from campaign.core.i18n import _, _l
from campaign.materials.issuing.schemas import Gift, GiftKind, Held, Issue, Offer, OfferedMaterial, Recipient, Return, TakenBack
from campaign.materials.schemas import LONGEST, MOST_PIECES, PlaceKind, PlaceRow, VariantRow
from campaign.materials.services.judging import wrong_date
from campaign.materials.words import UNITS, material_in_words, place_called
from campaign.web.forms import CampaignForm, DayField, LineField, NotLonger, WholeNumberField
from campaign.web.numbers import whole_or_nought

PARTS: Final = ("back", "used", "lost")


def gift_of(word: str | None) -> Gift:
    """What is being given out, as an address says it: `set-3`, `material-7`; the norms for anything else."""
    kind, _dash, number = (word or "").partition("-")
    known = kind in {GiftKind.SET.value, GiftKind.MATERIAL.value} and whole_or_nought(number)
    return Gift(GiftKind(kind), whole_or_nought(number)) if known else Gift()


class Pieces:
    """A number of pieces; empty is none."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None:
            field.data = 0 if not field.errors else None
        elif not 0 <= field.data <= MOST_PIECES:
            field.errors = [*field.errors, _("A quantity is a whole number from 1 to %(most)s.", most=MOST_PIECES)]


class IssueForm(CampaignForm):
    """How many of what somebody is given (`n_<variant>` for each size of each material), out of the store of the address.

    `size` is the button of a size that was pressed: it gives what is wished of its material, beside what was typed.
    """

    seen = HiddenField()
    dated_on = DayField(_l("Given on"), [Optional()], description=_l("Empty: today. For what is entered afterwards."))
    note = LineField(_l("Note"), [NotLonger(LONGEST["note"])])
    numbers: tuple[int, ...] = ()

    def pieces(self, number: int) -> Any:
        """The field of a variant."""
        return self._fields[f"n_{number}"]

    def judged(self) -> Iterable[Problem]:
        return wrong_date(self.dated_on.data)

    def command(self, somebody: Recipient, offer: Offer, store_id: int) -> Issue:
        quantities = {number: self.pieces(number).data for number in self.numbers if self.pieces(number).data}
        for number in sorted(typed_numbers() - set(self.numbers)):
            quantities[number] = 1  # there is no such size: the ledger says so
        if pressed := request.form.get("size"):
            size = whole_or_nought(pressed)
            quantities[size] = quantities.get(size, 0) + _of_size(offer, size)
        return Issue(
            somebody.whom, store_id, quantities, whole_or_nought(self.seen.data), self.dated_on.data, self.note.data or ""
        )  # fmt: skip


def typed_numbers() -> set[int]:
    """The variants for which something was typed."""
    return {
        whole_or_nought(name.removeprefix("n_"))
        for name, words in request.form.items()
        if name.startswith("n_") and words.strip(" 0")
    }


def _of_size(offer: Offer, size: int) -> int:
    """How many a pressed size gives: what is wished of the material, one at least."""
    mine = (one for one in offer.everything if any(row.variant.id == size for row in one.variants))
    found: OfferedMaterial | None = next(mine, None)
    return max(1, found.wished) if found else 1


def issue_form(offer: Offer, seen: int) -> IssueForm:
    """The form for everything in the catalogue, filled with what somebody should get."""
    rows = [row for one in offer.everything for row in one.variants]
    fields: dict[str, Any] = {f"n_{row.variant.id}": _pieces(row.variant) for row in rows}
    made = type("IssueFormOfEvent", (IssueForm,), {**fields, "numbers": tuple(row.variant.id for row in rows)})
    filled = {f"n_{row.variant.id}": row.wished for row in rows if row.wished}
    return cast(IssueForm, made(seen=str(seen), **filled))


def _pieces(variant: VariantRow) -> WholeNumberField:
    words = f"{material_in_words(variant.name, variant.label)}, {UNITS[variant.unit]}"
    return WholeNumberField(words, [Pieces()])


class ReturnForm(CampaignForm):
    """Of each size somebody has: how many come back, are used up, are lost (`back_<variant>` and so on)."""

    store = SelectField(_l("Into which store"), coerce=whole_or_nought, validate_choice=False)
    reason = LineField(_l("Reason, when something is lost or used up"), [NotLonger(LONGEST["reason"])])
    dated_on = DayField(_l("Brought back on"), [Optional()], description=_l("Empty: today. For what is entered afterwards."))
    numbers: tuple[int, ...] = ()
    parts: tuple[str, ...] = PARTS

    def part(self, name: str, number: int) -> Any:
        """One field of a variant: back, used or lost."""
        return self._fields[f"{name}_{number}"]

    def judged(self) -> Iterable[Problem]:
        return wrong_date(self.dated_on.data)

    def command(self, somebody: Recipient) -> Return:
        taken = {
            number: TakenBack(**{name: self.part(name, number).data or 0 for name in self.parts}) for number in self.numbers
        }
        some = {number: one for number, one in taken.items() if one.total}
        return Return(somebody.whom, self.store.data or 0, some, self.reason.data or "", self.dated_on.data)


def return_form(held: Iterable[Held], stores: Iterable[PlaceRow], kind: PlaceKind) -> ReturnForm:
    """Filled with what is out: what has to come back as coming back, what a person got for good as used up.

    A team hands in whatever it has left. What it gave at the doors is told there and posted when the team is closed, so it
    has no field for that here.
    """
    things, places = tuple(held), tuple(stores)
    parts = tuple(name for name in PARTS if name != "used" or kind is not PlaceKind.TEAM)
    fields: dict[str, Any] = {}
    filled: dict[str, int] = {}
    for one in things:
        words = material_in_words(one.variant.name, one.variant.label)
        labels = {"back": _("%(material)s: comes back", material=words), "used": _("%(material)s: used up", material=words),
                  "lost": _("%(material)s: lost or spoiled", material=words)}  # fmt: skip
        fields |= {f"{name}_{one.variant.id}": WholeNumberField(labels[name], [Pieces()]) for name in parts}
        is_kept = kind is PlaceKind.PERSON and not one.variant.is_reusable
        filled[f"{'used' if is_kept else 'back'}_{one.variant.id}"] = one.quantity
    known = {"numbers": tuple(one.variant.id for one in things), "parts": parts}
    made = type("ReturnFormOfHolder", (ReturnForm,), fields | known)
    form = cast(ReturnForm, made(store=places[0].id if places else None, **filled))
    form.store.choices = [(row.id, place_called(row)) for row in places]
    return form


class ManyForm(CampaignForm):
    """What is said under what giving to many would do; what is given to whom stands in the address."""

    dated_on = DayField(_l("Given on"), [Optional()], description=_l("Empty: today. For what is entered afterwards."))


def kept_in_address(args: Mapping[str, str]) -> dict[str, Any]:
    """What goes along from one person to the next: what is given out, and out of which store."""
    return {name: args[name][:40] for name in ("what", "store") if args.get(name)}
