"""All kits and one of them; made, copied, renamed, retired, removed."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.events.kits import queries, services
from campaign.events.kits.forms import KitForm, NameForm
from campaign.events.kits.policies import can_edit_kits
from campaign.events.kits.showing import day_label, days_of, role_words, task_day
from campaign.events.kits.views.desk import bp, done, version_sent
from campaign.events.kits.views.differences import differing_relays
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.tongues import texts_of


@bp.get("/kits")
@needs(P.EVENTS_READ)
def kits() -> ResponseReturnValue:
    may_edit = can_edit_kits(current_actor())
    return render_template("events/staff/kits/kits.html", kits=queries.kits(with_retired=True), may_edit=may_edit)


@bp.get("/kits/<code>")
@needs(P.EVENTS_READ)
def kit(code: str) -> ResponseReturnValue:
    row = queries.kit_row(code)
    by_id = {event.id: event for event in row.events}
    return render_template(
        "events/staff/kits/kit.html",
        kit=row,
        days=days_of(row),
        uses=queries.uses_of(row.id),
        differing=differing_relays(row.id),
        may_edit=can_edit_kits(current_actor()),
        day_label=day_label,
        role_words=role_words,
        day_of=lambda task: day_label(*task_day(task, by_id)),
        by_id=by_id,
    )


@bp.route("/kits/new", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def new_kit() -> ResponseReturnValue:
    form = KitForm()
    if form.is_sent_and_valid():
        try:
            return done(services.make_kit(form.command(), form.key()), _("The kit is made. Now add its events."))
        except Invalid as error:
            form.show(error)
    return render_template("events/staff/kits/kit_form.html", form=form, kit=None, copied=None), form.status()


@bp.route("/kits/<code>/copy", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def copy_kit(code: str) -> ResponseReturnValue:
    pattern, form = queries.kit_row(code), KitForm()
    if form.is_sent_and_valid():
        try:
            return done(services.copy_kit(code, form.command(), form.key()), _("This is the copy of the kit."))
        except Invalid as error:
            form.show(error)
    return render_template("events/staff/kits/kit_form.html", form=form, kit=None, copied=pattern), form.status()


@bp.route("/kits/<code>/name", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def rename_kit(code: str) -> ResponseReturnValue:
    row = queries.kit_row(code)
    form = NameForm(version=row.version, **texts_of("name", row.name))
    if form.is_sent_and_valid():
        try:
            services.rename_kit(code, form.names, version_sent())
            return done(code, _("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    return render_template("events/staff/kits/kit_form.html", form=form, kit=row, copied=None), form.status()


@bp.post("/kits/<code>/retire")
@needs(P.KITS_WRITE)
def retire_kit(code: str) -> ResponseReturnValue:
    retired = request.form.get("retired") == "yes"
    try:
        services.retire_kit(code, retired, version_sent())
    except (Conflict, Stale) as error:
        return done(code, error.message, "bad")
    return done(code, _("The kit is retired: nobody new gets it.") if retired else _("The kit can be used again."))


@bp.post("/kits/<code>/remove")
@needs(P.KITS_WRITE)
def remove_kit(code: str) -> ResponseReturnValue:
    try:
        services.remove_kit(code, version_sent())
    except (Conflict, Stale) as error:
        return done(code, error.message, "bad")
    return done(None, _("The kit is removed."))
