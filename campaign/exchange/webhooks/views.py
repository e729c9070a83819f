"""Staff pages of webhooks: the list, one with the log of its calls, its form, its secret once."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock, crypto
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.exchange.webhooks import policies, queries, services, signing
from campaign.exchange.webhooks.forms import HookForm, hook_form
from campaign.exchange.webhooks.schemas import HookRow, NewSecret
from campaign.exchange.webhooks.words import hook_words
from campaign.territory import queries as territory
from campaign.web.answers import told
from campaign.web.guards import fresh, needs

bp = Blueprint("webhooks_staff", __name__, url_prefix="/staff/webhooks")


def _regions() -> dict[int, str]:
    """The regions whose webhooks the actor looks after."""
    actor = current_actor()
    known = territory.regions(clock.campaign_today())
    return {row.id: row.name.text() for row in known if policies.can_write_webhooks(actor, row.id)}


def _to_write(hook_id: int) -> HookRow:
    """The webhook, for whoever may change it. Raises NotFound, Refused."""
    row = queries.webhook(hook_id)
    policies.ensure_can_write_webhooks(current_actor(), row.region_id)
    return row


def _done(hook_id: int, said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for(".webhook", hook_id=hook_id), 303)


@bp.get("")
@needs(P.WEBHOOKS_WRITE)
def webhooks() -> ResponseReturnValue:
    return render_template("exchange/staff/webhooks.html", rows=queries.webhooks(), regions=_regions(), **hook_words())


def _form_page(form: HookForm, row: HookRow | None) -> ResponseReturnValue:
    form.offer(list(_regions().items()), current_actor().is_national)
    page = render_template("exchange/staff/webhook_form.html", form=form, row=row, **hook_words())
    return page, form.status()


def _secret_page(made: NewSecret) -> ResponseReturnValue:
    """The only time that the secret is shown; no cache keeps it."""
    page = render_template("exchange/staff/webhook_secret.html", row=queries.webhook(made.hook_id), secret=made.secret)
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/new", methods=["GET", "POST"])
@needs(P.WEBHOOKS_WRITE)
@fresh
def new_webhook() -> ResponseReturnValue:
    form = hook_form()
    if form.is_sent_and_valid():
        form.offer(list(_regions().items()), current_actor().is_national)
        try:
            hook_id, made = services.add(form.command(), form.key())
            return _secret_page(made) if made else redirect(url_for(".webhook", hook_id=hook_id), 303)
        except Invalid as error:
            form.show(error)
    return _form_page(form, None)


@bp.get("/<int:hook_id>")
@needs(P.WEBHOOKS_WRITE)
def webhook(hook_id: int) -> ResponseReturnValue:
    row = queries.webhook(hook_id)
    return render_template(
        "exchange/staff/webhook.html", row=row, page=queries.deliveries(hook_id, request.args.get("page")), regions=_regions(),
        key=crypto.new_uid(), may_write=policies.can_write_webhooks(current_actor(), row.region_id), **hook_words(),
    )  # fmt: skip


@bp.route("/<int:hook_id>/edit", methods=["GET", "POST"])
@needs(P.WEBHOOKS_WRITE)
@fresh
def edit_webhook(hook_id: int) -> ResponseReturnValue:
    row = _to_write(hook_id)
    form = hook_form(row)
    if form.is_sent_and_valid():
        try:
            services.change(hook_id, form.command(row), form.seen())
            return _done(hook_id, _("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    return _form_page(form, row)


@bp.post("/<int:hook_id>/secret")
@needs(P.WEBHOOKS_WRITE)
@fresh
def new_secret(hook_id: int) -> ResponseReturnValue:
    """A second press of the button comes with the old version: the secret that was shown stays."""
    try:
        return _secret_page(services.new_secret(hook_id, HookForm().seen()))
    except Stale as error:
        flash(str(error), "warn")
        return redirect(url_for(".webhook", hook_id=hook_id), 303)


@bp.post("/<int:hook_id>/pause")
@needs(P.WEBHOOKS_WRITE)
def pause(hook_id: int) -> ResponseReturnValue:
    services.pause(hook_id)
    return _done(hook_id, _("It is not called any more. What happens meanwhile waits, for 30 days."))


@bp.post("/<int:hook_id>/resume")
@needs(P.WEBHOOKS_WRITE)
def resume(hook_id: int) -> ResponseReturnValue:
    services.resume(hook_id)
    return _done(hook_id, _("It is called again, beginning with what has waited longest."))


@bp.post("/<int:hook_id>/ping")
@needs(P.WEBHOOKS_WRITE)
def ping(hook_id: int) -> ResponseReturnValue:
    try:
        services.ping(hook_id, HookForm().key())
    except Conflict as error:
        flash(str(error), "warn")
        return redirect(url_for(".webhook", hook_id=hook_id), 303)
    return _done(hook_id, _("A test call is on its way. Open this page again in a few seconds to see what was answered."))


@bp.post("/<int:hook_id>/remove")
@needs(P.WEBHOOKS_WRITE)
@fresh
def remove(hook_id: int) -> ResponseReturnValue:
    services.remove(hook_id)
    flash(_("The webhook is taken away, with the log of its calls."), "good")
    return redirect(url_for(".webhooks"), 303)


@bp.get("/<int:hook_id>/calls/<int:delivery_id>")
@needs(P.WEBHOOKS_WRITE)
def delivery(hook_id: int, delivery_id: int) -> ResponseReturnValue:
    row, call = queries.webhook(hook_id), queries.delivery(hook_id, delivery_id)
    body = signing.body_of(call).decode()
    may_write = policies.can_write_webhooks(current_actor(), row.region_id)
    return render_template(
        "exchange/staff/webhook_call.html", row=row, call=call, body=body, may_write=may_write, **hook_words()
    )


@bp.post("/<int:hook_id>/calls/<int:delivery_id>/again")
@needs(P.WEBHOOKS_WRITE)
def send_again(hook_id: int, delivery_id: int) -> ResponseReturnValue:
    try:
        services.send_again(hook_id, delivery_id)
    except Conflict as error:
        flash(str(error), "warn")
        return redirect(url_for(".delivery", hook_id=hook_id, delivery_id=delivery_id), 303)
    return _done(hook_id, _("The call is made once more, under its old number."))
