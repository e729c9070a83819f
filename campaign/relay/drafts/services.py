"""Acts on drafts of a plan: kept, changed, renamed, removed, and made a season."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import length_complaint
from campaign.core.text import fold
from campaign.relay import policies
from campaign.relay.drafts import queries
from campaign.relay.drafts.models import PlanDraft
from campaign.relay.drafts.schemas import MOST_NAME, DraftRow
from campaign.relay.planning import propose
from campaign.relay.queries import campaign_row
from campaign.relay.schemas import CreatedSeason, PlanWish
from campaign.relay.services import create_season
from campaign.relay.wishes import facts_of
from campaign.web.templating import clock_time, day, wall_day


def keep(name: str, wish: PlanWish, campaign_id: int | None, key: str) -> int:
    """Keep the plan as a new draft of its region; its id. The same key makes one draft.

    Raises NotFound for a campaign that there is not, Invalid for a name that is empty, too long or taken and for a wish that
    cannot be planned, Refused.
    """
    plan, facts = propose(wish), facts_of(wish)
    policies.ensure_can_plan(current_actor(), plan.region_id)
    _ensure_campaign(campaign_id)
    with unit_of_work() as session:
        if (
            answer := operations.begin(session, "drafts.keep", key, {**facts, "name": name, "campaign": campaign_id})
        ) is not None:
            return int(answer["draft"])
        _judge_name(session, name, plan.region_id, None)
        now = clock.now()
        draft = PlanDraft(
            region_id=plan.region_id, campaign_id=campaign_id, name=name, name_key=fold(name), wish=facts, made_at=now,
            changed_at=now, changed_by=current_actor().user_id,
        )  # fmt: skip
        with _once(session):
            session.add(draft)
        audit.note(session, "relay.draft_kept", "draft", draft.id, region_id=plan.region_id, after={"name": name})
        operations.finish(session, "drafts.keep", key, {"draft": draft.id})
        return draft.id


def change(draft_id: int, name: str, wish: PlanWish, campaign_id: int | None, version: int) -> None:
    """Give the draft another plan. Raises NotFound, Refused, Invalid, and Stale when somebody changed it since `version`."""
    plan = propose(wish)
    _ensure_campaign(campaign_id)
    with unit_of_work() as session:
        draft = _draft(session, draft_id)
        if plan.region_id != draft.region_id:
            words = _l("A draft stays in its region. Keep this plan as a new draft.")
            raise Invalid(words, [Problem("name", "other_region", words)])
        _judge_name(session, name, draft.region_id, draft_id)
        values = {"name": name, "name_key": fold(name), "wish": facts_of(wish), "campaign_id": campaign_id}
        _step(session, draft_id, version, values)
        audit.note(session, "relay.draft_changed", "draft", draft_id, region_id=draft.region_id, after={"name": name})


def rename(draft_id: int, name: str, version: int) -> None:
    """Call the draft otherwise. Raises NotFound, Refused, Invalid, Stale."""
    with unit_of_work() as session:
        draft = _draft(session, draft_id)
        before = draft.name
        _judge_name(session, name, draft.region_id, draft_id)
        _step(session, draft_id, version, {"name": name, "name_key": fold(name)})
        audit.note(
            session, "relay.draft_renamed", "draft", draft_id, region_id=draft.region_id, before={"name": before},
            after={"name": name},
        )  # fmt: skip


def remove(draft_id: int) -> None:
    """Throw the draft away; a season that was made from it stays. Raises NotFound, Refused."""
    with unit_of_work() as session:
        draft = _draft(session, draft_id)
        region_id, before = draft.region_id, {"name": draft.name}
        session.execute(delete(PlanDraft).where(PlanDraft.id == draft_id))
        audit.note(session, "relay.draft_removed", "draft", draft_id, region_id=region_id, before=before)


def make_season(draft_id: int, key: str) -> CreatedSeason:
    """Create the season as the draft has it, and remember in the draft which one it was. Raises as `create_season`."""
    row = queries.draft_row(draft_id)
    return create(row.wish, key, row.campaign_id, draft_id)


def create(wish: PlanWish, key: str, campaign_id: int | None, draft_id: int | None) -> CreatedSeason:
    """Create the season of a wish that came of a draft, or of none; a draft remembers it. Raises as `create_season`."""
    with unit_of_work() as session:
        made = create_season(wish, key, campaign_id)
        if draft_id is not None:
            session.execute(update(PlanDraft).where(PlanDraft.id == draft_id).values(relay_id=made.relay_id))
    return made


def _draft(session: Session, draft_id: int) -> PlanDraft:
    draft = session.scalar(select(PlanDraft).where(PlanDraft.id == draft_id), execution_options={"populate_existing": True})
    if draft is None:
        raise NotFound(queries.NO_DRAFT)
    policies.ensure_can_plan(current_actor(), draft.region_id)
    return draft


def _step(session: Session, draft_id: int, version: int, values: dict[str, Any]) -> None:
    """Change the draft if it still has this version. Raises Stale with who was faster and when."""
    asked = update(PlanDraft).where(PlanDraft.id == draft_id, PlanDraft.version == version)
    stamp = {"version": version + 1, "changed_at": clock.now(), "changed_by": current_actor().user_id}
    with _once(session):
        done = session.execute(asked.values(**values, **stamp).execution_options(synchronize_session=False))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Stale(changed_words(queries.draft_row(draft_id)))


def changed_words(row: DraftRow) -> str:
    """Who has changed the draft, and what to do."""
    return _(
        "%(who)s changed this draft on %(day)s at %(time)s. Open theirs, or keep yours as a new draft.",
        who=row.changed_by or _("Somebody"), day=day(wall_day(row.changed_at)), time=clock_time(row.changed_at),
    )  # fmt: skip


def _ensure_campaign(campaign_id: int | None) -> None:
    if campaign_id is not None:
        campaign_row(campaign_id)


@contextmanager
def _once(session: Session) -> Iterator[None]:
    """Who takes a name in the same moment as somebody else is told as if it had been taken before. Raises Invalid."""
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        raise _taken() from error


def _taken() -> Invalid:
    words = _("The region has a draft with this name already. Give another one, or open that draft and change it.")
    return Invalid(words, [Problem("name", "taken", words)])


def _judge_name(session: Session, name: str, region_id: int, but: int | None) -> None:
    """A name fits and is once in the region. Raises Invalid."""
    if not name:
        words = _l("A draft has a name, so that it is found again. For example: Start in April, stay of 14 days.")
        raise Invalid(words, [Problem("name", "empty", words)])
    if said := length_complaint(name, MOST_NAME):
        raise Invalid(said, [Problem("name", "too_long", said)])
    same = select(PlanDraft.id).where(
        PlanDraft.region_id == region_id, PlanDraft.name_key == fold(name), PlanDraft.id != (but or 0)
    )
    if session.scalar(same) is not None:
        raise _taken()
