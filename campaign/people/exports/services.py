"""Taking people out: who may, at once or as a task, and the line on the trail that says so."""

import base64
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, files, operations, tasks
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid
from campaign.core.i18n import _l
from campaign.events.schemas import EventRow
from campaign.people.exports.queries import how_many, people_lines
from campaign.people.exports.schemas import KEPT, MOST_IN_A_BOOK, ExportLine, ExportWish, FileKind, People
from campaign.people.judged import event_to_export
from campaign.people.queries import event_line
from campaign.people.schemas import MOST_AT_ONCE, PersonFilter, RegistrationState

TASK: Final = "people.export"
_SEARCH: Final = "exports.search"
_ACT: Final = "people.export"


def is_long(wish: ExportWish) -> bool:
    """Whether the table is for a task. One statement."""
    return how_many(wish.event_id, wish.filter, MOST_AT_ONCE + 1) > MOST_AT_ONCE


def take_out(wish: ExportWish) -> People:
    """The people for a table that is made at once; that it was made is on the trail. Raises NotFound, Refused."""
    event = event_to_export(wish.event_id)
    lines = tuple(people_lines(wish.event_id, wish.filter))
    with unit_of_work() as session:
        _note(session, event, wish, len(lines))
    return _people(event, iter(lines))


def take_out_later(wish: ExportWish, key: str) -> str:
    """Queue the table as a task and give its uid; the same key gives the same task. Raises NotFound, Refused."""
    with unit_of_work() as session:
        event, facts = event_to_export(wish.event_id), _as_facts(wish)
        body = [wish.event_id, wish.kind.value, {**facts["filter"], "text": crypto.blind_index(wish.filter.text, _SEARCH)}]
        if earlier := operations.begin(session, _ACT, key, body):
            return str(earlier["task"])
        uid = tasks.queue(session, TASK, event_line(event), **facts)
        operations.finish(session, _ACT, key, {"task": uid})
        return uid


def people_for(wish: ExportWish) -> tuple[People, int]:
    """What the task reads, and how much of it there is; it is read while the table is written.

    Raises NotFound or Refused when whoever asked for it may not have it any more, Invalid when it fits into no such file.
    """
    event = event_to_export(wish.event_id)
    count = how_many(wish.event_id, wish.filter)
    if wish.kind is FileKind.XLSX and count > MOST_IN_A_BOOK:
        raise Invalid(_l("An Excel sheet holds a million rows, and here are %(count)s. Take the list as CSV.", count=count))
    return _people(event, people_lines(wish.event_id, wish.filter)), count


def keep_export(session: Session, wish: ExportWish, content: Iterable[bytes], rows: int, name: str, mimetype: str) -> str:
    """Keep the finished table for a day in the unit of work that ends the task, and give the file's uid."""
    event = event_to_export(wish.event_id)
    _note(session, event, wish, rows)
    return files.keep(
        session, content, name=name, mimetype=mimetype, region_id=event.region_id, stop_id=event.stop_id, kept=KEPT
    )  # fmt: skip


def _people(event: EventRow, lines: Iterator[ExportLine]) -> People:
    return People(event.title.text(), event.time_zone, clock.campaign_now(), lines)


def _note(session: Session, event: EventRow, wish: ExportWish, rows: int) -> None:
    after = {"rows": rows, "kind": wish.kind.value, "filtered": not wish.filter.is_empty}
    audit.note(session, "people.exported", "event", event.id, region_id=event.region_id, after=after)


def _as_facts(wish: ExportWish) -> dict[str, Any]:
    """For a task. What was searched for may be somebody's name or phone: it is sealed."""
    chosen, nonce = wish.filter, crypto.new_uid()
    sealed = base64.b64encode(crypto.seal(chosen.text, _SEARCH, nonce)).decode() if chosen.text else ""
    state = chosen.state.value if chosen.state else ""
    kept = {"role_id": chosen.role_id, "organisation_id": chosen.organisation_id, "state": state, "unreached": chosen.unreached}
    return {"event_id": wish.event_id, "file_kind": wish.kind.value, "filter": kept, "search": sealed, "nonce": nonce}


def wish_of(facts: dict[str, Any]) -> ExportWish:
    """The wish that a task carries."""
    kept = facts["filter"]
    text = crypto.unseal(base64.b64decode(facts["search"]), _SEARCH, facts["nonce"]) if facts["search"] else ""
    state = RegistrationState(kept["state"]) if kept["state"] else None
    chosen = PersonFilter(text, kept["role_id"], state, kept["organisation_id"], kept["unreached"])
    return ExportWish(facts["event_id"], chosen, FileKind(facts["file_kind"]))
