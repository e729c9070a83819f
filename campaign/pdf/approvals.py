"""The head of a paper for approval: blocks of position, line to sign on, name and date, agreement left, approval right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from campaign.pdf.measures import GREY, LEADING, SIGN_RULE
from campaign.pdf.pages import Pages
from campaign.pdf.parts import Approval, Approvals

_WORD, _POST, _DATE = 10.0, 8.5, 8.5  # pt
_WIDEST = 95.0  # mm of a block
_GUTTER = 10.0
_CLEAR = 8.0  # mm above a line to sign on
_STEP = _POST * LEADING
_LINE_PART = 0.6  # of a block; the rest is for the name


class ApprovalsDrawer:
    """Draws the blocks of both sides; those of one row sign on one level."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.width = min(_WIDEST, (pages.frame.width - _GUTTER) / 2)

    def draw(self, part: Approvals) -> None:
        for left, right in zip_longest(part.left, part.right):
            self._row(((self.pages.left, left), (self.pages.right - self.width, right)))
        self.pages.y += 2

    def _row(self, blocks: Sequence[tuple[float, Approval | None]]) -> None:
        pages = self.pages
        known = [(x, block) for x, block in blocks if block is not None]
        posts = max(self._post_height(block) for _, block in known)
        names = max(self._name_height(block) for _, block in known)
        pages.need(4 + posts + _CLEAR + names + 10)
        base = pages.y + 3.5
        line = base + 1.5 + posts + _CLEAR
        for x, block in known:
            pages.ink.text(x, base, block.word, _WORD, "bold")
            self._post(block, x, base + 1.5)
            self._sign(block, x, line)
            self._date(block, x, line + names + 6)
        pages.y = line + names + 9

    def _post_height(self, block: Approval) -> float:
        lines = [line for line in block.post if line] or ["", ""]
        return sum(_STEP + self.pages.height(line, self.width, _POST) for line in lines)

    def _name_height(self, block: Approval) -> float:
        return self.pages.height(block.name, self.width * (1 - _LINE_PART) - 3, _POST)

    def _post(self, block: Approval, x: float, y: float) -> None:
        ink = self.pages.ink
        if not any(block.post):
            for number in (1, 2):
                ink.rule(x, y + number * _STEP + 1, x + self.width, y + number * _STEP + 1, SIGN_RULE)
            return
        for line in block.post:
            if line:
                y = ink.lines(x, y + _STEP, line, self.width, _POST)

    def _sign(self, block: Approval, x: float, y: float) -> None:
        ink, end = self.pages.ink, x + self.width * _LINE_PART
        ink.rule(x, y, end, y, SIGN_RULE)
        if block.name:
            ink.lines(end + 3, y, block.name, self.width - self.width * _LINE_PART - 3, _POST)
        else:
            ink.rule(end + 3, y, x + self.width, y, SIGN_RULE)

    def _date(self, block: Approval, x: float, y: float) -> None:
        self.pages.ink.text(x, y, block.dated, _DATE)
        self.pages.ink.text(x + self.width, y, block.seal, 7.5, align="right", grey=GREY)
