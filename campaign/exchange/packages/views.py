"""Work pages of packages: what is on the road, taking a stop along, one package, packing up, bringing back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.large_files import take_large_files
from campaign.core import files
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, NotFound, Stale
from campaign.core.i18n import _, _l
from campaign.exchange.packages import queries, services
from campaign.exchange.packages.forms import BackForm, BringForm, GiveUpForm, TakeForm
from campaign.exchange.packages.policies import can_carry, ensure_can_carry
from campaign.exchange.packages.schemas import MOST_BYTES, TYPE, Made, Say
from campaign.exchange.packages.telling import preview_of
from campaign.exchange.packages.words import MARKS, STATES
from campaign.relay.queries import stop_row
from campaign.web.forms import AGAIN
from campaign.web.guards import fresh, needs
from campaign.web.numbers import whole_or_nought
from campaign.web.reasons import About, ensure_reason
from campaign.web.tasks import attachment

bp = Blueprint("packages_staff", __name__, url_prefix="/staff/packages")
SAID = {"states": STATES, "marks": MARKS}
take_large_files(bp, "packages", MOST_BYTES)


@bp.route("", methods=["GET", "POST"])
@needs(P.PACKAGES_WRITE)
def packages() -> ResponseReturnValue:
    """All packages; a file that is sent here leads to what it brings."""
    form = BackForm()
    if form.is_sent_and_valid():
        try:
            return redirect(url_for(".back", package_id=services.send_in(form.content)), 303)
        except (Invalid, Conflict) as error:
            form["file"].errors = [str(error)]
    return _list(form), form.status()


def _list(form: BackForm) -> str:
    on_the_road = queries.is_on_the_road()
    stops = () if on_the_road else queries.stops_to_take(current_actor())
    rows = queries.packages()
    return render_template(
        "exchange/staff/packages/packages.html", rows=rows, stops=stops, form=form, on_the_road=on_the_road, **SAID
    )


@bp.route("/take/<int:stop_id>", methods=["GET", "POST"])
@needs(P.PACKAGES_WRITE)
@fresh
def take(stop_id: int) -> ResponseReturnValue:
    """Who takes it along; sent, the file and its passphrase, which no page shows again."""
    stop = stop_row(stop_id)
    ensure_can_carry(current_actor(), stop.region_id, stop.id)
    form = TakeForm()
    form.offer(queries.travellers_to(stop_id))
    if form.is_sent_and_valid():
        ensure_reason(About.MANY, "stop", stop_id)
        try:
            return _made(services.take_along(stop_id, form.chosen(), form.key()))
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors = [str(error)]
    out = queries.package_out_at(stop_id)
    return render_template("exchange/staff/packages/take.html", stop=stop, form=form, out=out), form.status()


def _made(made: Made) -> ResponseReturnValue:
    row = queries.package_row(made.id)
    return render_template("exchange/staff/packages/made.html", row=row, passphrase=made.passphrase)


@bp.get("/<int:package_id>")
@needs(P.PACKAGES_WRITE)
def package(package_id: int) -> ResponseReturnValue:
    return _shown(package_id, GiveUpForm())


def _shown(package_id: int, form: GiveUpForm, status: int = 0) -> ResponseReturnValue:
    row = queries.package_row(package_id)
    may = can_carry(current_actor(), row.region_id, row.stop_id)
    page = render_template("exchange/staff/packages/package.html", row=row, form=form, may=may, **SAID)
    return page, status or form.status()


@bp.get("/<int:package_id>/decided")
@needs(P.PACKAGES_WRITE)
def decided(package_id: int) -> ResponseReturnValue:
    """What was decided when it came back, with the values that do not stand."""
    row = queries.package_row(package_id)
    ensure_can_carry(current_actor(), row.region_id, row.stop_id)
    return render_template("exchange/staff/packages/decided.html", row=row, lost=queries.lost_values(package_id))


@bp.get("/<int:package_id>/file")
@needs(P.PACKAGES_WRITE)
def file(package_id: int) -> ResponseReturnValue:
    row = queries.package_row(package_id)
    ensure_can_carry(current_actor(), row.region_id, row.stop_id)
    if row.file_uid is None:
        raise NotFound(_l("There is no such file, or it was kept long enough."))
    kept = files.shared_row(row.file_uid)
    return attachment(files.content_of(kept.uid, owned=False), kept.name, TYPE)


@bp.post("/<int:package_id>/pack")
@needs(P.PACKAGES_WRITE)
def pack(package_id: int) -> ResponseReturnValue:
    """On the road: everything as it is now, for the way home."""
    name, content = services.pack_up(package_id)
    return attachment(content, name, TYPE)


@bp.post("/<int:package_id>/give-up")
@needs(P.PACKAGES_WRITE)
def give_up(package_id: int) -> ResponseReturnValue:
    form, version = GiveUpForm(), whole_or_nought(request.form.get("version"))
    if not form.is_sent_and_valid():
        return _shown(package_id, form)
    try:
        services.give_up(package_id, version, form.reason.data or "")
    except Stale as error:
        form.form_errors = [str(error)]
        return _shown(package_id, form, AGAIN)
    flash(_("The journey is given up. The stop is no longer marked as being on the road."), "good")
    return redirect(url_for(".package", package_id=package_id), 303)


@bp.route("/<int:package_id>/back", methods=["GET", "POST"])
@needs(P.PACKAGES_WRITE)
def back(package_id: int) -> ResponseReturnValue:
    """What the file brings, looked at; sent with every question decided, brought in."""
    row, preview, form = queries.package_row(package_id), preview_of(services.journey_of(package_id)), BringForm()
    choices = form.choices_among([question.name for question in preview.questions], request.form)
    if form.is_sent_and_valid():
        try:
            brought = services.bring_back(package_id, form.seen.data or "", choices)
            return render_template("exchange/staff/packages/brought.html", row=row, brought=brought)
        except (Invalid, Conflict) as error:
            form.form_errors = [str(error)]
    form.seen.data = preview.seen
    page = render_template("exchange/staff/packages/back.html", row=row, preview=preview, form=form, choices=choices, say=Say)
    return page, 422 if form.form_errors else 200
