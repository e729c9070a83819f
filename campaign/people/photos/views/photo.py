"""One photo: the picture itself, the words under it, who is seen in it, erasing it."""

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.core.text import clean_line
from campaign.events.queries import event_row
from campaign.people.photos import forms, queries, services
from campaign.people.photos.policies import can_write_photos, ensure_can_read_photos
from campaign.people.photos.schemas import MOST_FOUND, PhotoRow, Size
from campaign.people.photos.views.desk import bp
from campaign.people.photos.words import MARKS, SEEN, WHY
from campaign.people.schemas import LONGEST_SEARCH
from campaign.web.answers import done, told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought


def _photo(photo_id: int) -> PhotoRow:
    row = queries.photo_row(photo_id)
    ensure_can_read_photos(current_actor(), row.region_id, row.stop_id)
    return row


def _page(row: PhotoRow, form: forms.PhotoForm, people: forms.PeopleForm | None = None) -> ResponseReturnValue:
    people = people or forms.PeopleForm(formdata=None, version=row.version, seen=row.seen.value)
    asked = clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    page = render_template(
        "people/staff/photos/photo.html", row=row, event=event_row(row.event_id), form=form, people=people, marks=MARKS,
        why=WHY, may_write=can_write_photos(current_actor(), row.region_id, row.stop_id), asked=asked, most=MOST_FOUND,
        found=queries.people_to_name(row, asked) if asked else (), beside=queries.beside(row),
        seen_words=SEEN,
    )  # fmt: skip
    return page, max(form.status(), people.status())


@bp.route("/photos/<int:photo_id>", methods=["GET", "POST"])
@needs(P.PHOTOS_READ)
def photo(photo_id: int) -> ResponseReturnValue:
    row = _photo(photo_id)
    form = forms.photo_form(row)
    if form.is_sent_and_valid():
        try:
            services.describe(photo_id, form.command(row.time_zone), form.seen())
            return done(url_for(".photo", photo_id=photo_id), _("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    return _page(row, form)


@bp.post("/photos/<int:photo_id>/people")
@needs(P.PHOTOS_WRITE)
def photo_people(photo_id: int) -> ResponseReturnValue:
    row, people = _photo(photo_id), forms.PeopleForm()
    if people.is_sent_and_valid():
        try:
            services.say_who(photo_id, forms.seen_of(people.seen.data) or row.seen, people.seen_version())
            return done(url_for(".photo", photo_id=photo_id), _("Noted."))
        except Conflict as error:
            people.show(Invalid(error.message))
            people.version.data = str(row.version)
    return _page(row, forms.photo_form(row), people)


@bp.post("/photos/<int:photo_id>/name")
@needs(P.PHOTOS_WRITE)
def photo_name(photo_id: int) -> ResponseReturnValue:
    row = _photo(photo_id)
    services.name_person(photo_id, whole_or_nought(request.form.get("registration")))
    return done(url_for(".photo", photo_id=row.id), _("Noted."))


@bp.post("/photos/<int:photo_id>/unname")
@needs(P.PHOTOS_WRITE)
def photo_unname(photo_id: int) -> ResponseReturnValue:
    row = _photo(photo_id)
    services.unname_person(photo_id, whole_or_nought(request.form.get("person")))
    return done(
        url_for(".photo", photo_id=row.id), _("The name was taken out. Say who can be recognised, if it is somebody else now.")
    )


@bp.post("/photos/<int:photo_id>/erase")
@needs(P.PHOTOS_WRITE)
def photo_erase(photo_id: int) -> ResponseReturnValue:
    row = _photo(photo_id)
    services.erase(photo_id)
    return done(url_for(".event_photos", event_id=row.event_id), _("Photo %(number)s is erased.", number=row.number))


@bp.get("/photos/<int:photo_id>/<any(print, screen, thumb):photo_size>.jpg")
@needs(P.PHOTOS_READ)
def photo_picture(photo_id: int, photo_size: str) -> ResponseReturnValue:
    """Kept by the browser, and asked for each time whether it may still be shown."""
    place = queries.photo_place(photo_id)
    ensure_can_read_photos(current_actor(), place.region_id, place.stop_id)
    response = Response(mimetype="image/jpeg")
    response.set_etag(f"{place.uid}-{photo_size}")
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    if response.status_code == 200:
        response.set_data(services.content(photo_id, Size(photo_size)))
    return response
