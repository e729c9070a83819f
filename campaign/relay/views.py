"""Staff pages: relays, the planning of a season, campaigns."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, NotFound
from campaign.core.i18n import _
from campaign.papers import queries as papers
from campaign.papers.tables import table_file
from campaign.relay import copying, planning, planpage, planstate, policies, queries, services
from campaign.relay.custody import queries as custody
from campaign.relay.drafts import queries as drafts
from campaign.relay.drafts import services as drafting
from campaign.relay.forms import CampaignTextForm, CopyForm, PlanForm, campaign_form, typed_order
from campaign.relay.nested import inside_of
from campaign.relay.planstate import CARRIED, PlanState
from campaign.relay.schedule.queries import relay_as_subject
from campaign.relay.sheets import route_table
from campaign.relay.slip.queries import slips_of
from campaign.relay.slip.words import said
from campaign.territory import queries as territory
from campaign.territory.maps import region_map
from campaign.territory.schemas import RegionRow, UnitRow
from campaign.web.answers import answered, done
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none

bp = Blueprint("relay_staff", __name__, url_prefix="/staff")


@bp.get("/relays")
@needs(P.RELAY_READ)
def relays() -> ResponseReturnValue:
    rows = queries.relays()
    chains = queries.chains_of([row.id for row in rows])
    batons = custody.batons_now(chains)
    return render_template("relay/staff/relays.html", rows=rows, batons=batons, may_plan=current_actor().may(P.RELAY_WRITE))


@bp.get("/relays/<int:relay_id>")
@needs(P.RELAY_READ)
def relay(relay_id: int) -> ResponseReturnValue:
    row = queries.relay_row(relay_id)
    chain = queries.chain_of(relay_id)
    stations = planpage.map_of_chain(chain)
    receiver = territory.body_on(row.last_receiver_id, row.ends_on) if row.last_receiver_id else None
    return render_template(
        "relay/staff/relay.html", relay=row, chain=chain, receiver=receiver, baton=custody.baton_now(relay_id, chain),
        desk_map=region_map(row.map_code, row.as_of, stations),
        phone_map=region_map(row.map_code, row.as_of, stations, phone=True),
        inside=inside_of([stop.id for stop in chain]), around=queries.relay_around(row),
        may_plan=policies.can_plan(current_actor(), row.region_id), slips=slips_of(relay_id), slip_words=said,
        today=clock.campaign_today(),
        papers=papers.panel_of(relay_as_subject(row, chain[0].time_zone if chain else clock.HOME), request.args.get("paper")),
    )  # fmt: skip


@bp.get("/relays/<int:relay_id>/route.<any(csv, xlsx):ending>")
@needs(P.RELAY_READ)
def route_file(relay_id: int, ending: str) -> ResponseReturnValue:
    """The chain of the relay."""
    row = queries.relay_row(relay_id)
    return table_file(route_table(queries.chain_of(relay_id), row.title.text()), ending)


@bp.post("/relays/<int:relay_id>/remove")
@needs(P.RELAY_WRITE)
def remove_relay(relay_id: int) -> ResponseReturnValue:
    try:
        services.remove_season(relay_id)
    except Conflict as error:
        flash(str(error), "bad")
        return redirect(url_for(".relay", relay_id=relay_id), 303)
    flash(_("The season was taken back: its stops and drafts are gone."), "good")
    return redirect(url_for(".relays"), 303)


@bp.get("/relays/<int:relay_id>/copy")
@needs(P.RELAY_WRITE)
def copy_relay(relay_id: int) -> ResponseReturnValue:
    """The relay again from another day on: what of it can be done, then the page of the plan."""
    row = queries.relay_row(relay_id)
    policies.ensure_can_plan(current_actor(), row.region_id)
    is_asked = "start" in request.args  # not only for another language
    form = CopyForm(formdata=request.args if is_asked else None, start=copying.same_weekday(row.starts_on))
    form.kit.choices = [SelectChoice(kit.code, kit.name.text()) for kit in services.kits()]
    form.kit.data = form.kit.data or next((choice.value for choice in form.kit.choices), "")
    valid = not is_asked or form.validate()
    start: date = form.start.data if valid and form.start.data else copying.same_weekday(row.starts_on)
    until: date = form.until.data or copying.until_for(row, start)
    if not is_asked:
        form.until.process_data(until)
    copy = copying.copy_of(relay_id, start)
    if valid and copy.kept and request.args.get("next"):
        state = copying.state_for(copy, start, until, form.kit.data, form.events.data == "own")
        return redirect(url_for(".plan_order", **state.query()), 302)
    page = render_template("relay/staff/copy.html", form=form, relay=row, copy=copy, start=start)
    return page, 200 if valid else 422


def _plannable() -> list[RegionRow]:
    """The regions of today that the actor may plan for."""
    actor = current_actor()
    return [row for row in territory.regions(clock.campaign_today()) if policies.can_plan(actor, row.id)]


def _form(typed: Any) -> PlanForm:
    """The form with what an address or a sent list says; the only region of an actor is chosen already."""
    form = PlanForm(formdata=typed)
    regions = _plannable()
    form.region.choices = [SelectChoice("", _("Choose")), *(SelectChoice(row.code, row.name.text()) for row in regions)]
    if "region" not in typed:
        form.start.process_data(clock.campaign_today())
        form.region.process_data(regions[0].code if len(regions) == 1 else "")
    return form


def _asked(form: PlanForm, status: int = 200) -> ResponseReturnValue:
    """The page that asks: first for the region and the start, then for everything else about it."""
    start = form.start.data or clock.campaign_today()
    try:
        region = territory.region_with_code(form.region.data or "", form.as_of.data or start)
    except NotFound as error:
        if form.region.data:
            form.region.errors = [*form.region.errors, str(error)]
        return render_template("relay/staff/plan_region.html", form=form), 422 if form.errors else status
    units = _places(form, region)
    form.offer(units, services.kits(), queries.campaigns(), territory.centre_code(region.id, form.as_of.data or start))
    parent_id = whole_or_none(form.parent.data or "")
    return render_template(
        "relay/staff/plan_places.html", form=form, region=region, units=units,
        parent=None if parent_id is None else queries.stop_row(parent_id),
    ), status  # fmt: skip


def _places(form: PlanForm, region: RegionRow) -> tuple[UnitRow, ...]:
    """The places there are to choose from."""
    as_of = form.as_of.data or form.start.data or clock.campaign_today()
    return planning.places_of(region.id, as_of, whole_or_none(form.parent.data or ""))


@bp.get("/relays/new")
@needs(P.RELAY_WRITE)
def plan() -> ResponseReturnValue:
    """What the plan is to be about."""
    return _asked(_form(request.args))


@bp.get("/relays/new/order")
@needs(P.RELAY_WRITE)
def plan_order() -> ResponseReturnValue:
    """The proposed order and days; the address holds the whole plan."""
    form = _form(request.args)
    if not form.validate():
        return _asked(form, 422)
    return _shown(form, form.state())


@bp.post("/relays/new/order")
@needs(P.RELAY_WRITE)
def plan_change() -> ResponseReturnValue:
    """Numbers, pins or dates were changed: the same plan at another address; or it is created."""
    form = _form(request.form)
    if not form.validate():
        return _asked(form, 422)
    state = typed_order(form.state(), request.form)
    if request.form.get("act") == "create":
        return _created(form, state)
    if request.form.get("act") == "keep":
        return redirect(url_for("drafts_staff.keep", **state.query()), 303)
    if request.form.get("act") == "shortest":
        state = state.shortest()
    return redirect(url_for(".plan_order", **state.query()), 303)


def _created(form: PlanForm, state: PlanState) -> ResponseReturnValue:
    region = territory.region_with_code(state.region, state.as_of or state.start)
    wish = state.wish(_places(form, region))
    try:
        made = drafting.create(wish, form.key(), state.campaign, state.draft)
    except Invalid as error:
        return _shown(form, state, error)
    flash(planpage.created_words(made), "good")
    return redirect(url_for(".relay", relay_id=made.relay_id), 303)


def _shown(form: PlanForm, state: PlanState, error: Invalid | None = None) -> ResponseReturnValue:
    """The page of a plan; the asking page when the wish itself cannot be planned."""
    try:
        region = territory.region_with_code(state.region, state.as_of or state.start)
        proposed = services.propose(state.wish(_places(form, region)))
    except Invalid as refused:
        form.show(refused)
        return _asked(form, 422)
    except NotFound:
        return _asked(form, 422)
    page = planpage.page_of(proposed, state.settled(proposed))
    return _plan_page(form, page, error), 422 if error else 200


def _plan_page(form: PlanForm, page: planpage.PlanPage, error: Invalid | None) -> str:
    plan, kits = page.plan, services.kits()
    form.offer((), kits, queries.campaigns(), "")
    stations, code, as_of = planpage.map_of_plan(plan), "" if plan.parent else plan.region_code, plan.wish.as_of
    return render_template(
        "relay/staff/plan_order.html", form=form, page=page, plan=plan, error=error,
        desk_map=region_map(code, as_of, stations), phone_map=region_map(code, as_of, stations, phone=True),
        events=services.events_to_make(plan), carried=CARRIED, conflict_words=planpage.conflict_words,
        others=planpage.beside(plan), outside_words=planning.outside_words(plan),
        back=url_for(".plan", **planstate.asked_again(page.state).query()), lacks_campaign=_lacks_campaign(page),
        copy=None if page.state.like is None else copying.copy_of(page.state.like, plan.wish.start),
        draft=next(iter(drafts.drafts_with([page.state.draft])), None) if page.state.draft else None,
    )  # fmt: skip


def _lacks_campaign(page: planpage.PlanPage) -> bool:
    """Whether somebody else must open a campaign first."""
    known = page.plan.parent or page.state.campaign or queries.campaign_for(page.plan.region_id, page.plan.wish.start)
    return known is None and not policies.can_open_campaign(current_actor())


@bp.get("/campaign")
@needs(P.RELAY_WRITE)
def campaign() -> ResponseReturnValue:
    may_open = policies.can_open_campaign(current_actor())
    return render_template("relay/staff/campaigns.html", rows=queries.campaigns(), may_open=may_open)


@bp.route("/campaign/new", methods=["GET", "POST"])
@needs(P.RELAY_WRITE)
def campaign_new() -> ResponseReturnValue:
    policies.ensure_can_open_campaign(current_actor())
    form = CampaignTextForm()
    if form.is_sent_and_valid():
        try:
            services.open_campaign(form.command())
            flash(_("The campaign is open. Now plan its first season."), "good")
            return redirect(url_for(".campaign"), 303)
        except Invalid as error:
            form.show(error)
    return render_template("relay/staff/campaign_form.html", form=form, row=None), form.status()


@bp.route("/campaign/<int:campaign_id>", methods=["GET", "POST"])
@needs(P.RELAY_WRITE)
def campaign_edit(campaign_id: int) -> ResponseReturnValue:
    policies.ensure_can_open_campaign(current_actor())
    row = queries.campaign_row(campaign_id)
    form = campaign_form(row)

    def save() -> ResponseReturnValue:
        services.change_campaign(campaign_id, form.command(), form.seen())
        return done(url_for(".campaign"), _("The campaign is saved."))

    return answered(form, save, lambda: render_template("relay/staff/campaign_form.html", form=form, row=row))
