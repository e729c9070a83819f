"""The columns of the roll-up: which measures the capital is told, in which order and under which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from campaign.core.i18n import Translated, Words, _l
from campaign.events.figures.schemas import PARTICIPANTS, PUBLICATIONS, VEHICLES, MeasureRow, Unit


@dataclass(frozen=True)
class RollUpColumn:
    """A measure by its code. `group`: the word over neighbours; `short` heads a narrow column, `name` tells it alone."""

    code: str
    name: Words
    short: Words
    group: Words = ""
    unit: Unit = Unit.ITEMS

    def measure_in(self, known: Mapping[str, MeasureRow]) -> MeasureRow:
        """The measure of the catalogue; a bare one of the same code where the catalogue has lost it."""
        return known.get(self.code) or MeasureRow(0, self.code, Translated(), self.unit)


@dataclass(frozen=True)
class HeadCell:
    """A cell of the upper row of heads: over `span` columns, or with 0 over the one that has no word below it."""

    words: Words
    span: int = 0


YOUTH, DOORS, SIGNS, SOAP, ORGANISATIONS = "youth", "doors_visited", "signs_up", "soap_given", "organisations"
_PEOPLE: Final = _l("Participants")
_OFFICES: Final = _l("Offices")
COLUMNS: Final = (
    RollUpColumn(PARTICIPANTS, _l("Participants, in all"), _l("in all"), _PEOPLE, Unit.PEOPLE),
    RollUpColumn(YOUTH, _l("Young people among the participants"), _l("young people"), _PEOPLE, Unit.PEOPLE),
    RollUpColumn(VEHICLES, _l("Vehicles"), _l("Vehicles")),
    RollUpColumn(DOORS, _l("Offices visited"), _l("visited"), _OFFICES),
    RollUpColumn(SIGNS, _l("Door signs put up"), _l("signs"), _OFFICES),
    RollUpColumn(SOAP, _l("Soap given, pieces"), _l("Soap, pieces")),
    RollUpColumn(PUBLICATIONS, _l("Publications"), _l("Publi- cations")),
    RollUpColumn(ORGANISATIONS, _l("Organisations that took part"), _l("Organi- sations")),
)


def heads() -> list[HeadCell]:
    """The upper row of heads of a page; columns of a group have their `short` words below it."""
    found = []
    for group, columns in groupby(COLUMNS, key=lambda column: column.group):
        inside = list(columns)
        found += [HeadCell(group, len(inside))] if group else [HeadCell(column.name) for column in inside]
    return found
