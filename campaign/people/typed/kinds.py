"""The lists of people that are typed back, and what their marks mean."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from campaign.core.actor import current_actor
from campaign.core.i18n import _l
from campaign.papers.typed.schemas import Entry, Sign, Total, TypedKind, TypedSheet
from campaign.people.lists import letters, march, signin
from campaign.people.paper.schemas import ROSTER
from campaign.people.policies import ensure_can_write_people
from campaign.people.typed.judging import NO_PHOTO, STRUCK, came, judge
from campaign.people.typed.services import post, undo

SIGNS: Final = (
    Sign("", _l("present")),
    Sign(STRUCK, _l("struck out: taken off the list"), also=("х", "ч")),
    Sign(NO_PHOTO, _l("came, and wants no pictures"), also=("ф", "а")),
)
EXAMPLES: Final = (
    ("7 9-14", _l("rows 7 and 9 to 14 came")),
    ("22x", _l("row 22 was struck out")),
    ("8f", _l("row 8 came and ticked “no photo”")),
    ("+ Сейтова Әлия 8 701 555 01 23", _l("who wrote themselves into the next blank row")),
    ("=14", _l("so many came on this page, counted on paper")),
)


def _ensure(sheet: TypedSheet) -> None:
    ensure_can_write_people(current_actor(), sheet.region_id, sheet.stop_id or 0)


def _comers(entries: Sequence[Entry]) -> int:
    return sum(map(came, entries))


def _kind(code: str, *, signed: bool = False) -> TypedKind:
    return TypedKind(
        code=code,
        signs=SIGNS,
        ensure=_ensure,
        judge=judge,
        post=partial(post, signed=signed),
        undo=undo,
        totals=(Total(_l("Came, on this page"), _comers),),
        fills=_l("name and phone"),
        examples=EXAMPLES,
    )


KINDS: Final = (
    _kind(signin.KIND.code, signed=True),
    _kind(signin.EMPTY.code, signed=True),
    _kind(letters.KIND.code),
    _kind(march.KIND.code),
    _kind(ROSTER),
)
