"""Who was where: which events of a stop had the same people, and how many different ones came in all."""

from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.crypto import new_uid
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events.figures import policies, queries, services
from campaign.events.figures.amounts import Sum
from campaign.events.figures.forms import FigureForm, figure_form
from campaign.events.figures.ports import DIFFERENT
from campaign.events.figures.schemas import PARTICIPANTS, EventFigures, FigureRow, Gathered, Placing, Source, Stage
from campaign.events.figures.totals import total_of
from campaign.events.figures.views.desk import WORDS, bp
from campaign.events.figures.words import GROUP, OWN, audience_words
from campaign.relay import queries as relay
from campaign.web.answers import done
from campaign.web.forms import sent_key
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none, whole_or_nought

GROUPS = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Audience:
    """Events that had the same people, with what was said of all of them together and what the door knows by name."""

    label: str
    events: tuple[EventFigures, ...]
    whole: FigureRow | None
    counted: Sum
    different: int | None

    @property
    def is_several(self) -> bool:
        return len(self.events) > 1


def audiences_of(gathered: Gathered) -> tuple[Audience, ...]:
    """In the order of their first events. One statement more."""
    by_label: dict[str, list[EventFigures]] = {}
    for event in gathered.events:
        by_label.setdefault(event.audience, []).append(event)
    different: dict[str, int] = {}
    for port in DIFFERENT:
        different |= port.different_people({label: [one.event_id for one in found] for label, found in by_label.items()})
    measure = gathered.measures[PARTICIPANTS]
    wholes = {one.audience: one.row for one in gathered.audiences if one.row.measure == measure and one.row.stage is Stage.FACT}
    return tuple(
        Audience(
            label, tuple(found), wholes.get(label),
            total_of(measure, replace(gathered, events=tuple(found))).people or Sum(), different.get(label),
        )
        for label, found in by_label.items()
    )  # fmt: skip


def label_of(event: EventFigures) -> str:
    """What stands in the choice of an event: empty with everybody of its day."""
    return "" if event.audience == event.day.isoformat() else event.audience


def choices_of(event: EventFigures) -> list[tuple[str, str]]:
    labels = [f"{OWN} {event.event_id}", *(f"{GROUP} {number}" for number in GROUPS)]
    if (now := label_of(event)) and now not in labels:
        labels.append(now)
    return [("", _("the same people as at the other events of the day")), *((one, audience_words(one)) for one in labels)]


def _page(stop_id: int, form: FigureForm | None = None, at: str = "") -> ResponseReturnValue:
    row, gathered = relay.stop_row(stop_id), queries.figures_of_stop(stop_id)
    found = audiences_of(gathered) if PARTICIPANTS in gathered.measures else ()
    forms = {one.label: form if form and one.label == at else _form_of(one) for one in found}
    shown = render_template(
        "events/staff/figures/audiences.html", stop=row, gathered=gathered, audiences=found, label_of=label_of,
        choices_of=choices_of, forms_by_label=forms, key=new_uid(),
        total=total_of(gathered.measures[PARTICIPANTS], gathered) if found else None,
        measure=gathered.measures.get(PARTICIPANTS),
        may_say=policies.can_say(current_actor(), row.region_id, row.id), **WORDS,
    )  # fmt: skip
    return shown, form.status() if form else 200


def _form_of(audience: Audience) -> FigureForm:
    """What was said; else what the door knows by name, to be taken over."""
    fresh: dict[str, Any] = {"formdata": None}
    if audience.whole is None:
        fresh |= {"number": str(audience.different or ""), "source": Source.SIGNED_IN.value}
    form = figure_form(audience.whole, **fresh)
    form.offer(())
    return form


@bp.get("/stops/<int:stop_id>/audiences")
@needs(P.EVENTS_READ)
def audiences(stop_id: int) -> ResponseReturnValue:
    return _page(stop_id)


@bp.post("/stops/<int:stop_id>/audiences")
@needs(P.FIGURES_WRITE)
def place(stop_id: int) -> ResponseReturnValue:
    relay.stop_row(stop_id)
    wishes = [
        Placing(event_id, label[:200], request.form.get(f"seen-{event_id}", "")[:200])
        for name, label in request.form.items()
        if name.startswith("audience-") and (event_id := whole_or_none(name.removeprefix("audience-")))
    ]
    here = url_for(".audiences", stop_id=stop_id)
    try:
        count = services.place(stop_id, wishes, sent_key(request.form))
    except (Invalid, Stale) as error:
        return done(here, error.message, "bad")
    return done(here, _("Noted. The totals count anew.") if count else _("Nothing was changed."))


@bp.post("/stops/<int:stop_id>/audiences/total")
@needs(P.FIGURES_WRITE)
def say_together(stop_id: int) -> ResponseReturnValue:
    relay.stop_row(stop_id)
    label, form = request.form.get("audience", "")[:80], FigureForm()
    form.offer(())
    figure_id = whole_or_nought(request.form.get("figure"))
    if request.form.get("act") == "take_back" and figure_id:
        services.take_back(figure_id, whole_or_nought(request.form.get("seen")))
        return done(url_for(".audiences", stop_id=stop_id), _("The number was taken back."))
    if form.is_sent_and_valid():
        try:
            entry = form.entry(queries.measures(), figure_id, code=PARTICIPANTS)
            services.say_of_audience(stop_id, label, entry, form.key())
            return done(url_for(".audiences", stop_id=stop_id), _("Noted. The totals count anew."))
        except Invalid as error:
            form.show(error)
        except Stale as error:
            form.show(Invalid(error.message))
    return _page(stop_id, form, label)
