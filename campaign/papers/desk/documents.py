"""The slip of a print desk: the link on one sheet and the PIN on another, so that they go two ways."""

from campaign.core.i18n import _, language
from campaign.papers.desk.schemas import DeskSlip
from campaign.pdf import office
from campaign.pdf.parts import Code, Facts, NewPage, Paper, Paragraph, Part, Points, Title, Words
from campaign.pdf.schemas import SheetStamp


def slip_pdf(slip: DeskSlip) -> bytes:
    """A4, in the language spoken now; a sheet for the link, and one for the PIN while nobody has used it."""
    title = _("Print desk: %(label)s", label=slip.label)
    paper = Paper(language(), title, (*_link(slip), *(_pin(slip) if slip.pin else ())), title)
    words = Words(
        sheet=_("Print desk"), page=_("page {0} of {1}"), revision=_("Papers of the event"), printed="", continued="",
        signature=_("signature"), empty="",
    )  # fmt: skip
    return office.render(paper, SheetStamp(str(slip.number)), words)


def _facts(slip: DeskSlip) -> Facts:
    days = f"{slip.first:%d.%m.%Y} – {slip.last:%d.%m.%Y}"
    return Facts([(_("Event"), slip.event), (_("Where the desk stands"), slip.label), (_("Works on the days"), days)], 3)


def _link(slip: DeskSlip) -> tuple[Part, ...]:
    steps = [
        _("Open the address in the browser of the computer at the printer. The code leads there too."),
        _("Type the PIN. It comes on another sheet or by phone."),
        _("Press the button of the paper, open the PDF and print it."),
    ]
    return (
        Title(_("Print desk: the link"), [slip.label]), _facts(slip), Code(slip.address), Paragraph(slip.address),
        Points(steps),
        Paragraph(_("Keep this sheet and the PIN apart. Whoever has both prints lists with names of people.")),
    )  # fmt: skip


def _pin(slip: DeskSlip) -> tuple[Part, ...]:
    spaced = f"{slip.pin[:3]} {slip.pin[3:]}"
    return (
        NewPage(), Title(_("Print desk: the PIN"), [slip.label]), _facts(slip), Title(spaced),
        Paragraph(_("Hand it to whoever works at this desk, and to nobody else. It is not shown anywhere once it was used.")),
        Paragraph(_("After ten wrong PINs the desk is locked until whoever gave it opens it again.")),
    )  # fmt: skip
