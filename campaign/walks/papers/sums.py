"""The sums at the foot of a walk sheet typed back: issued, given, returned, lost; they become the figures of the team."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import Words, _, _l
from campaign.papers.presses import press_of
from campaign.papers.typed.schemas import Entry, Foot, Grade, Row, Said, TypedSheet
from campaign.walks.closing.issues import issues
from campaign.walks.closing.schemas import NOTHING, Counts, Issued, Material
from campaign.walks.closing.services import write_counts
from campaign.walks.doors.schemas import Result
from campaign.walks.models import WalkTeam
from campaign.walks.papers.sheet import CODE
from campaign.walks.schemas import Door, Sign

_BOXES: Final = (_l("issued to the team"), _l("given out"), _l("returned"), _l("lost"))
FEET: Final = (
    Foot("s", _l("Soap, pieces"), _BOXES, ("с", "ы")),
    Foot("t", _l("Signs, pieces"), _BOXES, ("т", "е")),
)
_MATERIAL: Final = {"=s": Material.SOAP, "=t": Material.SIGN}
_KEY: Final = "foot:"


@dataclass(frozen=True)
class Sums:
    """One line of sums of one team, as a pen wrote it."""

    entry: Entry
    material: Material
    issued: int
    given: int
    returned: int
    lost: int

    @property
    def rest(self) -> int:
        return self.issued - self.given - self.returned - self.lost


def is_foot(row: Row) -> bool:
    return row.key.startswith(_KEY)


def sums_of(entries: Sequence[Entry]) -> list[Sums]:
    """The sums among all that was typed of a page."""
    found = [(entry, [mark.amount or 0 for mark in entry.marks]) for entry in entries if is_foot(entry.row)]
    return [Sums(entry, _MATERIAL[entry.row.number], *numbers) for entry, numbers in found]


def team_of(sheet: TypedSheet, sums: Sequence[Sums], doors: Mapping[int, Door]) -> int | None:
    """Whose sums stand on the page: the team of the last door at or above its first row, which may be a blank one."""
    if not sums:
        return None
    first, team = sums[0].entry.row.key.removeprefix(_KEY), None
    for placed in press_of(CODE).rows(sheet.number):
        door = doors.get(int(placed.key.rpartition(":")[2])) if placed.key else None
        team = door.team_id if door is not None else team
        if placed.number == first:
            return team
    return team


def judge_sums(
    sums: Sequence[Sums], team_id: int | None, doors: Mapping[int, Door], typed: Mapping[int, Result]
) -> Iterator[Said]:
    """What does not come out, by what is recorded of the doors of the team and typed now."""
    for one in sums:
        number = one.entry.row.number
        if team_id is None:
            yield Said(
                number,
                Grade.BAD,
                _("The team of this page is in the walk no more, so its sums are kept nowhere. Leave the line out."),
            )
            continue
        if one.returned + one.lost > one.issued:
            yield Said(number, Grade.BAD, _("More came back or was lost than was issued. Look at the paper once more."))
        elif one.rest:
            words = _("The rest is %(rest)s, not 0. Typed as it is; closing the team asks for the reason.", rest=one.rest)
            yield Said(number, Grade.WARN, words)
        given = _given(one.material, team_id, doors, typed)
        if given != one.given:
            words = _(
                "On paper %(counted)s were given out, by all doors of the team it is %(given)s. Type the other pages of the "
                "team, or find the row.",
                counted=one.given, given=given,
            )  # fmt: skip
            yield Said(number, Grade.WARN, words)


def _given(material: Material, team_id: int, doors: Mapping[int, Door], typed: Mapping[int, Result]) -> int:
    now = [typed.get(door.id, door) for door in doors.values() if door.team_id == team_id]
    return sum(one.pieces for one in now) if material is Material.SOAP else sum(one.sign is Sign.UP for one in now)


def write_sums(session: Session, sums: Sequence[Sums], team_id: int | None) -> dict[str, Any]:
    """Make them the figures of the team; what stood before, for undoing. Raises Conflict, Closed, Stale."""
    if not sums or team_id is None:
        return {}
    before = _figures(session, team_id)
    after = {one.material: Counts(one.issued, one.returned, one.lost, before[one.material].reason) for one in sums}
    _write(session, team_id, after)
    return {
        "team": team_id,
        "before": {material.value: _numbers(before[material]) for material in after},
        "after": {material.value: _numbers(one) for material, one in after.items()},
    }


def take_sums_back(session: Session, facts: Mapping[str, Any]) -> Iterator[Said]:
    """Let stand what stood before, unless somebody has changed the figures since. Raises Conflict, Closed."""
    if not facts:
        return
    now = _figures(session, facts["team"])
    gone = session.get(WalkTeam, facts["team"], populate_existing=True) is None
    if gone or any(_numbers(now[Material(word)]) != numbers for word, numbers in facts["after"].items()):
        yield Said("", Grade.INFO, _("The figures of the team were changed since; they stay as they are."))
        return
    before = {
        Material(word): Counts(issued, returned, lost, now[Material(word)].reason)
        for word, (issued, returned, lost) in facts["before"].items()
    }
    _write(session, facts["team"], before)


def _figures(session: Session, team_id: int) -> dict[Material, Counts]:
    known = issues().issued(session, [team_id]).get(team_id, {})
    return {material: known.get(material, NOTHING) for material in Material}


def _numbers(one: Counts) -> list[int]:
    return [one.issued, one.returned, one.lost]


def _write(session: Session, team_id: int, counts: Issued) -> None:
    version = session.get_one(WalkTeam, team_id, populate_existing=True).version
    try:
        write_counts(team_id, counts, version)
    except Invalid as error:
        problem = error.problems[0]
        raise Conflict(_LACKING if problem.code == "short" else problem.message) from error


_LACKING: Final[Words] = _l(
    "The books of the store lack what was issued to the team. Receive it into the store first, or enter these sums under "
    "“Closing”, where you can say that the team evidently had it."
)
