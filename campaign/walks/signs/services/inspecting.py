"""Looking at signs again: a reminder with a day, a sample that anybody can draw again, and what was seen (SPEC W5)."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import Translated, _, _l, in_every_language
from campaign.core.lengths import too_long
from campaign.events.checklists.models import ChecklistTask
from campaign.events.checklists.policies import can_keep_tasks
from campaign.events.checklists.queries import task_row
from campaign.events.checklists.schemas import MOST_TASKS, NewTask, TaskAnchor, TaskState
from campaign.events.checklists.services import add_task, settle_task
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.walks.policies import ensure_can_write_walk
from campaign.walks.signs.inspections import drawn, hanging, looks_of, rule_on, seed_of
from campaign.walks.signs.models import DoorSign, SignInspection, SignLook
from campaign.walks.signs.schemas import LONGEST_NOTE, InspectionRule, Outcome, Seen, SignState

_STATES: Final = {
    Outcome.UNSET: SignState.UP, Outcome.HANGS: SignState.UP, Outcome.GONE: SignState.GONE,
    Outcome.DAMAGED: SignState.DAMAGED, Outcome.MOVED: SignState.MOVED,
}  # fmt: skip
_STALE: Final = _l("Somebody has written down this inspection meanwhile. Look at it again; nothing was saved.")


def plan_inspection(event_id: int) -> bool:
    """Put looking again on the checklist of the event; False where it stands there. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        event = _writable(event_id)
        if rule_on(event.day) is None:
            raise Conflict(_l("No rule says yet when signs are looked at again. The national coordinator adds one."))
        return remind(session, event_id)


def remind(session: Session, event_id: int) -> bool:
    """A task so many days after the walk, as the rule of its day says, if there is none and the asker may keep the list."""
    event = event_row(event_id)
    row = _row(session, event)
    rule = rule_on(event.day)
    if rule is None or row.task_id is not None or not _has_room(session, event):
        return False
    wish = NewTask(event.stop_id, event.id, _title(rule), TaskAnchor.EVENT, rule.days)
    row.task_id = add_task(wish)
    return True


def _has_room(session: Session, event: EventRow) -> bool:
    there = session.scalar(select(func.count(ChecklistTask.id)).where(ChecklistTask.stop_id == event.stop_id)) or 0
    return there < MOST_TASKS and can_keep_tasks(current_actor(), event.region_id, event.stop_id)


def _title(rule: InspectionRule) -> Translated:
    return in_every_language(
        lambda: _("Look again at %(share)s%% of the door signs and write down what was seen", share=rule.share)
    )


def _writable(event_id: int) -> EventRow:
    event = event_row(event_id)
    ensure_can_write_walk(current_actor(), event.region_id, event.stop_id)
    return event


def _row(session: Session, event: EventRow) -> SignInspection:
    """The inspection of the walk, held until the unit ends; a new one where there is none."""
    asked = select(SignInspection).where(SignInspection.event_id == event.id).with_for_update()
    row = session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        row = SignInspection(event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, seed="", hung=0, version=1)
        session.add(row)
        session.flush()
    return row


def draw_sample(event_id: int) -> int:
    """Draw the doors to look at from all whose sign hangs now, and give their number. Once: another draw is refused.

    Raises NotFound, Refused, Conflict.
    """
    with unit_of_work() as session:
        event = _writable(event_id)
        row, rule, signs = _row(session, event), rule_on(event.day), hanging(event_id)
        if row.seed:
            raise Conflict(_l("The sample is drawn already. It stays as it is, so that everybody can check it."))
        if rule is None or not signs:
            raise Conflict(_l("No sign of this walk hangs yet, so there is nothing to draw from."))
        row.seed, row.drawn_at, row.hung = seed_of(sheet for _id, _number, sheet in signs), clock.campaign_now(), len(signs)
        row.version += 1
        chosen = drawn([number for _id, number, _sheet in signs], row.seed, rule.share)
        sample = [sign_id for sign_id, number, _sheet in signs if number in chosen]
        place = {"event_id": event.id, "region_id": event.region_id, "stop_id": event.stop_id}
        session.add_all(SignLook(sign_id=sign_id, position=at, **place) for at, sign_id in enumerate(sample, 1))
        after = {"seed": row.seed, "of": len(signs), "sample": len(sample), "share": rule.share}
        audit.note(session, "signs.sample_drawn", "event", event.id, region_id=event.region_id, after=after)
        return len(sample)


def record_looks(event_id: int, seen: Sequence[Seen], version: int) -> None:
    """Write down what was seen at doors of the sample; when all are seen the task is done.

    Raises NotFound, Refused, Invalid, Stale when somebody else has written meanwhile.
    """
    with unit_of_work() as session:
        event = _writable(event_id)
        row = _row(session, event)
        if row.version != version:
            raise Stale(_STALE)
        looks = {look.id: look for look in session.scalars(select(SignLook).where(SignLook.event_id == event_id))}
        told = [one for one in seen if one.look_id in looks]
        _judge(told)
        for one in told:
            _tell(session, looks[one.look_id], one)
        row.version += 1
        after = {str(one.look_id): one.outcome.value for one in told}
        audit.note(session, "signs.looked_at", "event", event.id, region_id=event.region_id, after=after)
        session.flush()
        _settle(row)


def _judge(seen: Sequence[Seen]) -> None:
    problems = [problem for one in seen for problem in too_long(f"note_{one.look_id}", one.note, LONGEST_NOTE)]
    if problems:
        raise Invalid(_l("Nothing was saved."), problems)


def _tell(session: Session, look: SignLook, one: Seen) -> None:
    if (look.outcome, look.note) == (one.outcome, one.note):
        return
    now = clock.campaign_now()
    is_seen = one.outcome is not Outcome.UNSET
    look.outcome, look.note = one.outcome, one.note
    look.recorded_at, look.recorded_by = (now, current_actor().user_id) if is_seen else (None, None)
    told = update(DoorSign).where(DoorSign.id == look.sign_id).values(state=_STATES[one.outcome], state_at=now)
    with widened():
        session.execute(told.execution_options(synchronize_session=False))


def _settle(row: SignInspection) -> None:
    """The task follows what is written: done when all doors are seen, open again when one is taken back."""
    if row.task_id is None or not can_keep_tasks(current_actor(), row.region_id, row.stop_id):
        return
    looks = looks_of(row.event_id)
    all_seen = bool(looks) and all(look.outcome is not Outcome.UNSET for look in looks)
    task = task_row(row.task_id)
    if all_seen is not (task.state is TaskState.DONE) and task.state is not TaskState.NOT_NEEDED:
        settle_task(task.id, TaskState.DONE if all_seen else TaskState.OPEN, task.version)
