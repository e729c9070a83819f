"""What is typed about photos: files and by whom, the words under one, who is seen."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import HiddenField, MultipleFileField, RadioField, SelectChoice, ValidationError
from wtforms.validators import Optional

from campaign.core.errors import Problem
from campaign.core.i18n import _, _l
from campaign.core.text import clean_line
from campaign.people.photos.schemas import MOST_BYTES, MOST_CAPTION, MOST_FILES, MOST_NAME, NewPhoto, PhotoRow, PhotoWish, Seen
from campaign.people.photos.services.describing import wrong_moment
from campaign.people.photos.words import SEEN
from campaign.sheets.reading import Upload
from campaign.web.forms import CampaignForm, DayField, LineField, NotLonger, TextField, VersionedForm, WallTimeField
from campaign.web.numbers import whole_or_nought
from campaign.web.tongues import texts_of

AT_ONCE = (Seen.UNSAID, Seen.NOBODY, Seen.ADULTS)  # children are named one by one


def _choices(which: Any) -> list[SelectChoice]:
    return [SelectChoice(seen.value, SEEN[seen]) for seen in which]


class PhotosForm(CampaignForm):
    """Photos, who took them, and who is seen where that is the same for all of them."""

    files = MultipleFileField(_l("Photos to send"))
    author = LineField(_l("Taken by"), [NotLonger(MOST_NAME)])
    seen = RadioField(_l("Who can be recognised"), choices=_choices(AT_ONCE), default=Seen.UNSAID.value)

    def validate_files(self, field: Any) -> None:
        named = [file for file in field.data or () if getattr(file, "filename", "")]
        if not named:
            raise ValidationError(_("Choose at least one photo."))
        if len(named) > MOST_FILES:
            raise ValidationError(_("At most %(most)s photos go at once here. Send the others after these.", most=MOST_FILES))

    def uploads(self) -> Iterator[Upload]:
        """One after the other; a larger one than is taken is read no further than that."""
        for file in self.files.data:
            if file.filename:
                name = clean_line(file.filename.replace("\\", "/").rpartition("/")[2])[-MOST_NAME:]
                yield Upload(name or "?", file.read(MOST_BYTES + 1))

    def said(self) -> NewPhoto:
        return NewPhoto(author=self.author.data or "", seen=Seen(self.seen.data))


class PhotoForm(VersionedForm):
    """The words under a photo, who took it and when."""

    caption_kk = TextField(_l("Caption in Kazakh"), [NotLonger(MOST_CAPTION)])
    caption_ru = TextField(_l("Caption in Russian"), [NotLonger(MOST_CAPTION)])
    caption_en = TextField(_l("Caption in English"), [NotLonger(MOST_CAPTION)])
    author = LineField(_l("Taken by"), [NotLonger(MOST_NAME)])
    taken_on = DayField(_l("Taken on"), [Optional()])
    taken_time = WallTimeField(_l("At what time"), [Optional()])
    zone = ""  # of the place

    def judged(self) -> Iterable[Problem]:
        return wrong_moment(self.command(self.zone).taken_at) if self.zone else ()

    def command(self, zone: str) -> PhotoWish:
        caption = self.written("caption")
        day: Any = self.taken_on.data
        moment = None if day is None else datetime.combine(day, self.taken_time.data or time(), ZoneInfo(zone))
        return PhotoWish(caption, self.author.data or "", moment)


def photo_form(row: PhotoRow) -> PhotoForm:
    """Filled with what stands there; what was typed goes before it."""
    wall = None if row.taken_at is None else row.taken_at.astimezone(ZoneInfo(row.time_zone))
    form = PhotoForm(
        version=row.version, **texts_of("caption", row.caption),
        author=row.author, taken_on=wall and wall.date(), taken_time=wall and wall.time(),
    )  # fmt: skip
    form.zone = row.time_zone
    return form


class PeopleForm(CampaignForm):
    """Who can be recognised in one photo."""

    version = HiddenField()
    seen = RadioField(_l("Who can be recognised"), choices=_choices(Seen))

    def seen_version(self) -> int:
        return whole_or_nought(self.version.data)


def seen_of(raw: str | None) -> Seen | None:
    return Seen(raw) if raw in set(Seen) else None
