"""Pages and answers for the phones of walk teams. The secret in the address is the key; whoever holds it needs no account."""

from itertools import groupby
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.devices.batches import MOST_BYTES, read_batch
from campaign.core import clock
from campaign.core.errors import Gone, NotFound
from campaign.core.i18n import _
from campaign.walks.doors import services
from campaign.walks.doors.forms import PlainDoorForm
from campaign.walks.doors.items import item_of
from campaign.walks.doors.offline import SHELL
from campaign.walks.doors.schemas import Answer
from campaign.walks.doors.words import SIGN, SOAP, WHY
from campaign.web.field.machines import for_machines, sent_body
from campaign.web.field.shells import facts
from campaign.web.guards import keyed_by_address, open_to_all

bp = Blueprint("doors_field", __name__, url_prefix="/field/walk")


def _round(token: str) -> services.Round:
    """The doors of the phone's team, as a page: a link that is over looks like one that never was."""
    try:
        return services.doors_of_phone(token)
    except Gone as error:
        raise NotFound(error.message) from error


@bp.get("/<token>")
@open_to_all
def shell(token: str) -> ResponseReturnValue:
    here = _round(token)
    floors = [(label, list(doors)) for label, doors in groupby(here.doors, key=lambda door: door.floor)]
    shown: dict[str, Any] = {**facts(SHELL), "device": here.device, "token": token, "round": here, "floors": floors}
    return render_template(SHELL.template, soap=SOAP, sign=SIGN, **shown)


@bp.get("/<token>/list")
@open_to_all
@for_machines
def door_list(token: str) -> ResponseReturnValue:
    return jsonify(services.sealed_doors(token).as_json())


@bp.post("/<token>/batch")
@open_to_all
@keyed_by_address
@for_machines
def batch(token: str) -> ResponseReturnValue:
    answers = services.take_batch(token, read_batch(sent_body(MOST_BYTES), item_of))
    return jsonify(server_time=clock.now().isoformat(), results=[_shown(answer) for answer in answers])


def _shown(answer: Answer) -> dict[str, str]:
    return {
        "key": answer.key, "outcome": answer.outcome.value, "code": answer.why.value, "why": str(WHY[answer.why]),
    }  # fmt: skip


@bp.route("/<token>/door/<int:door_id>", methods=["GET", "POST"])
@open_to_all
def door(token: str, door_id: int) -> ResponseReturnValue:
    here, form = _round(token), PlainDoorForm()
    shown = here.door(door_id)
    if form.is_sent_and_valid():
        answer = services.take_one(token, form.item(door_id))
        flash(str(WHY[answer.why]) or _("%(room)s is saved.", room=shown.room), "warn" if answer.why else "good")
        after = here.after(door_id)
        return redirect(url_for(".door", token=token, door_id=after.id) if after else url_for(".shell", token=token), 303)
    form.offer(shown)
    return render_template("walks/field/door.html", token=token, round=here, door=shown, form=form), form.status()
