"""The page on which a handover is proposed."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Problem, Refused, Stale
from campaign.core.i18n import _
from campaign.relay import queries as relay_queries
from campaign.relay.custody import policies, queries, services
from campaign.relay.custody.forms import ProposalForm, proposal_form
from campaign.relay.custody.parties import NO_SUCH_PARTY, Chain, chain_of
from campaign.relay.custody.schemas import ALONG, ItemRow, NamedParty, Party
from campaign.relay.custody.views.desk import bp
from campaign.web.answers import done
from campaign.web.guards import needs


def _givers(chain: Chain) -> list[NamedParty]:
    """For whom the asker may act."""
    actor = current_actor()
    return [side for side in chain.parties().values() if policies.can_act_for(actor, side)]


def _free(items: tuple[ItemRow, ...]) -> list[ItemRow]:
    return [item for item in items if item.handover_id is None and not item.where.is_on_the_way]


def _chosen(chain: Chain, items: tuple[ItemRow, ...]) -> Party | None:
    """Who gives: as the address says, else whoever of the asker's holds an item, else the first."""
    mine = [side.party for side in _givers(chain)]
    asked = Party.of(request.args.get("from", ""))
    if asked in mine:
        return asked
    holders = [item.where.party.party for item in _free(items)]
    return next((party for party in holders if party in mine), next(iter(mine), None))


def _prefilled(form: ProposalForm, giver: Party, chain: Chain, items: tuple[ItemRow, ...]) -> None:
    """What is usual for this giver: the next of the chain, the last day of the stay, all that the giver holds."""
    receiver, stop, department = chain.after(giver), chain.stop(giver), chain.department()
    form.giver.data, form.receiver.data = giver.key, receiver.party.key if receiver else ""
    form.day.process_data(stop.departs_on if stop else chain.stops[0].arrives_on if chain.stops else None)
    form.items.data = [item.id for item in _free(items) if item.where.party.party == giver]
    form.witness.data = department.id if department else 0
    form.fill_from_store()


def _of_mine(key: str | None, chain: Chain) -> Party | None:
    """The giver that was chosen, if the asker may act for it: only then its store is looked into."""
    party = Party.of(key or "")
    return party if party in [side.party for side in _givers(chain)] else None


def _offered(form: ProposalForm, chain: Chain, items: tuple[ItemRow, ...]) -> None:
    sides = [SelectChoice(side.party.key, side.name.text()) for side in chain.parties().values()]
    form.giver.choices = [SelectChoice(side.party.key, side.name.text()) for side in _givers(chain)]
    form.receiver.choices = [SelectChoice("", _("Choose")), *sides]
    form.witness.choices = [
        SelectChoice(0, _("nobody")), *(SelectChoice(body.id, body.name.text()) for body in chain.bodies),
    ]  # fmt: skip
    form.items.choices = [SelectChoice(item.id, f"{item.name}, {item.inventory}") for item in _free(items)]


def _page(relay_id: int, form: ProposalForm, chain: Chain, items: tuple[ItemRow, ...]) -> ResponseReturnValue:
    if not _givers(chain):
        raise Refused(policies.NOT_YOURS_TO_GIVE)
    _offered(form, chain, items)
    may_override, giver = policies.can_keep_items(current_actor(), chain.region_id), _of_mine(form.giver.data, chain)
    page = render_template(
        "relay/staff/handover_form.html", form=form, relay=relay_queries.relay_row(relay_id), items=items, free=_free(items),
        notes={item.id: item.where.party.name for item in items}, may_override=may_override,
        still_out=services.still_out(giver) if giver else (), along=ALONG,
    )  # fmt: skip
    return page, form.status()


@bp.get("/relays/<int:relay_id>/handover")
@needs(P.CUSTODY_WRITE)
def new_handover(relay_id: int) -> ResponseReturnValue:
    chain, items = chain_of(relay_id), queries.items_of(relay_id)
    giver = _chosen(chain, items)
    form = proposal_form(services.goes_along(giver) if giver else (), formdata=None)
    if giver is not None:
        _prefilled(form, giver, chain, items)
    return _page(relay_id, form, chain, items)


@bp.post("/relays/<int:relay_id>/handover")
@needs(P.CUSTODY_WRITE)
def propose(relay_id: int) -> ResponseReturnValue:
    chain = chain_of(relay_id)
    giver = _of_mine(request.form.get("giver"), chain)
    form = proposal_form(services.goes_along(giver) if giver else ())
    if form.is_sent_and_valid() and form.is_of_this_store(request.form):
        try:
            handover_id = _proposed(relay_id, form, chain)
            return done(
                url_for(".handover", handover_id=handover_id), _("The handover is proposed. The other side can see it now.")
            )
        except Invalid as error:
            form.show(error)
        except Stale as error:
            form.show(Invalid(error.message))
    return _page(relay_id, form, chain, queries.items_of(relay_id))


def _proposed(relay_id: int, form: ProposalForm, chain: Chain) -> int:
    giver = Party.of(form.giver.data or "")
    stop = chain.stop(giver) if giver else None
    wish = form.wish(relay_id, stop.time_zone if stop else chain.time_zone)
    if wish is None:
        raise Invalid(NO_SUCH_PARTY, [Problem("receiver", "unknown", NO_SUCH_PARTY)])
    return services.propose(wish, form.key())
