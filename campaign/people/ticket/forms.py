"""What the holder of a ticket types: the way to it, and what they would rather do there."""

from typing import Any, Final

from wtforms import RadioField
from wtforms.validators import ValidationError

from campaign.core.crypto import CODE_LENGTH
from campaign.core.i18n import _, _l, _n
from campaign.people.forms import role_number
from campaign.people.schemas import Ticket
from campaign.people.ticket.codes import BadCode, read_code
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger

LONGEST_CODE: Final = 40
TAIL: Final = 4
WHOLE_NUMBER: Final = (10, 11)


class CodeField(LineField):
    """A short code however it is typed. What was typed stays in the field; `code` is what was meant."""

    code: str = ""

    def pre_validate(self, form: Any) -> None:
        self.code = ""
        if not self.data or len(self.data) > LONGEST_CODE:
            return
        try:
            self.code = read_code(self.data)
        except BadCode as error:
            raise ValidationError(_complaint(error)) from error


def _complaint(error: BadCode) -> str:
    """What is wrong with a code, and where to look; nobody was asked whether there is such a code."""
    if error.foreign:
        return _(
            "No code has “%(letters)s” in it. It has no O, I, L, U, Z, no 0 and no 1: perhaps it is D, Q, J, T, V or 2.",
            letters=" ".join(error.foreign),
        )
    if error.length:
        return _n(
            "A code has %(most)s letters and figures, here there is %(num)d.",
            "A code has %(most)s letters and figures, here there are %(num)d.",
            error.length,
            most=CODE_LENGTH,
        )
    return _("One letter or figure of the code is mistyped. Please compare it with your note or badge.")


class DigitsField(LineField):
    """The last four digits of a phone; whoever types the whole number is understood too."""

    digits: str = ""

    def pre_validate(self, form: Any) -> None:
        found = "".join(char for char in self.data or "" if char.isascii() and char.isdigit())
        self.digits = found[-TAIL:] if len(found) == TAIL or len(found) in WHOLE_NUMBER else ""
        if self.data and not self.digits:
            raise ValidationError(_("Four digits are needed, as in 8 701 555 01 23: 0123."))


class FindTicketForm(CampaignForm):
    code = CodeField(_l("Short code"), [Needed(), NotLonger(LONGEST_CODE)])
    digits = DigitsField(_l("Last four digits of the phone"), [Needed(), NotLonger(LONGEST_CODE)])


class ChooseRoleForm(CampaignForm):
    """What somebody would rather do; the places of roles are judged when it is done."""

    role = RadioField(_l("What would you like to do?"), coerce=role_number, validate_choice=False)

    @classmethod
    def about(cls, ticket: Ticket, *, blank: bool = False) -> "ChooseRoleForm":
        """With the role somebody has; `blank` beside another form of the page that was sent."""
        form = cls(formdata=None, role=ticket.role_id) if blank else cls(role=ticket.role_id)
        form.role.choices = [(role.id, role.name.text()) for role in ticket.event.roles]
        form.role.validators = [Needed(_l("Please choose what you would like to do."))]
        return form
