"""Work pages of the book: the pages of a relay, the page of a stop with its preview, the books that were made."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import tasks
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events.figures.queries import measures
from campaign.people.photos.queries import printable_photos
from campaign.relay.queries import relays
from campaign.reports.book import forms, queries, services, words
from campaign.reports.book.policies import can_make_book, can_write_page, ensure_can_write_page
from campaign.reports.book.schemas import MOST_PHOTOS, PageRow
from campaign.web import answers
from campaign.web.forms import CampaignForm
from campaign.web.guards import needs
from campaign.web.tasks import asks_only_how_far, attachment, how_far

bp = Blueprint("book_staff", __name__, url_prefix="/staff")


@bp.app_context_processor
def book_words() -> dict[str, Any]:
    return {"book_words": words}


@bp.get("/books")
@needs(P.REPORTS_READ)
def start() -> ResponseReturnValue:
    """The relays of which there is a book to make; of one alone its page."""
    known = relays()
    if len(known) == 1:
        return redirect(url_for(".relay", relay_id=known[0].id))
    return render_template("reports/staff/book/start.html", relays=known)


@bp.get("/relays/<int:relay_id>/book")
@needs(P.REPORTS_READ)
def relay(relay_id: int) -> ResponseReturnValue:
    told = queries.book_of(relay_id)
    return render_template(
        "reports/staff/book/relay.html",
        book=told,
        books=queries.books_of(relay_id),
        may_make=can_make_book(current_actor(), told.relay.region_id),
        form=CampaignForm(),
    )


@bp.post("/relays/<int:relay_id>/book")
@needs(P.REPORTS_WRITE)
def make(relay_id: int) -> ResponseReturnValue:
    uid = services.ask_for_book(relay_id, CampaignForm().key())
    return redirect(url_for(".book", book_uid=uid), 303)


@bp.get("/books/<uid:book_uid>")
@needs(P.REPORTS_READ)
def book(book_uid: str) -> ResponseReturnValue:
    """One book: how far it is, then its file."""
    row = queries.book_row(book_uid)
    job = tasks.job_behind(row.job_uid)
    if asks_only_how_far():
        return how_far(job)
    shown = services.may_be_shown(book_uid)
    return render_template("reports/staff/book/book.html", row=row, job=job, may_be_shown=shown)


@bp.get("/books/<uid:book_uid>/file")
@needs(P.REPORTS_READ)
def download(book_uid: str) -> ResponseReturnValue:
    found, content = services.opened(book_uid)
    return attachment(content, found.name, found.mimetype)


@bp.route("/stops/<int:stop_id>/book", methods=["GET", "POST"])
@needs(P.REPORTS_READ)
def page(stop_id: int) -> ResponseReturnValue:
    told = queries.page_of(stop_id)
    form = forms.page_form(told, *((told.giver, told.receiver) if told.version else queries.signers_of(stop_id)))
    form.offer(queries.approved_at(stop_id), measures())
    if form.is_sent_and_valid():
        try:
            services.write_page(stop_id, form.command(), form.seen(), form.key())
        except (Invalid, Stale) as error:
            answers.told(form, error)
        else:
            flash(_("The page is saved. Look at its preview, then hand it in."), "good")
            return redirect(url_for(".page", stop_id=stop_id), 303)
    return _page(told, form)


def _page(told: PageRow, form: forms.PageForm) -> ResponseReturnValue:
    shown = render_template(
        "reports/staff/book/page.html",
        page=told,
        form=form,
        photos={photo.photo_id: photo for photo in told.photos},
        ready=forms.ReadyForm(formdata=None, version=told.version),
        may_write=can_write_page(current_actor(), told.stop.region_id, told.stop.id),
        may_see_photos=current_actor().may_at(P.PHOTOS_READ, told.stop.region_id, told.stop.id),
    )
    return shown, form.status()


@bp.get("/stops/<int:stop_id>/book.pdf")
@needs(P.REPORTS_READ)
def preview(stop_id: int) -> ResponseReturnValue:
    told = services.preview(queries.page_of(stop_id))
    answer = Response(told, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f"inline; filename=book-page-{stop_id}.pdf"
    return answer


@bp.route("/stops/<int:stop_id>/book/photos", methods=["GET", "POST"])
@needs(P.PHOTOS_READ)
def photos(stop_id: int) -> ResponseReturnValue:
    told, offered = queries.page_of(stop_id), printable_photos(stop_id)
    ensure_can_write_page(current_actor(), told.stop.region_id, stop_id)
    form = forms.ChoiceForm(version=told.version, photos=[photo.photo_id for photo in told.photos])
    form.offer(offered)
    if form.is_sent_and_valid():
        try:
            services.choose_photos(stop_id, form.photos.data or (), form.seen())
        except (Invalid, Stale) as error:
            answers.told(form, error)
        else:
            flash(_("The photos stand on the page. Write their captions and put them in order."), "good")
            return redirect(url_for(".page", stop_id=stop_id), 303)
    shown = render_template("reports/staff/book/photos.html", page=told, photos=offered, form=form, most=MOST_PHOTOS)
    return shown, form.status()


@bp.post("/stops/<int:stop_id>/book/ready")
@needs(P.REPORTS_WRITE)
def ready(stop_id: int) -> ResponseReturnValue:
    services.hand_in(stop_id, forms.ReadyForm().seen())
    flash(_("The page is handed in."), "good")
    return redirect(url_for(".page", stop_id=stop_id), 303)
