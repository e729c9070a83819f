"""The PDF of a sheet of panels, the same bytes for the same sheet while its photos may be printed; what is on which page."""

from campaign.exhibition.papers.schemas import PanelsSheet
from campaign.pdf.imprint import Imprint
from campaign.pdf.panels import printed
from campaign.pdf.schemas import Placed, SheetStamp


def panels_pdf(sheet: PanelsSheet) -> bytes:
    """Each panel a page of its size; `sheet` as `queries.sheet_to_print` gives it, with the bytes of its photos."""
    paper, line = sheet.paper, sheet.line
    stamp = SheetStamp(line.shown_number, line.revision, line.printed_on_wall(paper.zone))
    return printed(paper.panels, Imprint(paper.title, paper.tongues.codes[0], stamp, paper.words, paper.author))


def panels_rows(sheet: PanelsSheet) -> tuple[Placed, ...]:
    """Each panel with its page."""
    pairs = zip(sheet.paper.on_it, sheet.paper.panels.cards, strict=True)
    return tuple(Placed(str(page), f"panel:{one.panel}", page, tuple(card.title)) for page, (one, card) in enumerate(pairs, 1))
