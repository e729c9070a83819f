"""The counter: what is being given out, the next ticket; and what is out, with those who have it."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.text import clean_line, fold
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.materials.issuing import queries
from campaign.materials.issuing.forms import gift_of, kept_in_address
from campaign.materials.issuing.queries.offers import rules_for
from campaign.materials.issuing.schemas import LONGEST_ASKED, ON_ONE_PAGE, HolderRow, Whom
from campaign.materials.issuing.words import called, gifts, thing, things, titled
from campaign.materials.policies import can_move_stock, ensure_can_move_stock
from campaign.materials.schemas import PlaceRow
from campaign.materials.words import counted, material_in_words, place_called, unit_after
from campaign.people.checkin.offline.rules import rules as code_rules
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought

bp = Blueprint("issuing_staff", __name__, url_prefix="/staff")


def asked() -> str:
    """The code or the name that somebody looks for."""
    return clean_line(request.args.get("q", ""))[:LONGEST_ASKED]


def store_of(stores: tuple[PlaceRow, ...]) -> PlaceRow | None:
    """The one of the address, else the first; None when there is none to give out of."""
    chosen = whole_or_nought(request.args.get("store"))
    return next((row for row in stores if row.id == chosen), stores[0] if stores else None)


def store_choices(stores: tuple[PlaceRow, ...]) -> list[tuple[int, str]]:
    """For a list."""
    return [(row.id, place_called(row)) for row in stores]


SAY = {
    "called": called, "titled": titled, "thing": thing, "things": things, "place_called": place_called, "counted": counted,
    "unit_after": unit_after, "material_called": material_in_words, "store_choices": store_choices,
}  # fmt: skip


def around(event: EventRow) -> dict[str, Any]:
    """What every page of the counter shows: the line about what was just done, and what goes along. Nine statements at most."""
    number = whole_or_nought(request.args.get("done"))
    return {
        "event": event, "done": queries.done(event.id, number) if number else None, "kept": kept_in_address(request.args),
        "codes": code_rules()["code"], "may_write": can_move_stock(current_actor(), event.region_id, event.stop_id), **SAY,
    }  # fmt: skip


def event_to_serve(event_id: int) -> EventRow:
    """The event, for whoever gives out and takes back there. Raises NotFound, Refused. Two statements."""
    event = event_row(event_id)
    ensure_can_move_stock(current_actor(), event.region_id, event.stop_id)
    return event


@bp.get("/events/<int:event_id>/materials/issue")
@needs(P.MATERIALS_WRITE)
def desk(event_id: int) -> ResponseReturnValue:
    event = event_to_serve(event_id)
    found = queries.find(event.id, asked())
    if found.registration_id is not None:
        whom = Whom(registration_id=found.registration_id)
        return redirect(url_for(".issue", event_id=event.id, **whom.given, **kept_in_address(request.args)))
    stores, rules = queries.stores_for(event), rules_for(event)
    has = {row.whom: row for row in queries.holders_at(event.id)}
    return render_template(
        "materials/staff/issuing/desk.html",
        found=found, stores=stores, store=store_of(stores), gifts=gifts(rules, event),
        gift=gift_of(request.args.get("what")), has=has, teams=queries.teams_at(event.id), cars=queries.cars_at(event.id),
        **around(event),
    )  # fmt: skip


@bp.get("/events/<int:event_id>/materials")
@needs(P.MATERIALS_READ)
def materials(event_id: int) -> ResponseReturnValue:
    event, words = event_row(event_id), asked()
    shown = around(event)
    found = queries.find(event.id, words if shown["may_write"] else "")
    if found.registration_id is not None:
        whom = Whom(registration_id=found.registration_id)
        return redirect(url_for(".return_", event_id=event.id, **whom.given, **kept_in_address(request.args)))
    rows = queries.holders_at(event.id)
    fitting = tuple(row for row in rows if _fits(row, words))
    return render_template(
        "materials/staff/issuing/materials.html",
        rows=fitting[:ON_ONE_PAGE], more=len(fitting) - ON_ONE_PAGE, all_rows=rows, out=queries.issued_at(rows),
        found=found, text=words, stores=queries.stores_for(event) if shown["may_write"] else (), **shown,
    )  # fmt: skip


def _fits(row: HolderRow, words: str) -> bool:
    """Whether every word stands in their name or number."""
    name = fold(f"{row.place.name.text()} {row.place.label}")
    return all(word in name for word in fold(words).split())
