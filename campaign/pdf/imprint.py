"""Of which printed sheet a file is: what it says of itself, and how the sheet is cited on its pages."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.pdf.document import TAGS, About
from campaign.pdf.schemas import SheetStamp, Words


@dataclass(frozen=True, slots=True)
class Imprint:
    """Title and language of a sheet, the stamp of this print, the kit's words, and whose it is. `saving`: with less toner."""

    title: str
    language: str
    stamp: SheetStamp
    words: Words
    author: str = ""
    saving: bool = False

    @property
    def cited(self) -> str:
        """`Sheet № 00436`."""
        return f"{self.words.sheet} {self.words.sign} {self.stamp.number}"

    @property
    def full_title(self) -> str:
        """Its title and how it is cited, as readers of the file see it."""
        return f"{self.title} – {self.cited}"

    def about(self, subject: str = "") -> About:
        """What the file says of itself."""
        return About(self.full_title, TAGS.get(self.language, self.language), self.author, subject)
