"""The letter that says a webhook has stopped, written at the moment it is sent."""

from dataclasses import dataclass

from campaign.accounts.links import address_of
from campaign.accounts.models import User
from campaign.core.db import db
from campaign.core.i18n import _
from campaign.core.mail import Fact, Facts, Letter, Way, Words, letter
from campaign.exchange.webhooks.models import Webhook
from campaign.exchange.webhooks.schemas import LETTER, HookState


@dataclass(frozen=True)
class OfStoppedHook:
    """A letter to one of those who look after a webhook."""

    webhook_id: int
    user_id: int


@letter(LETTER, OfStoppedHook)
def webhook_stopped(facts: OfStoppedHook) -> Letter | None:
    """To an organizer; nobody when it is called again or taken away meanwhile, or the account has gone."""
    hook, user = db.session.get(Webhook, facts.webhook_id), db.session.get(User, facts.user_id)
    if hook is None or hook.state is not HookState.STOPPED or user is None or not user.active:
        return None
    return Letter(
        user.email,
        _("A webhook has stopped: %(name)s", name=hook.name),
        (
            Words(_("Hello, %(name)s!", name=user.name)),
            Words(
                _(
                    "Another machine is to be told what happens in the relay, but it has not answered for a day. Nothing is "
                    "sent to it any more; what happens meanwhile is kept for 30 days and sent when you let it go on."
                )
            ),
            Facts((Fact(_("Name"), hook.name), Fact(_("Address"), hook.url.partition("?")[0]))),
            Way(_("Open the webhook"), address_of("webhooks_staff.webhook", hook_id=hook.id)),
        ),
    )  # fmt: skip
