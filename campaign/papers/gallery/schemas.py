"""What the gallery asks of a feature: for each of its sheets, the sheet with the people and words of a cast on it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from campaign.core.i18n import Words, _l
from campaign.papers.gallery.cast import HOSTILE, INVENTED, LONGEST, Cast
from campaign.papers.schemas import PaperKind, Signers
from campaign.papers.settings import INK, LARGE, PHONES, SAVING, TYPE, WITHOUT, chosen_of, set_up
from campaign.pdf.parts import Paper


class Size(StrEnum):
    """How much stands on a sample: nothing, one row, or more than a page holds."""

    EMPTY = "empty"
    ONE = "one"
    MANY = "many"

    def of(self, many: int = 40) -> range:
        """The numbers of its rows, from 0 on."""
        return range({Size.EMPTY: 0, Size.ONE: 1, Size.MANY: many}[self])


Made = bytes | Paper


@dataclass(frozen=True)
class Sample:
    """A sheet of one kind (`code` is that of its press), made without the database, in the language spoken now.

    `make` gives the parts of an office paper, or the finished PDF of a sheet with a form of its own: then with
    `sample_stamp()` and `sample_words()` at its foot, or the words `cast.marked()` on it where it has no foot.
    """

    code: str
    make: Callable[[Cast, Size], Made]


def sample_of(kind: PaperKind, shown: Callable[[Cast, Size], Any], **chosen: str) -> Sample:
    """A sample that goes through the kind's own `draw`: `shown` gives what its `read` would. `chosen`: other than usual."""

    def make(cast: Cast, size: Size) -> Paper:
        signers = Signers() if size is Size.EMPTY else cast.signers()
        wished = chosen_of(kind, chosen)
        return set_up(kind.draw(shown(cast, size), signers, *([wished] if kind.choices else [])), wished)

    return Sample(kind.code, make)


@dataclass(frozen=True)
class DataSet:
    """With what a sample is filled."""

    code: str
    name: Words
    cast: Cast
    size: Size


DATA_SETS: dict[str, DataSet] = {
    one.code: one
    for one in (
        DataSet("many", _l("Many rows"), INVENTED, Size.MANY),
        DataSet("one", _l("One row"), INVENTED, Size.ONE),
        DataSet("empty", _l("Nothing entered yet"), INVENTED, Size.EMPTY),
        DataSet("longest", _l("The longest words"), LONGEST, Size.MANY),
        DataSet("hostile", _l("Strange signs"), HOSTILE, Size.MANY),
    )
}


@dataclass(frozen=True)
class Setting:
    """How a sample is printed: what somebody chose who wants it otherwise than usual."""

    code: str
    name: Words
    chosen: tuple[tuple[str, str], ...] = ()

    def applied(self, made: Made) -> Made:
        """The paper as it was asked for; a sheet with a form of its own stays as usual."""
        return made if isinstance(made, bytes) or not self.chosen else set_up(made, dict(self.chosen))


SETTINGS: dict[str, Setting] = {
    one.code: one
    for one in (
        Setting("usual", _l("As usual")),
        Setting(LARGE, _l("Large type"), ((TYPE, LARGE),)),
        Setting(SAVING, _l("Less toner"), ((INK, SAVING),)),
        Setting(WITHOUT, _l("Without phones"), ((PHONES, WITHOUT),)),
    )
}
