"""What tests of badges share: asking for a set, reading it, whose badges it holds."""

import pypdfium2
import zxingcpp

from campaign.core.actor import acting_as
from campaign.pdf.badges.schemas import Layout
from campaign.people.badges import documents
from campaign.people.badges.queries import badge_sheet
from campaign.people.badges.schemas import BadgeSheet, BadgeWish, Which
from campaign.people.badges.services import print_badges


def a_set(event_id: int, which: Which = Which.DUE, layout: Layout = Layout.A6, key: str = "", **more) -> BadgeSheet:
    wish = BadgeWish(more.pop("language", "kk"), layout, which, **more)
    return badge_sheet(print_badges(event_id, wish, key or f"{event_id}{wish}"))


def surnames(sheet: BadgeSheet) -> list[str]:
    return [badge.surname for badge in sheet.paper.badges.badges]


def codes_on(sheet: BadgeSheet) -> list[str]:
    """What the codes on the rendered pages say."""
    found = []
    with pypdfium2.PdfDocument(b"".join(documents.badges_pdf(sheet))) as document:
        for page in document:
            picture = page.render(scale=2.5, grayscale=True).to_pil()
            found += [code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]
    return sorted(found)


def a_badge_sheet(event_id: int, actor: object) -> dict[str, int]:
    """For the matrix: the badges of an event, printed by somebody."""
    with acting_as(actor):  # type: ignore[arg-type]
        return {"badge_sheet": print_badges(event_id, BadgeWish("ru", Layout.A6, Which.ALL), "badges")}
