"""What is measured: the catalogue, and measures that organizers add."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.events import queries as events
from campaign.events.figures import policies, queries, services
from campaign.events.figures.forms import MeasureForm, measure_form
from campaign.events.figures.schemas import MeasureRow
from campaign.events.figures.views.desk import WORDS, bp
from campaign.web.answers import answered, done
from campaign.web.guards import needs


@bp.get("/measures")
@needs(P.EVENTS_READ)
def measures() -> ResponseReturnValue:
    known = queries.all_measures()
    return render_template(
        "events/staff/figures/measures.html", measures=known, kinds=events.kind_names(),
        names={one.code: one.name for one in known}, may_add=policies.can_add_measures(current_actor()),
        may_change=policies.can_change_measures(current_actor()), **WORDS,
    )  # fmt: skip


def _offered(form: MeasureForm, row: MeasureRow | None) -> MeasureForm:
    wholes = [one for one in queries.all_measures() if row is None or (one.unit is row.unit and one.code != row.code)]
    form.offer(wholes, events.kinds())
    return form


def _page(form: MeasureForm, row: MeasureRow | None) -> str:
    return render_template("events/staff/figures/measure.html", form=_offered(form, row), row=row, **WORDS)


@bp.route("/measures/new", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def new_measure() -> ResponseReturnValue:
    form = measure_form()
    if form.is_sent_and_valid():
        try:
            services.add_measure(form.command(), form.key())
            return done(url_for(".measures"), _("The measure is in the list."))
        except Invalid as error:
            form.show(error)
    return _page(form, None), form.status()


@bp.route("/measures/<int:measure_id>", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def measure(measure_id: int) -> ResponseReturnValue:
    row = queries.measure_with_id(measure_id)
    policies.ensure_can_change_measures(current_actor())
    form = measure_form(row)

    def save() -> ResponseReturnValue:
        services.change_measure(measure_id, form.command(row), form.seen())
        return done(url_for(".measures"), _("The changes are saved."))

    return answered(form, save, lambda: _page(form, row))


@bp.post("/measures/<int:measure_id>/retire")
@needs(P.KITS_WRITE)
def retire(measure_id: int) -> ResponseReturnValue:
    services.retire(measure_id)
    return done(url_for(".measures"), _("It is asked for no more. Figures that were told in it stay."))


@bp.post("/measures/<int:measure_id>/bring-back")
@needs(P.KITS_WRITE)
def bring_back(measure_id: int) -> ResponseReturnValue:
    services.bring_back(measure_id)
    return done(url_for(".measures"), _("It is asked for again."))
