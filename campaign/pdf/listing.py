"""Lists on paper, from three names to a hundred thousand: `stream` a paper page by page, or `render` it whole.

paper = ListingPaper(
    language="kk",
    head=Head("Қатысушылар тізімі", ["Теміртау · 2018 жылғы 6 сәуір, сағат 11:00"], campaign="…"),
    columns=[
        Column("Р/с №", 9, "centre", "order"),
        Column("Тегі, аты, әкесінің аты", 63, face="medium", size=9.5),
        Column("Телефон, +7", 25, "centre", "figures"),
        Column("Келді", 11, kind="box"),
    ],
    rows=[("", "Абенов Дархан Маратович", "700 310 10 10", "")],
    total=1,
    stamp=SheetStamp("00418", 3, "05.04.2018 17:42", "HTTPS://ADALJOL.EXAMPLE/S/00418-{page}"),
    words=Words("Парақ", "{1} беттің {0}-беті", "{}-редакция", "басылды", "жалғасы", "қолы", "Тізімде ешкім жоқ"),
    signers=[Signer("Тізімге жауапты", "Ахметова Д. С.")],
)
response = Response(stream(paper), mimetype="application/pdf")
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest

from campaign.pdf.document import Document
from campaign.pdf.flow import FOOT_FORM, LATER_FORM, Flow
from campaign.pdf.frame import LANDSCAPE, PORTRAIT, Frame, PageLabel
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.imprint import Imprint
from campaign.pdf.schemas import Column, Head, Kind, ListingPaper, Placed, SheetStamp, Signer, Words
from campaign.pdf.signatures import Signatures
from campaign.pdf.table import Table

__all__ = [
    "Column",
    "Head",
    "Kind",
    "ListingPaper",
    "SheetStamp",
    "Signer",
    "Words",
    "placed",
    "render",
    "stream",
]

_FORESEEN = 10  # pages laid out before the first leaves


def render(paper: ListingPaper) -> bytes:
    """The whole PDF; equal papers give equal bytes."""
    return b"".join(stream(paper))


def stream(paper: ListingPaper) -> Iterator[bytes]:
    """The PDF piece by piece, about one page at a time, the first within a few milliseconds.

    About 10 µs a row of eight columns; holds a few hundred rows and some bytes a page. Characters no face can
    draw are printed as [U+1F600]. Raises ValueError for a paper without a text column or a row of another
    length than the columns.
    """
    case = TypeCase()
    frame = Frame(case, LANDSCAPE if paper.landscape else PORTRAIT, paper)
    flow = Flow(frame, Table(frame, paper.columns), Signatures(frame, paper.signers))
    label = PageLabel(case, paper.words)
    imprint = Imprint(paper.head.title, paper.language, paper.stamp, paper.words, paper.author)
    document = Document(imprint.about(paper.subject), *frame.format.points, scale=frame.format.scale, saving=paper.saving)
    yield document.begin()
    for number, content in enumerate(_counted(flow, label, paper), 1):
        yield document.page(content + frame.page_foot(number, label))
    foot = frame.ink()
    frame.foot(foot)
    yield document.form(FOOT_FORM, foot.operators())
    yield document.form(LATER_FORM, flow.later_form)
    yield document.form(PageLabel.FORM, label.total(document.pages))
    yield from document.end(case, flow.bookmarks())


def placed(paper: ListingPaper, keys: Sequence[str]) -> tuple[Placed, ...]:
    """Its rows, blank ones too, with their pages; `keys` say what each row is about. As long as laying it out takes."""
    frame = Frame(TypeCase(), LANDSCAPE if paper.landscape else PORTRAIT, paper)
    flow = Flow(frame, Table(frame, paper.columns), Signatures(frame, paper.signers))
    rows = [tuple(row) for row in paper.rows]
    for _page in flow.pages(rows, paper.blank_rows):
        pass
    rows += [("",) * len(paper.columns)] * paper.blank_rows
    starts = flow.starts
    return tuple(
        Placed(str(number), key, bisect_right(starts, number - 1), _said(paper.columns, row, number))
        for number, (row, key) in enumerate(zip_longest(rows, keys, fillvalue=""), 1)
    )


def _said(columns: Sequence[Column], row: Sequence[str], number: int) -> tuple[str, ...]:
    """The texts of a row as they are printed: its number where it is counted, nothing where a pen writes."""
    shown = {"order": str(number), "box": "", "blank": ""}
    return tuple(
        text or shown["order"] if column.kind == "order" else shown.get(column.kind, text)
        for column, text in zip(columns, row, strict=True)
    )


def _counted(flow: Flow, label: PageLabel, paper: ListingPaper) -> Iterator[bytes]:
    """The pages, the first ten at once: by then it is known, or can be told, how many digits their number has."""
    pages = flow.pages(paper.rows, paper.blank_rows)
    first = list(islice(pages, _FORESEEN))
    expected = len(first)
    if expected == _FORESEEN:
        expected = max(expected, (paper.total + paper.blank_rows) * _FORESEEN // max(1, flow.count))
    label.expect(expected)
    yield from chain(first, pages)
