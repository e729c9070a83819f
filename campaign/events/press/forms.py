"""What is typed about the press."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from wtforms import SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core import clock
from campaign.core.addresses import wrong_address
from campaign.core.errors import Problem
from campaign.core.i18n import Words, _, _l
from campaign.events.press.schemas import (
    MOST_ADDRESS,
    MOST_CONTACT,
    MOST_LINE,
    MOST_NAME,
    MOST_NOTE,
    MOST_PERSON,
    MOST_QUOTE,
    Format,
    LinkedEvent,
    NewOutlet,
    NewPlanRow,
    NewPublication,
    NewQuotation,
    OutletKind,
    OutletRow,
    PlanRow,
    PublicationFilter,
    PublicationRow,
    QuotationRow,
    Tongue,
)
from campaign.events.press.services.judging import wrong_reach
from campaign.events.press.words import FORMATS, KINDS, TONGUES
from campaign.web.forms import (
    CampaignForm,
    DayField,
    LineField,
    Needed,
    NotLonger,
    TextField,
    VersionedForm,
    WholeNumberField,
    choices_of,
)
from campaign.web.numbers import day_or_none, whole_or_none, whole_or_nought
from campaign.web.tongues import texts_of

_CHECKS: dict[str, Any] = {
    "coerce": whole_or_nought,
    "widget": ListWidget(prefix_label=False),
    "option_widget": CheckboxInput(),
    "validate_choice": False,
}


class OutletForm(VersionedForm):
    """An outlet."""

    name = LineField(_l("Name"), [Needed(), NotLonger(MOST_NAME)])
    kind = SelectField(_l("Kind"), choices=choices_of(KINDS), default=OutletKind.SITE.value)
    language = SelectField(_l("Language"), choices=choices_of(TONGUES), default=Tongue.BOTH.value)
    contact = LineField(
        _l("Contact"), [NotLonger(MOST_CONTACT)], description=_l("Whom to ask for, telephone, mail. Only staff read it.")
    )  # fmt: skip

    def command(self) -> NewOutlet:
        return NewOutlet(
            self.name.data or "", OutletKind(self.kind.data), Tongue(self.language.data), self.contact.data or ""
        )  # fmt: skip


def outlet_form(row: OutletRow) -> OutletForm:
    """The form filled with the outlet, and what was sent over that."""
    return OutletForm(
        version=row.version, name=row.name, kind=row.kind.value, language=row.language.value, contact=row.contact
    )  # fmt: skip


class InviteForm(CampaignForm):
    """Which outlets were invited."""

    outlets = SelectMultipleField(_l("Outlets"), **_CHECKS)

    def offer(self, outlets: Iterable[OutletRow], invited: Iterable[int]) -> None:
        """Those that were not invited yet."""
        there = set(invited)
        self.outlets.choices = [SelectChoice(row.id, row.name) for row in outlets if row.id not in there]


class QuotationForm(VersionedForm):
    """What somebody says."""

    owed = {"text_ru": _l("Write the words in at least one language.")}
    speaker = LineField(_l("Spokesperson"), [Needed(), NotLonger(MOST_PERSON)])
    post_kk = LineField(_l("Position in Kazakh"), [NotLonger(MOST_LINE)])
    post_ru = LineField(_l("Position in Russian"), [NotLonger(MOST_LINE)])
    text_kk = TextField(_l("Words in Kazakh"), [NotLonger(MOST_QUOTE)])
    text_ru = TextField(_l("Words in Russian"), [NotLonger(MOST_QUOTE)])
    text_en = TextField(_l("Words in English"), [NotLonger(MOST_QUOTE)])

    def command(self) -> NewQuotation:
        return NewQuotation(self.speaker.data or "", self.written("post"), self.written("text"))


def quotation_form(row: QuotationRow, *, sent: bool = True) -> QuotationForm:
    """Filled with what stands there; `sent` lets what was typed go before it."""
    untouched: dict[str, Any] = {} if sent else {"formdata": None}
    return QuotationForm(
        version=row.version, speaker=row.speaker, post_kk=row.post.kk, post_ru=row.post.ru, **texts_of("text", row.text),
        **untouched,
    )  # fmt: skip


class ApprovalForm(VersionedForm):
    """Who approved a quotation, and when."""

    approved_by = LineField(_l("Approved by"), [NotLonger(MOST_PERSON)])
    approved_on = DayField(_l("Day"), [Needed()])


def _offered(outlets: Iterable[OutletRow], none: Words) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(row.id, row.name) for row in outlets)]


class PublicationForm(VersionedForm):
    """A publication."""

    address = LineField(_l("Address of the page"), [NotLonger(MOST_ADDRESS)])
    outlet = SelectField(_l("Outlet"), coerce=whole_or_none, validate_choice=False)
    published_on = DayField(_l("Published on"), [Needed()])
    language = SelectField(_l("Language"), choices=choices_of(TONGUES), default=Tongue.RU.value)
    format = SelectField(_l("Format"), choices=choices_of(FORMATS), default=Format.ARTICLE.value)
    reach = WholeNumberField(
        _l("Reach, people"), [Optional()], description=_l("How many saw or heard it, as the outlet says. Empty: not known.")
    )
    note = LineField(_l("Note"), [NotLonger(MOST_NOTE)])
    events = SelectMultipleField(_l("Tells of these events"), **_CHECKS)

    def offer(self, outlets: Iterable[OutletRow], events: Iterable[LinkedEvent]) -> None:
        self.outlet.choices = _offered(outlets, _("not in the list"))
        self.events.choices = [SelectChoice(event.id, event.title.text()) for event in events]

    def judged(self) -> Iterable[Problem]:
        return (*wrong_address("address", self.address.data or "", MOST_ADDRESS), *wrong_reach(self.reach.data))

    def command(self) -> NewPublication:
        return NewPublication(
            self.address.data or "", self.outlet.data, cast(date, self.published_on.data), Tongue(self.language.data),
            Format(self.format.data), self.reach.data, self.note.data or "", tuple(self.events.data or ()),
        )  # fmt: skip


def new_publication_form(zone: str, event_id: int | None) -> PublicationForm:
    """Of today, about the event whose page it stands on."""
    return PublicationForm(published_on=clock.campaign_today(zone), events=[event_id] if event_id else [])


def publication_form(row: PublicationRow) -> PublicationForm:
    return PublicationForm(
        version=row.version, address=row.address, outlet=row.outlet_id, published_on=row.published_on,
        language=row.language.value, format=row.format.value, reach=row.reach, note=row.note,
        events=[event.id for event in row.events],
    )  # fmt: skip


class PlanRowForm(VersionedForm):
    """A row of the media plan."""

    owed = {"theme_ru": _l("Name the theme or the event in at least one language.")}
    due_on = DayField(_l("Date"), [Needed()])
    theme_kk = LineField(_l("Theme or event in Kazakh"), [NotLonger(MOST_LINE)])
    theme_ru = LineField(_l("Theme or event in Russian"), [NotLonger(MOST_LINE)])
    outlet = SelectField(_l("Outlet"), coerce=whole_or_none, validate_choice=False)
    platform = LineField(_l("Page, street or screen"), [NotLonger(MOST_LINE)])
    format = SelectField(_l("Format"), choices=choices_of(FORMATS), default=Format.ARTICLE.value)
    language = SelectField(_l("Language"), choices=choices_of(TONGUES), default=Tongue.BOTH.value)
    responsible = LineField(_l("Responsible person"), [NotLonger(MOST_PERSON)])
    link = LineField(_l("Address afterwards"), [NotLonger(MOST_ADDRESS)])
    reach = WholeNumberField(_l("Reach afterwards, people"), [Optional()])

    def offer(self, outlets: Iterable[OutletRow]) -> None:
        self.outlet.choices = _offered(outlets, _("none of the list"))

    def judged(self) -> Iterable[Problem]:
        return (*wrong_address("link", self.link.data or "", MOST_ADDRESS), *wrong_reach(self.reach.data))

    def command(self) -> NewPlanRow:
        return NewPlanRow(
            cast(date, self.due_on.data), self.written("theme"), self.outlet.data, self.platform.data or "",
            Format(self.format.data), Tongue(self.language.data), self.responsible.data or "", self.link.data or "",
            self.reach.data,
        )  # fmt: skip


def plan_row_form(row: PlanRow) -> PlanRowForm:
    return PlanRowForm(
        version=row.version, due_on=row.due_on, theme_kk=row.theme.kk, theme_ru=row.theme.ru, outlet=row.outlet_id,
        platform=row.platform, format=row.format.value, language=row.language.value, responsible=row.responsible,
        link=row.link, reach=row.reach,
    )  # fmt: skip


def filter_of(asked: Any) -> PublicationFilter:
    """The filter in an address; what makes no sense means: whatever."""

    def word(name: str, known: type[Tongue] | type[Format]) -> str:
        said = str(asked.get(name, ""))
        return said if said in {one.value for one in known} else ""

    return PublicationFilter(
        whole_or_none(asked.get("stop")), whole_or_none(asked.get("outlet")), word("language", Tongue), word("format", Format),
        day_or_none(asked.get("from")), day_or_none(asked.get("to")),
    )  # fmt: skip


def as_address(wish: PublicationFilter) -> dict[str, Any]:
    """The filter as words of an address; without what is empty."""
    words = {
        "stop": wish.stop_id, "outlet": wish.outlet_id, "language": wish.language, "format": wish.format,
        "from": wish.first_day and wish.first_day.isoformat(), "to": wish.last_day and wish.last_day.isoformat(),
    }  # fmt: skip
    return {name: value for name, value in words.items() if value}
