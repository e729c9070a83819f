"""Who is seen, and whether a photo may be printed, in the words of the pages."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.people.photos.schemas import Seen, Standing

SEEN: Final[dict[Seen, Words]] = {
    Seen.UNSAID: _l("Not said yet"),
    Seen.NOBODY: _l("Nobody can be recognised"),
    Seen.ADULTS: _l("Adults, all of them agreed"),
    Seen.MINORS: _l("Children, with a parent's consent"),
}
MARKS: Final[dict[Standing, tuple[str, Words]]] = {  # the sign and a word or two, for a gallery
    Standing.PRINTABLE: ("good", _l("may be printed")),
    Standing.UNSAID: ("warn", _l("say who is seen")),
    Standing.UNNAMED: ("warn", _l("name the children")),
    Standing.MINOR_AMONG_ADULTS: ("bad", _l("a child among adults")),
    Standing.NO_CONSENT: ("bad", _l("consent is missing")),
    Standing.GONE: ("bad", _l("cannot be asked any more")),
    Standing.EMPTIED: ("calm", _l("picture deleted")),
}
WHY: Final[dict[Standing, Words]] = {  # why, and what to do
    Standing.PRINTABLE: _l("Nobody has to be asked any more: it may stand in the report, in the book and in the exhibition."),
    Standing.UNSAID: _l("Look at the picture and say who can be recognised. Until then it is not printed."),
    Standing.UNNAMED: _l(
        "Children are seen, and none is named. Find each of them in the list of the event: only of a named child it is known "
        "what the parent said."
    ),
    Standing.MINOR_AMONG_ADULTS: _l(
        "Somebody named here may be under age on the day of the event. Choose “Children, with a parent's consent”."
    ),
    Standing.NO_CONSENT: _l(
        "Somebody named here has not agreed to photographs, or does no more. Ask for the consent, cut the person out and send "
        "the picture anew, or erase it. Until then it is not printed anywhere."
    ),
    Standing.GONE: _l(
        "Somebody named here was taken from the lists and cannot be asked any more. Erase the photo, or take the name out if "
        "it was a mistake."
    ),
    Standing.EMPTIED: _l(
        "Somebody named here was erased, and the picture with them. Only its number and its caption are left. If you have it "
        "and others stand beside that person, cut the person out and send it anew."
    ),
}
