"""An office paper in one language, laid out part by part: `render` gives the PDF.

paper = Paper(
    language="ru",
    title="План-график эстафеты",
    landscape=True,
    parts=(
        Approvals(left=[Approval("СОГЛАСОВАНО", ["Заместитель акима области"], "", "«__» ______ 2018 г.", "М. П.")]),
        Title("График прохождения эстафеты", ["6 апреля – 9 декабря 2018 г."]),
        Grid([Column("№", 9, "centre", "order"), Column("Город, район", 60)], [("", "Темиртау")], row_height=5.6),
        Signers([Signer("Исполнитель")]),
    ),
)
pdf = render(paper, SheetStamp("00012"), words)
"""

from __future__ import annotations

from collections.abc import Sequence

from campaign.pdf import column, panels
from campaign.pdf.approvals import ApprovalsDrawer
from campaign.pdf.balances import balance_height, draw_balance
from campaign.pdf.document import Bookmark
from campaign.pdf.frame import LANDSCAPE, PORTRAIT
from campaign.pdf.grid import GridDrawer
from campaign.pdf.imprint import Imprint
from campaign.pdf.measures import GREY, LEADING, units
from campaign.pdf.pages import Pages, framed, written
from campaign.pdf.parts import (
    Approvals,
    Balance,
    Code,
    Correspondents,
    Drawing,
    Facts,
    Grid,
    Head,
    Heading,
    NewPage,
    Notes,
    Panels,
    Paper,
    Paragraph,
    Part,
    Picture,
    Points,
    Signers,
    SmallPrint,
    Title,
)
from campaign.pdf.pictures import PictureDrawer, draw_picture
from campaign.pdf.schemas import Placed, SheetStamp, Words
from campaign.pdf.signatures import Signatures

_TITLE, _HEADING, _STRONG, _TEXT, _NOTE = 13.0, 10.5, 9.5, 10.0, 7.5  # pt
_SIDE = 9.5  # pt; of who sends a letter and to whom
_BETWEEN = 22.0  # mm between them
_TEXT_LEADING = 0.45  # mm for a point; text is read, so its lines stand wider than those of cells
_TEXT_STEP = _TEXT * _TEXT_LEADING
_INDENT = 7.0  # mm before the words of a point
_NOTE_LINE = 8.0  # mm between dotted lines
_HALF = 130.0  # mm of a page
_SHORT = 20.0  # mm of text that stands between a table and its signatures
_FEW = 2  # lines of a paragraph that stay together
_LEADS = 60.0  # mm of text and facts that lead from a heading to its table
_WITH_HEADING = 22.0  # mm that must be free below a heading


def render(paper: Paper, stamp: SheetStamp, words: Words) -> bytes:
    """The whole PDF with its number and foot; equal papers give equal bytes. About 1 ms a page."""
    imprint = _imprint(paper, stamp, words)
    for part in paper.parts:
        if isinstance(part, Panels):
            return panels.printed(part, imprint)
        if isinstance(part, Drawing):
            return column.drawn(part, imprint)
    pages = _laid_out(paper, imprint)
    return written(pages, imprint, pages.bookmarks)


def _imprint(paper: Paper, stamp: SheetStamp, words: Words) -> Imprint:
    return Imprint(paper.title, paper.language, stamp, words, paper.author, paper.saving)


def placed(paper: Paper, stamp: SheetStamp, words: Words) -> tuple[Placed, ...]:
    """The rows of its tables, blank ones too and headings not, with their pages; none of a drawing. As long as `render`."""
    if any(isinstance(part, Drawing) for part in paper.parts):
        return ()
    return tuple(_laid_out(paper, _imprint(paper, stamp, words)).placed)


def _laid_out(paper: Paper, imprint: Imprint) -> _Pages:
    of = LANDSCAPE if paper.landscape else PORTRAIT
    given = next((part for part in paper.parts if isinstance(part, Head)), Head(paper.title))
    head = Head(paper.title, given.lines, given.campaign, given.facts, given.fact_columns)
    frame = framed(of, head, imprint, short_title=paper.short_title, legal=paper.legal, large=paper.large)
    pages = _Pages(frame)
    pages.lay_out(paper.parts)
    return pages


class _Pages(Pages):
    """Pages of one paper and the bookmarks of its headings."""

    bookmarks: list[Bookmark]

    def lay_out(self, parts: Sequence[Part]) -> None:
        """Every part in its order; a table knows how much of what follows must stay with its last rows."""
        self.bookmarks = []
        drawers: dict[int, GridDrawer] = {}
        for place, part in enumerate(parts):
            if isinstance(part, Heading):
                rest = parts[place + 1 :]
                self.need(self._end(part, rest) or self._begun(part, rest, drawers))
            if isinstance(part, Grid):
                self._drawer(part, drawers).draw(self._tail(parts[place + 1 :]))
            else:
                self._part(part)

    def _drawer(self, part: Grid, known: dict[int, GridDrawer]) -> GridDrawer:
        """A table is set once, whether its heading asks how tall it begins or it is drawn."""
        if id(part) not in known:
            known[id(part)] = GridDrawer(self, part)
        return known[id(part)]

    def _begun(self, heading: Heading, parts: Sequence[Part], drawers: dict[int, GridDrawer]) -> float:
        """The height of a heading with the beginning of the table or with the drawing that a few lines below it lead to.

        0 where none follows, and where a page does not hold them.
        """
        between, height = 0.0, self._heading_height(heading)
        for place, part in enumerate(parts):
            match part:
                case Facts():
                    between += self.frame.facts(self.frame.ink(), part.facts, part.columns, 0) + 1
                case Paragraph() if not part.strong:
                    lines = len(self.ink.block(part.text, self.frame.width, part.size).lines)
                    between += lines * part.size * _TEXT_LEADING + 1.6
                case Grid():
                    height += between + self._drawer(part, drawers).least(self._tail(parts[place + 1 :]))
                    break
                case Picture():
                    height += between + PictureDrawer(self, part).height
                    break
                case _:
                    return 0
        else:
            return 0
        return height if between < _LEADS and height <= self.most else 0

    def _part(self, part: Part) -> None:
        match part:
            case Approvals():
                ApprovalsDrawer(self).draw(part)
            case Head():
                self.y = self.frame.head(self.ink)
            case Title():
                self._title(part)
            case Facts():
                self._facts(part)
            case Heading():
                self._heading(part.words)
            case Picture() | Code():
                draw_picture(self, part)
            case NewPage():
                self._turn(part)
            case _:
                self._words(part)

    def _turn(self, part: NewPage) -> None:
        if part.headed:
            self.pages.append(self.frame.ink())
            self.y = self.frame.head(self.ink)
        else:
            self.turn()

    def _words(self, part: Part) -> None:
        match part:
            case Correspondents():
                self._correspondents(part)
            case Paragraph():
                self._paragraph(part)
            case Points():
                self._points(part)
            case Notes():
                self._notes(part)
            case Balance():
                draw_balance(self, part)
            case Signers():
                self._signers(part)
            case SmallPrint():
                self._small(part.text)

    def _end(self, heading: Heading, parts: Sequence[Part]) -> float:
        """The height of a heading with a last text and its signatures; 0 for any other, and where they are half a page."""
        if len(parts) < 2 or not isinstance(text := parts[0], Paragraph) or not text.last:
            return 0
        lines = len(self.ink.block(text.text, self.frame.width, text.size).lines)
        height = self._heading_height(heading) + lines * text.size * _TEXT_LEADING + self._tail(parts[1:])
        return height if height < _HALF else 0

    def _heading_height(self, heading: Heading) -> float:
        return 6 + _HEADING * LEADING + self.height(heading.words, self.frame.width, _HEADING)

    def _tail(self, parts: Sequence[Part]) -> float:
        """The height of what stands right below a table and belongs to it: dotted lines, sums and signatures.

        Small print and a text of a few lines belong to it where signatures follow.
        """
        height = small = 0.0
        for part in parts:
            if isinstance(part, Signers):
                return height + small + Signatures(self.frame, part.signers).height + 4
            if isinstance(part, Paragraph) and not part.strong and small < _SHORT:
                lines = len(self.ink.block(part.text, self.frame.width, part.size).lines)
                small += lines * part.size * _TEXT_LEADING + 1.6
                continue
            if isinstance(part, SmallPrint):
                small += self.height(part.text, self.frame.width, _NOTE) + _NOTE * LEADING + 2
                continue
            if not isinstance(part, Notes | Balance):
                break
            height += self._notes_height(part) if isinstance(part, Notes) else balance_height(part)
        return height

    def _correspondents(self, part: Correspondents) -> None:
        """Both sides begin level; who sends is set strong, what is below it (number, date) plain."""
        width = (self.frame.width - _BETWEEN) / 2
        starts, sides = self.y + 6, ((self.left, part.sender), (self.right - width, part.addressee))
        self.need(6 + max(sum(self.height(line, width, _SIDE) + _SIDE * LEADING for line in lines) for _x, lines in sides))
        ends = [starts]
        for x, lines in sides:
            y = starts
            for number, line in enumerate(lines):
                is_name = x == self.left and not number
                y = self.ink.lines(x, y, line, width, _SIDE, "semibold" if is_name else "regular") + _SIDE * LEADING
            ends.append(y)
        self.y = max(ends) + 4

    def _title(self, part: Title) -> None:
        middle, width = (self.left + self.right) / 2, self.frame.width
        self.need(8 + self.height(part.words, width, _TITLE) + 5 * len(part.lines))
        self.y = self.ink.lines(middle, self.y + 5, part.words, width, _TITLE, "bold", "centre", leading=5.6)
        for line in part.lines:
            self.y = self.ink.lines(middle, self.y + 4.6, line, width, 9.5, align="centre")
        self.y += 3

    def _facts(self, part: Facts) -> None:
        trial = self.frame.facts(self.frame.ink(), part.facts, part.columns, self.y) - self.y
        self.need(trial + 1)
        self.y = self.frame.facts(self.ink, part.facts, part.columns, self.y + 1)

    def _heading(self, words: str) -> None:
        step = _HEADING * LEADING
        self.need(4 + step + self.height(words, self.frame.width, _HEADING) + _WITH_HEADING)
        self.bookmarks.append(Bookmark(words, len(self.pages) - 1))
        self.y = self.ink.lines(self.left, self.y + 3 + step, words, self.frame.width, _HEADING, "semibold") + 1.6

    def _paragraph(self, part: Paragraph) -> None:
        if part.strong:
            self.need(1.5 + _STRONG * LEADING + 2 * _TEXT_STEP)
            start = self.y + 1.5 + _STRONG * LEADING
            self.y = self.ink.lines(self.left, start, part.strong, self.frame.width, _STRONG, "semibold") + 0.6
        self._flow(part.text, self.left, self.frame.width, size=part.size)
        self.y += 1.6

    def _flow(self, text: str, x: float, width: float, sign: str = "", size: float = _TEXT) -> None:
        """A text over as many pages as it takes; `sign` stands before its first line."""
        block, step = self.ink.block(text, width, size), size * _TEXT_LEADING
        done, count = 0, len(block.lines)
        while done < count:
            fits = int(self.room / step)
            if fits < min(count - done, _FEW):
                self.turn()
                continue
            if sign and not done:
                self.ink.text(self.left, self.y + step - 0.5, sign, size, figures=True)
            self.ink.put(x, self.y + step - 0.5, block.part(done, done + fits), step)
            drawn = min(fits, count - done)
            self.y += drawn * step
            done += drawn

    def _points(self, part: Points) -> None:
        for number, item in enumerate(part.items, part.first):
            self._flow(item, self.left + _INDENT, self.frame.width - _INDENT, f"{number}." if part.numbered else "–")
            self.y += 1.2
        self.y += 0.8

    @staticmethod
    def _notes_height(part: Notes) -> float:
        return 6 + part.lines * _NOTE_LINE

    def _notes(self, part: Notes) -> None:
        self.need(self._notes_height(part))
        self.ink.text(self.left, self.y + 4, part.label, 8, "semibold")
        for line in range(1, part.lines + 1):
            y = self.ink.y(self.y + 4 + line * _NOTE_LINE)
            ends = (units(self.left), y, units(self.right), y)
            self.ink.raw(b"q .45 G 4 w [10 20] 0 d %d %d m %d %d l S Q\n" % ends)
        self.y += self._notes_height(part)

    def _signers(self, part: Signers) -> None:
        block = Signatures(self.frame, part.signers)
        self.need(block.height)
        block.draw(self.ink, self.y)
        self.y += block.height + 1

    def _small(self, text: str) -> None:
        step = _NOTE * LEADING
        self.need(step + self.height(text, self.frame.width, _NOTE) + 2)
        self.y = self.ink.lines(self.left, self.y + step + 0.6, text, self.frame.width, _NOTE, grey=GREY) + 1.4
