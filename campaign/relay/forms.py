"""The forms of a plan and of a campaign."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.errors import Problem
from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, Translated, _, _l, _n
from campaign.core.text import clean_line
from campaign.relay.planning import last_day_of, wrong_days, wrong_stays
from campaign.relay.planstate import FREE, PlanState, read_dotted, read_paired
from campaign.relay.schemas import CampaignRow, KitBrief, NewCampaign
from campaign.relay.services import wrong_span
from campaign.territory.schemas import UnitRow
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, TextField, VersionedForm, WholeNumberField
from campaign.web.numbers import whole_or_none, whole_or_nought, wholes_in
from campaign.web.tongues import texts_of

SKIP_WORDS = (
    SelectChoice("none", _l("there are no such days")),
    SelectChoice("weekends", _l("on weekends")),
    SelectChoice("holidays", _l("on public holidays")),
    SelectChoice("both", _l("on weekends and holidays")),
)
MOST_SKIPPED = 100
USUAL_STAY = 14


class DaysField(LineField):
    """Several days, divided by commas or spaces, as 2018-07-06 or 06.07.2018."""

    days: tuple[date, ...] = ()

    def pre_validate(self, form: Any) -> None:
        parts = [part for part in re.split(r"[,;\s]+", self.data or "") if part]
        if len(parts) > MOST_SKIPPED:
            raise ValidationError(_("At most %(most)s days can be named.", most=MOST_SKIPPED))
        self.days = tuple(sorted({_day(part) for part in parts}))


def _day(text: str) -> date:
    try:
        if "." in text:
            day, month, year = text.split(".")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise ValidationError(_("%(text)s is no date. For example: 06.07.2018.", text=text[:40])) from None


def _kit_words(kit: KitBrief) -> str:
    events = _n("%(num)d event", "%(num)d events", kit.events)
    return _("%(name)s: %(events)s", name=kit.name, events=events)


class LastsDays:
    """A number of days that a stay may last; nought is wrong, not missing."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(_("Please fill this in."))
        for problem in wrong_stays([] if field.data is None else [field.data]):
            raise ValidationError(str(problem.message))


class PlanForm(CampaignForm):
    """What is asked before a plan is made, and what travels with it. Read from an address, so without a token."""

    class Meta(CampaignForm.Meta):
        csrf = False

    region = SelectField(_l("Region"), validators=[Needed(_l("Choose a region."))], validate_choice=False)
    as_of = DayField(
        _l("Territory as of"), description=_l("Empty: as on the first day. A relay of 2018 has the districts of 2018.")
    )
    start = DayField(_l("Start"), validators=[Needed()])
    stay = WholeNumberField(
        _l("Stay, days"), validators=[LastsDays()], description=_l("Both the first and the last day count.")
    )
    until = DayField(_l("Not later than"), validators=[Needed()])
    skip = SelectField(_l("No handover"), choices=SKIP_WORDS, default="none", validate_choice=True)
    days = DaysField(_l("Days without a handover"), description=_l("For example: 06.07.2018, 30.08.2018."))
    kit = SelectField(_l("Kit of events"), validate_choice=False)
    unit = SelectMultipleField(
        _l("Places"),
        coerce=whole_or_nought,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    first = SelectField(_l("Begins in"), validate_choice=False)
    last = SelectField(_l("Ends in"), validate_choice=False)
    campaign = SelectField(_l("Campaign"), validate_choice=False)
    parent = HiddenField()
    outlast = BooleanField(_l("The relay may go beyond the stay of the stop that it is inside of"))
    like = HiddenField()
    own = BooleanField()
    draft = HiddenField()
    seen = HiddenField()
    chosen = HiddenField()
    units = HiddenField()
    order = HiddenField()
    pins = HiddenField()
    stays = HiddenField()

    def state(self) -> PlanState:
        """Everything that was chosen; only after the form was found valid."""
        units = tuple(self.unit.data or ()) if self.chosen.data else read_dotted(self.units.data or "")
        stays = read_paired(self.stays.data or "")
        if self.chosen.data:  # a place that is left out needs no stay of its own any more
            stays = tuple((unit, length) for unit, length in stays if unit in units)
        days: dict[str, Any] = {"start": self.start.data, "until": self.until.data, "stay": self.stay.data}
        return PlanState(
            **days,
            region=clean_line(self.region.data or "")[:20], as_of=self.as_of.data,
            skip=self.skip.data, kit=clean_line(self.kit.data or "")[:40], days=self.days.days,
            units=units, first=clean_line(self.first.data or "")[:10], last=clean_line(self.last.data or "")[:10],
            order=read_dotted(self.order.data or ""), pins=read_paired(self.pins.data or ""),
            stays=stays, campaign=whole_or_none(self.campaign.data or ""),
            parent=whole_or_none(self.parent.data or ""), outlast=bool(self.outlast.data),
            like=whole_or_none(self.like.data or ""), own=bool(self.own.data), draft=whole_or_none(self.draft.data or ""),
            seen=whole_or_none(self.seen.data or ""),
        )  # fmt: skip

    def offer(self, units: Sequence[UnitRow], kits: Sequence[KitBrief], campaigns: Sequence[CampaignRow], centre: str) -> None:
        """Put in what there is to choose from, and the usual answers where nothing was said."""
        places = [SelectChoice(str(unit.id), unit.name.text()) for unit in units]
        if not self.chosen.data and not self.unit.data:
            self.unit.data = list(read_dotted(self.units.data or "") or (unit.id for unit in units))
        name = next((unit.name.text() for unit in units if unit.code == centre), "")
        usual = [SelectChoice("", _("The region's centre, %(name)s", name=name))] if name else []
        self.first.choices = [*usual, SelectChoice(FREE, _("Wherever the road is shortest")), *places]
        self.last.choices = [SelectChoice("", _("Wherever the road is shortest")), *places]
        self.kit.choices = [SelectChoice(kit.code, _kit_words(kit)) for kit in kits]
        any_campaign = SelectChoice("", _("The one of these days"))
        self.campaign.choices = [any_campaign, *(SelectChoice(str(row.id), row.name.text()) for row in campaigns)]
        start: date | None = self.start.data
        if start is not None and not self.until.raw_data:
            self.until.process_data(last_day_of(start))
        if not self.stay.raw_data:
            self.stay.process_data(USUAL_STAY)

    def judged(self) -> Iterable[Problem]:
        return wrong_days({"as_of": self.as_of.data, "start": self.start.data, "until": self.until.data})

    def validate_unit(self, field: Any) -> None:
        if self.chosen.data and not field.data and not self.order.data:
            raise ValidationError(_("Choose at least one place."))


class CopyForm(CampaignForm):
    """An earlier season with new dates. Read from an address, so without a token."""

    class Meta(CampaignForm.Meta):
        csrf = False

    start = DayField(_l("Start"), validators=[Needed()])
    until = DayField(_l("Not later than"), validators=[Needed()])
    events = SelectField(
        _l("Events"),
        choices=[
            SelectChoice("own", _l("those of the earlier season, at the new days")),
            SelectChoice("kit", _l("those of a kit")),
        ],
        default="own",
    )
    kit = SelectField(_l("Kit of events"), validate_choice=False)

    def validate_start(self, field: Any) -> None:
        for problem in wrong_days({"start": field.data}):
            raise ValidationError(str(problem.message))

    def judged(self) -> Iterable[Problem]:
        return wrong_days({"start": self.start.data, "until": self.until.data})


def typed_order(state: PlanState, typed: "MultiDict[str, str]") -> PlanState:
    """The state after the numbers (`place-ID`) and pins (`pinned`) beside the rows of a sent list."""
    places: dict[int, int] = {}
    for unit in state.order:
        if (place := whole_or_none(clean_line(typed.get(f"place-{unit}", "")))) is not None:
            places[unit] = place
    return state.moved(places, wholes_in(typed.getlist("pinned")))


class CampaignTextForm(VersionedForm):
    """Name, slogans, period and hotline of a campaign."""

    owed = {"name_kk": _l("A campaign has a name in one language at least.")}
    name_kk = LineField(_l("Name in Kazakh"), validators=[NotLonger(200)])
    name_ru = LineField(_l("Name in Russian"), validators=[NotLonger(200)])
    name_en = LineField(_l("Name in English"), validators=[NotLonger(200)])
    slogans_kk = TextField(_l("Slogans in Kazakh"), validators=[NotLonger(1000)], description=_l("One slogan a line."))
    slogans_ru = TextField(_l("Slogans in Russian"), validators=[NotLonger(1000)])
    slogans_en = TextField(_l("Slogans in English"), validators=[NotLonger(1000)])
    starts_on = DayField(_l("First day"), validators=[Needed()])
    ends_on = DayField(_l("Last day"), validators=[Needed()])
    hotline = LineField(
        _l("Hotline"), validators=[NotLonger(40)], description=_l("Stands on every page and paper. For example: 1424.")
    )
    default_language = SelectField(
        _l("Usual language"), choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )

    def judged(self) -> Iterable[Problem]:
        return wrong_span(self.starts_on.data, self.ends_on.data)

    def validate_hotline(self, field: Any) -> None:
        if field.data and not re.fullmatch(r"[0-9+() -]{3,40}", field.data):
            raise ValidationError(_("A hotline is a phone number. For example: 1424."))

    def command(self) -> NewCampaign:
        """What was typed; only after the form was found valid."""
        days: dict[str, Any] = {"starts_on": self.starts_on.data, "ends_on": self.ends_on.data}
        lines = {code: (self[f"slogans_{code}"].data or "").split("\n") for code in LANGUAGES}
        count = max(len(slogans) for slogans in lines.values())
        slogans = (
            Translated(**{code: lines[code][place] if place < len(lines[code]) else "" for code in LANGUAGES})
            for place in range(count)
        )
        return NewCampaign(
            name=self.written("name"),
            slogans=tuple(words for words in slogans if words),
            hotline=self.hotline.data or "",
            default_language=self.default_language.data,
            **days,
        )


def campaign_form(row: CampaignRow) -> CampaignTextForm:
    """The form filled with what is kept of the campaign, and what was sent over that."""
    slogans = Translated(**{code: "\n".join(getattr(words, code) for words in row.slogans) for code in LANGUAGES})
    return CampaignTextForm(
        version=row.version, starts_on=row.starts_on, ends_on=row.ends_on, hotline=row.hotline,
        default_language=row.default_language, **texts_of("name", row.name), **texts_of("slogans", slogans),
    )  # fmt: skip
