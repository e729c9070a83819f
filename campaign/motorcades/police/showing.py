"""What the page of a column says of the dated rules: which count for it, and which might."""

from dataclasses import dataclass

from campaign.events.deadlines.queries import permits_of
from campaign.events.deadlines.schemas import Deadline, Measure, RuleRow


@dataclass(frozen=True)
class ColumnRules:
    """`perhaps`: rules that count from a number of vehicles on, while nobody has said how many there are."""

    vehicles: int | None
    deadlines: tuple[Deadline, ...]
    perhaps: tuple[RuleRow, ...]


def rules_of(event_id: int) -> ColumnRules:
    """The rules about the vehicles of an event, that for the most of them first. Raises NotFound. Four statements."""
    found = permits_of(event_id)
    perhaps = tuple(rule for rule in found.perhaps if rule.wish.measure is Measure.VEHICLES)
    return ColumnRules(found.subject.vehicles, found.about_vehicles, perhaps)
