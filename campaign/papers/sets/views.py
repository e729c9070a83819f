"""Work pages: the paper sets of a stop or an event, one set and its file, when sets are made ahead."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock, files, tasks
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, NotFound
from campaign.core.i18n import _, _l, language
from campaign.papers.presses import press_of
from campaign.papers.queries import subject_of
from campaign.papers.schemas import Subject, SubjectKind
from campaign.papers.sets import queries, services
from campaign.papers.sets.forms import SetForm, evening_form
from campaign.papers.sets.policies import can_make_set, can_set_evening, ensure_can_make_set, ensure_can_set_evening
from campaign.papers.sets.schemas import SETS_OF, SetRow
from campaign.papers.views import page_of
from campaign.territory.queries import region_row
from campaign.web.answers import answered, done
from campaign.web.forms import CampaignForm
from campaign.web.guards import needs
from campaign.web.reasons import About, ensure_reason
from campaign.web.tasks import asks_only_how_far, attachment, how_far

bp = Blueprint("sets_staff", __name__)


def sets_url(subject: Subject) -> str:
    """The address of the sets of a stop or an event; empty for what has none, or whoever may not make them."""
    if subject.kind not in SETS_OF or not can_make_set(current_actor(), subject):
        return ""
    given: dict[str, Any] = {f"{subject.kind.value}_id": subject.id}
    return url_for(f"sets_staff.{subject.kind.value}_sets", **given)


bp.add_app_template_global(sets_url)
bp.add_app_template_global(queries.newest_ready, "newest_paper_set")


def _sets(kind: SubjectKind, subject_id: int) -> ResponseReturnValue:
    """The page on which sets are asked for; sent, a set is begun."""
    subject = subject_of(kind, subject_id)
    ensure_can_make_set(current_actor(), subject)
    presses = queries.offered(subject)
    usual = [press.code for press in presses if not press.tracks]
    form = SetForm(codes=usual, languages=[language()])
    form.offer(presses)
    if form.is_sent_and_valid():
        _ensure_reason(subject, form.wish().codes)
        try:
            uid = services.ask_for_set(kind, subject_id, form.wish(), form.key())
            return redirect(url_for(".paper_set", set_uid=uid), 303)
        except Invalid as error:
            form.show(error)
    return render_template(
        "papers/staff/sets/sets.html", subject=subject, form=form, page=page_of(subject), sets=queries.sets_of(subject),
        tracked=[press.name for press in presses if press.tracks], rule=queries.evening_rule(subject.region_id),
        may_set_evening=can_set_evening(current_actor(), subject.region_id),
    ), form.status()  # fmt: skip


def _ensure_reason(subject: Subject, codes: Iterable[str]) -> None:
    """Raises NoReason where a paper of the set shows minors and nobody has said why, as such a paper alone does."""
    if any(press_of(code).minors for code in codes):
        ensure_reason(About.MINORS, subject.kind.value, subject.id)


@bp.route("/staff/stops/<int:stop_id>/sets", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def stop_sets(stop_id: int) -> ResponseReturnValue:
    return _sets(SubjectKind.STOP, stop_id)


@bp.route("/staff/events/<int:event_id>/sets", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def event_sets(event_id: int) -> ResponseReturnValue:
    return _sets(SubjectKind.EVENT, event_id)


@bp.get("/staff/sets/<uid:set_uid>")
@needs(P.PAPERS_PRINT)
def paper_set(set_uid: str) -> ResponseReturnValue:
    """One set: how far it is, then its file and its papers."""
    row = queries.set_row(set_uid)
    job = tasks.job_behind(row.job_uid)
    if asks_only_how_far():
        return how_far(job)
    items = queries.items_of(set_uid)
    return render_template(
        "papers/staff/sets/set.html", row=row, job=job, items=items, page=page_of(row.subject),
        groups=queries.grouped(items), bound={item.position for item in queries.bound_in(row, items)},
        stirred=queries.stirred_since(row) if row.ready_at else 0, file=_file(row) if row.kept else None,
    )  # fmt: skip


def _file(row: SetRow) -> files.FileRow:
    return files.shared_row(row.file_uid or "")


@bp.get("/staff/sets/<uid:set_uid>/file")
@needs(P.PAPERS_PRINT)
def download(set_uid: str) -> ResponseReturnValue:
    row = queries.set_row(set_uid)
    if row.file_uid is None:
        raise NotFound(_l("There is no such file, or it was kept long enough."))
    _ensure_reason(row.subject, {item.code for item in queries.items_of(set_uid)})
    found = _file(row)
    return attachment(files.content_of(found.uid, owned=False), found.name, found.mimetype)


@bp.post("/staff/sets/<uid:set_uid>/again")
@needs(P.PAPERS_PRINT)
def again(set_uid: str) -> ResponseReturnValue:
    _ensure_reason(queries.set_row(set_uid).subject, {item.code for item in queries.items_of(set_uid)})
    services.make_again(set_uid, CampaignForm().key())
    return redirect(url_for(".paper_set", set_uid=set_uid), 303)


@bp.route("/staff/regions/<int:region_id>/evening-sets", methods=["GET", "POST"])
@needs(P.RELAY_WRITE)
def evening(region_id: int) -> ResponseReturnValue:
    """When the sets of a region are made ahead."""
    region = region_row(region_id, clock.campaign_today())
    ensure_can_set_evening(current_actor(), region_id)
    form = evening_form(queries.evening_rule(region_id))

    def save() -> ResponseReturnValue:
        services.keep_evening(form.rule(region_id))
        return done(url_for(".evening", region_id=region_id), _("Saved. It counts from the next evening on."))

    return answered(form, save, lambda: render_template("papers/staff/sets/evening.html", region=region, form=form))
