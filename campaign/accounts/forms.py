"""Forms of accounts: text in, a command out."""

from collections.abc import Iterable
from typing import Any

from wtforms import Field, PasswordField, SelectChoice, SelectField
from wtforms.validators import ValidationError

from campaign.accounts.browser import token_of_request
from campaign.accounts.passwords import SHORTEST
from campaign.accounts.queries.lists import Choice
from campaign.accounts.schemas import Arrival, GrantRow, Invite, PasswordChange, Role, SignIn, Whence
from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, _, _l
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger

ROLE_NAMES = {
    Role.NATIONAL: _l("National coordinator"),
    Role.REGION: _l("Regional organizer"),
    Role.STOP: _l("City coordinator"),
    Role.AUDITOR: _l("Auditor, read only"),
}
HINT = _l("At least %(least)s characters. Four words in a row are easy to remember.", least=SHORTEST)
LANGUAGE_CHOICES = [SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]


class LooksLikeEmail:
    """A rough look that finds slips of the hand; whether the address exists, only a letter tells."""

    def __call__(self, form: Any, field: Field) -> None:
        name, at, host = (field.data or "").partition("@")
        if field.data and (not name or not at or "." not in host.strip(".") or " " in field.data or "@" in host):
            raise ValidationError(_("This is no e-mail address. For example: a.seitova@example.kz."))


class SignInForm(CampaignForm):
    email = LineField(_l("E-mail address"), validators=[Needed(), NotLonger(254)])
    password = PasswordField(_l("Password"), validators=[Needed()])

    def command(self, whence: Whence) -> SignIn:
        typed = self.email.data or "", self.password.data or ""
        return SignIn(*typed, whence.address, whence.device, token_of_request(), whence.browser)


class ResetForm(CampaignForm):
    email = LineField(_l("E-mail address"), validators=[Needed(), NotLonger(254), LooksLikeEmail()])


class NewPasswordForm(CampaignForm):
    password = PasswordField(_l("New password"), description=HINT, validators=[Needed()])


class InvitationForm(CampaignForm):
    name = LineField(_l("Your full name"), validators=[Needed(), NotLonger(120)])
    language = SelectField(_l("Language of your letters"), choices=LANGUAGE_CHOICES)
    password = PasswordField(_l("Choose a password"), description=HINT, validators=[Needed()])

    def command(self, whence: Whence) -> Arrival:
        return Arrival(self.name.data or "", self.password.data or "", self.language.data, whence)


class OwnForm(CampaignForm):
    name = LineField(_l("Your full name"), validators=[Needed(), NotLonger(120)])
    language = SelectField(_l("Language of pages and letters"), choices=LANGUAGE_CHOICES)


class ChangePasswordForm(CampaignForm):
    old = PasswordField(_l("Your password now"), validators=[Needed()])
    password = PasswordField(_l("New password"), description=HINT, validators=[Needed()])

    def command(self, whence: Whence) -> PasswordChange:
        return PasswordChange(self.old.data or "", self.password.data or "", whence)


def _role_field() -> SelectField:
    return SelectField(_l("Role and place"), validators=[Needed()])


class RoleForm(CampaignForm):
    """One list for the role and its place, so that nothing impossible can be chosen."""

    role = _role_field()

    def offer(self, choices: Iterable[Choice]) -> None:
        """Fill the list with what the reader may give."""
        self.grants = {choice.grant.code: choice.grant for choice in choices}
        first = SelectChoice("", _("Choose a role"), optgroup=_("Please choose"))
        offered = (SelectChoice(choice.grant.code, _words(choice), optgroup=_group(choice)) for choice in choices)
        self.role.choices = [first, *offered]

    def grant(self) -> GrantRow:
        return self.grants[self.role.data]


def _group(choice: Choice) -> str:
    if choice.grant.role is Role.STOP:
        return _("City coordinators: %(region)s, %(year)s", region=choice.region, year=choice.year)
    if choice.grant.role is Role.REGION:
        return _("Regional organizers")
    return _("The whole country")


def _words(choice: Choice) -> str:
    return str(choice.grant.place or ROLE_NAMES[choice.grant.role])


class InviteForm(RoleForm):
    name = LineField(_l("Full name"), validators=[Needed(), NotLonger(120)])
    email = LineField(_l("E-mail address"), validators=[Needed(), NotLonger(254), LooksLikeEmail()])
    role = _role_field()  # again, so that it stands where the page shows it
    language = SelectField(_l("Language of the letter"), choices=LANGUAGE_CHOICES, default="ru")

    def command(self) -> Invite:
        return Invite(self.email.data or "", self.name.data or "", self.grant(), self.language.data)
