"""How many vehicles a column has, for the dated rules that ask."""

from collections.abc import Mapping, Sequence
from typing import Final

from campaign.motorcades.queries import vehicles_of


class CarsOfColumns:
    """`VehiclesPort` of the deadlines."""

    kinds: Final = frozenset({"motorcade"})

    def vehicles_of(self, event_ids: Sequence[int]) -> Mapping[int, int]:
        return vehicles_of(event_ids)
