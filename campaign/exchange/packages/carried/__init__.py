"""Which tables a package carries, and how each of them comes home: a registry that names every table of the house."""

from campaign.exchange.packages.carried.facts import FACTS
from campaign.exchange.packages.carried.frame import FRAME
from campaign.exchange.packages.carried.shape import Table, Way
from campaign.exchange.packages.carried.stays import STAYS

__all__ = ["CARRIED", "STAYS", "Table", "Way", "comes_home"]

CARRIED: dict[str, Table] = {table.name: table for table in (*FRAME, *FACTS)}


def comes_home() -> list[Table]:
    """The tables whose rows are brought back, in the order in which they are written."""
    return [table for table in CARRIED.values() if table.way is Way.BOTH]
