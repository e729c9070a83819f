"""The page of the library, for one exhibition: every panel as it would hang, and a button that takes the ticked ones."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _n
from campaign.exhibition.library import queries, services
from campaign.exhibition.library.forms import TakeForm
from campaign.exhibition.library.queries import Shelved
from campaign.exhibition.papers.queries import frame_of, pictured
from campaign.exhibition.papers.schemas import Frame
from campaign.exhibition.policies import can_write
from campaign.exhibition.queries import exhibition_row
from campaign.exhibition.words import KINDS
from campaign.pdf.panels import Svg
from campaign.web.guards import needs

bp = Blueprint("library_staff", __name__, url_prefix="/staff")


@dataclass(frozen=True)
class Card:
    """A panel of the library with its picture."""

    shelved: Shelved
    picture: Svg


def _card(shelved: Shelved, frame: Frame) -> Card:
    return Card(shelved, pictured(shelved.kind, shelved.panel, frame))


def _page(exhibition_id: int, form: TakeForm | None = None) -> ResponseReturnValue:
    row = exhibition_row(exhibition_id)
    frame, figures = frame_of(row), queries.figures_panel(row)
    cards = [_card(one, frame) for one in (*([figures] if figures else []), *queries.shipped().values())]
    return render_template(
        "exhibition/staff/library.html", exhibition=row, cards=cards, kinds=KINDS, form=form or TakeForm(),
        ticked=request.form.getlist("codes"), may_write=can_write(current_actor(), row.region_id, row.stop_id),
    ), form.status() if form else 200  # fmt: skip


@bp.get("/exhibitions/<int:exhibition_id>/library")
@needs(P.EXHIBITION_READ)
def library(exhibition_id: int) -> ResponseReturnValue:
    return _page(exhibition_id)


@bp.post("/exhibitions/<int:exhibition_id>/library")
@needs(P.EXHIBITION_WRITE)
def take(exhibition_id: int) -> ResponseReturnValue:
    form = TakeForm()
    if form.is_sent_and_valid():
        try:
            made = services.take(exhibition_id, request.form.getlist("codes"), form.key())
            words = _n("%(num)d panel is in the exhibition.", "%(num)d panels are in the exhibition.", len(made))
            flash(words, "good")
            return redirect(url_for("panels_staff.printing", exhibition_id=exhibition_id), 303)
        except Invalid as error:
            form.show(error)
    return _page(exhibition_id, form)
