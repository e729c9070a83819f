"""The forms for printing a paper and for naming who signs."""

from typing import Any, Final

from flask import request
from wtforms import Field, FieldList, FormField, RadioField, SelectChoice

from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, _l
from campaign.papers.schemas import CHOICE, MOST_AGREEMENTS, Choice, PaperKind, PrintWish, Signatory, Signers
from campaign.papers.settings import INK, TYPE, offered
from campaign.web.forms import CampaignForm, InnerForm, LineField, NotLonger
from campaign.web.tongues import texts_of

_LOOKS: Final = frozenset({f"{CHOICE}{TYPE}", f"{CHOICE}{INK}"})


class SignatoryForm(InnerForm):
    """One who signs; empty fields become lines on the paper."""

    post_kk = LineField(_l("Position and body in Kazakh"), [NotLonger(300)])
    post_ru = LineField(_l("Position and body in Russian"), [NotLonger(300)])
    post_en = LineField(_l("Position and body in English"), [NotLonger(300)])
    name = LineField(_l("Surname and initials"), [NotLonger(120)])

    def who(self) -> Signatory:
        return Signatory(self.written("post"), self.name.data or "")


class SignersForm(CampaignForm):
    """Who approves, who agrees, and who draws papers up."""

    approves = FormField(SignatoryForm, label=_l("Approves"))
    agrees = FieldList(
        FormField(SignatoryForm), label=_l("Agrees"), min_entries=MOST_AGREEMENTS, max_entries=MOST_AGREEMENTS
    )  # fmt: skip
    drew_up = FormField(SignatoryForm, label=_l("Drew the paper up"))

    def signers(self) -> Signers:
        agrees = tuple(who for entry in self.agrees if (who := entry.form.who()))
        return Signers(self.approves.form.who(), agrees, self.drew_up.form.who())


class PrintForm(SignersForm):
    """A paper: its language, what its kind lets choose, its signers. The buttons of one click send only a language."""

    language = RadioField(_l("Language of the paper"), choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])

    def command(self) -> PrintWish:
        names_signers = any(name.startswith(("approves-", "agrees-", "drew_up-")) for name in request.form)
        chosen = {
            field.name.removeprefix(CHOICE): field.data or ""
            for field in self.choices
            if field.name in request.form
        }  # fmt: skip
        return PrintWish(self.language.data or "", self.signers() if names_signers else None, chosen)

    @property
    def choices(self) -> list[Field]:
        """The fields of what the kind lets choose, and of the settings."""
        return [field for field in self if field.name.startswith(CHOICE)]

    @property
    def own(self) -> list[Field]:
        """Those that belong to the kind, and whether phones are printed."""
        return [field for field in self.choices if field.name not in _LOOKS]

    @property
    def looks(self) -> list[Field]:
        """The settings of how it looks."""
        return [field for field in self.choices if field.name in _LOOKS]


def print_form(kind: PaperKind) -> type[PrintForm]:
    """The form for papers of this kind: a field more for each of its choices and settings."""
    fields = {f"{CHOICE}{choice.name}": _field(choice) for choice in offered(kind)}
    return type("PrintFormOfKind", (PrintForm,), fields)


def _field(choice: Choice) -> Any:
    if choice.values:
        values = [SelectChoice(value, words) for value, words in choice.values]
        return RadioField(choice.label, choices=values, default=choice.usual, validate_choice=False, description=choice.hint)
    look = {"size": 24} if choice.complaint is not None else {"inputmode": "numeric", "size": 4}
    return LineField(choice.label, default=choice.usual, description=choice.hint, render_kw=look)


def _typed(who: Signatory) -> dict[str, str]:
    return texts_of("post", who.post) | {"name": who.name}


def filled(signers: Signers) -> dict[str, object]:
    """The fields of both forms as these signers fill them."""
    agrees = [_typed(who) for who in (*signers.agrees, *[Signatory()] * MOST_AGREEMENTS)][:MOST_AGREEMENTS]
    return {"approves": _typed(signers.approves), "agrees": agrees, "drew_up": _typed(signers.drew_up)}
