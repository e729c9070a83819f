"""What coordinators type about certificates and letters: their words, and whom a letter thanks."""

from collections.abc import Iterable

from wtforms import SelectField

from campaign.core.i18n import _l
from campaign.people.forms import role_number
from campaign.people.thanks.schemas import LONGEST_NAME, LONGEST_TEXT, Texts
from campaign.web.forms import CampaignForm, LineField, NotLonger, TextField, VersionedForm


class TextsForm(VersionedForm):
    """Both languages of both papers."""

    certificate_kk = TextField(_l("Certificate, in Kazakh"), [NotLonger(LONGEST_TEXT)])
    certificate_ru = TextField(_l("Certificate, in Russian"), [NotLonger(LONGEST_TEXT)])
    letter_kk = TextField(_l("Letter of thanks, in Kazakh"), [NotLonger(LONGEST_TEXT)])
    letter_ru = TextField(_l("Letter of thanks, in Russian"), [NotLonger(LONGEST_TEXT)])

    @classmethod
    def about(cls, texts: Texts) -> "TextsForm":
        return cls(
            version=texts.version, certificate_kk=texts.certificate.kk, certificate_ru=texts.certificate.ru,
            letter_kk=texts.letter.kk, letter_ru=texts.letter.ru,
        )  # fmt: skip


class LetterForm(CampaignForm):
    """Whom a letter thanks: an organisation of the event's people, or somebody whose name is written."""

    organisation = SelectField(_l("Organisation"), coerce=role_number, validate_choice=False)
    name = LineField(_l("Or the name of a person or an organisation"), [NotLonger(LONGEST_NAME)])

    def offer(self, organisations: Iterable[tuple[int, str]]) -> None:
        self.organisation.choices = [("", _l("not chosen")), *((number, name) for number, name in organisations)]
