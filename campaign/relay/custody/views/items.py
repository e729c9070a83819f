"""The items of a baton: where each is now, the way it went, and what is written about it."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.relay import queries as relay_queries
from campaign.relay.custody import parties, policies, queries, services
from campaign.relay.custody.forms import ItemForm, ItemWordsForm, item_form
from campaign.relay.custody.schemas import ItemRow
from campaign.relay.custody.views.desk import bp
from campaign.relay.custody.words import CONDITIONS, KINDS, STATES
from campaign.web.answers import answered, done
from campaign.web.guards import needs


def _baton_page(relay_id: int, form: ItemForm | None = None) -> ResponseReturnValue:
    chain, actor = parties.chain_of(relay_id), current_actor()
    may_keep = policies.can_keep_items(actor, chain.region_id)
    form = form or ItemForm(since=clock.campaign_today(chain.time_zone))
    department = chain.department()
    form.holder.choices = [SelectChoice(body.id, body.name.text()) for body in chain.bodies]
    form.holder.data = form.holder.data or (department.id if department else 0)
    page = render_template(
        "relay/staff/baton.html", relay=relay_queries.relay_row(relay_id), items=queries.items_of(relay_id),
        handovers=queries.handovers_of(relay_id), form=form, may_keep=may_keep, kinds=KINDS, conditions=CONDITIONS,
        states=STATES, may_propose=any(policies.can_act_for(actor, side) for side in chain.parties().values()),
    )  # fmt: skip
    return page, form.status()


@bp.get("/relays/<int:relay_id>/baton")
@needs(P.RELAY_READ)
def baton(relay_id: int) -> ResponseReturnValue:
    return _baton_page(relay_id)


@bp.post("/relays/<int:relay_id>/items")
@needs(P.RELAY_WRITE)
def add_item(relay_id: int) -> ResponseReturnValue:
    form = ItemForm()
    if form.is_sent_and_valid():
        try:
            services.add_item(relay_id, form.command(), form.key())
            return done(url_for(".baton", relay_id=relay_id), _("The item belongs to the baton now."))
        except Invalid as error:
            form.show(error)
    return _baton_page(relay_id, form)


def _item_page(item: ItemRow, form: ItemWordsForm) -> str:
    return render_template(
        "relay/staff/baton_item.html", item=item, steps=queries.history_of(item), form=form,
        relay=relay_queries.relay_row(item.relay_id), may_keep=policies.can_keep_items(current_actor(), item.region_id),
        seen={row.id for row in queries.handovers_of(item.relay_id)}, kinds=KINDS, conditions=CONDITIONS,
    )  # fmt: skip


@bp.get("/items/<int:item_id>")
@needs(P.RELAY_READ)
def item(item_id: int) -> ResponseReturnValue:
    """The way of one item as a line from place to place; printed by the browser as it stands."""
    row = queries.item_row(item_id)
    return _item_page(row, item_form(row))


@bp.post("/items/<int:item_id>")
@needs(P.RELAY_WRITE)
def change_item(item_id: int) -> ResponseReturnValue:
    row = queries.item_row(item_id)
    form = item_form(row)

    def save() -> ResponseReturnValue:
        services.change_item(item_id, form.words(), form.seen())
        return done(url_for(".item", item_id=item_id), _("The item is saved."))

    return answered(form, save, lambda: _item_page(row, form))


@bp.post("/items/<int:item_id>/remove")
@needs(P.RELAY_WRITE)
def remove_item(item_id: int) -> ResponseReturnValue:
    row = queries.item_row(item_id)
    try:
        services.remove_item(item_id)
    except Conflict as error:
        return done(url_for(".item", item_id=item_id), error.message, "bad")
    return done(url_for(".baton", relay_id=row.relay_id), _("The item was taken out of the baton."))
