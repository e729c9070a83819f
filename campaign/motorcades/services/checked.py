"""What was looked at before the start: whether a car was inspected, and whether its driver signed for the briefing."""

from collections.abc import Mapping
from dataclasses import dataclass

from campaign.core import audit
from campaign.core.db import unit_of_work
from campaign.motorcades.services.columns import cars_here, writable


@dataclass(frozen=True)
class Checked:
    """What is known of one car."""

    inspected: bool
    briefed: bool


def note_checked(event_id: int, cars: Mapping[int, Checked], seen: Mapping[int, Checked] | None = None) -> dict[int, Checked]:
    """Write it down for these cars of the column; what stood before, of those that it changed.

    With `seen` only cars of which that still stands are changed. Raises NotFound, Refused.
    """
    with unit_of_work() as session:
        event, before = writable(event_id), {}
        for car in cars_here(session, event_id):
            now, wish = Checked(car.inspected, car.briefed), cars.get(car.id)
            if wish is None or wish == now or (seen is not None and seen.get(car.id) != now):
                continue
            before[car.id] = now
            car.inspected, car.briefed, car.version = wish.inspected, wish.briefed, car.version + 1
        session.flush()
        if before:
            audit.note(session, "column.checked", "column", event_id, region_id=event.region_id, after={"cars": len(before)})
        return before
