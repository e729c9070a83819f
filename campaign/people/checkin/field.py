"""Pages and answers for phones at the door. The secret in the address is the key; whoever holds it needs no account."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from flask import Blueprint, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from campaign.accounts.devices.queries import device_with
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.core import clock, crypto
from campaign.core.errors import CampaignError, Gone, Invalid, NotFound, Problem, TooMany
from campaign.people.checkin import services
from campaign.people.checkin.forms import WALK_IN_FIELDS, FindForm, WalkInForm
from campaign.people.checkin.items import MALFORMED, read_batch, walk_in_problems
from campaign.people.checkin.offline.shell import page_facts
from campaign.people.checkin.schemas import MOST_BYTES, Answer, SealedList, Why
from campaign.people.checkin.words import WHY
from campaign.people.services.registering import NOT_YET
from campaign.web.errors import status_of
from campaign.web.guards import keyed_by_address, open_to_all
from campaign.web.language import SWITCH

bp = Blueprint("checkin_field", __name__, url_prefix="/field")


def for_machines(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Errors of the campaign as JSON: {"error": code, "message": sentence}, whatever the caller says it accepts."""

    @wraps(view)
    def answering(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except CampaignError as error:
            code = "withdrawn" if isinstance(error, Gone) else "malformed" if error.code == "invalid" else error.code
            response = make_response(jsonify(error=code, message=str(error)), status_of(error))
            if isinstance(error, TooMany):
                response.headers["Retry-After"] = str(error.retry_after)
            return response

    return answering


@bp.get("/checkin/<token>")
@open_to_all
def shell(token: str) -> ResponseReturnValue:
    try:
        device = device_with(DevicePurpose.CHECK_IN, token)
    except Gone as error:
        raise NotFound(error.message) from error
    forms = {"token": token, "form": FindForm(), "walk_in": WalkInForm()}
    return render_template("people/field/checkin.html", device=device, **forms, **page_facts())


@bp.get("/checkin/<token>/list")
@open_to_all
@for_machines
def people_list(token: str) -> ResponseReturnValue:
    return jsonify(_shown_list(services.sealed_list(token)))


@bp.post("/checkin/<token>/batch")
@open_to_all
@keyed_by_address
@for_machines
def batch(token: str) -> ResponseReturnValue:
    if (request.content_length or 0) > MOST_BYTES or len(raw := request.get_data()) > MOST_BYTES:
        return jsonify(error="too_large", message=str(MALFORMED)), 413
    answers = services.take_batch(token, read_batch(raw))
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


def _shown_list(made: SealedList) -> dict[str, Any]:
    return {
        "version": made.version, "device": made.label,
        "event": {
            "id": made.event_id, "title": made.title.as_dict(), "starts_at": made.starts_at.isoformat(),
            "ends_at": made.ends_at.isoformat(), "time_zone": made.time_zone, "place": made.place,
        },
        "made_at": made.made_at.isoformat(), "dies_at": made.dies_at.isoformat(),
        "server_time": clock.now().isoformat(), "sealed": made.sealed,
    }  # fmt: skip


def _shown(answer: Answer) -> dict[str, Any]:
    return {
        "key": answer.key, "outcome": answer.outcome.value, "name": answer.name,
        "role": answer.role.text() if answer.role else "", "group": answer.group, "car": answer.car,
        "first_at": answer.first_at.isoformat() if answer.first_at else None, "first_device": answer.first_device,
        "why": str(WHY[answer.why]), "code": answer.why.value,
    }  # fmt: skip
