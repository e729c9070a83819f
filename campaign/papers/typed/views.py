"""Work pages where printed sheets come back: find the sheet, type a page, see what will be posted, post it, take it back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.errors import CampaignError, Conflict, Invalid, NotFound, Problem, Refused, Stale
from campaign.core.i18n import _, _l, _n
from campaign.papers.presses import PRESSES
from campaign.papers.typed import kinds, queries, services, sheets
from campaign.papers.typed.forms import FindForm, FinishForm, LineForm, TextForm
from campaign.papers.typed.queries import OpenTyping
from campaign.papers.typed.results import typed_result
from campaign.papers.typed.schemas import TypingState
from campaign.papers.views import page_of
from campaign.sheets import csvfile
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.tasks import attachment

bp = Blueprint("typed_staff", __name__, url_prefix="/staff")
bp.add_app_template_test(lambda code: code in kinds.TYPED and code in PRESSES, "typed_back")
NUMBER = "<int(max=999999999):typed_sheet>"
LIVE = "X-Typing"


@bp.route("/typed", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def start() -> ResponseReturnValue:
    form = FindForm()
    if form.is_sent_and_valid():
        try:
            return redirect(_found(form), 303)
        except Invalid as error:
            form.show(error)
    lists = {"mine": queries.my_typings(), "second": queries.waiting_for_second(), "posted": queries.last_posted()}
    return render_template("papers/staff/typed/start.html", form=form, **lists), form.status()


def _found(form: FindForm) -> str:
    """The address of the sheet's pages. Raises Invalid when there is none that could be typed back."""
    asked = form.number_and_page()
    words = _l("This is no number of a sheet. It stands at the foot of the page. For example: 00418 or 00418-2.")
    if asked is None:
        raise Invalid(words, [Problem("sheet", "unreadable", words)])
    try:
        queries.open_sheet(asked[0])
    except (NotFound, Refused) as error:
        raise Invalid(error.message, [Problem("sheet", "not_there", error.message)]) from error
    return url_for(".sheet", typed_sheet=asked[0], _anchor=f"page-{asked[1]}" if asked[1] else None)


@bp.get(f"/typed/{NUMBER}")
@needs(P.PAPERS_PRINT)
def sheet(typed_sheet: int) -> ResponseReturnValue:
    found = queries.open_sheet(typed_sheet)
    return render_template(
        "papers/staff/typed/sheet.html", found=found, pages=queries.page_states(found), subject_url=page_of(found.subject)
    )


@bp.post(f"/typed/{NUMBER}/export")
@needs(P.PAPERS_PRINT)
def export(typed_sheet: int) -> ResponseReturnValue:
    result = typed_result(typed_sheet)
    services.note_taken_out(result)
    content = sheets.result_file(result, clock.campaign_now())
    return attachment(content, f"typed-{result.found.sheet.shown_number}.csv", csvfile.MIMETYPE)


@bp.post(f"/typed/{NUMBER}/<int:page>")
@needs(P.PAPERS_PRINT)
def begin(typed_sheet: int, page: int) -> ResponseReturnValue:
    try:
        uid = services.begin(typed_sheet, page, double=bool(request.form.get("double")))
    except Conflict as error:
        flash(str(error), "bad")
        return redirect(url_for(".sheet", typed_sheet=typed_sheet), 303)
    return redirect(url_for(".typing", typing_uid=uid), 303)


@bp.get("/typings/<uid:typing_uid>")
@needs(P.PAPERS_PRINT)
def typing(typing_uid: str) -> ResponseReturnValue:
    return _page(queries.open_typing(typing_uid))


def _page(both: OpenTyping, **forms: Any) -> ResponseReturnValue:
    """The page of a typing: to go on with it, or what becomes of it."""
    if both.is_mine and both.typing.state is TypingState.DRAFT:
        own = {
            "line": LineForm(formdata=None),
            "text": TextForm(formdata=None, text=both.typing.text, version=str(both.typing.version)),
            "finish": FinishForm(formdata=None),
        } | forms
        status = max(form.status() for form in own.values())
        return render_template("papers/staff/typed/typing.html", both=both, sums=queries.sums_of(both), **own), status
    seen = {"sums": queries.sums_of(both), "said": queries.said_of(both), "differing": queries.differing(both)}
    return render_template("papers/staff/typed/page.html", both=both, **seen)


@bp.post("/typings/<uid:typing_uid>/lines")
@needs(P.PAPERS_PRINT)
def add(typing_uid: str) -> ResponseReturnValue:
    form = LineForm()
    if form.is_sent_and_valid():
        try:
            services.add_line(typing_uid, form.line.data or "", form.key())
            form = LineForm(formdata=None)
        except Invalid as error:
            form.show(error)
    return _after(typing_uid, form)


def _after(typing_uid: str, form: LineForm) -> ResponseReturnValue:
    """The part of the page that changes, for whoever types live; else the page."""
    both = queries.open_typing(typing_uid)
    if request.headers.get(LIVE):
        return render_template("papers/staff/typed/_live.html", both=both, sums=queries.sums_of(both), line=form), form.status()
    return _page(both, line=form) if form.errors or form.line.data else redirect(url_for(".typing", typing_uid=typing_uid), 303)


@bp.post("/typings/<uid:typing_uid>/back")
@needs(P.PAPERS_PRINT)
def back(typing_uid: str) -> ResponseReturnValue:
    line = services.take_back(typing_uid, LineForm().key())
    return _after(typing_uid, LineForm(formdata=None, line=line))


@bp.post("/typings/<uid:typing_uid>/text")
@needs(P.PAPERS_PRINT)
def text(typing_uid: str) -> ResponseReturnValue:
    typing = queries.open_typing(typing_uid).typing
    form = TextForm(text=typing.text, version=str(typing.version))
    if form.is_sent_and_valid():
        try:
            services.rewrite(typing_uid, form.text.data or "", form.seen_version())
            return redirect(url_for(".typing", typing_uid=typing_uid), 303)
        except (Invalid, Stale) as error:
            told(form, error)
    return _page(queries.open_typing(typing_uid), text=form)


@bp.post("/typings/<uid:typing_uid>/finish")
@needs(P.PAPERS_PRINT)
def finish(typing_uid: str) -> ResponseReturnValue:
    form = FinishForm()
    if form.is_sent_and_valid():
        try:
            services.finish(typing_uid, sums=form.sums.data or "", double=form.second.data, key=form.key())
            return redirect(url_for(".typing", typing_uid=typing_uid), 303)
        except Invalid as error:
            form.show(error)
    return _page(queries.open_typing(typing_uid), finish=form)


def _act(typing_uid: str, act: Any, done: str = "") -> ResponseReturnValue:
    """Do it, say so, and show the page again; what stands against it is said instead."""
    try:
        left = act(typing_uid) or ()
        if done:
            flash(done, "good")
        if left:
            flash(_n("%(num)d row could not be done.", "%(num)d rows could not be done.", len(left)), "warn")
    except (Conflict, Invalid) as error:
        flash(str(error), "bad")
    return redirect(url_for(".typing", typing_uid=typing_uid), 303)


@bp.post("/typings/<uid:typing_uid>/reopen")
@needs(P.PAPERS_PRINT)
def reopen(typing_uid: str) -> ResponseReturnValue:
    return _act(typing_uid, services.reopen)


@bp.post("/typings/<uid:typing_uid>/second")
@needs(P.PAPERS_PRINT)
def second(typing_uid: str) -> ResponseReturnValue:
    return _act(typing_uid, services.ask_for_second, _("This page waits for a second person now."))


@bp.post("/typings/<uid:typing_uid>/post")
@needs(P.PAPERS_PRINT)
def post(typing_uid: str) -> ResponseReturnValue:
    return _act(typing_uid, services.post, _("The page is posted."))


@bp.post("/typings/<uid:typing_uid>/undo")
@needs(P.PAPERS_PRINT)
def undo(typing_uid: str) -> ResponseReturnValue:
    return _act(typing_uid, services.undo, _("What this page had written is taken back."))


@bp.post("/typings/<uid:typing_uid>/again")
@needs(P.PAPERS_PRINT)
def again(typing_uid: str) -> ResponseReturnValue:
    try:
        return redirect(url_for(".typing", typing_uid=services.begin_again(typing_uid)), 303)
    except Conflict as error:
        flash(str(error), "bad")
        return redirect(url_for(".typing", typing_uid=typing_uid), 303)


@bp.post("/typings/<uid:typing_uid>/off")
@needs(P.PAPERS_PRINT)
def drop(typing_uid: str) -> ResponseReturnValue:
    number = queries.open_typing(typing_uid).found.sheet.number
    try:
        services.drop(typing_uid)
        flash(_("The typing is thrown away. The page can be typed anew."), "good")
    except CampaignError as error:
        flash(str(error), "bad")
    return redirect(url_for(".sheet", typed_sheet=number), 303)
