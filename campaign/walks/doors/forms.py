"""What is typed about doors: one door on a phone without scripts, a sheet at the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wtforms import RadioField, SelectChoice

from campaign.core.errors import Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import length_complaint
from campaign.core.text import clean_line
from campaign.walks.doors.schemas import MOST_NOTE, MOST_PIECES, MOST_REASON, Result, Written
from campaign.walks.doors.words import SIGN, SOAP, lacking
from campaign.walks.schemas import Door, Sign, Soap
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger, WholeNumberField
from campaign.web.numbers import whole_or_nought

SOAPS: Final = tuple(soap for soap in Soap if soap is not Soap.UNSET)
SIGNS: Final = tuple(sign for sign in Sign if sign is not Sign.UNSET)
Rows = tuple["SheetRow", ...]


class PlainDoorForm(CampaignForm):
    """What happened at one door; the same item that the page with scripts sends."""

    soap = RadioField(_l("Soap"), [Needed()], choices=[SelectChoice(soap.value, SOAP[soap]) for soap in SOAPS])
    pieces = WholeNumberField(_l("Pieces"))
    sign = RadioField(_l("Sign"), choices=[SelectChoice(sign.value, SIGN[sign]) for sign in SIGNS], validate_choice=False)
    note = LineField(_l("Note"), [NotLonger(MOST_NOTE)])

    def offer(self, door: Door) -> None:
        """What stands of the door; for one that nobody has visited, what is usual."""
        if not self.is_submitted():
            given = door.soap if door.soap not in {Soap.UNSET, Soap.ABSENT} else Soap.GIVEN
            data = {"soap": given.value, "pieces": door.pieces or 1, "sign": door.sign.value, "note": door.note}
            self.process(data=data)

    def validate(self, extra_validators: Any = None) -> bool:
        is_fine = super().validate(extra_validators)
        if self.soap.data == Soap.GIVEN and not 1 <= (self.pieces.data or 0) <= MOST_PIECES:
            self.pieces.errors = [_("How many pieces? From 1 to %(most)s.", most=MOST_PIECES)]
        if self.soap.data != Soap.ABSENT and self.sign.data not in set(SIGNS):
            self.sign.errors = [_("Please choose what became of the sign.")]
        return is_fine and not self.errors

    def item(self, door_id: int) -> dict[str, Any]:
        """As a phone would send it."""
        sign = self.sign.data if self.sign.data in set(SIGNS) else ""
        return {
            "key": self.key(), "kind": "door", "door": door_id, "soap": self.soap.data or "", "sign": sign,
            "pieces": self.pieces.data or 0, "note": self.note.data or "",
        }  # fmt: skip


class ReasonForm(CampaignForm):
    """Why something is let be."""

    reason = LineField(_l("Reason"), [Needed(), NotLonger(MOST_REASON)])


@dataclass(frozen=True)
class SheetRow:
    """A door on the sheet with what is typed in its fields; `was` is what they said when the page was made."""

    door: Door
    soap: str
    pieces: str
    sign: str
    note: str
    error: str = ""

    @property
    def was(self) -> str:
        return "|".join(_words(self.door))


def _words(door: Door) -> tuple[str, ...]:
    soap = "" if door.soap is Soap.UNSET else door.soap.value
    sign = "" if door.sign is Sign.UNSET else door.sign.value
    return soap, str(door.pieces or ""), sign, door.note


class SheetForm(CampaignForm):
    """A walk sheet typed back, a row a door: `soap-7`, `pieces-7`, `sign-7`, `note-7`, and what the page said of it before."""

    def rows(self, doors: Sequence[Door], sent: Mapping[str, str], problems: Sequence[Problem] = ()) -> Rows:
        """What the fields show: what was typed, else what stands; with what is wrong."""
        said = {problem.field: str(problem.message) for problem in problems}
        made = []
        for door in doors:
            soap, pieces, sign, note = _typed(door, sent)
            made.append(SheetRow(door, soap, pieces, sign, note, said.get(f"door-{door.id}", "")))
        return tuple(made)

    def read(self, doors: Sequence[Door], sent: Mapping[str, str]) -> tuple[list[Written], list[Problem]]:
        """Rows that say another thing than the page did, and what cannot be taken."""
        written, problems = [], []
        for door in doors:
            typed = _typed(door, sent)
            if f"soap-{door.id}" not in sent or "|".join(typed) == sent.get(f"was-{door.id}", ""):
                continue
            result = _result(*typed)
            if isinstance(result, str):
                problems.append(Problem(f"door-{door.id}", "wrong", result))
            else:
                written.append(Written(door.id, whole_or_nought(sent.get(f"version-{door.id}")), result))
        return written, problems


def _typed(door: Door, sent: Mapping[str, str]) -> tuple[str, ...]:
    names = ("soap", "pieces", "sign", "note")
    if f"soap-{door.id}" not in sent:
        return _words(door)
    return tuple(clean_line(sent.get(f"{name}-{door.id}", "")) for name in names)


def _result(soap: str, pieces: str, sign: str, note: str) -> Result | str:
    """What the row says, or the sentence that tells what is wrong with it."""
    count = whole_or_nought(pieces or "1") if soap == Soap.GIVEN else 0
    found = Result(
        Soap(soap) if soap in set(SOAPS) else Soap.UNSET, count, Sign(sign) if sign in set(SIGNS) else Sign.UNSET, note
    )  # fmt: skip
    if words := lacking(found)[1]:
        return words
    return length_complaint(note, MOST_NOTE) or found
