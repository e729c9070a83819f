"""Printing the act: each click freezes a numbered sheet of what the handover says now; a blank one is filled in by hand."""

from sqlalchemy.orm import Session

from campaign.core import audit, operations, prints
from campaign.core.actor import P, current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import NotFound, Refused
from campaign.core.i18n import _l
from campaign.papers.addresses import sheet_address
from campaign.relay import queries as relay_queries
from campaign.relay.custody import queries
from campaign.relay.custody.act.schemas import ACT, BLANK, LANGUAGE, ActPrint
from campaign.relay.custody.act.wording import act_of, blank_act, with_head
from campaign.relay.custody.parties import chain_of
from campaign.relay.custody.schemas import HandoverRow, Holder, Party
from campaign.relay.schemas import StopRow

_ACT = "custody.print_act"


def print_act(handover_id: int, key: str) -> int:
    """Freeze the act of a handover as a new sheet, and give the sheet's number. The same key gives the same sheet.

    Raises NotFound, Refused.
    """
    with unit_of_work() as session:
        row = _printable(handover_id)
        if earlier := operations.begin(session, _ACT, key, [handover_id]):
            return int(earlier["number"])
        number = _act(session, row)
        operations.finish(session, _ACT, key, {"number": number})
        return number


def print_blank(stop_id: int, key: str) -> int:
    """Freeze an act with empty lines for the next handover of a stop; the sheet's number. Raises NotFound, Refused."""
    with unit_of_work() as session:
        _printable_stop(stop_id)
        if earlier := operations.begin(session, _ACT, key, ["blank", stop_id]):
            return int(earlier["number"])
        number = freeze_blank(session, stop_id)
        operations.finish(session, _ACT, key, {"number": number})
        return number


def freeze_act_of_stop(session: Session, stop_id: int) -> int:
    """Freeze the act by which this stop gives the baton on, or else the latest by which it got it, inside this unit of work.

    Raises NotFound while no handover of the stop is agreed, Refused.
    """
    if (handover_id := queries.act_due_at(stop_id)) is None:
        raise NotFound(_l("No handover of this stop is agreed yet."))
    return _act(session, _printable(handover_id))


def freeze_blank(session: Session, stop_id: int) -> int:
    """Freeze an act with empty lines inside this unit of work. Raises NotFound, Refused."""
    stop = _printable_stop(stop_id)
    chain, giver = chain_of(stop.relay_id), Party(Holder.STOP, stop_id)
    witness = chain.department()
    paper = blank_act(
        (chain.named(giver), chain.after(giver)), witness.name if witness else "", queries.items_of(stop.relay_id),
        stop.time_zone, _campaign(stop.relay_id), sheet_address(),
    )  # fmt: skip
    return _frozen(session, BLANK, stop_id, stop.region_id, stop_id, paper)


def _printable(handover_id: int) -> HandoverRow:
    row = queries.handover_row(handover_id)
    _ensure_can_print(row.region_id, row.giver.stop_id, row.receiver.stop_id)
    return row


def _printable_stop(stop_id: int) -> StopRow:
    stop = relay_queries.stop_row(stop_id)
    _ensure_can_print(stop.region_id, stop_id, None)
    return stop


def _act(session: Session, row: HandoverRow) -> int:
    paper = with_head(act_of(row, _campaign(row.relay_id), sheet_address()), audit.head())
    return _frozen(session, ACT, row.id, row.region_id, row.giver.stop_id or row.receiver.stop_id, paper)


def _frozen(session: Session, kind: str, subject_id: int, region_id: int, stop_id: int | None, paper: ActPrint) -> int:
    with widened():  # the other side's revisions of the same act count too
        sheet = prints.freeze(
            session, kind=kind, subject_id=subject_id, region_id=region_id, stop_id=stop_id, language=LANGUAGE,
            rows=len(paper.rows), content=paper.content(),
        )  # fmt: skip
    after = {"kind": kind, "subject": subject_id, "number": sheet.number, "revision": sheet.revision}
    audit.note(session, "sheet.printed", "sheet", sheet.id, region_id=region_id, after=after)
    return sheet.number


def _ensure_can_print(region_id: int, *stop_ids: int | None) -> None:
    """Whoever acts for one of the sides."""
    actor = current_actor()
    if not any(actor.may_at(P.CUSTODY_WRITE, region_id, stop_id) for stop_id in stop_ids):
        raise Refused(_l("An act is printed by those who hand the baton over."))


def _campaign(relay_id: int) -> str:
    name = relay_queries.campaign_of(relay_id).name
    return name.text("ru")
