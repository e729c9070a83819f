"""What is said at the doors: why an item does not simply count, and what to do about it."""

from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.walks.doors.schemas import MOST_PIECES, Result, Why
from campaign.walks.schemas import Sign, Soap


def lacking(result: Result) -> tuple[str, str]:
    """Which part does not say enough of a door (soap, sign, pieces), with the sentence that asks for it; nothing of neither."""
    if result.soap is Soap.UNSET:
        return "soap", _("Please choose what became of the soap.")
    if not result.is_whole:
        return "sign", _("Please choose what became of the sign.")
    if result.soap is Soap.GIVEN and not 1 <= result.pieces <= MOST_PIECES:
        return "pieces", _("How many pieces? From 1 to %(most)s.", most=MOST_PIECES)
    return "", ""


WHY: Final[dict[Why, Words]] = {
    Why.FINE: "",
    Why.CLOSED: _l("The team has handed everything in already. The coordinator looks at it."),
    Why.OTHER_TEAM: _l("This door belongs to another team now. The coordinator looks at it."),
    Why.EARLY: _l("The walk is not today. The coordinator looks at it."),
    Why.LATE: _l("Recorded after the time of the link was over. The coordinator looks at it."),
    Why.OFF: _l("The walk was cancelled. The coordinator looks at it."),
    Why.BEFORE_LINK: _l("The clock of this phone is wrong, or this is older than its link. The coordinator looks at it."),
    Why.NO_DOOR: _l("This door is not in this walk. Fetch the list again."),
    Why.MALFORMED: _l("This could not be read. Please record the door again."),
    Why.KEY_REUSED: _l("This was sent before with other words in it. Please enter it anew."),
}
LOOK: Final[dict[Why, Words]] = {  # the same for whoever decides
    Why.CLOSED: _l("It came after the team had handed everything in."),
    Why.OTHER_TEAM: _l("The door belongs to another team."),
    Why.EARLY: _l("The walk is not today."),
    Why.LATE: _l("Recorded after the time of the link was over."),
    Why.OFF: _l("The walk was cancelled."),
    Why.BEFORE_LINK: _l("The clock of the phone was wrong, or this is older than its link."),
}
SOAP: Final[dict[Soap, Words]] = {
    Soap.UNSET: _l("not yet"),
    Soap.GIVEN: _l("Soap given"),
    Soap.REFUSED: _l("Not taken"),
    Soap.ABSENT: _l("Nobody, come again"),
}
SIGN: Final[dict[Sign, Words]] = {
    Sign.UNSET: _l("not yet"),
    Sign.UP: _l("Put up"),
    Sign.REFUSED: _l("Not wanted"),
    Sign.IMPOSSIBLE: _l("Cannot be put up"),
    Sign.THERE: _l("Already there"),
}
