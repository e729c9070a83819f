"""For machines: event reports: how far each is, what its clauses say, and writing them. Signing is a person's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from campaign.core.actor import P, current_actor
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.relay.queries import stop_row
from campaign.reports.information import queries, services
from campaign.reports.information.gathering import about_event, about_stop
from campaign.reports.information.policies import ensure_can_write
from campaign.reports.information.schemas import MOST_REASON, MOST_TEXT, About, Clause, ClauseCode, Head, ReportRow, StopReport
from campaign.web.api.fields import Body, Number, Question, Text, Texts
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.place import tell_on_the_wall_of
from campaign.web.api.shapes import shows
from campaign.web.guards import needs

api = Operations("information_api", __name__, _l("Event reports: their clauses, and how far they are"))


@dataclass(frozen=True)
class Report(ReportRow):
    """A revision of a report with its clauses as they stand; a signed one as it was signed."""

    time_zone: str = ""
    clauses: tuple[Clause, ...] = ()


OF_STOP = shows("StopReport", StopReport, "stop_id relay_id place arrives_on departs_on due revision state signed_on")
HEAD = shows("ReportHead", Head, "number dated_on sender addressee")
CLAUSE = shows(
    "Clause", Clause, "code text rows data edited differs version",
    rows=fields.List(fields.List(Texts(most=0)), metadata={"description": "The rows of its table, cell by cell."}),
)  # fmt: skip
CLAUSE_MARK = shows("ClauseMark", Clause, "code edited differs version")
REPORT = shows(
    "Report", Report, "id stop_id event_id region_id revision state head reason signed_on signed_at signed_by clauses",
    head=HEAD, clauses=CLAUSE,
)  # fmt: skip
MARK = shows("ReportMark", ReportRow, "id stop_id event_id revision state")


class OfRelay(Question):
    relay = Number(load_default=None, metadata={"description": "Only the stops of this relay."})


class Begun(Body):
    reason = Text(most=MOST_REASON, load_default="", metadata={"description": "Of a new revision of a signed report."})


class ClauseSent(Body):
    text = Texts(most=MOST_TEXT, lines=True, required=True)


@api.lists("/reports", OF_STOP, asks=OfRelay)
@needs(P.REPORTS_READ)
def reports(asked: dict[str, Any]) -> Sequence[StopReport]:
    """The stops that the account sees, and how far the report of each is."""
    return queries.reports_of_stops(asked["relay"])


@api.lists("/stops/<int:stop_id>/reports", MARK)
@needs(P.REPORTS_READ)
def revisions_of_stop(stop_id: int) -> Sequence[ReportRow]:
    """The revisions of the report of a stop, the newest first."""
    return queries.revisions_of(about_stop(stop_row(stop_id).id))


@api.lists("/events/<int:event_id>/reports", MARK)
@needs(P.REPORTS_READ)
def revisions_of_event(event_id: int) -> Sequence[ReportRow]:
    """The revisions of the report of an event, the newest first."""
    return queries.revisions_of(about_event(event_id))


@api.reads("/reports/<int:report_id>", REPORT)
@needs(P.REPORTS_READ)
def report(report_id: int) -> Report:
    """One revision with its clauses: a signed one as it was signed, a draft as the data and the hand say it now."""
    row = queries.report_row(report_id)
    about = queries.about_of(row)
    found = queries.information_of(about, row)
    tell_on_the_wall_of(about.time_zone)
    facts = vars(row) | {"head": found.head}
    return Report(**facts, time_zone=about.time_zone, clauses=found.clauses)


@api.reads("/reports/<int:report_id>/clauses/<clause>", CLAUSE)
@needs(P.REPORTS_READ)
def clause(report_id: int, clause: str) -> Clause:
    """One clause; its version, 0 while no hand has written it, is the ETag."""
    return _clause(report_id, clause)


def _clause(report_id: int, clause: str) -> Clause:
    row, code = queries.report_row(report_id), _code(clause)
    return queries.information_of(queries.about_of(row), row).clause(code)


def _code(raw: str) -> ClauseCode:
    if raw not in set(ClauseCode):
        raise NotFound(_l("There is no such clause."))
    return ClauseCode(raw)


@api.acts("/stops/<int:stop_id>/reports", MARK, takes=Begun, status=201)
@needs(P.REPORTS_WRITE)
def begin_of_stop(sent: dict[str, Any], stop_id: int) -> Any:
    """Begin the report of a stop; of a signed one, with a reason, a new revision. A draft that is there is given."""
    return _begun(about_stop(stop_row(stop_id).id), sent["reason"])


@api.acts("/events/<int:event_id>/reports", MARK, takes=Begun, status=201)
@needs(P.REPORTS_WRITE)
def begin_of_event(sent: dict[str, Any], event_id: int) -> Any:
    """Begin the report of an event, as that of a stop is begun."""
    return _begun(about_event(event_id), sent["reason"])


def _begun(about: About, reason: str) -> Any:
    report_id = services.start(about, reason, own_key())
    return made("information_api.report", queries.report_row(report_id), report_id=report_id)


@api.acts("/reports/<int:report_id>/clauses/<clause>", CLAUSE_MARK, method="PUT", takes=ClauseSent, versioned=True)
@needs(P.REPORTS_WRITE)
def write_clause(sent: dict[str, Any], report_id: int, clause: str, version: int) -> Clause:
    """Write a clause of a draft by hand; the words of the data themselves make it follow the data again."""
    row = queries.report_row(report_id)
    ensure_can_write(current_actor(), row.region_id, row.stop_id)
    services.keep_clause(row.id, _code(clause), sent["text"], version)
    return _clause(report_id, clause)


@api.acts("/reports/<int:report_id>/clauses/<clause>", CLAUSE_MARK, method="DELETE", versioned=True)
@needs(P.REPORTS_WRITE)
def take_data(report_id: int, clause: str, version: int) -> Clause:
    """Let the data say a clause again: what was written by hand goes."""
    row = queries.report_row(report_id)
    ensure_can_write(current_actor(), row.region_id, row.stop_id)
    services.take_over(row.id, _code(clause), version)
    return _clause(report_id, clause)
