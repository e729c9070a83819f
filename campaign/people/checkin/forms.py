"""What is typed at the door."""

from collections.abc import Mapping
from typing import Any, Final

from campaign.core.i18n import _l
from campaign.people.checkin.schemas import MOST_REASON, Why
from campaign.people.schemas import LONGEST_SEARCH, NAME_LENGTH
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger

WALK_IN_FIELDS: Final[Mapping[Why, str]] = {
    Why.BAD_NAME: "full_name",
    Why.BAD_PHONE: "phone",
    Why.BAD_YEAR: "birth_year",
}


class FindForm(CampaignForm):
    """Looking for somebody by a short code or a name."""

    q = LineField(_l("Short code or name"), [NotLonger(LONGEST_SEARCH)])


class WalkInForm(CampaignForm):
    """Somebody without a registration: three fields. They are judged with what phones send, not here."""

    full_name = LineField(_l("Surname, name"), [Needed(), NotLonger(NAME_LENGTH)])
    phone = LineField(_l("Phone"), [Needed()])
    birth_year = LineField(_l("Year of birth"), [Needed()])

    def item(self) -> dict[str, Any]:
        """The same item that a phone would send."""
        return {
            "key": self.key(), "kind": "walk_in", "name": self.full_name.data or "", "phone": self.phone.data or "",
            "birth_year": self.birth_year.data or "",
        }  # fmt: skip


class ReasonForm(CampaignForm):
    """Why something is taken back or let be."""

    reason = LineField(_l("Reason"), [Needed(), NotLonger(MOST_REASON)])
