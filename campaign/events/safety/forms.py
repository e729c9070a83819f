"""The safety plan as it is typed."""

from typing import Any

from wtforms import FieldList, FormField

from campaign.core.i18n import _l
from campaign.events.safety.schemas import LONGEST, TEXTS, Phone, Risk, SafetyWords
from campaign.web.forms import InnerForm, LineField, NotLonger, TextField, VersionedForm
from campaign.web.tongues import texts_of

_MORE = 2  # empty rows below those that are written


class RiskForm(InnerForm):
    """One risk; a row without words is left out."""

    risk_kk = LineField(_l("Risk, in Kazakh"), [NotLonger(LONGEST["risk"])])
    risk_ru = LineField(_l("Risk, in Russian"), [NotLonger(LONGEST["risk"])])
    risk_en = LineField(_l("Risk, in English"), [NotLonger(LONGEST["risk"])])
    measure_kk = TextField(_l("Measures, in Kazakh"), [NotLonger(LONGEST["measure"])])
    measure_ru = TextField(_l("Measures, in Russian"), [NotLonger(LONGEST["measure"])])
    measure_en = TextField(_l("Measures, in English"), [NotLonger(LONGEST["measure"])])
    responsible = LineField(_l("Responsible person"), [NotLonger(LONGEST["responsible"])])

    def row(self) -> Risk:
        return Risk(self.written("risk"), self.written("measure"), self.responsible.data or "")


class SafetyPhoneForm(InnerForm):
    """Whom to call."""

    who_kk = LineField(_l("Whom to call, in Kazakh"), [NotLonger(LONGEST["who"])])
    who_ru = LineField(_l("Whom to call, in Russian"), [NotLonger(LONGEST["who"])])
    who_en = LineField(_l("Whom to call, in English"), [NotLonger(LONGEST["who"])])
    phone = LineField(_l("Telephone or channel"), [NotLonger(LONGEST["phone"])])

    def row(self) -> Phone:
        return Phone(self.written("who"), self.phone.data or "")


class SafetyForm(VersionedForm):
    """Risks, texts, phones."""

    risks = FieldList(FormField(RiskForm), label=_l("Risks and measures"))
    medical_kk = TextField(_l("Medical help, in Kazakh"), [NotLonger(LONGEST["text"])])
    medical_ru = TextField(_l("Medical help, in Russian"), [NotLonger(LONGEST["text"])])
    medical_en = TextField(_l("Medical help, in English"), [NotLonger(LONGEST["text"])])
    evacuation_kk = TextField(_l("Evacuation, in Kazakh"), [NotLonger(LONGEST["text"])])
    evacuation_ru = TextField(_l("Evacuation, in Russian"), [NotLonger(LONGEST["text"])])
    evacuation_en = TextField(_l("Evacuation, in English"), [NotLonger(LONGEST["text"])])
    children_kk = TextField(_l("Lost children, in Kazakh"), [NotLonger(LONGEST["text"])])
    children_ru = TextField(_l("Lost children, in Russian"), [NotLonger(LONGEST["text"])])
    children_en = TextField(_l("Lost children, in English"), [NotLonger(LONGEST["text"])])
    weather_kk = TextField(_l("Weather limits, in Kazakh"), [NotLonger(LONGEST["text"])])
    weather_ru = TextField(_l("Weather limits, in Russian"), [NotLonger(LONGEST["text"])])
    weather_en = TextField(_l("Weather limits, in English"), [NotLonger(LONGEST["text"])])
    communication_kk = TextField(_l("Communication, in Kazakh"), [NotLonger(LONGEST["text"])])
    communication_ru = TextField(_l("Communication, in Russian"), [NotLonger(LONGEST["text"])])
    communication_en = TextField(_l("Communication, in English"), [NotLonger(LONGEST["text"])])
    phones = FieldList(FormField(SafetyPhoneForm), label=_l("Telephones"))

    def words(self) -> SafetyWords:
        texts = {name: self.written(name) for name in TEXTS}
        return SafetyWords(
            tuple(entry.form.row() for entry in self.risks), tuple(entry.form.row() for entry in self.phones), **texts
        )

    def leave_room(self) -> None:
        """Empty rows for more, below those that are written."""
        for rows in (self.risks, self.phones):
            while sum(entry.form.row().is_empty for entry in rows) < _MORE:
                rows.append_entry()


def safety_form(words: SafetyWords, version: int) -> SafetyForm:
    """The form filled with what is written, and with what was sent."""
    texts: dict[str, Any] = {}
    for name in TEXTS:
        texts |= texts_of(name, getattr(words, name))
    risks = [
        texts_of("risk", row.risk) | texts_of("measure", row.measure) | {"responsible": row.responsible} for row in words.risks
    ]
    phones = [texts_of("who", row.who) | {"phone": row.phone} for row in words.phones]
    return SafetyForm(version=version, risks=risks, phones=phones, **texts)
