"""Calling: acts are given to whoever listens, each call is taken by lease, made once, and marked by whoever made it.

Any number of processes may do so at once, and any of them may be killed: what it had taken is taken again when its lease ends,
under the same id, so the other machine hears of everything at least once and knows what it heard before.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from flask import current_app
from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from campaign.accounts.models import RoleGrant, User
from campaign.core import audit, clock, mail
from campaign.core.actor import Role
from campaign.core.bulk import insert_rows
from campaign.core.db import db, unit_of_work
from campaign.core.outward import Listener, OutwardAct
from campaign.exchange.webhooks import queries
from campaign.exchange.webhooks.calling import call
from campaign.exchange.webhooks.models import Webhook, WebhookDelivery
from campaign.exchange.webhooks.schemas import (
    KEPT,
    LETTER,
    PAUSES,
    REST,
    UNSENT,
    Answer,
    DeliveryRow,
    DeliveryState,
    HookRow,
    HookState,
)
from campaign.exchange.webhooks.signing import body_of, headers_of

LEASE: Final = timedelta(minutes=2)  # longer than any call
AT_ONCE: Final = 500
TURN: Final = 20.0  # seconds after which a turn leaves the rest to the next
GONE: Final = 410
_NO_SYNC = {"synchronize_session": False}
_GIVEN = ("webhook_id", "outward_id", "region_id", "state", "attempts", "next_at", "trouble", "head")


def call_waiting(stopping: Callable[[], bool] = lambda: False) -> int:
    """Give out what was announced, make the calls that are due, the oldest first, and say how many succeeded."""
    spread()
    until, made = time.monotonic() + TURN, 0
    while not stopping() and time.monotonic() < until:
        taken = _take()
        if taken is None:
            break
        made += _make(*taken)
    return made


def spread() -> int:
    """Give each act that was announced to whoever listens to it; how many acts. One statement when there is none."""
    new = select(OutwardAct.id).where(OutwardAct.spread_at.is_(None)).order_by(OutwardAct.id).limit(AT_ONCE)
    if db.session.scalar(new.limit(1)) is None:
        db.session.rollback()
        return 0
    with unit_of_work() as session:
        numbers = list(session.scalars(new.with_for_update(skip_locked=True)))
        acts = session.scalars(select(OutwardAct).where(OutwardAct.id.in_(numbers)).order_by(OutwardAct.id)).all()
        hooks = [(hook, Listener(frozenset(hook.acts), hook.region_id)) for hook in session.scalars(select(Webhook))]
        now = clock.now()
        rows: list[tuple[Any, ...]] = [
            (hook.id, act.id, hook.region_id, DeliveryState.WAITING, 0, now, "", {})
            for act in acts
            for hook, listener in hooks
            if listener.hears(act.act, act.region_id)
        ]
        insert_rows(session, WebhookDelivery, _GIVEN, rows)
        session.execute(update(OutwardAct).where(OutwardAct.id.in_(numbers)).values(spread_at=now), execution_options=_NO_SYNC)
        return len(numbers)


def _due(now: datetime) -> Any:
    fits = (
        WebhookDelivery.state.in_(UNSENT), WebhookDelivery.next_at <= now, Webhook.state == HookState.ACTIVE,
        or_(Webhook.rest_until.is_(None), Webhook.rest_until <= now),
    )  # fmt: skip
    asked = select(WebhookDelivery.id).join(Webhook, Webhook.id == WebhookDelivery.webhook_id).where(*fits)
    return asked.order_by(WebhookDelivery.next_at, WebhookDelivery.id).limit(1)


def _take() -> tuple[HookRow, DeliveryRow] | None:
    """The call that has been due longest, ours until the lease ends. One statement when there is none."""
    now = clock.now()
    if db.session.scalar(_due(now)) is None:
        db.session.rollback()
        return None
    with unit_of_work() as session:
        number = session.scalar(_due(now).with_for_update(skip_locked=True, of=WebhookDelivery))
        if number is None:
            return None
        mine = update(WebhookDelivery).where(WebhookDelivery.id == number)
        values = {"state": DeliveryState.SENDING, "attempts": WebhookDelivery.attempts + 1, "next_at": now + LEASE}
        session.execute(mine.values(values), execution_options=_NO_SYNC)
        asked = queries.delivery_rows().add_columns(Webhook).join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
        found = session.execute(asked.where(WebhookDelivery.id == number), execution_options={"populate_existing": True}).one()
        return queries.hook_row_of(found[2]), queries.delivery_row_of(found[0], found[1])


def _make(hook: HookRow, row: DeliveryRow) -> bool:
    """The call itself, while nothing is held in the database."""
    body = body_of(row)
    answer = call(hook.url, headers_of(hook, row, body, clock.now()), body)
    _mark(hook, row, answer)
    return answer.is_good


def _mark(hook: HookRow, row: DeliveryRow, answer: Answer) -> None:
    """Write down what came of it, unless the lease had run out and somebody else took it."""
    now = clock.now()
    is_last = row.attempts > len(PAUSES) or answer.status == GONE
    state = DeliveryState.DELIVERED if answer.is_good else DeliveryState.FAILED if is_last else DeliveryState.WAITING
    held = (
        WebhookDelivery.id == row.id, WebhookDelivery.state == DeliveryState.SENDING, WebhookDelivery.attempts == row.attempts
    )  # fmt: skip
    with unit_of_work() as session:
        there = session.scalars(select(Webhook).where(Webhook.id == hook.id).with_for_update()).one_or_none()
        marked = update(WebhookDelivery).where(*held).values(
            state=state, next_at=now if state is not DeliveryState.WAITING else now + _pause(row.attempts, answer),
            tried_at=now, status=answer.status, trouble=answer.trouble, millis=answer.millis, head=answer.head,
        )  # fmt: skip
        kept = session.scalar(marked.returning(WebhookDelivery.id), execution_options=_NO_SYNC)
        if kept is None or there is None:
            current_app.logger.warning("webhook call %s: somebody else has it, or it was taken away", row.id)
            return
        _judge_the_other(session, there, answer, now, is_last)


def _pause(attempts: int, answer: Answer) -> timedelta:
    asked = timedelta(seconds=answer.retry_after or 0)
    return max(PAUSES[min(attempts, len(PAUSES)) - 1], asked)


def _judge_the_other(session: Session, hook: Webhook, answer: Answer, now: datetime, is_last: bool) -> None:
    """How it goes with the other machine: whoever does not answer is left in peace for minutes, in the end for good."""
    if answer.is_good:
        hook.failures, hook.failing_since, hook.rest_until = 0, None, None
        return
    hook.failures, hook.failing_since = hook.failures + 1, hook.failing_since or now
    hook.rest_until = now + min(_pause(hook.failures, answer), REST)
    if is_last and hook.state is HookState.ACTIVE:
        hook.state, hook.version = HookState.STOPPED, hook.version + 1
        after = {"state": hook.state.value, "failures": hook.failures}
        audit.note(session, "webhook.stopped", "webhook", hook.id, region_id=hook.region_id, after=after)
        for user in _organizers(session, hook):
            mail.queue(session, LETTER, user.language, webhook_id=hook.id, user_id=user.id)


def _organizers(session: Session, hook: Webhook) -> Sequence[User]:
    """Who is told: those who look after the region, or the country, and whoever put the webhook in."""
    national = hook.region_id is None
    role = RoleGrant.role == (Role.NATIONAL if national else Role.REGION)
    here = role if national else and_(role, RoleGrant.region_id == hook.region_id)
    granted = select(RoleGrant.user_id).where(here)
    return session.scalars(select(User).where(User.active, or_(User.id.in_(granted), User.id == hook.made_by))).all()


def forget_old() -> int:
    """Drop acts and their calls that were kept long enough, and say how many acts; what was paused so long is not sent."""
    old = OutwardAct.at < clock.now() - KEPT
    if db.session.scalar(select(OutwardAct.id).where(old).limit(1)) is None:
        db.session.rollback()
        return 0
    with unit_of_work() as session:
        gone = delete(OutwardAct).where(old).returning(OutwardAct.id)
        return len(session.scalars(gone, execution_options=_NO_SYNC).all())
