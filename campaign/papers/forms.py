"""The forms for printing a paper and for naming who signs."""

from flask import request
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, SelectChoice

from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, Translated, _l
from campaign.papers.schemas import MOST_AGREEMENTS, PrintWish, Signatory, Signers
from campaign.web.forms import CampaignForm, LineField, NotLonger


class SignatoryForm(Form):
    """One who signs; empty fields become lines on the paper."""

    post_kk = LineField(_l("Position and body in Kazakh"), [NotLonger(300)])
    post_ru = LineField(_l("Position and body in Russian"), [NotLonger(300)])
    post_en = LineField(_l("Position and body in English"), [NotLonger(300)])
    name = LineField(_l("Surname and initials"), [NotLonger(120)])

    def who(self) -> Signatory:
        return Signatory(Translated(*(self[f"post_{code}"].data or "" for code in LANGUAGES)), self.name.data or "")


class SignersForm(CampaignForm):
    """Who approves, who agrees, and who draws papers up."""

    version = HiddenField()
    approves = FormField(SignatoryForm)
    agrees = FieldList(FormField(SignatoryForm), min_entries=MOST_AGREEMENTS, max_entries=MOST_AGREEMENTS)
    drew_up = FormField(SignatoryForm)

    def signers(self) -> Signers:
        agrees = tuple(who for entry in self.agrees if (who := entry.form.who()))
        return Signers(self.approves.form.who(), agrees, self.drew_up.form.who())


class PrintForm(SignersForm):
    """A paper: its language, and its signers for this one print. The buttons of one click send only the language."""

    language = RadioField(_l("Language of the paper"), choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])

    def command(self) -> PrintWish:
        names_signers = any(name.startswith(("approves-", "agrees-", "drew_up-")) for name in request.form)
        return PrintWish(self.language.data or "", self.signers() if names_signers else None)


def _typed(who: Signatory) -> dict[str, str]:
    return {f"post_{code}": getattr(who.post, code) for code in LANGUAGES} | {"name": who.name}


def filled(signers: Signers) -> dict[str, object]:
    """The fields of both forms as these signers fill them."""
    agrees = [_typed(who) for who in (*signers.agrees, *[Signatory()] * MOST_AGREEMENTS)][:MOST_AGREEMENTS]
    return {"approves": _typed(signers.approves), "agrees": agrees, "drew_up": _typed(signers.drew_up)}
