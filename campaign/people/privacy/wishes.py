"""Why a wish to be erased is closed without erasing anybody: as staff choose it, and as the person reads it."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.people.privacy.schemas import ClosedWhy

CHOICES: Final[dict[ClosedWhy, Words]] = {
    ClosedWhy.WITHDRAWN: _l("The person has thought better of it"),
    ClosedWhy.CORRECTED: _l("A correction was what they wanted"),
    ClosedWhy.NOT_THEM: _l("It was not the person who asked"),
    ClosedWhy.OTHER: _l("Another reason, as I write below"),
}
ANSWERS: Final[dict[ClosedWhy, Words]] = {
    ClosedWhy.WITHDRAWN: _l("You told us that nothing shall be erased after all."),
    ClosedWhy.CORRECTED: _l("What was wrong in your data has been corrected."),
    ClosedWhy.NOT_THEM: _l("We found that somebody else had asked with the link of your ticket."),
    ClosedWhy.OTHER: _l("The organizer gives the reason:"),
}
