"""How pairs and merges are put into words."""

from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.people.duplicates.schemas import Alike, Fate, Pair, Reason

ALIKE: Final[dict[Alike, Words]] = {
    Alike.SAME: _l("same name"),
    Alike.ORDER: _l("same name in another order"),
    Alike.LETTER: _l("name differs by one letter"),
    Alike.SHORTER: _l("one name is shorter"),
    Alike.INITIALS: _l("one name has initials"),
}
REASONS: Final[dict[Reason, Words]] = {
    Reason.PHONE: _l("same phone"),
    Reason.NO_PHONE: _l("one has no phone"),
    Reason.TAIL: _l("same last four digits"),
    Reason.ORGANISATION: _l("same organisation"),
    Reason.YEAR: _l("same birth year"),
}
MERGED_MEANWHILE: Final = "this person went into another"
"""How the trigger says it (migration 0029)."""
WENT_INTO_ANOTHER: Final = _l("Two records of this person were put together just now. Please send the form again.")
FATES: Final[dict[Fate, Words]] = {
    Fate.STAYS: _l("stays as it is"),
    Fate.MOVES: _l("goes along"),
    Fate.JOINED: _l("two become one"),
}


def why(pair: Pair) -> str:
    """Why two are proposed: «same phone, name differs by one letter»."""
    words = ", ".join(str(REASONS[reason]) for reason in pair.reasons)
    return _("%(reasons)s, %(name)s", reasons=words, name=ALIKE[pair.alike])
