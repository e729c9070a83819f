"""What is typed about the page of a stop."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wtforms import FieldList, FormField, HiddenField, RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.i18n import Translated, _, _l
from campaign.events.figures.schemas import MeasureRow
from campaign.events.press.schemas import QuotationRow
from campaign.people.photos.schemas import PhotoRow
from campaign.reports.book.schemas import MOST_CAPTION, MOST_LEAD, MOST_NAME, MOST_POST, PageRow, PageWish, Signer
from campaign.web.forms import InnerForm, LineField, NotLonger, TextField, VersionedForm
from campaign.web.numbers import whole_or_nought

_CHECKS: Final[dict[str, Any]] = {
    "widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput(), "validate_choice": False,
}  # fmt: skip


class PhotoForm(InnerForm):
    """A photo on the page: its place, none takes it out, and its words in both languages."""

    photo_id = HiddenField()
    place = LineField(_l("Place"))
    caption_kk = TextField(_l("Caption in Kazakh"), [NotLonger(MOST_CAPTION)])
    caption_ru = TextField(_l("Caption in Russian"), [NotLonger(MOST_CAPTION)])


class PageForm(VersionedForm):
    """The page of a stop."""

    lead_kk = TextField(_l("What it was like, in Kazakh"), [NotLonger(MOST_LEAD)])
    lead_ru = TextField(_l("What it was like, in Russian"), [NotLonger(MOST_LEAD)])
    quotation = RadioField(_l("Quotation"), coerce=whole_or_nought, validate_choice=False)
    measures = SelectMultipleField(_l("Figures"), **_CHECKS)
    giver_name = LineField(_l("Who hands over: name"), [NotLonger(MOST_NAME)])
    giver_post_kk = LineField(_l("Position in Kazakh"), [NotLonger(MOST_POST)])
    giver_post_ru = LineField(_l("Position in Russian"), [NotLonger(MOST_POST)])
    receiver_name = LineField(_l("Who receives: name"), [NotLonger(MOST_NAME)])
    receiver_post_kk = LineField(_l("Position in Kazakh"), [NotLonger(MOST_POST)])
    receiver_post_ru = LineField(_l("Position in Russian"), [NotLonger(MOST_POST)])
    photos = FieldList(FormField(PhotoForm))

    def offer(self, quotations: Iterable[QuotationRow], measures: Mapping[str, MeasureRow]) -> None:
        """Fill the lists to choose from."""
        told = [(row.id, f"«{row.text.text()}» – {row.speaker}") for row in quotations]
        self.quotation.choices = [(0, _("none")), *told]
        self.measures.choices = [(row.code, row.name.text()) for row in measures.values()]

    def command(self) -> PageWish:
        return PageWish(
            lead=self.written("lead"),
            quotation_id=self.quotation.data or None,
            measures=tuple(self.measures.data or ()),
            giver=self._signer("giver"),
            receiver=self._signer("receiver"),
            photos=self._photos(),
        )

    def _signer(self, name: str) -> Signer:
        return Signer(self[f"{name}_name"].data or "", self.written(f"{name}_post"))

    def _photos(self) -> tuple[tuple[int, Translated], ...]:
        """In the order of their places; one without a place is taken out."""
        told = []
        for at, field in enumerate(self.photos):
            form = field.form
            number, place = whole_or_nought(form.photo_id.data), whole_or_nought(form.place.data)
            if number and place:
                told.append((place, at, number, form.written("caption")))
        return tuple((number, caption) for _place, _at, number, caption in sorted(told, key=lambda one: one[:2]))


def page_form(page: PageRow, giver: Signer, receiver: Signer) -> PageForm:
    """The form filled with what is written, or for who signs with what is proposed."""
    photos = [
        {"photo_id": photo.photo_id, "place": place, "caption_kk": photo.caption.kk, "caption_ru": photo.caption.ru}
        for place, photo in enumerate(page.photos, 1)
    ]
    return PageForm(
        version=page.version, lead_kk=page.lead.kk, lead_ru=page.lead.ru,
        quotation=page.quotation.id if page.quotation else 0, measures=list(page.measures),
        giver_name=giver.name, giver_post_kk=giver.post.kk, giver_post_ru=giver.post.ru, receiver_name=receiver.name,
        receiver_post_kk=receiver.post.kk, receiver_post_ru=receiver.post.ru, photos=photos,
    )  # fmt: skip


class ChoiceForm(VersionedForm):
    """Which photos of the stop stand on its page."""

    photos = SelectMultipleField(_l("Photos"), coerce=whole_or_nought, **_CHECKS)

    def offer(self, photos: Iterable[PhotoRow]) -> None:
        """Fill the list to choose from."""
        self.photos.choices = [(row.id, row.caption.text() or str(row.number)) for row in photos]


class ReadyForm(VersionedForm):
    """The version of the page that is handed in."""
