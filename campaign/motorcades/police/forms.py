"""The letter to the police as it is typed, and the note that it was filed."""

from datetime import date
from typing import Any

from wtforms.validators import Optional

from campaign.core import phones
from campaign.core.i18n import _l
from campaign.events.deadlines.schemas import MOST_NUMBER
from campaign.motorcades.police.schemas import LONGEST, TEXTS, Letter, LetterWords
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, PhoneField, TextField, VersionedForm
from campaign.web.numbers import version_shown
from campaign.web.tongues import texts_of

_SHORT, _LONG = [NotLonger(LONGEST["lines"])], [NotLonger(LONGEST["text"])]


class LetterForm(VersionedForm):
    """Everything that is written in the letter; a text that is left as suggested follows the column."""

    number = LineField(_l("Reference number"), [NotLonger(LONGEST["number"])])
    dated = DayField(_l("Date of the letter"), [Optional()])
    sender_kk = TextField(_l("Who sends it, in Kazakh"), _SHORT)
    sender_ru = TextField(_l("Who sends it, in Russian"), _SHORT)
    sender_en = TextField(_l("Who sends it, in English"), _SHORT)
    addressee_kk = TextField(_l("To whom, in Kazakh"), _SHORT)
    addressee_ru = TextField(_l("To whom, in Russian"), _SHORT)
    addressee_en = TextField(_l("To whom, in English"), _SHORT)
    opening_kk = TextField(_l("Beginning, in Kazakh"), _LONG)
    opening_ru = TextField(_l("Beginning, in Russian"), _LONG)
    opening_en = TextField(_l("Beginning, in English"), _LONG)
    route_kk = TextField(_l("Route, in Kazakh"), _LONG)
    route_ru = TextField(_l("Route, in Russian"), _LONG)
    route_en = TextField(_l("Route, in English"), _LONG)
    request_kk = TextField(_l("Request, in Kazakh"), _LONG)
    request_ru = TextField(_l("Request, in Russian"), _LONG)
    request_en = TextField(_l("Request, in English"), _LONG)
    signer_post_kk = TextField(_l("Position of the signer, in Kazakh"), _SHORT)
    signer_post_ru = TextField(_l("Position of the signer, in Russian"), _SHORT)
    signer_post_en = TextField(_l("Position of the signer, in English"), _SHORT)
    signer_name = LineField(_l("Name of the signer"), [NotLonger(LONGEST["name"])])
    responsible_name = LineField(_l("Responsible person"), [NotLonger(LONGEST["name"])])
    responsible_phone = PhoneField(_l("Their phone"))
    doer_name = LineField(_l("Who has prepared it"), [NotLonger(LONGEST["name"])])
    doer_phone = PhoneField(_l("Phone of the preparer"))

    def command(self) -> LetterWords:
        texts: dict[str, Any] = {name: self.written(name) for name in TEXTS}
        names = ("number", "signer_name", "responsible_name", "doer_name")
        lines: dict[str, Any] = {name: self[name].data or "" for name in names}
        return LetterWords(
            dated=self.dated.data, responsible_phone=self.responsible_phone.e164, doer_phone=self.doer_phone.e164,
            **texts, **lines,
        )  # fmt: skip

    def seen(self) -> int:
        """The version of the letter that the page showed; one that cannot be when the field was tampered with."""
        return version_shown(self.version.data)


def letter_form(letter: Letter) -> LetterForm:
    """The form filled with the letter as it would go out now."""
    words = letter.words
    texts: dict[str, Any] = {}
    for name in TEXTS:
        texts |= texts_of(name, getattr(words, name))
    return LetterForm(
        version=letter.version, number=words.number, dated=words.dated, signer_name=words.signer_name,
        responsible_name=words.responsible_name, responsible_phone=phones.shown(words.responsible_phone),
        doer_name=words.doer_name, doer_phone=phones.shown(words.doer_phone), **texts,
    )  # fmt: skip


class FiledForm(CampaignForm):
    """That the letter went out: under which number and when."""

    filed_number = LineField(_l("Its number"), [NotLonger(MOST_NUMBER)])
    filed_on = DayField(_l("Filed on"), [Needed()])

    def day(self) -> date:
        return self.filed_on.data or date.min


def filed_form(letter: Letter, today: date) -> FiledForm:
    """The number and date of the letter, where they can be those of the filing."""
    dated = letter.words.dated
    return FiledForm(filed_number=letter.words.number, filed_on=dated if dated and dated <= today else today)
