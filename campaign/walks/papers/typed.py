"""A walk sheet typed back: what happened at each door, in signs of one letter; it goes into the log of the doors (SPEC W6)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _l, _n
from campaign.events.queries import event_row
from campaign.papers.typed.schemas import Entry, Facts, Grade, Posted, Row, Said, Total, TypedKind, TypedSheet
from campaign.papers.typed.schemas import Sign as Typed
from campaign.walks.doors.judging import morning_of
from campaign.walks.doors.schemas import MOST_PIECES, Result
from campaign.walks.doors.services import record_sheet, take_back_sheet
from campaign.walks.doors.services.desk import HANDED_IN
from campaign.walks.doors.words import SIGN, SOAP
from campaign.walks.papers.sheet import CODE
from campaign.walks.papers.sums import FEET, is_foot, judge_sums, sums_of, take_sums_back, team_of, write_sums
from campaign.walks.policies import ensure_can_write_walk
from campaign.walks.queries import doors_of, walk_of
from campaign.walks.schemas import Door, Sign, Soap

SIGNS: Final = (
    Typed("", _l("one piece of soap given, the sign put up")),
    Typed("s", _l("pieces of soap:"), ("с", "ы"), amount=True),
    Typed("x", _l("refusal"), ("х", "ч")),
    Typed("n", _l("not in"), ("н", "т")),
    Typed("o", _l("the sign: refusal"), ("о", "щ")),
    Typed("m", _l("the sign: not possible"), ("м", "ь")),
    Typed("b", _l("the sign: was there"), ("б", "и")),
    Typed("u", _l("the sign: put up"), ("у", "г")),
)
_SOAPS: Final = {"s": Soap.GIVEN, "x": Soap.REFUSED, "n": Soap.ABSENT}
_SIGNS: Final = {"o": Sign.REFUSED, "m": Sign.IMPOSSIBLE, "b": Sign.THERE, "u": Sign.UP}
_USUAL: Final = {Soap.GIVEN: Sign.UP, Soap.REFUSED: Sign.REFUSED, Soap.ABSENT: Sign.UNSET}


def result_of(entry: Entry, note: str = "") -> Result | str:
    """What the signs say of a door, or the sentence that tells what is wrong with them."""
    soaps = [soap for sign, soap in _SOAPS.items() if entry.has(sign)]
    signs = [sign for letter, sign in _SIGNS.items() if entry.has(letter)]
    if len(soaps) > 1 or len(signs) > 1:
        return _("These signs contradict each other: one for the soap and one for the sign at most.")
    soap = soaps[0] if soaps else Soap.GIVEN
    pieces = entry.amount("s", without=1) if entry.has("s") else 1
    if not 1 <= pieces <= MOST_PIECES:
        return _("How many pieces? From 1 to %(most)s.", most=MOST_PIECES)
    return Result(soap, pieces if soap is Soap.GIVEN else 0, signs[0] if signs else _USUAL[soap], note)


def in_words(soap: Soap, pieces: int, sign: Sign) -> str:
    """`Soap given: 2. Sign: put up`."""
    given = f"{SOAP[soap]}: {pieces}" if soap is Soap.GIVEN else str(SOAP[soap])
    return given if sign is Sign.UNSET else _("%(soap)s. Sign: %(sign)s", soap=given, sign=str(SIGN[sign]).lower())


def ensure(sheet: TypedSheet) -> None:
    """Raises NotFound, Refused."""
    event = event_row(sheet.subject_id)
    ensure_can_write_walk(current_actor(), event.region_id, event.stop_id)


def judge(sheet: TypedSheet, entries: Sequence[Entry]) -> Sequence[Said]:
    """What is wrong, and where the sheet says another thing than phones did. Eight statements, however many doors."""
    walk, doors = walk_of(sheet.subject_id), _doors(sheet)
    sums = sums_of(entries)
    team_id = team_of(sheet, sums, doors)
    touched = {team_id, *(door.team_id for entry in entries if (door := _door(entry, doors)))}
    shut = [team.number for team in walk.teams if team.id in touched and team.closed_at is not None]
    said = [Said("", Grade.BAD, _("The walk is not today."))] if _is_early(sheet) else []
    teams = [_("Team %(number)s", number=number) for number in shut]
    said += [Said("", Grade.BAD, f"{team}: {HANDED_IN}") for team in teams]
    rows = [entry for entry in entries if not is_foot(entry.row)]
    typed = {entry.row.id: result for entry in rows if isinstance(result := result_of(entry), Result)}
    said += [one for entry in rows for one in _judged(entry, _door(entry, doors))]
    return [*said, *judge_sums(sums, team_id, doors, typed)]


def _is_early(sheet: TypedSheet) -> bool:
    """Whether the day of the walk has not begun at its place."""
    event = event_row(sheet.subject_id)
    return clock.campaign_now() < morning_of(event.starts_at, event.time_zone)


def _door(entry: Entry, doors: Mapping[int, Door]) -> Door | None:
    return doors.get(entry.row.id) if not is_foot(entry.row) else None


def _doors(sheet: TypedSheet) -> Mapping[int, Door]:
    return {door.id: door for door in doors_of(event_id=sheet.subject_id)}


def _judged(entry: Entry, door: Door | None) -> Iterator[Said]:
    number = entry.row.number
    result = result_of(entry)
    if isinstance(result, str):
        yield Said(number, Grade.BAD, result)
    elif door is None or door.team_id is None:
        yield Said(number, Grade.WARN, _gone())
    elif door.soap is not Soap.UNSET and (door.soap, door.pieces, door.sign) != (result.soap, result.pieces, result.sign):
        now = in_words(door.soap, door.pieces, door.sign)
        yield Said(number, Grade.WARN, _("Recorded before: %(what)s. What is typed here takes its place.", what=now))


def _gone() -> str:
    return _("This door belongs to no team of the walk any more, so nothing is recorded for it.")


def post(session: Session, sheet: TypedSheet, entries: Sequence[Entry]) -> Posted:
    """Each door's record goes into the log as from the desk, sums become the figures of the team.

    Raises Conflict, Closed, Stale.
    """
    doors, results, left = _doors(sheet), dict[int, Result](), list[Said]()
    for entry in entries:
        if is_foot(entry.row):
            continue
        door = doors.get(entry.row.id)
        result = result_of(entry, door.note if door else "")
        if door is None or door.team_id is None:
            left.append(Said(entry.row.number, Grade.WARN, _gone()))
        elif isinstance(result, Result):
            results[door.id] = result
    records, sums = _recorded(results), sums_of(entries)
    figures = write_sums(session, sums, team_of(sheet, sums, doors))
    return Posted({"records": records, "figures": figures}, tuple(left))


def _recorded(results: Mapping[int, Result]) -> list[int]:
    try:
        return record_sheet(results)
    except Invalid as error:
        raise Conflict(error.problems[0].message) from error


def undo(session: Session, _sheet: TypedSheet, facts: Facts) -> Sequence[Said]:
    """The doors and figures stand as they did before. Raises Closed when their team has handed everything in meanwhile."""
    said = list(take_sums_back(session, facts["figures"]))
    records = facts["records"]
    missing = len(records) - take_back_sheet(records)
    if not missing:
        return said
    words = _n(
        "%(num)d record was taken back before, or its team is in the walk no more.",
        "%(num)d records were taken back before, or their team is in the walk no more.",
        missing,
    )
    return [*said, Said("", Grade.INFO, words)]


def called(row: Row) -> str:
    """`101, department of the economy`: the room first, however it is numbered."""
    return ", ".join(filter(None, row.words[1:3]))


def meaning(entry: Entry) -> str:
    """What happened at the door, or what is wrong with the signs."""
    result = result_of(entry)
    return result if isinstance(result, str) else in_words(result.soap, result.pieces, result.sign)


def _rows(entries: Sequence[Entry]) -> int:
    return sum(not is_foot(entry.row) for entry in entries)


def _pieces(entries: Sequence[Entry]) -> int:
    return sum(result.pieces for result in _results(entries))


def _up(entries: Sequence[Entry]) -> int:
    return sum(result.sign is Sign.UP for result in _results(entries))


def _results(entries: Sequence[Entry]) -> Iterator[Result]:
    for entry in entries:
        if not is_foot(entry.row) and isinstance(result := result_of(entry), Result):
            yield result


KIND = TypedKind(
    code=CODE,
    signs=SIGNS,
    ensure=ensure,
    judge=judge,
    post=post,
    undo=undo,
    totals=(Total(_l("Doors"), _rows), Total(_l("Soap, pieces"), _pieces), Total(_l("Signs, pieces"), _up)),
    hint=_l(
        "The number alone is the usual case; a letter behind it says what was otherwise, also two: 7s2o. A door in a blank row "
        "is not in the register: add the room to the building first, then record it on the page of its team."
    ),
    examples=(
        ("7", _l("one piece of soap given, the sign put up")),
        ("8s2", _l("two pieces of soap, the sign put up")),
        ("9x", _l("neither soap nor sign wanted")),
        ("10n", _l("nobody in")),
        ("11o", _l("soap given, the sign not wanted")),
        ("12m", _l("soap given, the sign cannot be put up")),
        ("13-16b", _l("doors 13 to 16: soap given, the sign was there")),
        ("17xu", _l("no soap wanted, but the sign put up")),
        ("=s 40 33 7 0", _l("the sums of the soap at the foot: issued, given out, returned, lost; =t those of the signs")),
    ),
    called=called,
    feet=FEET,
    meaning=meaning,
)
