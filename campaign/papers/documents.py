"""The PDF of a frozen paper; the same sheet gives the same bytes."""

from dataclasses import replace

from campaign.papers.schemas import PaperSheet
from campaign.pdf import office
from campaign.pdf.schemas import SheetStamp


def paper_pdf(sheet: PaperSheet) -> bytes:
    """The whole paper, with its number and what it replaces at the foot."""
    frozen, line = sheet.frozen, sheet.line
    stamp = SheetStamp(
        number=line.shown_number,
        revision=line.revision,
        printed=f"{sheet.printed_on_wall:%d.%m.%Y %H:%M}",
        address=f"{frozen.address}{line.shown_number}-{{page}}",
    )
    words = frozen.words
    if frozen.replaces:
        words = replace(words, revision=f"{words.revision}, {frozen.replaces}")
    return office.render(frozen.paper, stamp, words)
