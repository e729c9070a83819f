"""Dashboards of an invented relay and of an invented stop, with estimates, missing figures and places still to come."""

from typing import Final

from campaign.events.figures.amounts import Sum
from campaign.events.figures.schemas import MeasureRow, Stage, Unit
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.relay.invented import TODAY, invented_relay, invented_stop
from campaign.reports.board.samples import season_board
from campaign.reports.dashboard import paper
from campaign.reports.dashboard.paper import Shown
from campaign.reports.dashboard.schemas import Dashboard, Key, KindRow, Level, Row, Step, Wish
from campaign.reports.tallies.schemas import EVERY_KIND, Tally

_MANY: Final = 18
_EVENTS: Final = 6
_MEASURES: Final = {
    "participants": (Unit.PEOPLE, "Қатысушылар", "Участники", "Participants"),
    "vehicles": (Unit.VEHICLES, "Көлік", "Машины", "Vehicles"),
    "soap_given": (Unit.PIECES, "Берілген сабын", "Вручённое мыло", "Soap given"),
    "signs_up": (Unit.PIECES, "Ілінген тақтайшалар", "Повешенные таблички", "Signs put up"),
}
_KINDS: Final = (
    ("rally", "Митинг", "Митинг", "Rally"), ("motorcade", "Автокеруен", "Автоколонна", "Motorcade"),
    ("office_walk", "Кабинеттерді аралау", "Обход кабинетов", "Office walk"),
)  # fmt: skip


def _measures(cast: Cast) -> dict[str, MeasureRow]:
    return {
        code: MeasureRow(place, code, cast.words(kk, ru, en), unit)
        for place, (code, (unit, kk, ru, en)) in enumerate(_MEASURES.items(), 1)
    }


def _tallies(number: int, events: int = _EVENTS) -> dict[Key, Tally]:
    """Of every fourth nobody has said anything; of every third it is an estimate."""
    missing = min(2, events) if number % 4 == 1 else 0
    found = dict[Key, Tally]()
    for place, code in enumerate(_MEASURES):
        value = 400 + 97 * number - 90 * place if code == "participants" else 20 * (number + place)
        parts = 0 if missing else min(3, events)
        times = Sum(0 if missing else value, parts, 1 if parts and number % 3 == 2 else 0)
        people = times if code == "participants" else None
        found[code, Stage.FACT] = Tally(code, EVERY_KIND, Stage.FACT, times, people, missing if people else 0)
        plan = Sum(value + 60, min(3, events))
        found[code, Stage.PLAN] = Tally(code, EVERY_KIND, Stage.PLAN, plan, plan if people else None)
    return found


def _row(cast: Cast, number: int) -> Row:
    stop = invented_stop(cast, number)
    is_past = stop.arrives_on <= cast.day(TODAY)
    plan = {key: tally for key, tally in _tallies(number).items() if is_past or key[1] is Stage.PLAN}
    held = _EVENTS if is_past else 0
    return Row(stop.id, Level.STOP, stop.name, (stop.arrives_on, stop.departs_on), _EVENTS, held, plan)


def _event(cast: Cast, number: int) -> Row:
    _code, kk, ru, en = _KINDS[number % len(_KINDS)]
    span = (cast.day(number), cast.day(number))
    return Row(number + 1, None, cast.words(kk, ru, en), span, 1, int(number % 5 != 4), _tallies(number, 1))


def _board(cast: Cast, level: Level, rows: tuple[Row, ...]) -> Dashboard:
    steps = tuple(
        Step(row.id, row.name, 1, row.span[1], row.span[1] if row.span[1] < cast.day(TODAY) else None) for row in rows
    )
    kinds = tuple(
        KindRow(code, cast.words(kk, ru, en), 2 * len(rows) // (place + 1), place * len(rows))
        for place, (code, kk, ru, en) in enumerate(_KINDS)
    )
    return Dashboard(
        wish=Wish(level, 1), title=cast.region if level is Level.RELAY else cast.place(0), campaign=cast.campaign,
        today=cast.day(TODAY), rows=rows, kinds=kinds if rows else (), steps=steps if level is Level.RELAY else (),
        measures=_measures(cast), relays=(invented_relay(cast, len(rows)),), region_id=1,
    )  # fmt: skip


def _relay(cast: Cast, size: Size) -> Shown:
    rows = tuple(_row(cast, number) for number in size.of(_MANY))
    return Shown(_board(cast, Level.RELAY, rows), season_board(cast, size))


def _stop(cast: Cast, size: Size) -> Shown:
    return Shown(_board(cast, Level.STOP, tuple(_event(cast, number) for number in size.of(_MANY))))


SAMPLES = (sample_of(paper.KIND, _relay), sample_of(paper.OF_STOP, _stop))
