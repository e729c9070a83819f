"""The PDF of a frozen set of badges, the same bytes for the same sheet; whose badge stands on which page."""

from collections.abc import Iterator

from campaign.pdf.badges import stream
from campaign.pdf.badges.layouts import DRAWERS
from campaign.pdf.badges.schemas import Badge
from campaign.pdf.schemas import Placed
from campaign.people.badges.schemas import BadgeSheet


def badges_pdf(sheet: BadgeSheet) -> Iterator[bytes]:
    """Page by page; some 0.1 ms a badge."""
    return stream(sheet.paper.badges)


def badges_rows(sheet: BadgeSheet) -> tuple[Placed, ...]:
    """Each badge with its number on the sheet, whose it is and its page."""
    badges = sheet.paper.badges
    each, keys = DRAWERS[badges.layout].sheet.each, sheet.paper.keys or ("",) * len(badges.badges)
    return tuple(
        Placed(str(place), key, (place - 1) // each + 1, _said(badge))
        for place, (badge, key) in enumerate(zip(badges.badges, keys, strict=True), 1)
    )


def _said(badge: Badge) -> tuple[str, ...]:
    return badge.surname, badge.names, badge.organisation, badge.role, badge.group
