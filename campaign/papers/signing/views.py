"""Work pages: who signs the papers of a relay, or of a stop and its events, now, before and from a day on."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.papers import queries, services
from campaign.papers.forms import filled
from campaign.papers.models import BEGINNING
from campaign.papers.policies import ensure_can_print
from campaign.papers.schemas import SignersFrom, Subject, SubjectKind
from campaign.papers.signing.forms import RemovalForm, SigningForm
from campaign.papers.views import page_of, signers_url
from campaign.web.answers import told
from campaign.web.guards import needs

bp = Blueprint("signers_staff", __name__)


def removal_url(subject: Subject) -> str:
    """Where signers of this are taken back."""
    if subject.stop_id is not None:
        return url_for("signers_staff.remove_stop_signers", stop_id=subject.stop_id)
    return url_for("signers_staff.remove_relay_signers", relay_id=subject.relay_id)


bp.add_app_template_global(removal_url, "signers_removal_url")


def _signers(subject_kind: SubjectKind, subject_id: int) -> ResponseReturnValue:
    """The page on which signers are named; sent, they are kept."""
    subject = queries.subject_of(subject_kind, subject_id)
    ensure_can_print(current_actor(), subject)
    known = queries.signers_over_time(subject)
    form = _form(subject, known)
    if form.is_sent_and_valid():
        try:
            services.keep_signers(subject_kind, subject_id, form.signers(), form.seen(), form.since(), form.changed())
        except (Invalid, Stale) as error:
            told(form, error)
        else:
            flash(_("The signers are saved. Papers printed from now on name them."), "good")
            return redirect(signers_url(subject) if len(known) > bool(form.of.data) else page_of(subject), 303)
    page = render_template("papers/staff/signers.html", subject=subject, form=form, page=page_of(subject), known=known)
    return page, form.status()


def _form(subject: Subject, known: tuple[SignersFrom, ...]) -> SigningForm:
    """Filled with those who sign now, or from the day asked for (?from=2018-05-01), or for others to be added (?new).

    What was sent is read over those it changes, if they are still there.
    """
    by_day = {one.valid_from.isoformat(): one for one in known}
    if request.method == "POST":
        there = by_day.get(request.form.get("of", ""))
        return _form_of(there) if there else SigningForm(of="", version=0)
    shown = by_day.get(request.args.get("from", "")) or next((one for one in known if one.is_now), known[0] if known else None)
    if shown is None:
        return SigningForm(of=BEGINNING.isoformat(), version=0, **filled(queries.suggested_signers(subject)))
    return SigningForm(of="", version=0, **filled(shown.signers)) if "new" in request.args else _form_of(shown)


def _form_of(those: SignersFrom) -> SigningForm:
    of = those.valid_from.isoformat()
    return SigningForm(of=of, version=those.version, valid_from=those.since, **filled(those.signers))


def _removed(subject_kind: SubjectKind, subject_id: int) -> ResponseReturnValue:
    subject, form = queries.subject_of(subject_kind, subject_id), RemovalForm()  # whoever may not see it learns nothing else
    services.remove_signers(subject_kind, subject_id, form.day(), form.seen())
    flash(_("Taken back. Whoever signed before signs on."), "good")
    return redirect(signers_url(subject), 303)


@bp.route("/staff/relays/<int:relay_id>/signers", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def relay_signers(relay_id: int) -> ResponseReturnValue:
    return _signers(SubjectKind.RELAY, relay_id)


@bp.route("/staff/stops/<int:stop_id>/signers", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def stop_signers(stop_id: int) -> ResponseReturnValue:
    return _signers(SubjectKind.STOP, stop_id)


@bp.post("/staff/relays/<int:relay_id>/signers/removed")
@needs(P.PAPERS_PRINT)
def remove_relay_signers(relay_id: int) -> ResponseReturnValue:
    return _removed(SubjectKind.RELAY, relay_id)


@bp.post("/staff/stops/<int:stop_id>/signers/removed")
@needs(P.PAPERS_PRINT)
def remove_stop_signers(stop_id: int) -> ResponseReturnValue:
    return _removed(SubjectKind.STOP, stop_id)
