"""Pages that are filled from top to bottom, and the file that is made of them when all are full."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from campaign.pdf.document import Bookmark, Document
from campaign.pdf.flow import FOOT_FORM
from campaign.pdf.frame import Format, Frame, PageLabel
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.imprint import Imprint
from campaign.pdf.ink import Ink
from campaign.pdf.schemas import Head, ListingPaper, Placed

_SCALE = b".1 0 0 .1 0 0 cm /%b Do\n" % FOOT_FORM.encode()
_BELOW_HEAD = 3.0  # mm between the running head of a later page and what stands on it


class Pages:
    """The pages of one paper; `y` is where the next thing starts, in mm from the upper edge."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.left, self.right = frame.left, frame.right
        self.pages: list[Ink] = [frame.ink()]
        self.placed: list[Placed] = []  # the rows of tables, in their order
        self.y = frame.format.top

    @property
    def ink(self) -> Ink:
        return self.pages[-1]

    @property
    def room(self) -> float:
        """How much of this page is free, in mm."""
        return self.frame.format.end - self.y

    @cached_property
    def most(self) -> float:
        """How much fits on a later page, in mm."""
        return self.frame.format.end - self.frame.running_head(self.frame.ink()) - _BELOW_HEAD

    def need(self, height: float) -> bool:
        """Go to a new page unless so much fits on this one; whether it did."""
        if height <= self.room:
            return False
        self.turn()
        return True

    def turn(self) -> None:
        """Go to a new page."""
        self.pages.append(self.frame.ink())
        self.y = self.frame.running_head(self.ink) + _BELOW_HEAD

    def height(self, text: str, width: float, size: float) -> float:
        """How far below the first base line of a text the last one is."""
        return self.frame.ink().lines(0, 0, text, width, size)


def framed(
    of: Format, head: Head, imprint: Imprint, *, short_title: str, legal: str, large: bool = False
) -> Frame:  # fmt: skip
    """The same head and foot as every other paper, for pages that are no list."""
    listing = ListingPaper(
        imprint.language, head, (), (), 0, imprint.stamp, imprint.words, short_title, legal, large=large, saving=imprint.saving
    )  # fmt: skip
    return Frame(TypeCase(), of, listing)


def written(pages: Pages, imprint: Imprint, bookmarks: Iterable[Bookmark] = ()) -> bytes:
    """The whole PDF; equal pages give equal bytes."""
    frame, paper = pages.frame, pages.frame.paper
    label = PageLabel(frame.case, paper.words)
    label.expect(len(pages.pages))
    document = Document(imprint.about(frame.short_title), *frame.format.points, scale=frame.format.scale, saving=paper.saving)
    out = [document.begin()]
    out += [
        document.page(_SCALE + ink.operators() + frame.page_foot(number, label)) for number, ink in enumerate(pages.pages, 1)
    ]
    foot = frame.ink()
    frame.foot(foot)
    out += [document.form(FOOT_FORM, foot.operators()), document.form(PageLabel.FORM, label.total(document.pages))]
    return b"".join([*out, *document.end(frame.case, bookmarks)])
