"""The PDF of a frozen set of badges; the same sheet gives the same bytes."""

from collections.abc import Iterator

from campaign.pdf.badges import stream
from campaign.people.badges.schemas import BadgeSheet


def badges_pdf(sheet: BadgeSheet) -> Iterator[bytes]:
    """Page by page; some 0.1 ms a badge."""
    return stream(sheet.paper.badges)
