"""The pages of a print desk: its PIN, its papers, what it printed. The link and the browser's own secret are the right."""

from typing import Any, Final

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import tasks
from campaign.core.actor import acting_as
from campaign.core.errors import CampaignError, Closed, Gone, Invalid
from campaign.core.i18n import LANGUAGES, language
from campaign.core.tasks import JobState
from campaign.papers.desk import queries, services
from campaign.papers.desk.forms import DeskPrintForm, PinForm
from campaign.papers.desk.schemas import SESSION_LIFE, Desk
from campaign.papers.printed.pages import sheet_file
from campaign.web.errors import status_of
from campaign.web.guards import open_to_all
from campaign.web.tasks import asks_only_how_far, how_far

bp = Blueprint("desk_public", __name__, url_prefix="/desk/<token>")
COOKIE: Final = "adalzhol_desk"
LONGEST_SECRET: Final = 100
_SHEET: Final = "/sheets/<int(max=999999999):desk_sheet>"


@bp.errorhandler(Gone)
@bp.errorhandler(Closed)
def shut(error: CampaignError) -> ResponseReturnValue:
    """The desk does not work now, and says why."""
    return render_template("papers/public/desk/shut.html", why=error.message), status_of(error)


def _secret() -> str:
    """What this browser got for the PIN; empty without it and for what cannot be one."""
    secret = request.cookies.get(COOKIE, "")
    return secret if len(secret) <= LONGEST_SECRET else ""


def _desk(token: str) -> tuple[Desk, bool]:
    """The desk of the link, and whether this browser has typed its PIN. Raises NotFound, Gone, Closed."""
    desk = queries.desk_with(token)
    services.ensure_works(desk)
    secret = _secret()
    return desk, bool(secret) and queries.is_inside(desk, secret)


def _back(token: str) -> ResponseReturnValue:
    return redirect(url_for(".desk", token=token), 303)


@bp.route("", methods=["GET", "POST"])
@open_to_all
def desk(token: str) -> ResponseReturnValue:
    found, inside = _desk(token)
    if inside and request.method == "GET":
        return _papers(found, token, DeskPrintForm(formdata=None, data=_asked()))
    form = PinForm()
    if form.is_sent_and_valid():
        try:
            return _begin(token, services.enter(token, form.digits))
        except Invalid as error:
            form.show(error)
    return render_template("papers/public/desk/pin.html", form=form, token=token), form.status()


def _begin(token: str, secret: str) -> ResponseReturnValue:
    """The browser keeps its secret for the pages of this one desk."""
    response = redirect(url_for(".desk", token=token), 303)
    response.set_cookie(
        COOKIE, secret, max_age=int(SESSION_LIFE.total_seconds()), path=url_for(".desk", token=token), httponly=True,
        samesite="Lax", secure=request.is_secure or bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )  # fmt: skip
    return response


def _asked() -> dict[str, Any]:
    """What was chosen for the print before, as the page of its sheet says; else the reader's language."""
    asked = request.args.get("in", "")
    code = asked if asked in LANGUAGES else language()
    return {"language": code, "large": "large" in request.args, "saving": "saving" in request.args}


def _papers(found: Desk, token: str, form: DeskPrintForm) -> ResponseReturnValue:
    papers = queries.papers_of(found)
    return render_template("papers/public/desk/papers.html", desk=found, papers=papers, form=form, token=token), form.status()


@bp.post("/print")
@open_to_all
def print_paper(token: str) -> ResponseReturnValue:
    found, inside = _desk(token)
    if not inside:
        return _back(token)
    form = DeskPrintForm()
    if form.is_sent_and_valid():
        try:
            printed = services.print_at(found, request.form.get("paper", ""), form.command(), form.key())
        except Invalid as error:
            form.show(error)
        else:
            kept: dict[str, Any] = {name: "" for name in ("large", "saving") if form[name].data}
            if printed.task_uid is not None:
                return redirect(url_for(".task", token=token, uid=printed.task_uid, **kept), 303)
            return redirect(url_for(".sheet", token=token, desk_sheet=printed.number, **kept), 303)
    return _papers(found, token, form)


@bp.get("/tasks/<uid:uid>")
@open_to_all
def task(token: str, uid: str) -> ResponseReturnValue:
    found, inside = _desk(token)
    if not inside:
        return _back(token)
    with acting_as(found.actor):
        job = tasks.job_row(uid)
    if asks_only_how_far():
        return how_far(job)
    if job.state is JobState.DONE:
        return redirect(url_for(".sheet", token=token, **job.result["values"]), 303)
    return render_template("papers/public/desk/task.html", desk=found, job=job, token=token)


@bp.get(_SHEET)
@open_to_all
def sheet(token: str, desk_sheet: int) -> ResponseReturnValue:
    found, inside = _desk(token)
    if not inside:
        return _back(token)
    printed = queries.sheet_of(found, desk_sheet)
    kept: dict[str, Any] = {"in": printed.language} | {name: "" for name in ("large", "saving") if name in request.args}
    back = url_for(".desk", token=token, **kept)
    return render_template("papers/public/desk/sheet.html", desk=found, sheet=printed, token=token, back=back)


@bp.get(f"{_SHEET}.pdf")
@open_to_all
def sheet_pdf(token: str, desk_sheet: int) -> ResponseReturnValue:
    found, inside = _desk(token)
    if not inside:
        return _back(token)
    printed = queries.sheet_of(found, desk_sheet)
    name = f"{printed.kind}-{printed.shown_number}-{printed.language}"
    return sheet_file([queries.sheet_pdf(found, printed)], name, url_for(".sheet", token=token, desk_sheet=desk_sheet))


@bp.post("/leave")
@open_to_all
def leave(token: str) -> ResponseReturnValue:
    found, inside = _desk(token)
    if inside:
        services.leave(found, _secret())
    response = redirect(url_for(".desk", token=token), 303)
    response.delete_cookie(COOKIE, path=url_for(".desk", token=token), httponly=True, samesite="Lax")
    return response
