"""How many somebody has typed: whole ones, or a sentence that says what is wrong."""

from typing import Final

from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.materials.schemas import MOST_PIECES

_LONGEST_NUMBER: Final = 12  # figures of a quantity


def quantity_of(typed: str) -> int:
    """How many whole units somebody typed, nothing: 0. Raises Invalid with a sentence."""
    words = "".join(typed.split())
    if not words:
        return 0
    if words.isascii() and words.isdigit():
        if len(words) > _LONGEST_NUMBER or int(words) > MOST_PIECES:
            raise Invalid(_("A quantity is a whole number from 1 to %(most)s.", most=MOST_PIECES))
        return int(words)
    before, _sign, after = words.replace(",", ".").partition(".")
    if before.isascii() and before.isdigit() and after.isascii() and after.isdigit() and len(before) < _LONGEST_NUMBER:
        if not int(after):
            return quantity_of(before)
        low = int(before)
        shown = words[:_LONGEST_NUMBER]
        raise Invalid(_("Only whole ones are counted: %(typed)s is none. Enter %(low)s or %(high)s.",
                        typed=shown, low=low, high=low + 1))  # fmt: skip
    raise Invalid(_("This is no whole number of 1 or more: %(typed)s.", typed=words[:_LONGEST_NUMBER]))
