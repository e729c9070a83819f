"""The photos of an event: sending some, looking at all, saying of many at once who is seen."""

from dataclasses import dataclass

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _n
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.photos import forms, queries, services
from campaign.people.photos.limits import limits_of
from campaign.people.photos.policies import can_write_photos, ensure_can_read_photos
from campaign.people.photos.schemas import Added
from campaign.people.photos.showing import FILTERS, shown_of
from campaign.people.photos.views.desk import bp
from campaign.people.photos.words import MARKS, SEEN
from campaign.sheets.reading import Upload
from campaign.web.answers import done
from campaign.web.guards import needs
from campaign.web.numbers import wholes_in


@dataclass(frozen=True)
class Left:
    """A file that was not taken, and why."""

    name: str
    why: str


def _event(event_id: int) -> EventRow:
    event = event_row(event_id)
    ensure_can_read_photos(current_actor(), event.region_id, event.stop_id)
    return event


def _page(event: EventRow, form: forms.PhotosForm, left: tuple[Left, ...] = ()) -> ResponseReturnValue:
    rows = queries.photos_of_event(event.id)
    page = render_template(
        "people/staff/photos/event.html", event=event, form=form, left=left, counts=queries.counts_of(rows), marks=MARKS,
        may_write=can_write_photos(current_actor(), event.region_id, event.stop_id), seen_words=SEEN, filters=FILTERS,
        show=request.args.get("show", ""), rows=shown_of(rows, request.args.get("show", "")),
        limits=limits_of(queries.room_of(event.id)), at_once=forms.AT_ONCE[1:],
    )  # fmt: skip
    return page, 422 if left or form.errors else 200


@bp.get("/events/<int:event_id>/photos")
@needs(P.PHOTOS_READ)
def event_photos(event_id: int) -> ResponseReturnValue:
    event = _event(event_id)
    return _page(event, forms.PhotosForm(formdata=None, author=current_actor().name))


@bp.post("/events/<int:event_id>/photos")
@needs(P.PHOTOS_WRITE)
def event_send(event_id: int) -> ResponseReturnValue:
    """A page sends several files and reads what became of them; its script sends one and gets a line and a card."""
    event, form = _event(event_id), forms.PhotosForm()
    if request.accept_mimetypes.best == "application/json":
        return _one(event, form)
    if not form.is_sent_and_valid():
        return _page(event, form)
    added, left = _sent(event, form)
    if left:
        return _page(event, form, tuple(left))
    return done(url_for(".event_photos", event_id=event_id), _n("%(num)d photo is kept.", "%(num)d photos are kept.", added))


def _sent(event: EventRow, form: forms.PhotosForm) -> tuple[int, list[Left]]:
    added, left = 0, []
    for upload in form.uploads():
        try:
            services.add(event.id, upload, form.said())
            added += 1
        except (Invalid, Conflict) as error:
            left.append(Left(upload.name, str(error)))
    return added, left


def _one(event: EventRow, form: forms.PhotosForm) -> ResponseReturnValue:
    if not form.is_sent_and_valid():
        raise Invalid("; ".join(str(words) for found in form.errors.values() for words in found))
    upload = next(form.uploads())
    added = services.add(event.id, upload, form.said())
    row = queries.photo_row(added.photo_id)
    card = render_template("people/staff/photos/_one_card.html", row=row, marks=MARKS, may_write=True)
    return jsonify(photo=added.photo_id, number=added.number, again=added.again, words=_became(upload, added), card=card)


def _became(upload: Upload, added: Added) -> str:
    if added.again:
        return _("It was here already, as photo %(number)s.", number=added.number)
    if added.like is not None:
        return _("Kept as photo %(number)s. It looks like photo %(other)s.", number=added.number, other=added.like.number)
    return _("Kept as photo %(number)s.", number=added.number)


@bp.post("/events/<int:event_id>/photos/people")
@needs(P.PHOTOS_WRITE)
def event_people(event_id: int) -> ResponseReturnValue:
    event = _event(event_id)
    here = url_for(".event_photos", event_id=event.id)
    numbers, seen = tuple(wholes_in(request.form.getlist("photo"))), forms.seen_of(request.form.get("seen"))
    if not numbers or seen is None:
        return done(here, _("Tick the photos first, then say who is seen in them."), "warn")
    try:
        count = services.say_who_of_many(event_id, numbers, seen)
    except (Conflict, Invalid) as error:
        return done(here, error.message, "bad")
    return done(here, _n("Noted for %(num)d photo.", "Noted for %(num)d photos.", count))
