"""What is said at the door: why somebody is not simply in, and what to do about it."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.people.checkin.schemas import Why

WHY: Final[dict[Why, Words]] = {
    Why.FINE: "",
    Why.LATE: _l("Sent too long after the event. The coordinator looks at it."),
    Why.EARLY: _l("This event is not today. The coordinator looks at it."),
    Why.OFF: _l("This event was cancelled. The coordinator looks at it."),
    Why.BEFORE_LINK: _l("The clock of this phone is wrong, or this is older than its link. The coordinator looks at it."),
    Why.UNKNOWN: _l("No registration has this code. Let them in if you know them; the coordinator looks at it."),
    Why.CANCELLED: _l("They have cancelled. If they came after all, the coordinator puts them on the list again."),
    Why.WAITING: _l("No place is left: they are on the waiting list. The coordinator decides."),
    Why.PENDING: _l("Not in yet: a parent’s consent is missing. A parent signs it on paper with the coordinator."),
    Why.WRONG_EVENT: _l("This code belongs to another event."),
    Why.BAD_CODE: _l("This is no code: a character is wrong. Please read it again."),
    Why.BAD_NAME: _l("Please write the name in letters, as in the document. For example: Сейтова Әлия."),
    Why.BAD_PHONE: _l("This is no phone number. For example: 8 701 555 01 23."),
    Why.BAD_YEAR: _l("The year of birth has four digits. For example: 1998."),
    Why.MALFORMED: _l("This could not be read. Please scan it again."),
    Why.KEY_REUSED: _l("This was sent before with other words in it. Please enter it anew."),
}
LOOK: Final[dict[Why, Words]] = {  # the same for whoever decides
    Why.LATE: _l("Sent too long after the event."),
    Why.EARLY: _l("This event is not today."),
    Why.OFF: _l("This event was cancelled."),
    Why.BEFORE_LINK: _l("The clock of the phone was wrong, or this is older than its link."),
    Why.UNKNOWN: _l("No registration has this code."),
    Why.CANCELLED: _l("They have cancelled. Put them on the list again, if they came after all."),
    Why.WAITING: _l("No place was left: they are on the waiting list."),
}
