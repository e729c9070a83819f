"""The parts of a panel without persons: numbers, bars, an article of a law, a sentence, amounts, a photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from campaign.pdf.fonts import FaceName
from campaign.pdf.measures import CAP
from campaign.pdf.panels.board import HEAD_STEP, Board, Place, Type
from campaign.pdf.panels.schemas import Amounts, Bar, Bars, Law, Number, Numbers, Photo, Prose, Sentence
from campaign.pdf.panels.shapes import Box, Image, Rule, Tint
from campaign.pdf.signs.slogans import LINE_STEP, slogan_height, slogan_lines

_VALUE = Type(50, "bold", Tint.PETROL)
_CAPTION = Type(15, "semibold")
_SECOND = Type(15)
_READ = Type(15.5, tint=Tint.DARK)
_BAR_VALUE = Type(13, "semibold")
_SMALL = Type(11.5, tint=Tint.GREY)
_ACROSS: Final = 4  # numbers in a row
_GRAND, _LARGER = 90.0, 1.9  # mm left over, from which numbers are so much larger
_ALONE: Final = 1.25  # so much larger are sums without a total above them
_NARROW: Final = 170.0  # mm, in which only two numbers stand beside each other
_ROW: Final = 8.0  # mm of a bar with the white around it
_THICK: Final = 0.68  # of it is bar
_NARROWER: Final = 0.76  # of its size a name is set at least to stay in one line
_POSTER: Final = 150.0  # pt, the greatest size of a sentence
_LEAST_POSTER: Final = (36.0, 22.0)  # pt, at which it is a poster still, in its first and its second language
_SAID_BY: Final = 16.0


def numbers(board: Board, of: Numbers, place: Place) -> float:
    """Great numbers beside each other, thin rules between; greater, and two in a row, where the panel is theirs alone."""
    count = len(of.items)
    across = count if count <= _ACROSS else 3 if count in (5, 6, 9) else _ACROSS
    grand = place.tall > _GRAND and count <= _ACROSS
    if grand or place.width < _NARROW:
        across = min(across, 2)
    larger = replace(place, share=place.share * (_LARGER if grand else 1))
    end = place.top
    for first in range(0, count, max(1, across)):
        row = of.items[first : first + across]
        end = _row(board, row, larger.below(end + (9 * larger.share if first else 0)), place.width / across)
    return end


def _row(board: Board, row: Sequence[Number], place: Place, cell: float) -> float:
    value = min((board.fitted(one.value, _VALUE.sized(place.share), cell - 9) for one in row), key=lambda of: of.size)
    ends = []
    for number, one in enumerate(row):
        at = Place(place.x + number * cell, place.top, cell - 8, place.share)
        end = board.single(at, one.value, value)
        types = (_CAPTION.sized(place.share), _SECOND.sized(place.share))
        ends.append(board.stacked(at.below(end + 2 * place.share), one.words, *types))
    for number in range(1, len(row)):
        x = place.x + number * cell - 4
        board.put(Rule(x, place.top, x, max(ends), 0.5))
    return max(ends)


def bars(board: Board, of: Bars, place: Place) -> float:
    """Bars from zero, the longest first, its value behind each; what is missing says so in words."""
    top = end = _title(board, of.title, place)
    axis = place.x + place.width * 0.355
    known = sorted((bar for bar in of.bars if bar.value is not None), key=lambda bar: -(bar.value or 0))
    most = max(known[0].value or 0, 0) if known else 0
    room, value = place.right - axis, _BAR_VALUE.sized(place.share)
    behind = max((board.wide(_shown(bar), value) + 4 for bar in known), default=0.0)
    scale = (room - min(room / 2, max(22 * place.share, behind))) / (most or 1)
    for bar in (*known, *(bar for bar in of.bars if bar.value is None)):
        row = place.below(end)
        end = _bar_name(board, bar, row, axis)
        _bar(board, bar, of.missing, replace(row, x=axis, width=place.right - axis, tall=end - row.top), scale)
    board.put(Rule(axis, top, axis, end, 0.8))
    return end


def _title(board: Board, title: Sequence[str], place: Place) -> float:
    """In one line where both languages fit into it."""
    of = Type(16, "semibold").sized(place.share)
    joined = " · ".join(title)
    if board.wide(joined, of) <= place.width:
        return board.text(place, joined, of) + 3 * place.share
    return board.stacked(place, title, of, of.tinted(Tint.DARK, "medium")) + 3 * place.share


def _shown(bar: Bar) -> str:
    return bar.shown or ("" if bar.value is None else f"{bar.value:g}")


def _bar_name(board: Board, bar: Bar, place: Place, axis: float) -> float:
    """What the bar stands for, right before the axis; where the row ends."""
    share, width = place.share, axis - 3 - place.x
    name = " · ".join(dict.fromkeys(bar.name))
    of = Type(12.5, tint=Tint.GREY if bar.value is None else Tint.INK, align="right").sized(share)
    narrow = board.fitted(name, of, width)
    of = board.whole(name, narrow if narrow.size >= of.size * _NARROWER else of, width)
    lines, step = board.broken(name, of, width), of.size * HEAD_STEP
    high = max(_ROW * share, len(lines) * step + 2.2 * share)
    first = place.top + high / 2 + of.size * CAP / 2 - (len(lines) - 1) / 2 * step
    for number, line in enumerate(lines):
        board.line(axis - 3, first + number * step, line, of)
    return place.top + high


def _bar(board: Board, bar: Bar, missing: Sequence[str], place: Place, scale: float) -> None:
    """The bar itself and its value, or the words that nobody knows it."""
    middle, thick = place.top + place.tall / 2, _ROW * place.share * _THICK
    long = max(0.0, bar.value or 0) * scale
    if long:
        board.put(Box(place.x, middle - thick / 2, long, thick))
    words, of = _shown(bar), _BAR_VALUE.sized(place.share)
    if bar.value is None:
        words, of = " · ".join(missing) or "–", of.tinted(Tint.GREY, "regular")
    of = board.fitted(words, of, place.width - long - 3)
    board.line(place.x + long + 2, middle + of.size * CAP / 2, words, of)


def law(board: Board, of: Law, place: Place) -> float:
    """The article large behind a thick rule, the act below it, what it says in plain words, and the edition in small type."""
    share = place.share
    inside = place.within(9)
    end = board.stacked(
        inside, of.article, Type(40, "bold", Tint.PETROL, HEAD_STEP).sized(share),
        Type(25, "medium", Tint.PETROL, HEAD_STEP).sized(share),
    )  # fmt: skip
    end = board.stacked(inside.below(end + 4 * share), of.act, Type(20, "semibold").sized(share), Type(18).sized(share))
    if of.text:
        end = board.pair(inside.below(end + 6 * share), of.text, Type(18, tint=Tint.DARK).sized(share))
    if of.edition:
        end = board.pair(inside.below(end + 5 * share), of.edition, _SMALL.sized(share))
    board.put(Box(place.x, place.top + 1, 2.2, end - place.top - 1))
    return end


def amounts(board: Board, of: Amounts, place: Place) -> float:
    """A sum as large as the width takes it, or several in lines: the sum at the left, what it would buy at the right."""
    if of.total is None and len(of.items) == 1:
        return _total(board, of.items[0], place)
    end = _total(board, of.total, place) + 4 * place.share if of.total is not None else place.top
    share = place.share * (1 if of.total is not None else _ALONE)
    value = Type(34, "bold", Tint.PETROL).sized(share)
    column = min(place.width * 0.45, max((board.wide(item.value, value) for item in of.items), default=0.0))
    types = (Type(17, "semibold").sized(share), Type(17).sized(share))
    for item in of.items:
        board.put(Rule(place.x, end, place.right, end, 0.5))
        at = Place(place.x, end + 3 * share, column, share)
        left = board.single(at, item.value, value)
        beside = place.within(column + 9).below(end + 3.4 * share)
        end = max(left, board.stacked(beside, item.words, *types)) + 4 * share
    return end - 4 * share


def _total(board: Board, of: Number, place: Place) -> float:
    share = place.share
    end = board.single(place, of.value, Type(92, "bold", Tint.PETROL).sized(share))
    return board.stacked(
        place.below(end + 3 * share), of.words, Type(21, "semibold").sized(share), Type(19).sized(share)
    )  # fmt: skip


def prose(board: Board, of: Prose, place: Place) -> float:
    """A paragraph, each language beside the other."""
    return board.pair(place, of.words, _READ.sized(place.share))


def sentence(board: Board, of: Sentence, place: Place) -> float:
    """A poster: the first language as large as it can be, the second smaller below it."""
    said = _SAID_BY * place.share if of.by else 0
    gap = 10 * place.share
    tall = 46 * place.share * max(1, len(of.words)) + place.tall
    blocks = _posters(board, of.words[:2], place.width, tall - said - gap)
    used = sum(slogan_height(points, lines) for points, lines in blocks) + gap * (len(blocks) - 1)
    top = place.top + max(0.0, (tall - said - used) / 2)
    for number, (points, lines) in enumerate(blocks):
        board.strained(points, _LEAST_POSTER[number])
        type_ = Type(points, "medium" if number else "bold", Tint.PETROL)
        for row, line in enumerate(lines):
            board.line(place.x, top + points * CAP + row * points * LINE_STEP, line, type_)
        top += slogan_height(points, lines) + gap
    if of.by:
        board.pair(place.below(place.top + tall - said + 2), of.by, Type(15, tint=Tint.GREY).sized(place.share))
    return place.top + tall


def _posters(board: Board, words: Sequence[str], width: float, free: float) -> list[tuple[float, list[str]]]:
    """The size and the lines of each language; the second has at most two thirds of the size of the first."""
    found: list[tuple[float, list[str]]] = []
    most = _POSTER
    for number, text in enumerate(words):
        height = free if len(words) == 1 else free * 0.64 if not number else free - slogan_height(*found[0])
        found.append(_poster(board, text, most, width, height, "medium" if number else "bold"))
        most = found[0][0] * 0.66
    return found


def _poster(board: Board, text: str, size: float, width: float, height: float, face: FaceName) -> tuple[float, list[str]]:
    """Two lines at most where they can be large, else as many as make the type largest."""
    one = slogan_lines(board.pen, text, size, width, height, face)
    many = board.pen.wrapped(text, size, width, height, face)
    return one if one[0] * 1.25 >= many[0] else many


def photo(board: Board, of: Photo, place: Place) -> float:
    """As large as the room takes it, in the middle, with what it shows below it."""
    foot = Board()
    words = Place(0, 0, place.width, place.share)
    caption = _caption(foot, of, words) if of.words or of.credit else 0.0
    tall = 90 * place.share + place.tall - caption - 3
    scale = min(place.width / max(1, of.width), max(10.0, tall) / max(1, of.height))
    wide, high = of.width * scale, of.height * scale
    board.put(Image(of, place.x + (place.width - wide) / 2, place.top, wide, high))
    return _caption(board, of, place.below(place.top + high + 3)) if caption else place.top + high


def _caption(board: Board, of: Photo, place: Place) -> float:
    end = board.pair(place, of.words, _READ.sized(place.share)) if of.words else place.top
    return board.text(place.below(end + 1.5), of.credit, _SMALL.sized(place.share)) if of.credit else end
