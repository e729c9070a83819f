"""What the triggers of the exhibition say, as sentences for whoever asked, for `core.db.REFUSALS`."""

from typing import Final

from campaign.core.i18n import Words, _l

REFUSED: Final[dict[str, Words]] = {
    "a panel about a person is not ready to be printed or shown": _l(
        "A panel about a person is not printed or shown while a condition is missing. Its page says which."
    ),
    "a panel about a person is printed or shown on another day than today": _l(
        "A panel about a person is printed and shown on the day itself only."
    ),
    "a panel changes only with a new version": _l("Somebody has changed this panel meanwhile. Look at it again."),
    "whoever wrote a panel does not approve it": _l("You wrote on this panel, so somebody else has to approve it."),
    "what is known of a panel is only ever added to": _l("The log of panels is only ever added to."),
}
