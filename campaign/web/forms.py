"""The form every form is, and the fields the house shares. Text in, a command out; no form touches the database."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Final, Self, cast

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    FloatField,
    Form,
    HiddenField,
    IntegerField,
    SelectChoice,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import StopValidation, ValidationError

from campaign.core import crypto, phones
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import FALLBACKS, Words, _, _l, language
from campaign.core.lengths import length_complaint
from campaign.core.text import clean_line, clean_text
from campaign.web.language import is_switching
from campaign.web.numbers import FIRST_DAY, LAST_DAY, whole_or_nought
from campaign.web.tongues import InEveryLanguage

AGAIN: Final = 409


class _HouseWords:
    """What the form library says itself, in the words of the house where these differ; everything else as it says it."""

    OWN = {"Not a valid choice.": _l("Choose one of the list.")}

    def __init__(self, lent: Any) -> None:
        self.lent = lent

    def gettext(self, words: str) -> str:
        return str(self.OWN[words]) if words in self.OWN else str(self.lent.gettext(words))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return str(self.lent.ngettext(one, many, count))


def _key(raw: str | None) -> str:
    return clean_line(raw or "")[:64] or crypto.new_uid()


def sent_key(given: Mapping[str, str]) -> str:
    """The operation key that a button without a form of its own was given; a fresh one when it came without."""
    return _key(given.get("operation_key"))


class CampaignForm(InEveryLanguage, FlaskForm):
    """Built from the current request, with a CSRF token and an operation key that makes sending twice harmless."""

    operation_key = HiddenField(default=crypto.new_uid)
    form_errors: list[str]
    owed: ClassVar[Mapping[str, Words]] = {}
    """Texts to be written in one language at least: the field that complains (`name_ru`) and what it says."""

    class Meta(FlaskForm.Meta):
        @property
        def locales(self) -> list[str]:
            return list(FALLBACKS[language()])

        def get_translations(self, form: Any) -> _HouseWords:
            return _HouseWords(super().get_translations(form))

    def is_sent_and_valid(self) -> bool:
        """Sent to be done, not only to be read in another language, and every field in order."""
        return request.method == "POST" and not is_switching() and self.validate()

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field in order. Where one is not, whatever else is wrong is told with it; else the service tells all."""
        in_order = all([super().validate(extra_validators), self.fits_together()])
        if not in_order:
            self._tell_the_rest()
        return in_order

    def _tell_the_rest(self) -> None:
        """What is owed, and what the rules say, but of fields that have something to say by themselves."""
        for name, words in self.owed.items():
            if not self.written(name.rpartition("_")[0]):
                self._fields[name].errors = [*self._fields[name].errors, str(words)]
        ailing = {name for name, field in self._fields.items() if field.errors}
        if told := [problem for problem in self.judged() if problem.field not in ailing]:
            self.show(Invalid("", told))

    def judged(self) -> Iterable[Problem]:
        """What the rules of the room say of all that was typed, as far as they ask no database: those that its service asks.

        Asked when something is out of order: a field may be empty, or hold what cannot be read and says so itself.
        """
        return ()

    def fits_together(self) -> bool:
        """Whether the fields agree with one another; where they do not, the complaint is put beside one.

        Asked of fields that are out of order, too: those have said so by themselves.
        """
        return True

    def key(self) -> str:
        """The operation key that the page was given; a fresh one when it came without."""
        return _key(self.operation_key.data)

    def status(self) -> int:
        """The HTTP status of the page that shows it: 422 when something in it was wrong."""
        return 422 if self.errors else 200

    def show(self, error: Invalid) -> None:
        """Put a service's complaint beside the fields it names, or on top."""
        unplaced = []
        for problem in error.problems:
            field = self._fields.get(problem.field)
            if field is None:
                unplaced.append(str(problem.message))
            else:
                field.errors = [*field.errors, str(problem.message)]
        if unplaced or not error.problems:
            self.form_errors = [*self.form_errors, *(unplaced or [str(error.message)])]


def choices_of(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """The members of an enumeration with what each is called, to choose from."""
    return [SelectChoice(member.value, said) for member, said in words.items()]


class VersionedForm(CampaignForm):
    """The form of a row that others may change meanwhile: it carries the version of the row that its page was made of.

    Build it with what stands in the row, also to read what was sent: from that it says what somebody else has changed.
    """

    version = HiddenField()
    is_late = False  # somebody else was faster

    def __init__(self, *args: Any, **row: Any) -> None:
        super().__init__(*args, **row)
        self.row = {name: value for name, value in row.items() if name in self}

    def seen(self) -> int:
        """That version; 0, which no row has, when the form came without."""
        return whole_or_nought(self.version.data)

    @property
    def knows_its_row(self) -> bool:
        """Whether it was built with the row, and not only with what was sent."""
        return "version" in self.row

    def tells_of(self, field: Field) -> bool:
        """Whether the row has something to say of a field: a reason, typed anew each time, stands in no row."""
        return not self.row or field.short_name in self.row

    def as_it_stands(self) -> Self:
        """The same form with nothing typed in it: the row as it was read for this request."""
        return type(self)(formdata=None, prefix=self._prefix, **self.row)

    def renew(self, version: int) -> None:
        """Put the version that stands now in its place: whoever was told so and saves again means it."""
        self.version.data = str(version)

    @property
    def is_wrong(self) -> bool:
        """Whether anything in it was wrong."""
        return bool(self.errors)

    def status(self) -> int:
        """Also 409, when somebody else was faster."""
        return AGAIN if self.is_late else 422 if self.is_wrong else 200


class InnerForm(InEveryLanguage, Form):
    """A row inside a form, which has the token and the key."""


def _cleaned(valuelist: list[Any], clean: Any) -> list[Any]:
    return [clean(value) if isinstance(value, str) else value for value in valuelist]


class LineField(StringField):
    """One line of cleaned text: what reaches a validator is already NFC and trimmed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(_cleaned(valuelist, clean_line))


class TextField(TextAreaField):
    """Several lines of cleaned text."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(_cleaned(valuelist, clean_text))


class PhoneField(LineField):
    """A telephone number. What was typed stays in the field; `e164` is what is kept, empty for an empty field."""

    e164: str = ""

    def pre_validate(self, form: Any) -> None:
        self.e164 = ""
        if not self.data:
            return
        try:
            self.e164 = phones.parse(self.data)
        except phones.BadPhone as error:
            raise ValidationError(phone_complaint(error)) from error


def phone_complaint(error: phones.BadPhone) -> str:
    """What is wrong with a number, what was typed, and an example."""
    if error.code == "no_number":
        return _("This is no phone number. For example: 8 701 555 01 23.")
    return _(
        "A number has 11 digits, here there are %(digits)s. For example: 8 701 555 01 23.",
        digits=error.digits,
    )


class DayField(DateField):
    """A date. Takes 2018-04-06 from a date picker and 06.04.2018 from a hand."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not any(_cleaned(valuelist, clean_line)):
            self.data = None
            return
        try:
            super().process_formdata(_cleaned(valuelist, clean_line))
            if not FIRST_DAY <= cast(date, self.data) <= LAST_DAY:
                raise ValueError(self.data)
        except ValueError as error:
            self.data = None
            raise ValueError(_("This is no date. For example: 06.04.2018.")) from error

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(str(part) for part in self.raw_data)
        return self.data.isoformat() if isinstance(self.data, date) else ""


class WallTimeField(TimeField):
    """A wall clock time: 10:00, also typed as 10.00 or 10-00."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not any(_cleaned(valuelist, clean_line)):
            self.data = None
            return
        tidy = [clean_line(str(value)).replace(".", ":").replace("-", ":") for value in valuelist]
        try:
            super().process_formdata(tidy)
        except ValueError as error:
            self.data = None
            raise ValueError(_("This is no time. For example: 10:00.")) from error


class WholeNumberField(IntegerField):
    """A whole number; what was typed stays when it is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not any(_cleaned(valuelist, clean_line)):
            self.data = None
            return
        try:
            super().process_formdata(_cleaned(valuelist, clean_line))
        except ValueError as error:
            self.data = None
            raise ValueError(_("This is no whole number.")) from error


class DegreesField(FloatField):
    """A coordinate in degrees; a comma will do for the point. What was typed stays when it is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not any(_cleaned(valuelist, clean_line)):
            self.data = None
            return
        try:
            super().process_formdata([clean_line(str(value)).replace(",", ".") for value in valuelist])
        except ValueError as error:
            self.data = None
            raise ValueError(_("This is no number of degrees. For example: 50.0549.")) from error


class NotLonger:
    """At most `most` characters, with a sentence that says how many there are."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Field) -> None:
        if complaint := length_complaint(field.data or "", self.most):
            raise ValidationError(complaint)


class Needed:
    """Something must stand here; the sentence is the same everywhere."""

    field_flags = {"required": True}

    def __init__(self, message: Any = None) -> None:
        self.message = message or _l("Please fill this in.")

    def __call__(self, form: Any, field: Field) -> None:
        from_hand = field.raw_data and any(value not in ("", None) for value in field.raw_data)
        if field.data in (None, "", False) and not (field.errors and from_hand):
            field.errors = []
            raise StopValidation(str(self.message))
