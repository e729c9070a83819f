"""Saying that both values may stand, and why; and taking that back. No figure is changed by it."""

from sqlalchemy import select

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l, in_every_language
from campaign.core.lengths import length_complaint
from campaign.core.text import clean_line
from campaign.events.figures.plausibility import words
from campaign.events.figures.plausibility.models import PlausibilityAnswer
from campaign.events.figures.plausibility.policies import ensure_can_answer
from campaign.events.figures.plausibility.queries import warning_of_stop
from campaign.events.figures.plausibility.schemas import MOST_REASON, Warned
from campaign.relay.queries import stop_row

LEAST_REASON = 5  # characters: «да» explains nothing


def answer(stop_id: int, mark: str, reason: str, key: str) -> None:
    """Keep why both values of a doubt are right. It stands until one of them changes.

    Raises NotFound for another's stop, Refused, Stale where the values have changed meanwhile or somebody else has answered,
    Invalid without a reason, KeyReused.
    """
    with unit_of_work() as session:
        stop = stop_row(stop_id)
        ensure_can_answer(current_actor(), stop.region_id, stop_id)
        reason = clean_line(reason)
        if operations.begin(session, "plausibility.answer", key, [stop_id, mark, reason]) is not None:
            return
        warned = _standing(stop_id, mark)
        _judge(reason)
        doubt = warned.doubt
        row = PlausibilityAnswer(
            mark=mark, stop_id=stop_id, region_id=stop.region_id, event_id=doubt.event.event_id if doubt.event else None,
            rule_code=doubt.rule.code, first_words=in_every_language(lambda: words.whole_side(doubt.first)),
            second_words=in_every_language(lambda: words.whole_side(doubt.second)), reason=reason,
            answered_by=current_actor().user_id, answered_at=clock.campaign_now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        after = {"rule": doubt.rule.code, "mark": mark, "event": row.event_id}
        audit.note(session, "figures.doubt_answered", "stop", stop_id, region_id=stop.region_id, after=after, reason=reason)
        operations.finish(session, "plausibility.answer", key, {"answer": row.id})


def _standing(stop_id: int, mark: str) -> Warned:
    """The doubt as it is now, unanswered. Raises Stale."""
    try:
        warned = warning_of_stop(stop_id, mark)
    except NotFound as error:
        raise Stale(_l("The figures have changed meanwhile. Look at them again; nothing was saved.")) from error
    if warned.answer is not None:
        raise Stale(_l("Somebody has answered this meanwhile. Look at the answer; nothing was saved."))
    return warned


def _judge(reason: str) -> None:
    if len(reason) < LEAST_REASON:
        said = _("Say in a few words why both values are right, for whoever reads the report.")
        raise Invalid(_l("The answer was not saved."), [Problem("reason", "missing", said)])
    if said := length_complaint(reason, MOST_REASON):
        raise Invalid(_l("The answer was not saved."), [Problem("reason", "too_long", said)])


def take_back(stop_id: int, mark: str) -> None:
    """Let the doubt wait again; safe to repeat. Raises NotFound, Refused."""
    with unit_of_work() as session:
        stop = stop_row(stop_id)
        ensure_can_answer(current_actor(), stop.region_id, stop_id)
        asked = select(PlausibilityAnswer).where(PlausibilityAnswer.stop_id == stop_id, PlausibilityAnswer.mark == mark)
        row = session.scalars(asked).one_or_none()
        if row is None:
            return
        before = {"rule": row.rule_code, "mark": mark, "event": row.event_id}
        session.delete(row)
        audit.note(session, "figures.doubt_reopened", "stop", stop_id, region_id=stop.region_id, before=before)
