"""The part of a panel about a convicted official: the facts of the judgment, and the mark that it is in force.

Whether such a panel may be drawn at all is not asked here: that is the gate of the exhibition.
"""

from __future__ import annotations

from typing import Final

from campaign.pdf.glyphs import visible
from campaign.pdf.panels.board import HEAD_STEP, Board, Place, Type
from campaign.pdf.panels.schemas import Line, Person
from campaign.pdf.panels.shapes import Box, Image, Rule, Tint, Words

_PHOTO: Final = 72.0  # mm, its width
_TURN: Final = 24.0  # degrees
_BEHIND: Final = (34.0, 24.0)  # pt of the mark behind the text
_LABEL = Type(12, tint=Tint.GREY)
_SAID, _SECOND = Type(17, "medium"), Type(15)


def person(board: Board, of: Person, place: Place) -> float:
    """Name and post, line by line what the judgment says, and the mark in a frame and behind it all."""
    share, behind = place.share, len(board.shapes)
    beside = place.within(0, _PHOTO * share + 8) if of.photo else place
    end = board.text(beside, of.name, Type(38, "bold", Tint.PETROL, HEAD_STEP).sized(share))
    if of.post:
        end = board.stacked(beside.below(end + 3 * share), of.post, Type(18, "semibold").sized(share), Type(16).sized(share))
    low = _photo(board, of, place)
    end += 6 * share
    for line in of.lines:
        end = _line(board, line, (beside if end < low else place).below(end))
    end = _mark(board, of, place.below(max(end, low) + 6 * share))
    board.shapes[behind:behind] = _behind(board, of, place, end)
    return end


def _photo(board: Board, of: Person, place: Place) -> float:
    if of.photo is None:
        return place.top
    wide = _PHOTO * place.share
    high = wide * of.photo.height / max(1, of.photo.width)
    board.put(Image(of.photo, place.right - wide, place.top, wide, high))
    under = Place(place.right - wide, place.top + high + 1.5, wide, place.share)
    return board.text(under, of.photo.credit, Type(9.5, tint=Tint.GREY).sized(place.share)) + 2


def _line(board: Board, line: Line, place: Place) -> float:
    """What it is at the left, what stands there at the right."""
    share, column = place.share, place.width * 0.3
    board.put(Rule(place.x, place.top, place.right, place.top, 0.4))
    top = place.top + 2.4 * share
    left = board.stacked(Place(place.x, top, column - 5, share), line.label, _LABEL.sized(share))
    right = place.within(column).below(top - 0.8 * share)
    return max(left, board.stacked(right, line.words, _SAID.sized(share), _SECOND.sized(share))) + 2.4 * share


def _mark(board: Board, of: Person, place: Place) -> float:
    """The sentence is in force, and since when, in a frame."""
    end = board.stacked(
        place.within(6, 6).below(place.top + 4 * place.share), of.mark, Type(19, "bold").sized(place.share),
        Type(17, "semibold").sized(place.share),
    )  # fmt: skip
    end += 4 * place.share
    board.put(Box(place.x, place.top, place.width, end - place.top, Tint.INK, 1.4))
    return end


def _behind(board: Board, of: Person, place: Place, end: float) -> list[Words]:
    """The mark slanted across the whole part, so pale that the text stays read, so large that no crop leaves it out."""
    found = []
    middle, height = place.x + place.width / 2, end - place.top
    for number, text in enumerate(of.mark):
        of_type = board.fitted(text, Type(_BEHIND[min(number, 1)], "bold").sized(place.share), place.width * 1.02)
        y = place.top + height * (0.42 if number == 0 else 0.42 + 0.2 * number)
        found.append(Words(middle, y, visible(text, "bold"), of_type.size, "bold", "centre", Tint.PALE, _TURN))
    return found
