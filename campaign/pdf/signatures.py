"""The signatures below a list: capacity, a line to sign on, name."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.pdf.frame import Frame
from campaign.pdf.ink import Ink
from campaign.pdf.measures import GREY, LEADING, SIGN_RULE
from campaign.pdf.schemas import Signer

_ROW, _CAPACITY, _LINE = 9.0, 60.0, 70.0  # mm: least height, width of the capacity, length of the line
_NAME, _GAP = 48.0, 4.0
_ABOVE = 1.0  # between the table and the first signature
_SIZE = 9.0
_STEP = _SIZE * LEADING + 0.2


class Signatures:
    """The block of signatures of one paper; it stands below the last rows, never alone on a page."""

    def __init__(self, frame: Frame, signers: Sequence[Signer]) -> None:
        self.frame = frame
        self.signers = signers
        measure = frame.ink()
        self._heights = [max(_ROW, self._lines(measure, signer) * _STEP + 5) for signer in signers]
        self._below = [self._hanging(measure, signer.name) for signer in signers]

    @property
    def height(self) -> float:
        """In mm, with the white above; nothing without signers."""
        return _ABOVE + sum(self._heights) + sum(self._below) if self.signers else 0.0

    @staticmethod
    def _lines(ink: Ink, signer: Signer) -> int:
        end = ink.lines(0, 0, signer.capacity, _CAPACITY - 3, _SIZE, leading=_STEP)
        return round(end / _STEP) + 1

    def _hanging(self, ink: Ink, name: str) -> float:
        """How far a name of more than two lines reaches below the row that it begins in, in mm."""
        return max(0.0, ink.lines(0, 0, name, self.frame.right - self._ends - _GAP, _SIZE) - _SIZE * LEADING)

    @property
    def _ends(self) -> float:
        """Where the line to sign on ends."""
        return min(self.frame.left + _CAPACITY + _LINE, self.frame.right - 36 - _GAP)

    def draw(self, ink: Ink, y: float) -> None:
        """Draw the block with its upper edge at y."""
        frame = self.frame
        line = frame.left + _CAPACITY
        end = self._ends
        y += _ABOVE
        for signer, height, below in zip(self.signers, self._heights, self._below, strict=True):
            base = y + height - 3
            above = (self._lines(frame.ink(), signer) - 1) * _STEP
            ink.lines(frame.left, base - above, signer.capacity, _CAPACITY - 3, _SIZE, leading=_STEP)
            ink.rule(line, base + 0.6, end, base + 0.6, SIGN_RULE)
            ink.text((line + end) / 2, base + 3.2, frame.paper.words.signature, 6.5, align="centre", grey=GREY)
            name = end + _GAP
            if signer.name:
                ink.lines(name, base, signer.name, frame.right - name, _SIZE)
            else:
                ink.rule(name, base + 0.6, min(frame.right, name + _NAME), base + 0.6, SIGN_RULE)
            y += height + below
