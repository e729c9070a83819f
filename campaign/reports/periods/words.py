"""What a correction says, in the reader's language; the same words on the page and on paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from campaign.core.clock import on_the_wall
from campaign.core.i18n import Translated, _
from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.schemas import MeasureRow, Source, Unit
from campaign.events.figures.words import SOURCES, amount_words, audience_words
from campaign.reports.periods.comparing import Change
from campaign.reports.periods.schemas import Told
from campaign.web.templating import day_short

Measures = Mapping[str, MeasureRow]


def place(told: Told) -> str:
    return Translated.of(told.row["stop_name"]).text()


def event(told: Told) -> str:
    """The event with its day; of an audience, that it is all events of the same people."""
    row = told.row
    if row["kind"] == "audience":
        return _("All events of the same people together")
    return f"{Translated.of(row['title']).text()}, {day_short(date.fromisoformat(row['day']))}"


def what(told: Told, measures: Measures) -> str:
    """The measure, or that it is the event itself."""
    row = told.row
    return _("the event itself") if row["kind"] == "event" else _measure(row["measure"], measures).name.text() or row["measure"]


def said(facts: Mapping[str, Any], measures: Measures) -> str:
    """What a row says: `≈ 400, estimated`; of an event, whether it was held, on which day and with which people."""
    if not facts:
        return "–"
    if facts["kind"] == "event":
        held = _("held") if facts["held"] else _("not marked as held")
        return f"{held}, {day_short(date.fromisoformat(facts['day']))}, {_('people')}: {audience_words(facts['audience'])}"
    amount = Amount(facts["value"], Qualifier(facts["qualifier"]))
    return f"{amount_words(amount, _measure(facts['measure'], measures))}, {str(SOURCES[Source(facts['source'])]).lower()}"


def who_and_when(told: Told, zone: str) -> str:
    """Who made the correction, and when by the wall of the place; of what follows from rows nobody is named."""
    if told.at is None:
        return _("from the rows of the campaign") if told.derived else _("not known")
    at = on_the_wall(told.at, zone)
    return f"{told.who or _('the system')}, {at:%d.%m.%Y %H:%M}"


def change_words(told: Told) -> str:
    words = {Change.CHANGED: _("was corrected"), Change.ADDED: _("was added"), Change.GONE: _("was taken out")}
    return words[told.change]


def _measure(code: str, measures: Measures) -> MeasureRow:
    """The measure as it was named when the period was closed."""
    return measures.get(code) or MeasureRow(0, code, Translated(), Unit.ITEMS)
