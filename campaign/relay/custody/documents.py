"""The handover act: A4, Kazakh on the left, Russian on the right, three parties, one table, three signatures (SPEC D, R7)."""

from campaign.pdf import sides
from campaign.pdf.schemas import Column, SheetStamp, Words
from campaign.pdf.sides import Dated, Grid, Labelled, Paragraph, Part, Party, SidesPaper, Signatures, Title
from campaign.relay.custody.act.schemas import ActPrint, ActSheet

_TAG = "kk-KZ"
_WIDTHS = (8, 60, 22, 15, 32, 32, 18)  # mm: order, item, inventory, quantity, condition, difference, received


def act_pdf(sheet: ActSheet) -> bytes:
    """The act; the same sheet gives the same bytes. A blank one leaves lines and rows to write on."""
    stamp = SheetStamp(
        number=sheet.shown_number,
        revision=sheet.revision,
        printed=sheet.printed_on_wall,
        address=f"{sheet.paper.address}{sheet.shown_number}-{{page}}",
    )
    return drawn_act(sheet.paper, stamp)


def drawn_act(paper: ActPrint, stamp: SheetStamp) -> bytes:
    """The act with this at its foot."""
    words = paper.words
    title = " / ".join(paper.title)
    return sides.render(
        SidesPaper(
            language=_TAG,
            title=f"{title} {paper.number}",
            short_title=f"{title.capitalize()} {paper.number}",
            parts=_parts(paper),
            stamp=stamp,
            words=Words(words.sheet, words.page, words.revision, words.printed, words.continued, words.caption, words.empty),
            legal=words.legal,
            author=paper.author,
        )
    )


def _parts(paper: ActPrint) -> list[Part]:
    words = paper.words
    return [
        Title(paper.title, paper.lines),
        Dated(paper.number, paper.date, paper.place),
        *(Labelled(party.part, party.line) for party in paper.parties),
        Paragraph(paper.clause),
        Grid(_columns(paper), [(str(number), *row) for number, row in enumerate(paper.rows, 1)], words.empty),
        *(Paragraph(text, strong) for strong, text in paper.paragraphs),
        Signatures(
            [Party((party.part[0].upper(), party.part[1].upper()), party.name, words.dated) for party in paper.parties],
            words.caption,
            words.seal,
        ),
    ]


def _columns(paper: ActPrint) -> list[Column]:
    order, item, inventory, quantity, condition, difference, received = paper.words.columns
    widths = iter(_WIDTHS)
    return [
        Column(order, next(widths), "centre"),
        Column(item, next(widths), size=9),
        Column(inventory, next(widths), "centre"),
        Column(quantity, next(widths), "right", "figures", size=9),
        Column(condition, next(widths)),
        Column(difference, next(widths)),
        Column(received, next(widths), "centre") if paper.is_confirmed else Column(received, next(widths), "centre", "box"),
    ]
