"""A column sheet typed back: which cars came, were inspected and whose drivers were briefed; it goes into the column's log."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.i18n import _, _l, _n
from campaign.events.queries import event_row
from campaign.events.schemas import EventState
from campaign.motorcades.papers.sheet import KIND as PAPER
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.queries import cars_of
from campaign.motorcades.road.schemas import Place
from campaign.motorcades.road.services import mark_many, take_back_many
from campaign.motorcades.road.services.taking import morning_of
from campaign.motorcades.schemas import Car, CarState
from campaign.motorcades.services import Checked, note_checked
from campaign.motorcades.words import STATES
from campaign.papers.typed.schemas import Entry, Facts, Grade, Posted, Row, Said, Sign, Total, TypedKind, TypedSheet

SIGNS: Final = (
    Sign("", _l("came, inspected, the driver signed for the briefing")),
    Sign("x", _l("the car did not come"), ("х", "ч")),
    Sign("o", _l("came, but was not inspected"), ("о", "щ")),
    Sign("i", _l("came, but the driver did not sign for the briefing"), ("и", "і", "ш")),
)
_ON_THE_ROAD: Final = frozenset({CarState.DEPARTED, CarState.ARRIVED})


def ensure(sheet: TypedSheet) -> None:
    """Raises NotFound, Refused."""
    event = event_row(sheet.subject_id)
    ensure_can_write_column(current_actor(), event.region_id, event.stop_id)


def judge(sheet: TypedSheet, entries: Sequence[Entry]) -> Sequence[Said]:
    """What is wrong, and where the sheet says another thing than phones did. A handful of statements, however many cars."""
    cars = _cars(sheet)
    return [*_judged_day(sheet), *(one for entry in entries for one in _judged(entry, cars.get(entry.row.id)))]


def _cars(sheet: TypedSheet) -> Mapping[int, Car]:
    return {car.id: car for car in cars_of(sheet.subject_id)}


def _judged_day(sheet: TypedSheet) -> Iterator[Said]:
    event = event_row(sheet.subject_id)
    place = Place(event.id, event.region_id, event.stop_id, event.state, event.starts_at, event.time_zone)
    if event.state is EventState.CANCELLED:
        yield Said("", Grade.BAD, _("This event was cancelled."))
    elif clock.campaign_now() < morning_of(place):
        yield Said("", Grade.BAD, _("This event is not today."))


def _judged(entry: Entry, car: Car | None) -> Iterator[Said]:
    number, came = entry.row.number, not entry.has("x")
    if not came and (entry.has("o") or entry.has("i")):
        yield Said(number, Grade.BAD, _("What did not come was not inspected either: x stands alone."))
    elif car is None:
        yield Said(number, Grade.WARN, _gone())
    elif not came and car.state in _ON_THE_ROAD:
        now = str(STATES[car.state])
        yield Said(
            number, Grade.BAD,
            _(
                "By the log this car is “%(state)s”. Take that mark back under “On the day” first, or leave the row out.",
                state=now,
            ),
        )  # fmt: skip
    elif (car.state is CarState.ABSENT and came) or (car.state is CarState.PRESENT and not came):
        words = _("Recorded before: %(what)s. What is typed here takes its place.", what=str(STATES[car.state]))
        yield Said(number, Grade.WARN, words)


def _gone() -> str:
    return _("This vehicle was taken out of the column, so nothing is recorded for it.")


def post(_session: Session, sheet: TypedSheet, entries: Sequence[Entry]) -> Posted:
    """Marks go into the log of the day; inspection and briefing stand with the car. Raises NotFound, Refused, Conflict."""
    cars, left = _cars(sheet), list[Said]()
    states, checked = dict[int, CarState](), dict[int, Checked]()
    for entry in entries:
        car = cars.get(entry.row.id)
        if car is None:
            left.append(Said(entry.row.number, Grade.WARN, _gone()))
            continue
        came = not entry.has("x")
        if came is not _is_there(car) or car.state is CarState.EXPECTED:
            states[car.id] = CarState.PRESENT if came else CarState.ABSENT
        checked[car.id] = Checked(came and not entry.has("o"), came and not entry.has("i"))
    before = note_checked(sheet.subject_id, checked)  # the event is held before its cars, as by everybody
    marks = mark_many(sheet.subject_id, states)
    facts = {
        "marks": marks,
        "checked": [
            [car_id, was.inspected, was.briefed, checked[car_id].inspected, checked[car_id].briefed]
            for car_id, was in before.items()
        ],
    }
    return Posted(facts, tuple(left))


def _is_there(car: Car) -> bool:
    return car.state is CarState.PRESENT or car.state in _ON_THE_ROAD


def undo(_session: Session, sheet: TypedSheet, facts: Facts) -> Sequence[Said]:
    """The marks count no more; of inspection and briefing stands what stood before, unless somebody changed it since."""
    before = {car_id: Checked(was, briefed) for car_id, was, briefed, _now, _signed in facts["checked"]}
    after = {car_id: Checked(now, signed) for car_id, _was, _briefed, now, signed in facts["checked"]}
    missing = len(before) - len(note_checked(sheet.subject_id, before, seen=after))
    if facts["marks"]:
        take_back_many(sheet.subject_id, facts["marks"])
    if not missing:
        return ()
    words = _n(
        "Inspection and briefing of %(num)d car stay: somebody has changed them since, or the car is gone.",
        "Inspection and briefing of %(num)d cars stay: somebody has changed them since, or the cars are gone.",
        missing,
    )
    return (Said("", Grade.INFO, words),)


def meaning(entry: Entry) -> str:
    """What became of the car: `came, not inspected`."""
    if entry.has("x"):
        return _("the car did not come")
    checked = ((entry.has("o"), _("not inspected"), _("inspected")), (entry.has("i"), _("not briefed"), _("briefed")))
    return ", ".join((_("the car came"), *(missing if is_missing else there for is_missing, missing, there in checked)))


def called(row: Row) -> str:
    """`123 ABC 09, Abenov D.`: the plate first."""
    return ", ".join(filter(None, (row.words[3], row.words[4].split("\n")[0])))


KIND = TypedKind(
    code=PAPER.code,
    signs=SIGNS,
    ensure=ensure,
    judge=judge,
    post=post,
    undo=undo,
    totals=(
        Total(_l("Cars that came"), lambda entries: sum(not entry.has("x") for entry in entries)),
        Total(_l("Cars that did not come"), lambda entries: sum(entry.has("x") for entry in entries)),
    ),
    hint=_l(
        "The number alone is the usual case; a letter behind it says what was otherwise: 7o, or both: 7oi. A vehicle that was "
        "written into a blank row is added on the page of the column."
    ),
    examples=(
        ("1-8", _l("cars 1 to 8 came, all in order")),
        ("9x", _l("the car did not come")),
        ("10o", _l("came, but was not inspected")),
        ("11oi", _l("came, neither inspected nor briefed")),
    ),
    called=called,
    meaning=meaning,
)
