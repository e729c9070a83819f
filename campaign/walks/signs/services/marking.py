"""Saying what became of printed signs, and printing spoilt ones anew under other numbers."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Translated, _, _l
from campaign.walks.signs.models import DoorSign
from campaign.walks.signs.queries import ground_of_sheet, sign_sheet
from campaign.walks.signs.rooms import typed_places
from campaign.walks.signs.schemas import Ground, SignPaper, SignSheet, SignState, SignWish, Which
from campaign.walks.signs.services.printing import chosen_doors, freeze, hold, writable

_REPRINT: Final = "walks.signs_reprint"
_NOT_SAVED: Final = _l("Nothing was saved.")
SAID_BY_HAND: Final = (SignState.PRINTED, SignState.UP, SignState.GONE, SignState.DAMAGED, SignState.MOVED)


def mark_signs(number: int, sign_ids: Iterable[int], state: SignState, typed: str = "") -> int:
    """Say of some signs of a run that they hang, are gone or damaged, or were only printed after all; how many it were.

    Which ones: by their ids, and by their places on the sheet as `typed`: `7 9-14`. Done twice it is done once.
    Raises NotFound, Refused, Invalid.
    """
    with unit_of_work() as session:
        sheet = sign_sheet(number)
        _writable(sheet)
        chosen = _chosen(sheet, sign_ids, typed)
        if state not in SAID_BY_HAND:
            raise Invalid(_NOT_SAVED, [Problem("state", "unknown", _("Choose what became of the signs."))])
        _set(session, chosen, state)
        after = {"state": state.value, "signs": sorted(chosen)}
        audit.note(session, "signs.marked", "sheet", number, region_id=sheet.region_id, after=after)
        return len(chosen)


def reprint_spoilt(number: int, sign_ids: Iterable[int], key: str, typed: str = "") -> int:
    """Some signs of a run are spoilt: print new ones for their doors in a run of their own, and give its number.

    Raises NotFound, Refused, Invalid.
    """
    with unit_of_work() as session:
        sheet = sign_sheet(number)
        ground = _writable(sheet)
        ids = _chosen(sheet, sign_ids, typed)
        if earlier := operations.begin(session, _REPRINT, key, [number, sorted(ids)]):
            return int(earlier["number"])
        hold(session, ground)
        offices = tuple(row.office_id for row in sheet.rows if row.id in ids and row.office_id is not None)
        _set(session, ids, SignState.SPOILT)
        wish = _as_before(sheet.paper, offices)
        printed = freeze(session, ground, wish, chosen_doors(ground, wish))
        operations.finish(session, _REPRINT, key, {"number": printed})
        return printed


def _as_before(paper: SignPaper, offices: tuple[int, ...]) -> SignWish:
    """The same format, languages and slogan for other doors."""
    said = dict(zip(paper.tongues.codes, (*paper.signs.slogan, *paper.signs.slogan), strict=False))
    return SignWish(
        paper.signs.format, paper.tongues, Translated.of(said), Which.SOME, paper.with_position, offices=offices
    )  # fmt: skip


def _writable(sheet: SignSheet) -> Ground:
    ground = ground_of_sheet(sheet.paper)
    return writable(ground.event_id, ground.building_id)


def _chosen(sheet: SignSheet, sign_ids: Iterable[int], typed: str) -> set[int]:
    places, problems = typed_places(typed, len(sheet.rows))
    if problems:
        raise Invalid(_NOT_SAVED, problems)
    chosen = {row.id for row in sheet.rows} & set(sign_ids)
    chosen |= {row.id for place, row in enumerate(sheet.rows, 1) if place in places}
    if not chosen:
        raise Invalid(_NOT_SAVED, [Problem("signs", "missing", _("Choose at least one sign."))])
    return chosen


def _set(session: Session, chosen: set[int], state: SignState) -> None:
    since = None if state is SignState.PRINTED else clock.campaign_now()
    told = update(DoorSign).where(DoorSign.id.in_(chosen)).values(state=state, state_at=since)
    with widened():
        session.execute(told.execution_options(synchronize_session=False))
