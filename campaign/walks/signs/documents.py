"""The PDF of a frozen run of door signs, the same bytes for the same sheet; which door stands on which page."""

from collections.abc import Iterator

from campaign.pdf.schemas import Placed
from campaign.pdf.signs import stream
from campaign.pdf.signs.door import SHEETS
from campaign.walks.signs.schemas import SignSheet


def signs_pdf(sheet: SignSheet) -> Iterator[bytes]:
    """Page by page; some 0.03 ms a sign."""
    return stream(sheet.paper.signs)


def signs_rows(sheet: SignSheet) -> tuple[Placed, ...]:
    """Each sign with its number, its door and its page."""
    signs = sheet.paper.signs
    each, keys = SHEETS[signs.format].each, sheet.paper.keys or ("",) * len(signs.signs)
    return tuple(
        Placed(sign.number, key, place // each + 1, (sign.room, *sign.unit))
        for place, (sign, key) in enumerate(zip(signs.signs, keys, strict=True))
    )
