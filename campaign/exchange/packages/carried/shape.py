"""What the registry says of a table that goes along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from campaign.core.i18n import Words

WHOLE = (("*",),)


class Way(StrEnum):
    """FRAME goes along so that the work can be done, and home's rows stay as they are; BOTH is brought back."""

    FRAME = "frame"
    BOTH = "both"


@dataclass(frozen=True)
class Table:
    """A table that goes along.

    `within`: the column by which rows belong to one that goes along, where the table says for nobody whether they exist.
    `words`: what a row is called before a person; `title`: the column that names it; `about`: else the reference that does.
    `stays`: columns that are reckoned anew or belong to the machine, never brought back.
    `journal`: rows are only ever added: one that both sides wrote is one row, and never a conflict.
    `numbered`: a new row takes the next number of the last column among those with the same others.
    `later`: what a column is written with until all it needs is there. `lists`: columns with a list of numbers of another
    table in it; `points`: columns with a number of another table, without a foreign key. `together`: columns of which one side
    has the say for all; ("*",) for all of the row. `posted`: another service writes the rows (documents of stock).
    """

    name: str
    way: Way = Way.BOTH
    words: Words = ""
    title: str = ""
    about: str = ""
    within: str = ""
    stays: frozenset[str] = frozenset()
    journal: bool = False
    numbered: Sequence[str] = ()
    later: Mapping[str, str | None] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, str] = field(default_factory=dict)
    together: Sequence[Sequence[str]] = ()
    posted: bool = False


def frame(*names: str, within: str = "") -> list[Table]:
    """Tables of which home's rows stay as they are."""
    return [Table(name, Way.FRAME, within=within) for name in names]
