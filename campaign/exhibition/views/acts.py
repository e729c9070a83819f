"""Acts on a panel: approving, hanging, placing, blocking, erasing, removing. Each goes back to where it can be seen."""

from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid, Refused
from campaign.core.i18n import Words, _, _n
from campaign.exhibition import queries, services
from campaign.exhibition.forms import PlaceForm, WhyForm
from campaign.exhibition.schemas import APPROVERS
from campaign.exhibition.views.desk import bp, hall_address, panel_address
from campaign.exhibition.views.panels import panel_page
from campaign.web.answers import done
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought


def _seen() -> int:
    return whole_or_nought(request.form.get("version"))


def _try(panel_id: int, act: Callable[[], object], words: Words) -> ResponseReturnValue:
    """Do it and say so, or say what stands against it."""
    try:
        act()
    except (Conflict, Refused) as error:
        return done(panel_address(panel_id), error.message, "bad")
    return done(panel_address(panel_id), words)


def _with_reason(panel_id: int, act: Callable[[str], object], words: Words) -> ResponseReturnValue:
    form = WhyForm()
    if form.is_sent_and_valid():
        try:
            return _try(panel_id, lambda: act(form.why.data or ""), words)
        except Invalid as error:
            form.show(error)
    return panel_page(queries.panel_row(panel_id), form)


@bp.post("/panels/<int:panel_id>/approve")
@needs(P.EXHIBITION_APPROVE)
def approve(panel_id: int) -> ResponseReturnValue:
    queries.panel_row(panel_id)
    try:
        there = services.approve(panel_id, _seen())
    except (Conflict, Refused) as error:
        return done(panel_address(panel_id), error.message, "bad")
    lacking = max(0, APPROVERS - there)
    said = _n(
        "This version is approved; %(num)d more is needed.", "This version is approved; %(num)d more are needed.", lacking
    )
    return done(panel_address(panel_id), said if lacking else _("This version is approved by two people."))


@bp.post("/panels/<int:panel_id>/approvals/<int:approval_id>/take-back")
@needs(P.EXHIBITION_APPROVE)
def take_back(panel_id: int, approval_id: int) -> ResponseReturnValue:
    return _with_reason(panel_id, lambda why: services.take_back(approval_id, why), _("Your approval is taken back."))


@bp.post("/panels/<int:panel_id>/hang")
@needs(P.EXHIBITION_WRITE)
def hang(panel_id: int) -> ResponseReturnValue:
    seen = _seen()
    return _try(panel_id, lambda: services.hang(panel_id, seen), _("Written down: it hangs in the hall."))


@bp.post("/panels/<int:panel_id>/hide")
@needs(P.EXHIBITION_WRITE)
def hide(panel_id: int) -> ResponseReturnValue:
    return _try(panel_id, lambda: services.hide(panel_id), _("Written down: it does not hang any more."))


@bp.post("/panels/<int:panel_id>/block")
@needs(P.EXHIBITION_WRITE)
def block(panel_id: int) -> ResponseReturnValue:
    return _with_reason(
        panel_id, lambda why: services.ask_takedown(panel_id, why), _("The panel is blocked; the task to take it down is open.")
    )


@bp.post("/panels/<int:panel_id>/erase")
@needs(P.EXHIBITION_WRITE)
def erase(panel_id: int) -> ResponseReturnValue:
    return _with_reason(panel_id, lambda why: services.erase_person(panel_id, why), _("The person is erased from the panel."))


@bp.post("/panels/<int:panel_id>/place")
@needs(P.EXHIBITION_WRITE)
def place(panel_id: int) -> ResponseReturnValue:
    form, row = PlaceForm(), queries.panel_row(panel_id)
    if not form.is_sent_and_valid():
        words = " ".join(str(error) for field in form for error in field.errors)
        return done(panel_address(panel_id), words or _("Nothing was changed."), "bad")
    services.place_panel(panel_id, form.position.data or 1, form.wall.data or "")
    return done(hall_address(row.exhibition_id), _("The order of the panels is saved."))


@bp.post("/panels/<int:panel_id>/remove")
@needs(P.EXHIBITION_WRITE)
def remove(panel_id: int) -> ResponseReturnValue:
    row = queries.panel_row(panel_id)
    try:
        services.remove_panel(panel_id)
    except Conflict as error:
        return done(panel_address(panel_id), error.message, "bad")
    return done(hall_address(row.exhibition_id), _("The panel was taken out."))
