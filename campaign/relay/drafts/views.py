"""Staff pages of drafts: the list, keeping a plan, renaming, side by side, and the season that comes of one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import CampaignError, Invalid, Stale
from campaign.core.i18n import _
from campaign.relay.drafts import queries, services
from campaign.relay.drafts.forms import DraftForm
from campaign.relay.drafts.schemas import MOST_COMPARED, DraftRow
from campaign.relay.drafts.words import MEASURES
from campaign.relay.forms import PlanForm
from campaign.relay.planning import places_of, propose
from campaign.relay.planpage import created_words
from campaign.relay.planstate import CARRIED, PlanState
from campaign.relay.policies import can_plan, ensure_can_plan
from campaign.relay.schemas import PlanWish
from campaign.relay.services import kits
from campaign.relay.wishes import lost, state_of
from campaign.territory import queries as territory
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.numbers import wholes_in

bp = Blueprint("drafts_staff", __name__, url_prefix="/staff")


@bp.get("/relays/drafts")
@needs(P.RELAY_WRITE)
def drafts() -> ResponseReturnValue:
    rows, actor = queries.drafts(), current_actor()
    mine = {row.id for row in rows if can_plan(actor, row.region_id)}
    return render_template("relay/staff/drafts.html", rows=rows, mine=mine, kits={kit.code: kit.name for kit in kits()})


def _wish(state: PlanState) -> PlanWish:
    as_of = state.as_of or state.start
    return state.wish(places_of(territory.region_with_code(state.region, as_of).id, as_of, state.parent))


def _keep_page(form: DraftForm, state: PlanState, opened: DraftRow | None, complaint: str = "") -> ResponseReturnValue:
    try:
        plan = propose(_wish(state))
    except Invalid:  # the page of the plan says what is wrong with it
        return redirect(url_for("relay_staff.plan_order", **state.query()), 303)
    page = render_template(
        "relay/staff/draft_keep.html", form=form, plan=plan, state=state, opened=opened, complaint=complaint,
        carried={**dict.fromkeys(CARRIED, ""), **state.query(), "skip": state.skip},
    )  # fmt: skip
    return page, 409 if complaint else form.status()


@bp.route("/relays/drafts/new", methods=["GET", "POST"])
@needs(P.RELAY_WRITE)
def keep() -> ResponseReturnValue:
    """The plan of the address under a name: as a new draft, or in the place of the one that was opened."""
    plan = PlanForm(formdata=request.values)
    if not plan.validate():
        return redirect(f"{url_for('relay_staff.plan_order')}?{request.query_string.decode()}", 303)
    state, form = plan.state(), DraftForm()
    opened = next(iter(queries.drafts_with([state.draft])), None) if state.draft else None
    if request.method == "GET":
        form.name.data = opened.name if opened else ""
    elif form.is_sent_and_valid():
        try:
            return _kept(form, state, opened)
        except Invalid as error:
            form.show(error)
        except Stale as error:
            return _keep_page(form, state, opened, str(error))
    return _keep_page(form, state, opened)


def _kept(form: DraftForm, state: PlanState, opened: DraftRow | None) -> ResponseReturnValue:
    wish, name = _wish(state), form.name.data or ""
    if opened is not None and request.form.get("act") == "change":
        services.change(opened.id, name, wish, state.campaign, state.seen or 0)
        flash(_("The draft “%(name)s” is saved.", name=name), "good")
    else:
        services.keep(name, wish, state.campaign, form.key())
        flash(_("The plan is kept as the draft “%(name)s”.", name=name), "good")
    return redirect(url_for(".drafts"), 303)


@bp.get("/drafts/<int:draft_id>/plan")
@needs(P.RELAY_WRITE)
def open_draft(draft_id: int) -> ResponseReturnValue:
    """The page of the plan as the draft has it; places that are gone since are named."""
    row = queries.draft_row(draft_id)
    region = territory.region_with_code(row.wish.region_code, row.wish.as_of)
    units = places_of(region.id, row.wish.as_of, row.wish.parent_stop_id)
    if gone := lost(row.wish, units):
        names = ", ".join(str(unit.name) if (unit := territory.unit_with_code(code)) else code for code in gone)
        flash(_("Left out, since they are no places of the region on that day: %(names)s.", names=names), "warn")
    state = state_of(row.wish, units, row.campaign_id).opened(row.id, row.version)
    return redirect(url_for("relay_staff.plan_order", **state.query()), 302)


def _draft_page(row: DraftRow, form: DraftForm) -> ResponseReturnValue:
    return render_template("relay/staff/draft.html", row=row, form=form), form.status()


@bp.get("/drafts/<int:draft_id>")
@needs(P.RELAY_WRITE)
def draft(draft_id: int) -> ResponseReturnValue:
    row = queries.draft_row(draft_id)
    ensure_can_plan(current_actor(), row.region_id)
    return _draft_page(row, DraftForm(name=row.name, version=row.version))


@bp.post("/drafts/<int:draft_id>")
@needs(P.RELAY_WRITE)
def rename(draft_id: int) -> ResponseReturnValue:
    row = queries.draft_row(draft_id)
    form = DraftForm(name=row.name, version=row.version)
    if form.is_sent_and_valid():
        try:
            services.rename(draft_id, form.name.data or "", form.seen())
            flash(_("The draft “%(name)s” is saved.", name=form.name.data), "good")
            return redirect(url_for(".drafts"), 303)
        except (Invalid, Stale) as error:
            told(form, error)
    return _draft_page(row, form)


@bp.post("/drafts/<int:draft_id>/remove")
@needs(P.RELAY_WRITE)
def remove(draft_id: int) -> ResponseReturnValue:
    name = queries.draft_row(draft_id).name
    services.remove(draft_id)
    flash(_("The draft “%(name)s” is removed.", name=name), "good")
    return redirect(url_for(".drafts"), 303)


@bp.get("/relays/drafts/compare")
@needs(P.RELAY_WRITE)
def compare() -> ResponseReturnValue:
    """Two or three drafts side by side."""
    chosen = list(dict.fromkeys(wholes_in(request.args.getlist("draft"))))
    if not 2 <= len(chosen) <= MOST_COMPARED:
        flash(_("Choose two or three drafts to compare."), "warn")
        return redirect(url_for(".drafts"), 302)
    rows = queries.side_by_side(chosen)
    return render_template(
        "relay/staff/draft_compare.html", rows=rows, lines=queries.compared(rows, kits()), places=queries.places(rows),
        measures=MEASURES,
    )  # fmt: skip


@bp.post("/drafts/<int:draft_id>/create")
@needs(P.RELAY_WRITE)
def create(draft_id: int) -> ResponseReturnValue:
    """The season as the draft has it; where that cannot be, the page of the plan with the reason."""
    queries.draft_row(draft_id)
    try:
        made = services.make_season(draft_id, DraftForm().key())
    except CampaignError as error:
        problems = error.problems if isinstance(error, Invalid) else ()
        flash(" ".join(str(problem.message) for problem in problems) or str(error), "bad")
        return redirect(url_for(".open_draft", draft_id=draft_id), 303)
    flash(created_words(made), "good")
    return redirect(url_for("relay_staff.relay", relay_id=made.relay_id), 303)
