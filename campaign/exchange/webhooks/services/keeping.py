"""What organizers do with webhooks: add, change, pause, try, take away; every act is in the trail, no secret is."""

from collections.abc import Iterator
from dataclasses import asdict

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations, outward
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.core.outward import Act, OutwardAct
from campaign.exchange.webhooks import queries
from campaign.exchange.webhooks.addresses import wrong_address
from campaign.exchange.webhooks.models import Webhook, WebhookDelivery
from campaign.exchange.webhooks.policies import ensure_can_write_webhooks
from campaign.exchange.webhooks.schemas import (
    MOST_HOOKS,
    MOST_NAME,
    OLD_SECRET,
    PING,
    DeliveryState,
    HookState,
    HookWish,
    NewSecret,
)
from campaign.exchange.webhooks.signing import secret_of

NOT_SAVED = _l("Not saved yet: something needs a correction.")
_NO_SYNC = {"synchronize_session": False}


def add(wish: HookWish, key: str) -> tuple[int, NewSecret | None]:
    """Have another machine told from now on: its number, and its secret the first time the key comes.

    Raises Refused, Invalid.
    """
    with unit_of_work() as session:
        ensure_can_write_webhooks(current_actor(), wish.region_id)
        if (earlier := operations.begin(session, "webhooks.add", key, asdict(wish))) is not None:
            return int(earlier["webhook"]), None
        _judge(session, wish, is_new=True)
        hook = Webhook(
            uid=crypto.new_uid(), region_id=wish.region_id, name=wish.name, url=wish.url, acts=list(wish.acts), generation=1,
            made_at=clock.now(), made_by=current_actor().user_id,
        )  # fmt: skip
        session.add(hook)
        session.flush()
        _note(session, "webhook.added", hook)
        operations.finish(session, "webhooks.add", key, {"webhook": hook.id})
        made = NewSecret(hook.id, secret_of(hook.uid, hook.generation))
    outward.ask_again()
    return made.hook_id, made


def change(hook_id: int, wish: HookWish, version: int) -> None:
    """Another name, address or other acts; whose it is stays. Raises NotFound, Refused, Invalid, Stale."""
    with unit_of_work() as session:
        hook = _held(session, hook_id, version)
        _judge(session, wish, is_new=False)
        hook.name, hook.url, hook.acts, hook.version = wish.name, wish.url, list(wish.acts), version + 1
        session.flush()
        _note(session, "webhook.changed", hook)
    outward.ask_again()


def new_secret(hook_id: int, version: int) -> NewSecret:
    """A new secret, to be shown once; for a day calls carry the signatures of both. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        hook = _held(session, hook_id, version)
        hook.generation, hook.version, hook.old_until = hook.generation + 1, version + 1, clock.now() + OLD_SECRET
        session.flush()
        _note(session, "webhook.secret_changed", hook)
        return NewSecret(hook.id, secret_of(hook.uid, hook.generation))


def pause(hook_id: int) -> None:
    """Call it no more; what happens meanwhile waits. Raises NotFound, Refused."""
    with unit_of_work() as session:
        hook = _held(session, hook_id)
        if hook.state is HookState.ACTIVE:
            hook.state, hook.version = HookState.PAUSED, hook.version + 1
            session.flush()
            _note(session, "webhook.paused", hook)


def resume(hook_id: int) -> None:
    """Call it again, beginning with what has waited longest. Raises NotFound, Refused."""
    with unit_of_work() as session:
        hook = _held(session, hook_id)
        if hook.state is HookState.ACTIVE:
            return
        hook.state, hook.version, hook.failures = HookState.ACTIVE, hook.version + 1, 0
        hook.failing_since = hook.rest_until = None
        waiting = update(WebhookDelivery).where(
            WebhookDelivery.webhook_id == hook.id, WebhookDelivery.state == DeliveryState.WAITING
        )
        session.execute(waiting.values(next_at=clock.now(), attempts=0), execution_options=_NO_SYNC)
        session.flush()
        _note(session, "webhook.resumed", hook)


def ping(hook_id: int, key: str) -> int:
    """Call it once to see whether somebody is there; the number of the call. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        hook = _held(session, hook_id)
        if (earlier := operations.begin(session, "webhooks.ping", key, {"webhook": hook_id})) is not None:
            return int(earlier["call"])
        if hook.state is not HookState.ACTIVE:
            raise Conflict(_l("Nothing is sent to it now. Let it go on first, then try it."))
        hook.rest_until, now = None, clock.now()
        told = OutwardAct(
            uid=crypto.new_uid(), act=PING, region_id=hook.region_id, facts={}, at=now, campaign_at=clock.campaign_now(),
            spread_at=now,
        )  # fmt: skip
        session.add(told)
        session.flush()
        call = WebhookDelivery(webhook_id=hook.id, outward_id=told.id, region_id=hook.region_id, next_at=now)
        session.add(call)
        session.flush()
        operations.finish(session, "webhooks.ping", key, {"call": call.id})
        return call.id


def send_again(hook_id: int, delivery_id: int) -> None:
    """Make the call once more, under its old id. Raises NotFound, Refused, Conflict while it is being made or waits."""
    with unit_of_work() as session:
        hook = _held(session, hook_id)
        asked = select(WebhookDelivery).where(WebhookDelivery.id == delivery_id, WebhookDelivery.webhook_id == hook_id)
        call = session.scalars(asked.with_for_update()).one_or_none()
        if call is None:
            raise NotFound(queries.NO_DELIVERY)
        if call.state is DeliveryState.SENDING:
            raise Conflict(_l("This call is being made just now. Look again in a few seconds."))
        call.state, call.attempts, call.next_at, hook.rest_until = DeliveryState.WAITING, 0, clock.now(), None
        session.flush()
        after = {"call": call.id}
        audit.note(session, "webhook.sent_again", "webhook", hook.id, region_id=hook.region_id, after=after)


def remove(hook_id: int) -> None:
    """Take it away with its log; what waits is not sent any more. Raises NotFound, Refused."""
    with unit_of_work() as session:
        hook = _held(session, hook_id)
        before = {"waiting": queries.unsent(hook_id)}
        audit.note(session, "webhook.removed", "webhook", hook.id, region_id=hook.region_id, before=before)
        session.execute(delete(Webhook).where(Webhook.id == hook_id), execution_options=_NO_SYNC)
    outward.ask_again()


def _held(session: Session, hook_id: int, version: int | None = None) -> Webhook:
    """The webhook, held, when the actor may change it. Raises NotFound, Refused, Stale for another than this version."""
    asked = select(Webhook).where(Webhook.id == hook_id).with_for_update()
    hook = session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
    if hook is None:
        raise NotFound(queries.NO_HOOK)
    ensure_can_write_webhooks(current_actor(), hook.region_id)
    if version not in {None, hook.version}:
        raise Stale(_l("Somebody has changed this webhook meanwhile. Look at it anew before you save."))
    return hook


def _judge(session: Session, wish: HookWish, *, is_new: bool) -> None:
    if problems := list(_wrong(session, wish, is_new)):
        raise Invalid(NOT_SAVED, problems)


def _wrong(session: Session, wish: HookWish, is_new: bool) -> Iterator[Problem]:
    if not wish.name:
        yield Problem("name", "missing", _("Please fill this in."))
    yield from too_long("name", wish.name, MOST_NAME)
    if (wrong := wrong_address(wish.url)) is not None:
        yield Problem("url", "address", wrong)
    if not wish.acts or not set(wish.acts) <= set(Act):
        yield Problem("acts", "missing", _("Choose at least one thing of the list."))
    same = select(func.count(Webhook.id)).where(
        Webhook.region_id == wish.region_id if wish.region_id is not None else Webhook.region_id.is_(None)
    )
    if is_new and (session.scalar(same) or 0) >= MOST_HOOKS:
        yield Problem("", "many", _("There are %(most)s webhooks already. Take one away first.", most=MOST_HOOKS))


def _note(session: Session, act: str, hook: Webhook) -> None:
    after = {"acts": list(hook.acts), "state": hook.state.value, "generation": hook.generation, "version": hook.version}
    audit.note(session, act, "webhook", hook.id, region_id=hook.region_id, after=after)
