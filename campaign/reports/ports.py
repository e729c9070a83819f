"""Where later features say what there is to do: the port of the start page (DESIGN, rule 6)."""

from collections.abc import Callable
from datetime import date
from typing import Final

from campaign.core.actor import Actor
from campaign.reports.schemas import Task

TASKS: Final[list[Callable[[Actor, date], list[Task]]]] = []
"""Each says what somebody with these rights has to do that day; each asks the database once at most. Filled by the registry."""
