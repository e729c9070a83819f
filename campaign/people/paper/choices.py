"""What a roster lets choose, as a set of papers or a desk asks for it: the words of its own form."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import _l
from campaign.papers.schemas import Choice, chosen_among
from campaign.papers.settings import INK, LARGE, PHONES, SAVING, SIZE_OF_TYPE, TONER, TYPE, WITH_PHONES, WITHOUT
from campaign.people.lists.ordering import ORDER, Order
from campaign.people.paper.schemas import MOST_BLANK_ROWS, USUAL_BLANK_ROWS, PrintWish
from campaign.people.schemas import Marking

MARKING: Final = Choice(
    "marking", _l("Last column"), Marking.BOX.value,
    values=((Marking.BOX.value, _l("a box to tick")), (Marking.SIGNATURE.value, _l("room for a signature"))),
)  # fmt: skip
BLANK_ROWS: Final = Choice(
    "blank_rows", _l("Blank rows at the end"), str(USUAL_BLANK_ROWS), most=MOST_BLANK_ROWS,
    hint=_l("For those who come unregistered: 0 to %(most)s.", most=MOST_BLANK_ROWS),
)  # fmt: skip
CHOICES: Final = (MARKING, BLANK_ROWS, ORDER, WITH_PHONES, SIZE_OF_TYPE, TONER)


def wish_of(language: str, wished: Mapping[str, str]) -> PrintWish:
    """The wish of whoever chose this; what is missing, or is no value of a choice, is the usual."""
    chosen = chosen_among(CHOICES, wished)
    return PrintWish(
        language, Marking(chosen[MARKING.name]), int(chosen[BLANK_ROWS.name]), Order(chosen[ORDER.name]),
        phones=chosen[PHONES] != WITHOUT, large=chosen[TYPE] == LARGE, saving=chosen[INK] == SAVING,
    )  # fmt: skip
