"""Forms of second factors: text in, a command out."""

from wtforms import HiddenField, PasswordField

from campaign.accounts.factors.schemas import Confirm
from campaign.core.i18n import _l
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger

CODE_LENGTH = 40


class CodeForm(CampaignForm):
    """After the password: the code of the app, or one from the paper."""

    code = LineField(_l("Confirmation code"), validators=[Needed(), NotLonger(CODE_LENGTH)])


class SetUpForm(CampaignForm):
    """The first code of a new app shows that it was set up right."""

    code = LineField(_l("The code the app shows now"), validators=[Needed(), NotLonger(CODE_LENGTH)])


class PasskeyForm(CampaignForm):
    """What a passkey answered; the script puts it in."""

    answer = HiddenField()


class NewPasskeyForm(PasskeyForm):
    """A passkey and the name by which its owner knows it."""

    name = LineField(
        _l("Name of the passkey"), description=_l("So that you know it again, for example: my phone."),
        validators=[Needed(), NotLonger(60)],
    )  # fmt: skip


class PasswordAgainForm(CampaignForm):
    """Showing once more who one is, where an account has no second factor: in the demonstration."""

    password = PasswordField(_l("Password"), validators=[Needed()])

    def command(self) -> Confirm:
        return Confirm(self.password.data or "")


class ConfirmForm(PasswordAgainForm):
    """Showing once more who one is, with both factors."""

    code = LineField(_l("Confirmation code"), validators=[Needed(), NotLonger(CODE_LENGTH)])

    def command(self) -> Confirm:
        return Confirm(self.password.data or "", self.code.data or "")
