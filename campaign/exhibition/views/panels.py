"""One panel: why it may not be printed, what stands on it, who approved it; writing it."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.exhibition import policies, queries, services
from campaign.exhibition.forms import DownForm, PanelForm, PlaceForm, WhyForm, new_panel_form, panel_form
from campaign.exhibition.papers import queries as looks
from campaign.exhibition.papers.schemas import Tongues
from campaign.exhibition.papers.views import photo_address
from campaign.exhibition.schemas import ExhibitionRow, PanelKind, PanelRow
from campaign.exhibition.views.desk import WORDS, bp, panel_address, rights_at
from campaign.people.photos.queries import printable_photos
from campaign.web.answers import done, told
from campaign.web.guards import needs
from campaign.web.templating import numbered


@bp.get("/panels/<int:panel_id>")
@needs(P.EXHIBITION_READ)
def panel(panel_id: int) -> ResponseReturnValue:
    row = queries.panel_row(panel_id)
    return panel_page(row, WhyForm(formdata=None))


def panel_page(row: PanelRow, why: WhyForm) -> ResponseReturnValue:
    """The page of a panel; `why` is the form of an act that needs a reason, when it was sent without one."""
    hall, actor = queries.exhibition_row(row.exhibition_id), current_actor()
    look = looks.candidate(row, hall, looks.frame_of(hall), looks.photos_in([row], row.stop_id), Tongues.BOTH)
    page = render_template(
        "exhibition/staff/panel.html", row=row, hall=hall, look=look, missing=look.refusals, why=why,
        photo_address=photo_address,
        place=PlaceForm(formdata=None, position=row.position, wall=row.wall), down=DownForm(formdata=None),
        mine=[one for one in row.standing if one.approver_id == actor.user_id], wrote=actor.user_id in row.authors,
        **rights_at(row), **WORDS,
    )  # fmt: skip
    return page, why.status()


@bp.route("/exhibitions/<int:exhibition_id>/panels/new/<panel_kind>", methods=["GET", "POST"])
@needs(P.EXHIBITION_WRITE)
def new_panel(exhibition_id: int, panel_kind: str) -> ResponseReturnValue:
    if panel_kind not in set(PanelKind):
        abort(404)
    hall, kind = queries.exhibition_row(exhibition_id), PanelKind(panel_kind)
    policies.ensure_can_write(current_actor(), hall.region_id, hall.stop_id)
    form = new_panel_form(kind, hall.time_zone)
    if form.is_sent_and_valid():
        try:
            made = services.add_panel(exhibition_id, kind, form.command(), form.person(), form.key())
            return done(panel_address(made), _("The panel is in the exhibition."))
        except Invalid as error:
            form.show(error)
    return _editor(hall, None, kind, form)


@bp.route("/panels/<int:panel_id>/edit", methods=["GET", "POST"])
@needs(P.EXHIBITION_WRITE)
def edit_panel(panel_id: int) -> ResponseReturnValue:
    row = queries.panel_row(panel_id)
    policies.ensure_can_write(current_actor(), row.region_id, row.stop_id)
    form = panel_form(row)
    if form.is_sent_and_valid():
        try:
            changed = services.change_panel(panel_id, form.command(), form.person(), form.seen())
            words = _("A new version is saved.") if changed else _("Nothing was changed, so the version stays.")
            return done(panel_address(panel_id), words)
        except (Invalid, Stale) as error:
            told(form, error)
        except Conflict as error:
            return done(panel_address(panel_id), error.message, "bad")
    return _editor(queries.exhibition_row(row.exhibition_id), row, row.kind, form)


def _editor(hall: ExhibitionRow, row: PanelRow | None, kind: PanelKind, form: PanelForm) -> ResponseReturnValue:
    form.offer((photo.id, f"{photo.event_title} {numbered(photo.number)}") for photo in printable_photos(hall.stop_id))
    page = render_template(
        "exhibition/staff/panel_form.html", hall=hall, row=row, kind=kind, form=form,
        switch=queries.switch_of(hall.campaign_id), **WORDS,
    )  # fmt: skip
    return page, form.status()
