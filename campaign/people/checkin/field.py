"""Pages and answers for phones at the door. The secret in the address is the key; whoever holds it needs no account."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from campaign.accounts.devices.batches import MOST_BYTES, read_batch
from campaign.accounts.devices.queries import device_with
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.core import clock, crypto
from campaign.core.errors import Gone, Invalid, NotFound, Problem
from campaign.people.checkin import services
from campaign.people.checkin.forms import WALK_IN_FIELDS, FindForm, WalkInForm
from campaign.people.checkin.items import item_of, walk_in_problems
from campaign.people.checkin.offline.shell import SHELL
from campaign.people.checkin.schemas import Answer, Why
from campaign.people.checkin.words import WHY
from campaign.people.services.registering import NOT_YET
from campaign.web.field.machines import for_machines, sent_body
from campaign.web.field.shells import facts
from campaign.web.guards import keyed_by_address, open_to_all
from campaign.web.language import SWITCH

bp = Blueprint("checkin_field", __name__, url_prefix="/field")


@bp.get("/checkin/<token>")
@open_to_all
def shell(token: str) -> ResponseReturnValue:
    try:
        device = device_with(DevicePurpose.CHECK_IN, token)
    except Gone as error:
        raise NotFound(error.message) from error
    forms = {"token": token, "form": FindForm(), "walk_in": WalkInForm()}
    return render_template(SHELL.template, device=device, **forms, **facts(SHELL))


@bp.get("/checkin/<token>/list")
@open_to_all
@for_machines
def people_list(token: str) -> ResponseReturnValue:
    return jsonify(services.sealed_list(token).as_json())


@bp.post("/checkin/<token>/batch")
@open_to_all
@keyed_by_address
@for_machines
def batch(token: str) -> ResponseReturnValue:
    answers = services.take_batch(token, read_batch(sent_body(MOST_BYTES), item_of))
    return jsonify(server_time=clock.now().isoformat(), results=[_shown(answer) for answer in answers])


@bp.post("/checkin/<token>/find")
@open_to_all
def find(token: str) -> ResponseReturnValue:
    form = FindForm()
    entrance = services.find_at_door(token, form.q.data or "")
    return render_template("people/field/checkin_found.html", token=token, entrance=entrance, form=form, walk_in=WalkInForm())


@bp.post("/checkin/<token>/in")
@open_to_all
def let_in(token: str) -> ResponseReturnValue:
    form = FindForm()
    answer = services.take_one(token, {"key": form.key(), "kind": "scan", "h": request.form.get("h", "")})
    return _result(token, answer)


@bp.post("/checkin/<token>/walk-in")
@open_to_all
def walk_in(token: str) -> ResponseReturnValue:
    form = WalkInForm()
    if problems := walk_in_problems(form.item()):
        return _to_correct(token, form, problems)
    answer = services.take_one(token, form.item())
    if answer.why in WALK_IN_FIELDS:
        form.operation_key.data = crypto.new_uid()
        return _to_correct(token, form, (answer.why,))
    return _result(token, answer)


def _to_correct(token: str, form: WalkInForm, problems: Iterable[Why]) -> ResponseReturnValue:
    """The form again, with everything that is wrong; nothing that was typed is lost."""
    device = device_with(DevicePurpose.CHECK_IN, token)
    form.show(Invalid(NOT_YET, [Problem(WALK_IN_FIELDS[why], why.value, WHY[why]) for why in problems]))
    return render_template("people/field/checkin_walk_in.html", token=token, device=device, form=form), 422


def _result(token: str, answer: Answer) -> ResponseReturnValue:
    sent = {name: value for name, value in request.form.items() if name not in {"csrf_token", SWITCH}}
    return render_template(
        "people/field/checkin_result.html",
        token=token, entrance=services.find_at_door(token, ""), answer=answer, why=WHY[answer.why], sent=sent,
        walk_in=WalkInForm(formdata=None), form=FindForm(formdata=None),
    )  # fmt: skip


def _shown(answer: Answer) -> dict[str, Any]:
    return {
        "key": answer.key, "outcome": answer.outcome.value, "name": answer.name,
        "role": answer.role.text() if answer.role else "", "group": answer.group, "car": answer.car,
        "first_at": answer.first_at.isoformat() if answer.first_at else None, "first_device": answer.first_device,
        "why": str(WHY[answer.why]), "code": answer.why.value,
    }  # fmt: skip
