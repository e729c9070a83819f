"""Measures: organizers add them, the national coordinator renames or puts them aside. What was told in one stays told in it."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.core.text import fold
from campaign.events.figures import policies
from campaign.events.figures.models import Measure
from campaign.events.figures.schemas import MOST_MEASURE, NewMeasure
from campaign.events.models import EventKind


def add_measure(new: NewMeasure, key: str) -> str:
    """Add it for all regions; its code. The same key gives the same answer. Raises Refused, Invalid."""
    with unit_of_work() as session:
        policies.ensure_can_add_measures(current_actor())
        if (earlier := operations.begin(session, "figures.add_measure", key, repr(new))) is not None:
            return str(earlier["code"])
        _hold_names(session)
        _ensure_right(session, new, None)
        last = session.scalar(select(func.max(Measure.position))) or 0
        row = Measure(code=f"own_{crypto.new_uid()}", unit=new.unit, decimals=new.decimals, position=last + 10)
        _fill(row, new)
        session.add(row)
        session.flush()
        audit.note(session, "measure.added", "measure", row.id)
        operations.finish(session, "figures.add_measure", key, {"code": row.code})
        return row.code


def change_measure(measure_id: int, new: NewMeasure, version: int) -> None:
    """Change all but its unit. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        _hold_names(session)
        row = _row(session, measure_id)
        row.step(version)
        _ensure_right(session, new, row)
        _fill(row, new)
        audit.note(session, "measure.changed", "measure", row.id)


def retire(measure_id: int) -> None:
    """Ask for it no more; figures that were told in it stay. Raises NotFound, Refused."""
    _mark(measure_id, is_retired=True)


def bring_back(measure_id: int) -> None:
    """Ask for it again. Raises NotFound, Refused."""
    _mark(measure_id, is_retired=False)


def _mark(measure_id: int, *, is_retired: bool) -> None:
    with unit_of_work() as session:
        row = _row(session, measure_id)
        if row.retired is not is_retired:
            row.retired = is_retired
            audit.note(session, "measure.retired" if is_retired else "measure.brought_back", "measure", row.id)


def _row(session: Session, measure_id: int) -> Measure:
    policies.ensure_can_change_measures(current_actor())
    row = session.scalars(select(Measure).where(Measure.id == measure_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such measure."))
    return row


def _hold_names(session: Session) -> None:
    """Of two who give one name at once the second waits, and is told: the first measure stands for all; some always ship."""
    session.execute(select(Measure.id).order_by(Measure.id).limit(1).with_for_update(key_share=True))


def _fill(row: Measure, new: NewMeasure) -> None:
    row.name, row.parent_code, row.overlaps, row.kinds = new.name, new.parent, new.overlaps, list(new.kinds)


def _ensure_right(session: Session, new: NewMeasure, row: Measure | None) -> None:
    problems = [*_wrong_name(session, new, row), *_wrong_parent(session, new, row)]
    if set(new.kinds) - set(session.scalars(select(EventKind.code))):
        problems.append(Problem("kinds", "unknown", _("One of these kinds of events is not in the list any more.")))
    if not 0 <= new.decimals <= 3:
        problems.append(Problem("decimals", "out_of_range", _("From none to three decimals.")))
    if problems:
        raise Invalid(_l("The measure was not saved."), problems)


def _wrong_name(session: Session, new: NewMeasure, row: Measure | None) -> Iterator[Problem]:
    if not new.name:
        yield Problem("name_ru", "missing", _("Name it in at least one language."))
    yield from too_long("name", new.name, MOST_MEASURE)
    others = select(Measure.name) if row is None else select(Measure.name).where(Measure.id != row.id)
    taken = {fold(text) for name in session.scalars(others) for text in name.as_dict().values()}
    if any(fold(text) in taken for text in new.name.as_dict().values()):
        yield Problem("name_ru", "taken", _("There is a measure of this name already; perhaps it was put aside."))


def _wrong_parent(session: Session, new: NewMeasure, row: Measure | None) -> Iterator[Problem]:
    """A part is counted in the unit of its whole, and there is one level of parts only."""
    if not new.parent:
        return
    whole = session.scalar(select(Measure).where(Measure.code == new.parent))
    unit = new.unit if row is None else row.unit
    is_whole_itself = row is not None and session.scalar(
        select(func.count(Measure.id)).where(Measure.parent_code == row.code)
    )  # fmt: skip
    if whole is None or whole.parent_code or whole.unit is not unit or is_whole_itself:
        words = _("A part belongs to a whole of the same unit that is no part itself.")
        yield Problem("parent", "no_whole", words)
