"""Reminding those who owe figures: a letter to each in charge, at most one a day for a stop, kept in the trail."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.accounts.models import User
from campaign.core import audit, clock, mail, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.i18n import Translated
from campaign.relay import queries as relays
from campaign.relay.models import Relay
from campaign.reports.rollup.models import FigureNudge
from campaign.reports.rollup.policies import ensure_can_remind
from campaign.reports.rollup.queries import rollup_of
from campaign.reports.rollup.schemas import LETTER, Debt, Reminded

_ACT = "rollup.remind"


def remind(relay_id: int, key: str, stop_id: int | None = None) -> Reminded:
    """Ask for the missing figures of a relay, or of one stop of it. The same key asks once; so does the same day.

    Raises NotFound, Refused.
    """
    with unit_of_work() as session:
        session.scalar(select(Relay.id).where(Relay.id == relay_id).with_for_update())  # of two at once one comes second
        relay = relays.relay_row(relay_id)
        ensure_can_remind(current_actor(), relay.region_id)
        if earlier := operations.begin(session, _ACT, key, [relay_id, stop_id]):
            return _told(earlier)
        debts = [debt for debt in rollup_of(current_actor(), relay_id).debts if stop_id in {None, debt.stop_id}]
        letters = sum(_ask(session, debt, relay.region_id) for debt in debts)
        told = Reminded(
            letters,
            tuple(debt.name for debt in debts if not debt.people),
            tuple(debt.name for debt in debts if debt.people and not debt.to_ask),
        )
        operations.finish(session, _ACT, key, _kept(told))
        return told


def _ask(session: Session, debt: Debt, region_id: int) -> int:
    """Queue the letters of one stop; how many."""
    asked: Sequence[int] = debt.to_ask
    for user_id in asked:
        nudge = FigureNudge(
            stop_id=debt.stop_id, region_id=region_id, user_id=user_id, day=debt.today, events=len(debt.events),
            asked_by=current_actor().user_id, asked_at=clock.now(),
        )  # fmt: skip
        session.add(nudge)
        session.flush()
        user = session.get_one(User, user_id)
        mail.queue(session, LETTER, user.language, nudge_id=nudge.id)
    if asked:
        after = {"users": list(asked), "events": [event.event_id for event in debt.events]}
        audit.note(session, "figures.reminded", "stop", debt.stop_id, region_id=region_id, after=after)
    return len(asked)


def _kept(told: Reminded) -> operations.Answer:
    names = {name: [one.as_dict() for one in getattr(told, name)] for name in ("nobody", "already")}
    return {"letters": told.letters, **names}


def _told(answer: operations.Answer) -> Reminded:
    nobody, already = (tuple(Translated.of(words) for words in answer[name]) for name in ("nobody", "already"))
    return Reminded(answer["letters"], nobody, already)
