"""What people and coordinators type: text in, a command out."""

import re
from collections.abc import Mapping
from typing import Any, Final

from flask import request
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from campaign.core import clock, crypto
from campaign.core.errors import Invalid, KeyReused
from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, _, _l, _n, language
from campaign.core.text import clean_line
from campaign.events.schemas import EventRow, RoleRow
from campaign.people.schemas import (
    LONGEST_SEARCH,
    NAME_LENGTH,
    NOTE_LENGTH,
    ORGANISATION_LENGTH,
    ConsentWords,
    Contact,
    PersonCard,
    PersonEdit,
    PersonFilter,
    Register,
    RegistrationState,
)
from campaign.people.wishes import birth_year_complaint, name_complaint
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger, PhoneField, WholeNumberField
from campaign.web.numbers import whole_or_none, whole_or_nought

NO_ROLE: Final = 0
NO_CONSENT = _l("Without your consent we may not keep your data, and so not register you.")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def role_number(raw: Any) -> int | None:
    """The number of a role; None for nothing, and -1, which no role has, for what is no number."""
    words = str(raw if raw is not None else "")
    if not words or words == str(NO_ROLE):
        return None
    number = whole_or_none(words)
    return -1 if number is None else number


def filter_of(given: Mapping[str, str]) -> PersonFilter:
    """What of an event's people an address or a hidden form asks for; nonsense asks for nothing."""
    state = given.get("state", "")
    return PersonFilter(
        text=clean_line(given.get("q", ""))[:LONGEST_SEARCH],
        role_id=whole_or_none(given.get("role")),
        state=RegistrationState(state) if state in set(RegistrationState) else None,
        organisation_id=whole_or_none(given.get("organisation")),
        unreached=given.get("reach") == "none",
    )


class AName:
    """The name of a person, judged as the service judges it."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and (words := name_complaint(field.data)):
            raise ValidationError(str(words))


class AnAddress:
    """Something that looks like an e-mail address."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and not _ADDRESS.fullmatch(field.data):
            raise ValidationError(_("This is no e-mail address. For example: aliya@example.kz."))


class YearField(WholeNumberField):
    """A year, typed on a keyboard of figures; what is no number stays to be seen."""

    widget = TextInput()


class PeopleForm(CampaignForm):
    """What the forms about a person share: the facts, and how a role is offered."""

    full_name = LineField(_l("Surname, name, patronymic"), validators=[Needed(), NotLonger(NAME_LENGTH), AName()])
    phone = PhoneField(_l("Phone number"), validators=[NotLonger(40)])
    birth_year = YearField(_l("Year of birth"))
    organisation = LineField(_l("Place of study or work"), validators=[NotLonger(ORGANISATION_LENGTH)])

    event: EventRow | None = None

    def validate_birth_year(self, field: Field) -> None:
        """Said together with everything else that is wrong; the service judges it again."""
        if self.event is None or field.data is None:
            return
        if words := birth_year_complaint(field.data, clock.campaign_today(self.event.time_zone)):
            raise ValidationError(str(words))

    def status(self) -> int:
        """The HTTP status of the page that shows the form."""
        return 422 if self.errors else 200

    def show(self, error: Invalid) -> None:
        """As every form; a key that was used for other words is exchanged, so that the form can be sent again."""
        super().show(error)
        if isinstance(error, KeyReused):
            self.operation_key.data = crypto.new_uid()


class RegistrationForm(PeopleForm):
    """What the public form asks: six things."""

    phone = PhoneField(_l("Phone number"), validators=[Needed(), NotLonger(40)])
    birth_year = YearField(_l("Year of birth"), validators=[Needed()])
    role = RadioField(_l("What would you like to do?"), coerce=role_number, validate_choice=False)
    agree = BooleanField(_l("Consent"), validators=[Needed(NO_CONSENT)])
    consent_version = HiddenField()

    @classmethod
    def about(cls, event: EventRow, consent: ConsentWords, **given: str) -> "RegistrationForm":
        """The form for one event: its roles offered, the first with room chosen; no list where there are no roles."""
        form = cls(**given)
        form.event = event
        if not event.roles:
            del form.role
        else:
            form.role.choices = [(role.id, role.name.text()) for role in event.roles]
            form.role.validators = [Needed(_l("Please choose what you would like to do."))]
            if request.method != "POST":
                form.role.data = next((role.id for role in event.roles if role.left != 0), event.roles[0].id)
        if not form.consent_version.data:
            form.consent_version.data = str(consent.version)
        return form

    def command(self) -> Register:
        return Register(
            full_name=self.full_name.data,
            phone=self.phone.e164,
            birth_year=self.birth_year.data,
            organisation=self.organisation.data,
            role_id=self.role.data if "role" in self else None,
            language=language(),
            consent_version=whole_or_nought(self.consent_version.data),
        )

    def ask_again(self, consent: ConsentWords) -> None:
        """The words of the consent are now these: whoever agreed to others agrees anew."""
        if self.consent_version.data != str(consent.version):
            self.consent_version.data, self.agree.data = str(consent.version), False


def role_notes(event: EventRow) -> dict[int, str]:
    """What stands beside each role: how many places it has left."""
    return {role.id: _left(role) for role in event.roles}


def _left(role: RoleRow) -> str:
    if role.left is None:
        return ""
    return _n("%(num)d place left", "%(num)d places left", role.left) if role.left else _("no places left")


def full_roles(event: EventRow) -> list[int]:
    """The roles that cannot be chosen; none when the event itself is full, since then every role is waited for."""
    return [] if is_waiting_only(event) else [role.id for role in event.roles if role.left == 0]


def is_waiting_only(event: EventRow) -> bool:
    """Whether whoever registers now joins the waiting list."""
    return event.left == 0 or (bool(event.roles) and all(role.left == 0 for role in event.roles))


class StaffPersonForm(PeopleForm):
    """What a coordinator types about somebody: the name is enough."""

    full_name = LineField(_l("Full name"), validators=[Needed(), NotLonger(NAME_LENGTH), AName()])
    phone = PhoneField(_l("Phone"), validators=[NotLonger(40)])
    organisation = LineField(_l("Organisation"), validators=[NotLonger(ORGANISATION_LENGTH)])
    role = SelectField(_l("Role"), coerce=role_number, validate_choice=False)
    note = LineField(_l("Note"), validators=[NotLonger(NOTE_LENGTH)])

    def offer(self, event: EventRow) -> None:
        """Put the event's roles into the list, with the places they have left."""
        self.event, notes = event, role_notes(event)
        self.role.choices = [(NO_ROLE, _("no role"))]
        for role in event.roles:
            left = f" ({notes[role.id]})" if notes[role.id] else ""
            self.role.choices.append((role.id, role.name.text() + left))


class AddPersonForm(StaffPersonForm):
    signed = BooleanField(_l("The consent to the use of personal data is signed on paper"))

    def command(self, consent: ConsentWords) -> Register:
        return Register(
            full_name=self.full_name.data,
            phone=self.phone.e164,
            birth_year=self.birth_year.data,
            organisation=self.organisation.data,
            role_id=self.role.data,
            language=consent.language,
            consent_version=consent.version if self.signed.data else None,
            note=self.note.data,
        )


class EditPersonForm(StaffPersonForm):
    @classmethod
    def about(cls, card: PersonCard, shown_phone: str, *, blank: bool = False) -> "EditPersonForm":
        """With the facts that are known; `blank` beside another form of the page that was sent."""
        facts: dict[str, Any] = {"formdata": None} if blank else {}
        return cls(
            full_name=card.full_name, phone=shown_phone, birth_year=card.birth_year, organisation=card.organisation,
            role=card.role_id or NO_ROLE, note=card.note, **facts,
        )  # fmt: skip

    def command(self) -> PersonEdit:
        return PersonEdit(
            full_name=self.full_name.data,
            phone=self.phone.e164,
            birth_year=self.birth_year.data,
            organisation=self.organisation.data,
            role_id=self.role.data,
            note=self.note.data,
        )


class NewLinkForm(CampaignForm):
    """A new link for somebody, and the new number of whoever has another phone."""

    new_phone = PhoneField(_l("New phone number, if it has changed"), validators=[NotLonger(40)])


class ContactForm(CampaignForm):
    email = LineField(_l("E-mail address"), validators=[NotLonger(254), AnAddress()])
    messages_in = SelectField(_l("In which language shall we write to you?"))

    @classmethod
    def about(cls, code: str, *, blank: bool = False) -> "ContactForm":
        """With the language that is known; `blank` beside another form of the page that was sent."""
        form = cls(formdata=None, messages_in=code) if blank else cls(messages_in=code)
        form.messages_in.choices = [(known, LANGUAGE_NAMES[known]) for known in LANGUAGES]
        return form

    def command(self) -> Contact:
        return Contact(email=self.email.data or "", language=self.messages_in.data)


class OrganisationForm(CampaignForm):
    name = LineField(_l("Name"), validators=[Needed(), NotLonger(ORGANISATION_LENGTH)])
