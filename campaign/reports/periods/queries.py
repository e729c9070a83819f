"""Reading closed periods: what can be closed, what was, and what has changed since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from campaign.accounts.models import User
from campaign.core import clock, prints
from campaign.core.actor import Actor
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import Translated, _l
from campaign.core.prints import PrintedSheet
from campaign.events.models import Event
from campaign.events.schemas import WAS_HELD
from campaign.papers.queries import lines as sheet_lines
from campaign.papers.queries import signers_of, subject_of
from campaign.papers.schemas import FrozenPaper, SheetLine, Signatory, SubjectKind
from campaign.relay import queries as relays
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import RelayRow, RelayState, StopRow
from campaign.reports.periods import snapshot
from campaign.reports.periods.comparing import Correction, compared
from campaign.reports.periods.models import PeriodClose
from campaign.reports.periods.policies import can_close
from campaign.reports.periods.rows import facts_of, gathered_in, measures_of, places_in, rows_of
from campaign.reports.periods.schemas import CORRECTIONS, SHEET, ClosedPeriod, CloseRow, KeptSheet, Scope, Told
from campaign.reports.rollup.days import months
from campaign.reports.rollup.queries import gathered_of
from campaign.reports.rollup.reckoning import table_of
from campaign.reports.rollup.schemas import Debt, Line, Period, Place, RollUp

NO_PERIOD = _l("There is no such closed period.")
BROKEN = _l(
    "What is stored of this period is no longer what was closed, so it is not shown. Tell whoever looks after the installation."
)
MOST_SHEETS = 20
_EVENT_THINGS = ("event", "figures_of_event")


def scopes(actor: Actor) -> tuple[Scope, ...]:
    """The regions that the actor may close, and each relay of theirs. Two statements."""
    rows = [row for row in relays.planned_relays() if can_close(actor, row.region_id)]
    by_region: defaultdict[int, list[RelayRow]] = defaultdict(list)
    for row in rows:
        by_region[row.region_id].append(row)
    found: list[Scope] = []
    for region_id, own in by_region.items():
        if len(own) > 1:  # of one relay the region would say the same
            first, last = min(one.starts_on for one in own), max(one.ends_on for one in own)
            found.append(Scope(region_id, None, own[0].region_name, first, last))
        found += [Scope(region_id, row.id, row.title, row.starts_on, row.ends_on) for row in own]
    return tuple(found)


def month_to_close(scope: Scope, today: date) -> tuple[date, date]:
    """The first month of the scope that is over and of which no day is closed; the last one where all are. One statement."""
    asked = select(PeriodClose.first_day, PeriodClose.last_day).where(PeriodClose.region_id == scope.region_id)
    if scope.relay_id is not None:
        asked = asked.where(PeriodClose.relay_id.is_(None) | (PeriodClose.relay_id == scope.relay_id))
    taken = db.session.execute(asked).all()
    over = [span for span in months(scope.first, scope.last) if span[1] < today] or [months(scope.first, scope.last)[0]]
    free = [span for span in over if not any(first <= span[1] and last >= span[0] for first, last in taken)]
    return free[0] if free else over[-1]


def months_open(actor: Actor, today: date) -> list[tuple[int, tuple[date, date]]]:
    """The months that are over, in which a relay held something and of which no day is closed, with the relay, the first first.

    Of the relays whose periods the actor closes. One statement, two where there is any.
    """
    asked = (
        select(Relay.id, Relay.region_id, Event.day)
        .join(Stop, Stop.relay_id == Relay.id)
        .join(Event, Event.stop_id == Stop.id)
        .where(Relay.state == RelayState.PLANNED, Relay.parent_stop_id.is_(None), Event.day < today.replace(day=1))
        .where(Event.state.in_(WAS_HELD))
        .distinct()
    )
    held = {
        (relay_id, region_id, months(day, day)[0])
        for relay_id, region_id, day in db.session.execute(asked)
        if can_close(actor, region_id)
    }
    if not held:
        return []
    taken = db.session.execute(
        select(PeriodClose.region_id, PeriodClose.relay_id, PeriodClose.first_day, PeriodClose.last_day)
    ).all()
    return sorted(
        (relay_id, month)
        for relay_id, region_id, month in held
        if not any(
            region_id == region and relay in {None, relay_id} and first <= month[1] and last >= month[0]
            for region, relay, first, last in taken
        )
    )


def document_of(region_id: int, relay_id: int | None, first: date, last: date) -> snapshot.Document:
    """The figures of these days as they stand now, as the document of a period. A constant number of statements.

    Raises NotFound for a relay out of sight, or without any.
    """
    rows = _relays_of(region_id, relay_id, first, last)
    chains = relays.chains_of([row.id for row in rows], with_left_out=True)
    stops = [stop for row in rows for stop in chains.get(row.id, ())]
    gathered, inside = gathered_of([row.id for row in rows], stops, Period(first, last))
    used = {inside.get(event.stop_id, event.stop_id) for event in gathered.events}
    places = _places(stops, used, first, last)
    place_of = {stop_id: inside.get(stop_id, stop_id) for stop_id in {event.stop_id for event in gathered.events}}
    found = list(rows_of(gathered, place_of, clock.campaign_today()))
    facts = {
        "region": region_id, "relay": relay_id, "title": rows[0].title.as_dict() if relay_id else rows[0].region_name.as_dict(),
        "campaign": rows[0].campaign_name.as_dict(), "first": first.isoformat(), "last": last.isoformat(),
        "zone": stops[0].time_zone if stops else clock.HOME, "places": facts_of(places),
        "measures": measures_of(gathered, found),
    }  # fmt: skip
    return snapshot.document(facts, found)


def _relays_of(region_id: int, relay_id: int | None, first: date, last: date) -> Sequence[RelayRow]:
    if relay_id is not None:
        row = relays.relay_row(relay_id)
        if row.region_id != region_id:
            raise NotFound(relays.NO_RELAY)
        return (row,)
    rows = [row for row in relays.relays_of_region(region_id, first, last) if row.state is RelayState.PLANNED]
    if not rows:
        raise NotFound(_l("This region has no relay in these days."))
    return rows


def _places(stops: Iterable[StopRow], used: set[int], first: date, last: date) -> list[Place]:
    """The stops with a day in the period, and those of which there is something to tell."""
    kept = [
        stop for stop in stops
        if stop.id in used or (not stop.left_out and stop.arrives_on <= last and stop.departs_on >= first)
    ]  # fmt: skip
    return [Place(stop.id, number, stop.name, stop.arrives_on, stop.departs_on) for number, stop in enumerate(kept, 1)]


def closes() -> tuple[CloseRow, ...]:
    """The closed periods that the asker sees, the last first. Two statements."""
    asked = select(PeriodClose, User.name).outerjoin(User, User.id == PeriodClose.closed_by)
    rows = db.session.execute(asked.order_by(PeriodClose.first_day.desc(), PeriodClose.id.desc())).all()
    sheets = _sheets([row.id for row, _name in rows])
    return tuple(_close_row(row, name, sheets.get(row.id, {})) for row, name in rows)


def close_row(close_id: int) -> tuple[PeriodClose, CloseRow]:
    """One closed period that the asker sees. Raises NotFound. Two statements."""
    asked = select(PeriodClose, User.name).outerjoin(User, User.id == PeriodClose.closed_by)
    found = db.session.execute(asked.where(PeriodClose.id == close_id)).one_or_none()
    if found is None:
        raise NotFound(NO_PERIOD)
    return found[0], _close_row(found[0], found[1], _sheets([close_id]).get(close_id, {}))


def _sheets(close_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """The frozen sheets of these periods, by language."""
    asked = select(PrintedSheet.subject_id, PrintedSheet.language, PrintedSheet.number).where(
        PrintedSheet.kind == SHEET, PrintedSheet.subject_id.in_(close_ids)
    )
    found: dict[int, dict[str, int]] = {}
    for close_id, code, number in db.session.execute(asked):
        found.setdefault(close_id, {})[code] = number
    return found


def _close_row(row: PeriodClose, who: str | None, sheets: Mapping[str, int]) -> CloseRow:
    document = read(row)
    return CloseRow(
        row.id, row.region_id, row.relay_id, Translated.of(document["title"]), row.first_day, row.last_day, row.closed_at,
        who or "", Signatory.of(row.signer), row.note, row.snapshot_hash, document["zone"], sheets,
    )  # fmt: skip


def read(row: PeriodClose) -> snapshot.Document:
    """What was closed. Raises Conflict when what is stored is no longer that."""
    try:
        if snapshot.digest(row.snapshot) != row.snapshot_hash:
            raise ValueError("another hash")
        return snapshot.read(row.snapshot)
    except ValueError as error:
        raise Conflict(BROKEN) from error


def closed_period(close_id: int) -> ClosedPeriod:
    """A closed period with its table as it was, and what has changed since. Raises NotFound, Conflict.

    A constant number of statements.
    """
    stored, row = close_row(close_id)
    document = read(stored)
    now = document_of(row.region_id, row.relay_id, row.first, row.last)
    corrections = compared(document["rows"], now["rows"])
    rollup = rollup_in(document, row.closed_at)
    return ClosedPeriod(row, rollup, _told(corrections, row.closed_at), len(document["rows"]))


def preview(scope: Scope, first: date, last: date) -> RollUp | None:
    """What closing these days now would keep; None where there is nothing, or the days run backwards."""
    if last < first:
        return None
    try:
        document = document_of(scope.region_id, scope.relay_id, first, last)
    except NotFound:
        return None
    return rollup_in(document, clock.campaign_now()) if document["rows"] else None


def rollup_in(document: Mapping[str, Any], at: datetime) -> RollUp:
    """The roll-up of a snapshot, by the arithmetic of today from the figures of then."""
    gathered, place_of = gathered_in(document)
    first, last = date.fromisoformat(document["first"]), date.fromisoformat(document["last"])
    today = clock.on_the_wall(at, document["zone"]).date()
    table = table_of(places_in(document), gathered, lambda stop_id: place_of[stop_id], today)
    return RollUp(
        Translated.of(document["title"]), Translated.of(document["campaign"]), Period(first, last), (first, last), at,
        document["zone"], table, tuple(_debt(line, today) for line in table.lines if line.owed),
    )  # fmt: skip


def _debt(line: Line, today: date) -> Debt:
    """What a place owed when the period was closed."""
    place = line.place
    return Debt(place.id, place.name, Translated(), min(row.day for row in line.owed), line.owed, (), (), today)


def _told(corrections: Sequence[Correction], since: datetime) -> tuple[Told, ...]:
    """Who made each correction and when, by the trail. One statement, none without corrections."""
    if not corrections:
        return ()
    trail = _trail(corrections, since)
    told = []
    for one in corrections:
        at, who = next((trail[key] for key in _keys(one) if key in trail), (None, ""))
        told.append(Told(one, at, who, bool(one.row.get("derived"))))
    return tuple(told)


def _keys(one: Correction) -> list[tuple[Any, ...]]:
    """Under which of the trail's entries a correction may stand, the nearest first."""
    row = one.row
    if row["kind"] == "audience":
        return [("stop", row["stop"], row["audience"])]
    if row["kind"] == "event":
        return [("event", row["event"], "")]
    return [("event", row["event"], row["measure"]), ("event", row["event"], "")]


def _trail(corrections: Iterable[Correction], since: datetime) -> dict[tuple[Any, ...], tuple[datetime, str]]:
    """The last act on each figure, event and audience after the period was closed."""
    events = {one.row["event"] for one in corrections if "event" in one.row}
    stops = {one.row["stop"] for one in corrections if one.row["kind"] == "audience"}
    asked = (
        select(AuditEntry, User.name)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(AuditEntry.campaign_at >= since)
        .where(
            (AuditEntry.thing.in_(_EVENT_THINGS) & AuditEntry.thing_id.in_(events))
            | ((AuditEntry.thing == "figures_of_stop") & AuditEntry.thing_id.in_(stops))
        )
        .order_by(AuditEntry.id)
    )
    found: dict[tuple[Any, ...], tuple[datetime, str]] = {}
    for entry, name in db.session.execute(asked):
        facts = entry.after or entry.before
        if entry.thing == "figures_of_stop":
            found["stop", entry.thing_id, facts.get("audience", "")] = (entry.campaign_at, name or "")
        else:
            measure = facts.get("measure", "") if entry.thing == "figures_of_event" else ""
            found["event", entry.thing_id, measure] = (entry.campaign_at, name or "")
    return found


def kept_sheet(number: int) -> KeptSheet:
    """A frozen sheet of a closed period or of its corrections. Raises NotFound, Conflict. Three statements."""
    stored = prints.sheet_of(number)
    if stored.kind not in {SHEET, CORRECTIONS}:
        raise NotFound(prints.NO_SHEET)
    close_row(stored.subject_id)
    try:
        frozen = FrozenPaper.of(stored.content())
    except ValueError as error:
        raise Conflict(BROKEN) from error
    return KeptSheet(stored.number, stored.revision, stored.printed_at, stored.language, stored.kind, stored.subject_id, frozen)


def corrections_sheets(close_id: int) -> tuple[SheetLine, ...]:
    """The sheets of corrections that were printed of a period, the last first. One statement."""
    asked = sheet_lines().where(PrintedSheet.kind == CORRECTIONS, PrintedSheet.subject_id == close_id)
    return tuple(SheetLine(*row) for row in db.session.execute(asked.order_by(PrintedSheet.number.desc()).limit(MOST_SHEETS)))


def signer_for(relay_id: int | None) -> Signatory:
    """Who signs by the settings of a relay; nobody for a whole region. Five statements at most."""
    if relay_id is None:
        return Signatory()
    signers, _version = signers_of(subject_of(SubjectKind.RELAY, relay_id))
    return signers.drew_up or signers.approves
