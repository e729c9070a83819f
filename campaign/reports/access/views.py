"""The access log: every look at people's data is kept after its answer was made; the question why; who looked, to read."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.reports.access import forms, queries, services
from campaign.reports.access.schemas import EVENT, EVERYBODY, REGISTRATION, Look
from campaign.reports.access.words import REASONS, WHY, shows_people, words_of
from campaign.reports.trail.queries import region_choices
from campaign.web import reasons
from campaign.web.api import problems
from campaign.web.api.place import event_of_answer, is_asked_by_machine
from campaign.web.guards import needs
from campaign.web.reasons import NoReason, Subject
from campaign.web.security import own_path

bp = Blueprint("access_staff", __name__, url_prefix="/staff")


@bp.after_app_request
def keep_look(response: Response) -> Response:
    """The one thing that looking changes: that somebody looked is kept, once an hour, and why it was."""
    if not request.endpoint or response.status_code >= 400 or reasons.was_asked():
        return response
    subject, reason = reasons.subject_of_request(), reasons.given()
    if subject is not None and reason is not None:
        number = services.note_reason(reason)
        reasons.remember(subject, number)
        services.note_look(_look(subject, number), _is_act())
    elif subject is not None or g.get("showed_people", False) or shows_people(request.endpoint):
        services.note_look(_look(subject, (reasons.number_of(subject) or 0) if subject else 0), _is_act())
    return response


def _is_act() -> bool:
    return request.method not in {"GET", "HEAD"}


def _look(subject: Subject | None, reason_id: int) -> Look:
    given, page = request.view_args or {}, (request.endpoint or "")[:80]
    if subject is not None:
        return Look(page, subject.thing, subject.thing_id, reason_id)
    if "registration_id" in given:
        return Look(page, REGISTRATION, int(given["registration_id"]))
    if (event_id := given.get("event_id") or event_of_answer()) is not None:
        return Look(page, EVENT, int(event_id))
    return Look(page, EVERYBODY, 0)


@bp.app_errorhandler(NoReason)
def ask_why(error: NoReason) -> Response:
    """A machine is told what to send; a person is asked at once, and what was sent is sent again with the answer."""
    if is_asked_by_machine():
        return problems.problem(403, error.message, error.code)
    form = forms.asking(error.subject, request.form)
    here = request.full_path.rstrip("?")
    return make_response(_why_page(form, error.subject, here), form.status())


def _why_page(form: forms.ReasonForm, subject: Subject, here: str) -> str:
    again = request.method == "POST" and request.endpoint != "access_staff.reason"
    return render_template(
        "reports/staff/access/reason.html", form=form, why=WHY[subject.about], here=here, again=again,
        fields=forms.kept_fields(request.form) if again else [], minutes=int(reasons.KEPT.total_seconds()) // 60,
    )  # fmt: skip


@bp.post("/looks/reason")
@needs(P.STAFF)
def reason() -> ResponseReturnValue:
    """Why somebody wants to open a page; then the page."""
    form, here = forms.ReasonForm(), own_path(request.args.get("next")) or "/staff/"
    subject = form.about()
    if subject is None:
        return redirect(here, 303)
    if not form.is_sent_and_valid():
        return _why_page(form, subject, here), form.status()
    reasons.remember(subject, services.note_reason(form.command(subject)))
    return redirect(here, 303)


@bp.get("/audit/looks")
@needs(P.AUDIT_READ)
def looks() -> ResponseReturnValue:
    wish = forms.filter_of(request.args)
    return render_template(
        "reports/staff/access/looks.html", page=queries.looks(wish, request.args.get("page")), wish=wish,
        given=forms.address_of(wish), regions=region_choices(), words_of=words_of,
        reasons=REASONS,
    )  # fmt: skip
