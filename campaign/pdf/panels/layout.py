"""What stands where on a panel: head, title, parts, what to do, source; the type as large as all of it allows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import atan2, degrees
from typing import Any, Final

from campaign.pdf.glyphs import visible
from campaign.pdf.measures import CAP
from campaign.pdf.panels import parts
from campaign.pdf.panels.board import HEAD_STEP, Board, Place, Type
from campaign.pdf.panels.person import person
from campaign.pdf.panels.schemas import Amounts, Bars, Block, Law, Numbers, Panel, Person, Photo, Prose, Sentence, Texts
from campaign.pdf.panels.shapes import LEAST, Code, Drawing, Mark, Rule, Tint, Words
from campaign.pdf.signs.slogans import LINE_STEP, slogan_height, slogan_lines

_SHORT, _LONG = 297.0, 420.0  # mm of A3
_SIDE: Final = 24.0  # mm, the margin at either side
_LOW: Final = 11.0  # mm, the margin below
_A4: Final = 0.7071
_GAP, _MOST_GAP = 10.0, 18.0  # mm between parts, and how much wider it may become
_QR, _QUIET = 34.0, 6.0  # mm
_LARGEST: Final = 1.3
_STEPS: Final = (1.3, 1.22, 1.15, 1.08, 1.04, *(0.97**step for step in range(70)))
_SMALL: Final = 9.5  # pt
_LEAST_TITLE: Final = (26.0, 18.0)  # pt of a title in its first and its second language

Piece = Callable[[Board, Place], float]
_DRAWERS: Final[Mapping[type[Block], Callable[[Board, Any, Place], float]]] = {
    Numbers: parts.numbers, Bars: parts.bars, Law: parts.law, Amounts: parts.amounts, Sentence: parts.sentence,
    Prose: parts.prose, Photo: parts.photo, Person: person,
}  # fmt: skip
_TITLE = (Type(62, "bold", Tint.PETROL), Type(38, "medium", Tint.PETROL))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The plane a panel is drawn in, and the measures of its head."""

    width: float
    height: float
    mark: float
    brand: float
    top: float

    @property
    def head(self) -> float:
        """Where the rule below the head is."""
        return self.top + self.mark + 8


_PORTRAIT = _Sheet(_SHORT, _LONG, 34, 21, 22)
_LANDSCAPE = _Sheet(_LONG, _SHORT, 24, 16, 15)


def drawn(panel: Panel) -> Drawing:
    """The whole panel; 5–30 ms. Nothing is cut: where there is too much, its type becomes smaller than may be printed."""
    sheet = _LANDSCAPE if panel.landscape else _PORTRAIT
    layout = _Layout(panel, sheet)
    share = layout.share()
    board = Board()
    _draft(board, panel, sheet)
    _head(board, panel, sheet)
    layout.draw(board, share)
    share = min(share, LEAST * board.strain) if board.strain < 1 else share
    return Drawing(sheet.width, sheet.height, _A4 if panel.size == "a4" else 1, tuple(board.shapes), share)


class _Layout:
    """The body of one panel, tried at one size of type after another."""

    def __init__(self, panel: Panel, sheet: _Sheet) -> None:
        self.panel, self.sheet = panel, sheet
        self.pieces = _pieces(panel)
        alone = len(panel.blocks) == 1 and not panel.landscape
        self.flexible = sum(
            isinstance(block, Sentence | Photo) or (alone and isinstance(block, Numbers)) for block in panel.blocks
        )
        self.top = sheet.head + (10 if panel.landscape else 14)

    def share(self) -> float:
        """The greatest size of type at which all of it has room; the least of all where there is none."""
        steps = [step for step in _STEPS if step <= (1 if self.flexible else _LARGEST)]
        found = bisect_left(range(len(steps)), True, key=lambda place: self._slack(steps[place]) >= 0)
        return steps[min(found, len(steps) - 1)]

    def _slack(self, share: float) -> float:
        """How much height is left over at this size."""
        board = Board()
        return self._foot(board, share) - self._body(board, share, 0, 0)

    def draw(self, board: Board, share: float) -> None:
        """With what is left over: given to what can grow, else to the white between the parts."""
        low = self._foot(board, share)
        left = low - self._body(Board(), share, 0, 0)
        tall = max(0.0, left) / self.flexible if self.flexible else 0.0
        if tall:
            left = low - self._body(Board(), share, 0, tall)
        self._body(board, share, max(0.0, min(_MOST_GAP, left / (len(self.pieces) + 1))), tall)

    def _body(self, board: Board, share: float, wider: float, tall: float) -> float:
        place = Place(_SIDE, self.top, self.sheet.width - 2 * _SIDE, share, tall)
        return _below(board, self.pieces, place, _GAP * share + wider) + 6 * share

    def _foot(self, board: Board, share: float) -> float:
        """What to do, the code, the source; where the body must end."""
        panel, sheet = self.panel, self.sheet
        low = _source(board, panel, sheet)
        trial = self._closing(Board(), share, 0)
        high = max(trial + 3, _QR + 4 if panel.address else 0) if trial or panel.address else 0
        if not high:
            board.put(Rule(_SIDE, low, sheet.width - _SIDE, low, 1))
            return low - 4
        top = low - high - 4
        board.put(Rule(_SIDE, top, sheet.width - _SIDE, top, 1))
        self._closing(board, share, top + 4)
        if panel.address:
            board.put(Code(panel.address, sheet.width - _SIDE - _QR, top + 5, _QR))
        return top

    def _closing(self, board: Board, share: float, top: float) -> float:
        """Each language beside the other: what stands strong, then the rest; where it ends."""
        texts = self.panel.closing
        room = self.sheet.width - 2 * _SIDE - (_QR + _QUIET + 4 if self.panel.address else 0)
        wide = room / max(1, len(texts))
        ends = [top]
        for number, (strong, text) in enumerate(texts):
            at = Place(_SIDE + number * wide, top, wide - 6, share)
            end = board.text(at, strong, Type(16, "bold").sized(share))
            ends.append(board.text(at.below(end + 1.5 * share if strong else end), text, Type(16).sized(share)))
        return max(ends)


def _below(board: Board, pieces: list[Piece], place: Place, gap: float) -> float:
    """One part below the other; where the last ends."""
    end = place.top
    for number, piece in enumerate(pieces):
        end = piece(board, place.below(end + (gap if number else 0)))
    return end


def _pieces(panel: Panel) -> list[Piece]:
    """Title, lead, parts; on a sheet that lies the lead stands beside the parts."""
    title: Piece = partial(_title, panel=panel)
    lead: Piece = partial(_lead, panel=panel)
    blocks: list[Piece] = [partial(_part, block=block) for block in panel.blocks]
    begin = [title] if any(panel.title) else []
    if not any(panel.lead):
        return [*begin, *blocks]
    if panel.landscape and blocks:
        return [*begin, partial(_beside, left=[lead], right=blocks)]
    return [*begin, lead, *blocks]


def _part(board: Board, place: Place, block: Block) -> float:
    return _DRAWERS[type(block)](board, block, place)


def _beside(board: Board, place: Place, left: list[Piece], right: list[Piece]) -> float:
    """Two columns that begin level, the left one narrower."""
    narrow = place.width * 0.34
    gap = _GAP * place.share
    one = _below(board, left, place.within(0, place.width - narrow), gap)
    return max(one, _below(board, right, place.within(narrow + 14), gap))


def _title(board: Board, place: Place, panel: Panel) -> float:
    """Each language as large as two or three lines of it can be."""
    end = place.top
    for number, text in enumerate(panel.title[:2]):
        of = _TITLE[number].sized(place.share)
        room = of.size * (2.6 if panel.landscape else 3) * LINE_STEP
        size, lines = slogan_lines(board.pen, text, of.size, place.width, room, of.face)
        board.strained(size, _LEAST_TITLE[number])
        of = replace(of, size=size)
        end += (7 if number else 0) * place.share
        for row, line in enumerate(lines):
            board.line(place.x, end + size * CAP + row * size * LINE_STEP, line, of)
        end += slogan_height(size, lines)
    return end


def _lead(board: Board, place: Place, panel: Panel) -> float:
    return board.pair(place, panel.lead, Type(15.5, tint=Tint.DARK).sized(place.share))


def _head(board: Board, panel: Panel, sheet: _Sheet) -> None:
    """Mark and campaign at the left, region and year at the right, a rule below."""
    width, beside = sheet.width - 2 * _SIDE, sheet.mark + 8
    board.put(Mark(_SIDE, sheet.top, sheet.mark))
    half = (width - beside) * 0.58
    brand = Type(sheet.brand, "bold", Tint.PETROL, HEAD_STEP)
    _level(board, panel.brand, brand, Place(_SIDE + beside, sheet.top, half, 1), sheet.mark)
    where = Type(13, tint=Tint.GREY, align="right", step=HEAD_STEP)
    right = Place(_SIDE + beside + half + 8, sheet.top, width - beside - half - 8, 1)
    _level(board, panel.where, where, right, sheet.mark)
    board.put(Rule(_SIDE, sheet.head, sheet.width - _SIDE, sheet.head, 2.4))


def _draft(board: Board, panel: Panel, sheet: _Sheet) -> None:
    """Across all of it, so that nobody hangs up what may not be printed."""
    if panel.draft:
        long = (sheet.width**2 + sheet.height**2) ** 0.5
        of = board.fitted(panel.draft, Type(110, "bold"), long * 0.7)
        turn = degrees(atan2(sheet.height, sheet.width))
        middle = (sheet.width / 2 + of.size * CAP / 2, sheet.height / 2 + of.size * CAP / 2)
        board.put(Words(*middle, visible(panel.draft, "bold"), of.size, "bold", "centre", Tint.PALE, turn))


def _level(board: Board, texts: Texts, of: Type, place: Place, height: float) -> None:
    """One or two texts in the middle of the head, smaller until they fit."""
    said = [text for text in texts if text][:2]
    each = height / 2 if len(said) > 1 else height
    trial = Board()
    tall = sum(trial.boxed(place.below(0), text, of, each - 2) for text in said) + 3 * (len(said) - 1)
    top = place.top + max(0.0, (height - tall) / 2)
    for text in said:
        top = board.boxed(place.below(top), text, of, each - 2) + 3


def _source(board: Board, panel: Panel, sheet: _Sheet) -> float:
    """The source at the left, the stamp at the right, in small type; where they begin."""
    width = sheet.width - 2 * _SIDE
    of = Type(_SMALL, tint=Tint.GREY, step=HEAD_STEP)
    left = Place(_SIDE, 0, width * 0.64, 1)
    right = Place(_SIDE + width * 0.67, 0, width * 0.33, 1)
    stamp = replace(of, align="right")

    def both(on: Board, top: float) -> float:
        one = on.stacked(left.below(top), panel.source, of)
        return max(one, on.stacked(right.below(top), panel.stamp, stamp))

    high = both(Board(), 0)
    top = sheet.height - _LOW - high
    both(board, top)
    return top - 4
