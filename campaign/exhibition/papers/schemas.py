"""The plain data of printed panels: in which languages, which of them, what is frozen, and the sheet as it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.exhibition.gate import Refusal
from campaign.exhibition.schemas import ExhibitionRow, PanelRow
from campaign.papers.schemas import SheetLine
from campaign.pdf.panels import Panels, Svg
from campaign.pdf.parts import Words as KitWords
from campaign.pdf.parts import plain, rebuilt

PANELS: Final = "panels"
_FORM: Final = 1  # of the frozen content; a later one is read beside it, never instead of it


class Tongues(StrEnum):
    """The languages of a panel: Kazakh with Russian below or beside it, or one alone."""

    BOTH = "kk_ru"
    KK = "kk"
    RU = "ru"
    EN = "en"

    @property
    def codes(self) -> tuple[str, ...]:
        return ("kk", "ru") if self is Tongues.BOTH else (self.value,)


@dataclass(frozen=True)
class PanelsWish:
    """Which panels somebody wants printed, by number, and in which languages. None named: all that may be printed."""

    panels: tuple[int, ...] = ()
    tongues: Tongues = Tongues.BOTH

    def as_facts(self) -> list[Any]:
        return [self.tongues.value, *self.panels]


@dataclass(frozen=True)
class Frame:
    """What all panels of an exhibition have around them. `address`: the public page that their QR leads to, or nothing."""

    campaign: Translated
    region: Translated
    year: int
    hotline: str
    address: str


@dataclass(frozen=True)
class Candidate:
    """A panel on the page where panels are printed: its gate, by how many percent its texts are too long, its picture."""

    panel: PanelRow
    refusals: tuple[Refusal, ...]
    too_long: int
    picture: Svg

    @property
    def may_be_printed(self) -> bool:
        return not self.refusals and not self.too_long


@dataclass(frozen=True)
class OnSheet:
    """One panel of a sheet: which, of which version, and whether it is about a person."""

    panel: int
    version: int
    content_hash: str
    is_about_a_person: bool

    def as_facts(self) -> list[Any]:
        return [self.panel, self.version, self.content_hash, self.is_about_a_person]


@dataclass(frozen=True)
class PanelsPaper:
    """Panels as they are frozen, and the kit's own words. `zone` is the IANA zone of the hall."""

    panels: Panels
    title: str
    words: KitWords
    tongues: Tongues
    exhibition_id: int
    zone: str
    on_it: tuple[OnSheet, ...]
    author: str = ""

    def content(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "form": _FORM, "panels": plain(self.panels), "title": self.title, "words": plain(self.words),
            "tongues": self.tongues.value, "exhibition": self.exhibition_id, "zone": self.zone, "author": self.author,
            "on_it": [one.as_facts() for one in self.on_it],
        }  # fmt: skip

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "PanelsPaper":
        """The same again. Raises ValueError for content of another form."""
        if content.get("form") != _FORM:
            raise ValueError("panels of another form")
        return cls(
            rebuilt(content["panels"]), content["title"], rebuilt(content["words"]), Tongues(content["tongues"]),
            content["exhibition"], content["zone"], tuple(OnSheet(*facts) for facts in content["on_it"]), content["author"],
        )  # fmt: skip


@dataclass(frozen=True)
class PanelsSheet:
    """A frozen sheet of panels as it is read. `closed`: why it may not be opened any more; empty when it may."""

    line: SheetLine
    paper: PanelsPaper
    exhibition: ExhibitionRow
    closed: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class HallPlan:
    """What the plan of a hall says: the exhibition, its panels in their order, the campaign."""

    exhibition: ExhibitionRow
    panels: tuple[PanelRow, ...]
    campaign: Translated
