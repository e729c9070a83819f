"""The column in the hands of a marshal. The secret in the address is the key; whoever holds it needs no account."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.devices.batches import MOST_BYTES, read_batch
from campaign.accounts.devices.queries import device_with
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.core import clock
from campaign.core.errors import Gone, NotFound
from campaign.core.i18n import _, _n
from campaign.motorcades.road import services
from campaign.motorcades.road.forms import key_typed
from campaign.motorcades.road.items import item_of
from campaign.motorcades.road.schemas import Answer, Known, Outcome, next_states
from campaign.motorcades.road.shell import SHELL
from campaign.motorcades.road.words import DOING, WHY
from campaign.motorcades.words import STATES
from campaign.web.field.machines import for_machines, sent_body
from campaign.web.field.shells import facts
from campaign.web.guards import keyed_by_address, open_to_all

bp = Blueprint("road_field", __name__, url_prefix="/field")


@bp.get("/column/<token>")
@open_to_all
def shell(token: str) -> ResponseReturnValue:
    try:
        device, day = device_with(DevicePurpose.COLUMN, token), services.column_at_hand(token)
    except Gone as error:
        raise NotFound(error.message) from error
    plain = {"token": token, "day_": day, "states": STATES, "doing": DOING, "next_states": next_states}
    return render_template(SHELL.template, device=device, **plain, **facts(SHELL))


@bp.get("/column/<token>/list")
@open_to_all
@for_machines
def car_list(token: str) -> ResponseReturnValue:
    return jsonify(services.sealed_list(token).as_json())


@bp.post("/column/<token>/batch")
@open_to_all
@keyed_by_address
@for_machines
def batch(token: str) -> ResponseReturnValue:
    answers, known = services.take_batch(token, read_batch(sent_body(MOST_BYTES), item_of))
    now = clock.now().isoformat()
    return jsonify(server_time=now, results=[_shown(answer, known, now) for answer in answers])


def _shown(answer: Answer, known: Known, now: str) -> dict[str, Any]:
    """`told`: when this was so, by the server's clock; `stands`: how it stands with the car or point, as in the list."""
    why, outcome = answer.why, answer.outcome
    shown: dict[str, Any] = {"key": answer.key, "outcome": outcome.value, "why": str(WHY[why]), "code": why.value}
    if answer.car_id and answer.car_id in known.cars:
        shown |= {"told": now, "stands": known.cars[answer.car_id].as_json()}
    elif answer.point_id and answer.point_id in known.points:
        at = known.points[answer.point_id]
        shown |= {"told": now, "stands": {"x": at.isoformat() if at else None}}
    return shown


@bp.post("/column/<token>/mark")
@open_to_all
def mark(token: str) -> ResponseReturnValue:
    """One item from a form: the same that a phone would send."""
    sent = {name: request.form.get(name) for name in ("kind", "car", "point", "state", "of")}
    answer = services.take_one(token, {**sent, "key": key_typed(request.form)})
    if answer.outcome is Outcome.REFUSED:
        flash(str(WHY[answer.why]), "bad")
    place = f"#car-{answer.car_id}" if answer.car_id else "#plain-points" if answer.point_id else ""
    return redirect(url_for(".shell", token=token) + place, 303)


@bp.post("/column/<token>/depart")
@open_to_all
def depart(token: str) -> ResponseReturnValue:
    count = services.depart_all_at_hand(token, key_typed(request.form))
    words = _n("%(num)d vehicle has set off.", "%(num)d vehicles have set off.", count)
    flash(words if count else _("No vehicle stands here that could set off."), "good" if count else "warn")
    return redirect(url_for(".shell", token=token), 303)
