"""Reading webhooks and the log of their calls; and who listens, for `core.outward`."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.core.outward import Listener, OutwardAct
from campaign.exchange.webhooks.models import Webhook, WebhookDelivery
from campaign.exchange.webhooks.schemas import UNSENT, DeliveryRow, HookRow, HookState
from campaign.web.paging import Page, keyset, number_cursor, page_of

PAGE_SIZE: Final = 50
NO_HOOK: Final = _l("There is no such webhook.")
NO_DELIVERY: Final = _l("There is no such call, or it was kept long enough.")
_HOOKS: Final = Webhook.__table__


def listeners(session: Session) -> Iterable[Listener]:
    """Every webhook hears, also one that is paused: its calls wait. One statement; nothing is flushed for it."""
    asked = select(_HOOKS.c.acts, _HOOKS.c.region_id)
    return [Listener(frozenset(acts), region_id) for acts, region_id in session.connection().execute(asked)]


def hook_row_of(hook: Webhook, waiting: int = 0) -> HookRow:
    return HookRow(
        hook.id, hook.uid, hook.name, hook.url, tuple(hook.acts), hook.region_id, hook.state, hook.version, hook.generation,
        hook.old_until, hook.failing_since, hook.made_at, waiting,
    )  # fmt: skip


def webhooks() -> tuple[HookRow, ...]:
    """Those of the asker's regions, by name, each with how many calls wait. One statement."""
    waiting = (
        select(func.count(WebhookDelivery.id))
        .where(WebhookDelivery.webhook_id == Webhook.id, WebhookDelivery.state.in_(UNSENT))
        .scalar_subquery()
    )
    found = db.session.execute(select(Webhook, waiting).order_by(Webhook.name, Webhook.id))
    return tuple(hook_row_of(hook, count) for hook, count in found)


def stopped() -> tuple[HookRow, ...]:
    """Those of the asker's regions that were not answered for a day and are called no more. One statement."""
    asked = select(Webhook).where(Webhook.state == HookState.STOPPED).order_by(Webhook.name, Webhook.id)
    return tuple(map(hook_row_of, db.session.scalars(asked)))


def webhook(hook_id: int) -> HookRow:
    """One of them, with how many calls wait. Two statements. Raises NotFound."""
    hook = db.session.scalars(select(Webhook).where(Webhook.id == hook_id)).one_or_none()
    if hook is None:
        raise NotFound(NO_HOOK)
    return hook_row_of(hook, unsent(hook_id))


def unsent(hook_id: int) -> int:
    """How many of its calls wait. One statement."""
    mine = (WebhookDelivery.webhook_id == hook_id, WebhookDelivery.state.in_(UNSENT))
    return db.session.scalar(select(func.count(WebhookDelivery.id)).where(*mine)) or 0


def delivery_rows() -> Any:
    """The statement of calls with what they tell."""
    return select(WebhookDelivery, OutwardAct).join(OutwardAct, OutwardAct.id == WebhookDelivery.outward_id)


def delivery_row_of(call: WebhookDelivery, told: OutwardAct) -> DeliveryRow:
    return DeliveryRow(
        call.id, call.webhook_id, told.uid, told.act, told.facts, told.region_id, told.stop_id, told.at, told.campaign_at,
        call.state, call.attempts, call.next_at, call.tried_at, call.status, call.trouble, call.millis, call.head,
    )  # fmt: skip


def deliveries(hook_id: int, token: str | None, size: int = PAGE_SIZE) -> Page[DeliveryRow]:
    """One page of the calls of a webhook, the newest first. One statement."""
    cursor = number_cursor(token)
    asked = delivery_rows().where(WebhookDelivery.webhook_id == hook_id)
    rows = [
        delivery_row_of(*row)
        for row in db.session.execute(keyset(asked, (WebhookDelivery.id,), cursor, size, newest_first=True))
    ]
    return page_of(rows, cursor, size, lambda row: (row.id,))


def delivery(hook_id: int, delivery_id: int) -> DeliveryRow:
    """One call of this webhook. One statement. Raises NotFound."""
    asked = delivery_rows().where(WebhookDelivery.id == delivery_id, WebhookDelivery.webhook_id == hook_id)
    found = db.session.execute(asked).one_or_none()
    if found is None:
        raise NotFound(NO_DELIVERY)
    return delivery_row_of(*found)
