"""The papers «Ведомость выдачи» and «Ведомость возврата», of one document or of a whole event."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from campaign.core.i18n import _, _l, language, spoken
from campaign.materials.papers.posted import document_called
from campaign.materials.papers.schemas import Slip, SlipRow
from campaign.materials.papers.slips import how_many, slip_of_document, slip_of_event
from campaign.materials.papers.wording import legal, material, order_column, totals, unit
from campaign.materials.schemas import DocumentKind, PlaceKind
from campaign.papers.schemas import Choice, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line, day_figures
from campaign.pdf.parts import Column, Grid, Head, Paper, Paragraph, Part, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import number, numbered

_ROW: Final = 8.8  # mm; a person signs in it
_MOST_BLANK, _USUAL_BLANK, _ONE_PAGE = 200, 3, 10
_ALL, _BLANK = "all", "blank"
# mm of who, what: Kazakh names of materials are longer than Russian ones
_WIDTHS: Final = {"kk": (64, 50), "ru": (66, 46), "en": (66, 46)}


def issue_paper(slip: Slip, _signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """A row for each thing that somebody has, with room to sign for it and for what comes back of it."""
    rows, blank = _chosen(slip, chosen)
    signers = (
        Signer(_("Issued by: who answers for the store"), slip.responsible),
        Signer(_("Returns accepted by; differences: none / as written")),
    )
    return _paper(slip, _("Issue slip for materials"), _issue_grid(slip, rows, blank), signers)


def return_paper(slip: Slip, _signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """What is still out and has to come back, a row each, to be filled in when it does."""
    rows, blank = _chosen(slip, chosen)
    out = [row for row in rows if row.out > 0 and row.comes_back]
    signers = (Signer(_("Returns accepted by: who answers for the store"), slip.responsible),)
    return _paper(slip, _("Return slip for materials"), _out_grid(out, blank), signers)


def came_back_paper(slip: Slip, _signers: Signers) -> Paper:
    """What one document brought back, used up or lost."""
    signers = (Signer(_("Returns accepted by: who answers for the store"), slip.responsible),)
    return _paper(slip, _("Return slip for materials"), _back_grid(slip.rows), signers)


def _chosen(slip: Slip, chosen: Mapping[str, str]) -> tuple[list[SlipRow], int]:
    """The rows asked for and so many blank ones; where there is nothing to print a page of them is left for a pen."""
    holders, blank = chosen["holders"], int(chosen["blank_rows"])
    rows = [row for row in slip.rows if holders in {_ALL, row.holder.kind.value}]
    return rows, blank if rows or blank != _USUAL_BLANK else _ONE_PAGE


def _paper(slip: Slip, words: str, grid: Grid, signers: Sequence[Signer]) -> Paper:
    title = f"{words} {numbered(slip.number)}" if slip.number else words
    parts: list[Part] = [Head("", slip.about, campaign_line(slip.campaign))]
    if slip.back:
        said = _("Not in force: taken back by the document %(document)s.", document=document_called(slip.back))
        parts.append(Paragraph("", strong=said))
    parts += [grid, *(Paragraph(said, size=9) for said in slip.words), SignersPart(signers)]
    return Paper(
        language=language(),
        title=title,
        short_title=f"{title}: {slip.event}" if slip.event else title,
        landscape=True,
        legal=legal(),
        author=slip.campaign,
        parts=parts,
    )


def _who_and_what(words: str) -> tuple[Column, ...]:
    who, what = spoken(_WIDTHS)
    return (
        order_column(),
        Column(words, who, face="medium", size=9),
        Column(_("Material"), what),
        Column(_("Unit"), 12, "centre", size=8),
    )


def _issue_grid(slip: Slip, rows: Sequence[SlipRow], blank: int) -> Grid:
    issued, back = _("Issued"), _("Came back")
    columns = [
        *_who_and_what(_("To whom: surname, first name, team, vehicle")),
        Column(_("Quantity"), 16, "right", "figures", "semibold", 10, issued),
        Column(_("Date, time"), 25, "centre", "figures", group=issued),
        Column(_("Signature of the receiver"), 33, kind="blank", group=issued),
        Column(_("Quantity"), 16, "right", "figures", group=back),
        Column(_("Signature of who accepts"), 33, kind="blank", group=back),
        Column(_("Used, lost"), 20, "right", "figures"),
    ]
    years = {row.day.year for row in rows if row.day}
    texts = [_issue_row(place, row, years) for place, row in enumerate(rows, 1)]
    return _grid(columns, texts, rows, blank, _("Nothing has been issued here yet."))


def _issue_row(place: int, row: SlipRow, years: set[int]) -> list[str]:
    used = row.consumed + row.lost
    return [
        str(place), row.called, material(row.variant), unit(row.variant), number(row.issued),
        f"{day_figures(row.day, years)}, __:__" if row.day else "", "", _known(row.returned), "", _known(used),
    ]  # fmt: skip


def _known(quantity: int) -> str:
    """What is not known yet is written by hand."""
    return number(quantity) if quantity else ""


def _out_grid(rows: Sequence[SlipRow], blank: int) -> Grid:
    """What is out of each thing, together over the days on which it was issued."""
    columns = [
        *_who_and_what(_("From whom: surname, first name, team, vehicle")),
        Column(_("Is out"), 17, "right", "figures", "semibold", 10),
        Column(_("Returned"), 19, kind="blank"),
        Column(_("Used up"), 24, kind="blank"),
        Column(_("Lost"), 17, kind="blank"),
        Column(_("Reason of the difference"), 40, kind="blank"),
        Column(_("Signature of who returns"), 34, kind="blank"),
    ]
    together = [
        replace(first, issued=sum(row.out for row in (first, *others)), returned=0, consumed=0, lost=0)
        for _key, (first, *others) in groupby(rows, key=lambda row: (row.holder.id, row.variant.id))
    ]
    texts = [
        [str(place), row.called, material(row.variant), unit(row.variant), number(row.issued), *[""] * 5]
        for place, row in enumerate(together, 1)
    ]
    return _grid(columns, texts, together, blank, _("Nothing has to come back."))


def _back_grid(rows: Sequence[SlipRow]) -> Grid:
    columns = [
        *_who_and_what(_("From whom: surname, first name, team, vehicle")),
        Column(_("Returned"), 22, "right", "figures", "semibold", 10),
        Column(_("Used up"), 22, "right", "figures"),
        Column(_("Lost"), 22, "right", "figures"),
        Column(_("Remark"), 36, kind="blank"),
        Column(_("Signature of who returns"), 36, kind="blank"),
    ]
    texts = [
        [str(place), row.called, material(row.variant), unit(row.variant),
         *map(_known, (row.returned, row.consumed, row.lost)), "", ""]
        for place, row in enumerate(rows, 1)
    ]  # fmt: skip
    return Grid(columns, texts, row_height=_ROW, keys=_keys(rows))


def _grid(columns: Sequence[Column], texts: Sequence[Sequence[str]], rows: Sequence[SlipRow], blank: int, empty: str) -> Grid:
    """The rows, numbered blank ones for a pen, and the sums of what was printed."""
    more = [[str(len(texts) + place), *[""] * (len(columns) - 1)] for place in range(1, blank + 1)]
    sums = [[totals((row.variant, row.issued) for row in rows)]] if rows else []
    return Grid(columns, (*texts, *more, *sums), row_height=_ROW, empty=empty, keys=_keys(rows))


def _keys(rows: Sequence[SlipRow]) -> list[str]:
    """Who has what: the place in the ledger and the variant."""
    return [f"holding:{row.holder.id}.{row.variant.id}" for row in rows]


def _choices() -> tuple[Choice, ...]:
    holders = (
        (_ALL, _l("everybody")),
        (PlaceKind.TEAM.value, _l("teams only")),
        (PlaceKind.PERSON.value, _l("people only")),
        (PlaceKind.VEHICLE.value, _l("vehicles only")),
        (_BLANK, _l("blank rows only")),
    )
    hint = _l("For what is written by hand: 0 to %(most)s.", most=_MOST_BLANK)
    return (
        Choice("holders", _l("Who stands on it"), _ALL, values=holders),
        Choice("blank_rows", _l("Blank rows at the end"), str(_USUAL_BLANK), most=_MOST_BLANK, hint=hint),
    )


OF_ISSUE = PaperKind(
    code="stock_issue",
    name=_l("Issue slip for materials"),
    subject=SubjectKind.STOCK_DOCUMENT,
    read=slip_of_document,
    draw=issue_paper,
    note=_l("signed by each who takes something"),
    choices=_choices(),
    only=(DocumentKind.ISSUE,),
)
OF_RETURN = PaperKind(
    code="stock_return",
    name=_l("Return slip for materials"),
    subject=SubjectKind.STOCK_DOCUMENT,
    read=slip_of_document,
    draw=came_back_paper,
    note=_l("what came back, was used up or lost"),
    only=(DocumentKind.RETURN,),
)
ISSUES = PaperKind(
    code="issue_slip",
    name=_l("Issue slip for materials"),
    subject=SubjectKind.EVENT,
    read=slip_of_event,
    draw=issue_paper,
    note=_l("everything issued here, or blank rows"),
    choices=_choices(),
    count=how_many,
)
RETURNS = PaperKind(
    code="return_slip",
    name=_l("Return slip for materials"),
    subject=SubjectKind.EVENT,
    read=slip_of_event,
    draw=return_paper,
    note=_l("what is out and has to come back"),
    choices=_choices(),
    count=how_many,
)
