"""The form in which somebody chooses what stays of two people."""

from typing import Any

from wtforms import HiddenField, RadioField

from campaign.core.i18n import _, _l
from campaign.core.text import clean_line
from campaign.people.duplicates.schemas import Couple, MergeWish
from campaign.web.forms import CampaignForm
from campaign.web.numbers import whole_or_none


class MergeForm(CampaignForm):
    """Of each fact, whose it is: the number of one of the two."""

    name_of = RadioField(_l("Full name"), coerce=whole_or_none)
    phone_of = RadioField(_l("Phone"), coerce=whole_or_none)
    born_of = RadioField(_l("Year of birth"), coerce=whole_or_none)
    organisation_of = RadioField(_l("Organisation"), coerce=whole_or_none)
    email_of = RadioField(_l("E-mail"), coerce=whole_or_none)
    version = HiddenField()

    def offer(self, couple: Couple, shown_phone: Any) -> None:
        """The facts of both as choices; the fuller one of each is chosen to begin with."""
        first, second = couple.first, couple.second
        facts = {
            self.name_of: (first.full_name, second.full_name),
            self.phone_of: (shown_phone(first.phone), shown_phone(second.phone)),
            self.born_of: (first.birth_year, second.birth_year),
            self.organisation_of: (first.organisation, second.organisation),
            self.email_of: (first.email, second.email),
        }
        for field, (mine, theirs) in facts.items():
            field.choices = [(first.id, str(mine or _("not given"))), (second.id, str(theirs or _("not given")))]
            if field.data not in (first.id, second.id):
                field.data = second.id if len(str(theirs or "")) > len(str(mine or "")) else first.id
        if not self.version.data:
            self.version.data = couple.version

    def command(self, couple: Couple) -> MergeWish:
        return MergeWish(
            couple.first.id, couple.second.id, self.name_of.data, self.phone_of.data, self.born_of.data,
            self.organisation_of.data, self.email_of.data, clean_line(self.version.data or "")[:32],
        )  # fmt: skip
