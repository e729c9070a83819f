"""Reading drafts of a plan, and what several of them come to side by side."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select

from campaign.accounts.models import User
from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound
from campaign.core.i18n import Translated, _l
from campaign.relay.drafts.models import PlanDraft
from campaign.relay.drafts.schemas import Compared, Drafted, DraftRow, Measure, PlaceCell, PlaceLine
from campaign.relay.planning import propose
from campaign.relay.schemas import KitBrief, Plan, PlannedStop
from campaign.relay.wishes import wish_of
from campaign.territory import queries as territory

NO_DRAFT = _l("There is no such draft.")


def _drafts() -> Select[PlanDraft, str | None]:
    return select(PlanDraft, User.name).outerjoin(User, User.id == PlanDraft.changed_by).order_by(PlanDraft.name_key)


def _rows(asked: Select[PlanDraft, str | None]) -> tuple[DraftRow, ...]:
    found = db.session.execute(asked.execution_options(populate_existing=True)).all()
    names = {row.id: row.name for row in territory.regions(clock.campaign_today())} if found else {}
    return tuple(
        DraftRow(
            draft.id, draft.region_id, names.get(draft.region_id, Translated()), draft.name, wish_of(draft.wish),
            draft.campaign_id, draft.version, draft.changed_at, who or "", draft.relay_id,
        )
        for draft, who in found
    )  # fmt: skip


def drafts() -> tuple[DraftRow, ...]:
    """Every draft that is the actor's to see, by region and name. Two statements."""
    return tuple(sorted(_rows(_drafts()), key=lambda row: (row.region_name.text(), row.region_id)))


def drafts_with(ids: Sequence[int]) -> tuple[DraftRow, ...]:
    """These drafts in this order; one that is not the actor's to see is left out. Two statements."""
    found = {row.id: row for row in _rows(_drafts().where(PlanDraft.id.in_(ids)))}
    return tuple(found[draft_id] for draft_id in dict.fromkeys(ids) if draft_id in found)


def draft_row(draft_id: int) -> DraftRow:
    """A draft that is the actor's to see. Raises NotFound. Two statements."""
    found = drafts_with([draft_id])
    if not found:
        raise NotFound(NO_DRAFT)
    return found[0]


def drafted(row: DraftRow) -> Drafted:
    """The draft with the plan that it makes today. Five statements."""
    try:
        return Drafted(row, propose(row.wish))
    except (Invalid, NotFound) as error:
        problems = error.problems if isinstance(error, Invalid) else ()
        return Drafted(row, None, " ".join(str(problem.message) for problem in problems) or str(error))


def side_by_side(ids: Sequence[int]) -> tuple[Drafted, ...]:
    """These drafts with their plans. Five statements a draft and two."""
    return tuple(drafted(row) for row in drafts_with(ids))


def compared(rows: Sequence[Drafted], kits: Sequence[KitBrief]) -> tuple[Compared, ...]:
    """Line by line what the drafts come to; the best are marked where less or sooner is better. No statement."""
    plans = [row.plan for row in rows]
    names = {kit.code: kit.name.text() for kit in kits}
    return tuple(_line(measure, [_value(measure, plan, names) for plan in plans]) for measure in Measure)


_LESS_IS_BETTER = {Measure.END, Measure.KILOMETRES, Measure.HARD, Measure.SOFT}


def _line(measure: Measure, values: list[int | float | date | str | None]) -> Compared:
    known = [value for value in values if value is not None]
    if measure not in _LESS_IS_BETTER or len(set(known)) < 2:
        return Compared(measure, tuple(values))
    least = min(known)
    return Compared(measure, tuple(values), frozenset(place for place, value in enumerate(values) if value == least))


def _value(measure: Measure, plan: Plan | None, kits: dict[str, str]) -> int | float | date | str | None:
    if plan is None:
        return None
    first, last = plan.stops[0].stay.arrives, plan.stops[-1].stay.departs
    hard = sum(found.hard for found in plan.conflicts)
    found: dict[Measure, int | float | date | str] = {
        Measure.START: first,
        Measure.END: last,
        Measure.DAYS: (last - first).days + 1,
        Measure.STOPS: len(plan.stops),
        Measure.KILOMETRES: round(plan.kilometres),
        Measure.HARD: hard,
        Measure.SOFT: len(plan.conflicts) - hard,
        Measure.KIT: kits.get(plan.wish.kit, plan.wish.kit),
    }
    return found[measure]


def places(rows: Sequence[Drafted]) -> tuple[PlaceLine, ...]:
    """The orders of the drafts beside each other, number by number. No statement."""
    chains = [row.plan.stops if row.plan else () for row in rows]
    lines = []
    for number in range(1, max((len(chain) for chain in chains), default=0) + 1):
        stops = [chain[number - 1] if number <= len(chain) else None for chain in chains]
        lines.append(PlaceLine(number, tuple(_cell(stop, stops) for stop in stops)))
    return tuple(lines)


def _cell(stop: PlannedStop | None, beside: Sequence[PlannedStop | None]) -> PlaceCell | None:
    if stop is None:
        return None
    return PlaceCell(
        stop.name, stop.stay.arrives, stop.stay.departs, sum(found.hard for found in stop.conflicts),
        sum(not found.hard for found in stop.conflicts),
        differs=any(other is None or other.code != stop.code for other in beside),
    )  # fmt: skip
