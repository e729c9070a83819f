"""All publications of a relay, filtered, as a page and as a file; correcting one."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events.press import policies, queries, services
from campaign.events.press.forms import PublicationForm, as_address, filter_of, publication_form
from campaign.events.press.schemas import MOST_SHOWN, PublicationRow
from campaign.events.press.sheets import publications_file
from campaign.events.press.views.desk import WORDS, bp
from campaign.relay import queries as relay
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.answers import done, told
from campaign.web.guards import needs
from campaign.web.tasks import attachment


@bp.get("/relays/<int:relay_id>/publications")
@needs(P.EVENTS_READ)
def publications(relay_id: int) -> ResponseReturnValue:
    wish, row = filter_of(request.args), relay.relay_row(relay_id)
    return render_template(
        "events/staff/publications.html", relay=row, wish=wish, kept=as_address(wish), most=MOST_SHOWN,
        rows=queries.publications(relay_id, wish), totals=queries.totals(relay_id, wish),
        outlets=queries.outlets_named(relay_id), stops=queries.stops_named(relay_id), **WORDS,
    )  # fmt: skip


@bp.get("/relays/<int:relay_id>/publications.<any(csv, xlsx):ending>")
@needs(P.EVENTS_READ)
def publications_table(relay_id: int, ending: str) -> ResponseReturnValue:
    row = relay.relay_row(relay_id)
    found = queries.publications(relay_id, filter_of(request.args), most=None)
    content = publications_file(found, str(row.region_name), clock.campaign_now(), ending)
    return attachment(content, f"publications-{relay_id}.{ending}", MIMETYPES[ending])


def _page(row: PublicationRow, form: PublicationForm) -> ResponseReturnValue:
    events = {event.id: event for event in (*queries.events_to_link(row.stop_id), *row.events)}
    form.offer(queries.outlets(), events.values())
    stop = relay.stop_row(row.stop_id)
    return render_template("events/staff/publication_form.html", row=row, form=form, stop=stop), form.status()


@bp.route("/publications/<int:publication_id>", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def edit_publication(publication_id: int) -> ResponseReturnValue:
    row = queries.publication_row(publication_id)
    policies.ensure_can_write_press(current_actor(), row.region_id, row.stop_id)
    form = publication_form(row)
    if form.is_sent_and_valid():
        try:
            services.change_publication(publication_id, form.command(), form.seen())
            return done(_list_of(row), _("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    return _page(row, form)


def _list_of(row: PublicationRow) -> str:
    return url_for(".publications", relay_id=relay.stop_row(row.stop_id).relay_id)


@bp.post("/publications/<int:publication_id>/remove")
@needs(P.EVENTS_WRITE)
def remove_publication(publication_id: int) -> ResponseReturnValue:
    row = queries.publication_row(publication_id)
    services.remove_publication(publication_id)
    return done(_list_of(row), _("The publication was removed."))
