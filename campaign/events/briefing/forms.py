"""What is typed about facts, rules and the briefing of an event."""

from collections.abc import Iterable
from datetime import date

from wtforms import BooleanField, SelectChoice, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core import clock, phones
from campaign.core.errors import Problem
from campaign.core.i18n import Translated, _l, language
from campaign.events.briefing.schemas import (
    MOST_LINE,
    MOST_LINES,
    MOST_SOURCE,
    MOST_TEXT,
    BriefingText,
    Contact,
    FactRow,
    NewFact,
    RuleRow,
)
from campaign.events.briefing.services.facts import wrong_fact
from campaign.web.forms import (
    LineField,
    Needed,
    NotLonger,
    PhoneField,
    TextField,
    VersionedForm,
    WholeNumberField,
)
from campaign.web.numbers import whole_or_nought
from campaign.web.tongues import texts_of

_A_LINE_EACH = _l("One a line.")
_DAY = _l(
    "One a line, with its time: 10:00 Gathering. "
    "Leave it empty to take the running sheet, if it is short, or the times of the event."
)


class FactForm(VersionedForm):
    """A fact with its source."""

    text_kk = LineField(_l("What it says, in Kazakh"), [Needed(), NotLonger(MOST_LINE)])
    text_ru = LineField(_l("What it says, in Russian"), [Needed(), NotLonger(MOST_LINE)])
    text_en = LineField(_l("What it says, in English"), [NotLonger(MOST_LINE)])
    value = LineField(_l("Value"), [Needed(), NotLonger(60)], description=_l("As it is printed: 122 / 180, 4.2, 1998."))
    unit_kk = LineField(_l("Unit in Kazakh"), [NotLonger(60)])
    unit_ru = LineField(_l("Unit in Russian"), [NotLonger(60)])
    unit_en = LineField(_l("Unit in English"), [NotLonger(60)])
    year = WholeNumberField(_l("Year"), [Needed()], description=_l("Of the source, or for which the value holds."))
    source = LineField(_l("Source"), [NotLonger(MOST_LINE)], description=_l("Who says so: a body, a journal, an index."))
    address = LineField(_l("Address of the source"), [NotLonger(MOST_SOURCE)])
    checked = BooleanField(_l("I have looked at the source today, and it says so"))

    def judged(self) -> Iterable[Problem]:
        return wrong_fact(self.command())

    def command(self) -> NewFact:
        text, unit = (self.written(name) for name in ("text", "unit"))
        return NewFact(
            text, self.value.data or "", unit, self.year.data or 0, self.source.data or "", self.address.data or "",
            bool(self.checked.data),
        )  # fmt: skip


def fact_form(fact: FactRow | None) -> FactForm:
    """Empty, or filled with what is written down."""
    if fact is None:
        return FactForm(year=clock.campaign_today().year)
    return FactForm(
        version=fact.version, value=fact.value, year=fact.year, source=fact.source, address=fact.address,
        **texts_of("text", fact.text), **texts_of("unit", fact.unit),
    )  # fmt: skip


class RuleForm(VersionedForm):
    """One rule of conduct."""

    text_kk = LineField(_l("The rule in Kazakh"), [Needed(), NotLonger(MOST_LINE)])
    text_ru = LineField(_l("The rule in Russian"), [Needed(), NotLonger(MOST_LINE)])
    text_en = LineField(_l("The rule in English"), [NotLonger(MOST_LINE)])

    def text(self) -> Translated:
        return self.written("text")


def rule_form(rule: RuleRow) -> RuleForm:
    """The form filled with the rule, and what was sent over that."""
    return RuleForm(version=rule.version, **texts_of("text", rule.text))


class BriefingForm(VersionedForm):
    """What is written for one event."""

    why_kk = TextField(_l("Why we are here, in Kazakh"), [NotLonger(MOST_TEXT)])
    why_ru = TextField(_l("Why we are here, in Russian"), [NotLonger(MOST_TEXT)])
    why_en = TextField(_l("Why we are here, in English"), [NotLonger(MOST_TEXT)])
    points_kk = TextField(_l("Talking points in Kazakh"), [NotLonger(MOST_LINES)], description=_A_LINE_EACH)
    points_ru = TextField(_l("Talking points in Russian"), [NotLonger(MOST_LINES)], description=_A_LINE_EACH)
    points_en = TextField(_l("Talking points in English"), [NotLonger(MOST_LINES)], description=_A_LINE_EACH)
    facts = SelectMultipleField(
        _l("Facts with sources"), coerce=whole_or_nought, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        validate_choice=False,
    )  # fmt: skip
    day_kk = TextField(_l("Order of the day in Kazakh"), [NotLonger(MOST_LINES)], description=_DAY)
    day_ru = TextField(_l("Order of the day in Russian"), [NotLonger(MOST_LINES)], description=_DAY)
    day_en = TextField(_l("Order of the day in English"), [NotLonger(MOST_LINES)], description=_DAY)
    meeting_kk = LineField(_l("Meeting point in Kazakh"), [NotLonger(MOST_LINE)])
    meeting_ru = LineField(_l("Meeting point in Russian"), [NotLonger(MOST_LINE)])
    meeting_en = LineField(_l("Meeting point in English"), [NotLonger(MOST_LINE)])
    bring_kk = TextField(_l("What to bring, in Kazakh"), [NotLonger(MOST_LINES)], description=_A_LINE_EACH)
    bring_ru = TextField(_l("What to bring, in Russian"), [NotLonger(MOST_LINES)], description=_A_LINE_EACH)
    bring_en = TextField(_l("What to bring, in English"), [NotLonger(MOST_LINES)], description=_A_LINE_EACH)
    leader = LineField(_l("Leader"), [NotLonger(120)], description=_l("Empty: whoever is responsible for the event."))
    leader_phone = PhoneField(_l("Phone of the leader"), [Optional()])
    medic = LineField(_l("Medic"), [NotLonger(120)])
    medic_phone = PhoneField(_l("Phone of the medic"), [Optional()])
    lost = LineField(_l("Contact for lost children"), [NotLonger(120)])
    lost_phone = PhoneField(_l("Phone for lost children"), [Optional()])
    waived = LineField(
        _l("Why this event needs no briefing"), [NotLonger(MOST_LINE)],
        description=_l("Only for an event without participants; it is then not counted in the readiness of the stop."),
    )  # fmt: skip

    def offer(self, facts: Iterable[FactRow]) -> None:
        self.facts.choices = [SelectChoice(fact.id, f"{fact.line(language())} ({fact.source}, {fact.year})") for fact in facts]

    def command(self) -> BriefingText:
        why, points, day, meeting, bring = map(self.written, ("why", "points", "day", "meeting", "bring"))
        leader, medic, lost = map(self._contact, ("leader", "medic", "lost"))
        return BriefingText(
            why, points, day, meeting, leader, medic, lost, tuple(self.facts.data or ()), self.waived.data or "",
            self.seen(), bring,
        )  # fmt: skip

    def _contact(self, name: str) -> Contact:
        return Contact(self[name].data or "", self[f"{name}_phone"].e164)


def briefing_form(text: BriefingText, usual: BriefingText) -> BriefingForm:
    """Filled with what is written; with what ships, when nothing is yet."""
    if not text.is_written:
        text = usual
    texts: dict[str, str] = {}
    for name in ("why", "points", "day", "meeting", "bring"):
        texts |= texts_of(name, getattr(text, name))
    contacts: dict[str, str] = {}
    for name in ("leader", "medic", "lost"):
        contact: Contact = getattr(text, name)
        contacts |= {name: contact.name, f"{name}_phone": phones.shown(contact.phone) if contact.phone else ""}
    return BriefingForm(version=text.version, facts=list(text.fact_ids), waived=text.waived, **texts, **contacts)


def doubtful_notes(facts: Iterable[FactRow], today: date) -> dict[int, str]:
    """What stands beside a fact that nobody has looked up lately."""
    words = _l("the source was not looked at lately")
    return {fact.id: str(words) for fact in facts if fact.is_doubtful(today)}
