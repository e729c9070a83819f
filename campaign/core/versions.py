"""Rows that say how often they were changed: whoever changes one names the version that was seen; nobody overwrites unseen."""

from typing import Final

from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.errors import Stale
from campaign.core.i18n import _l

CHANGED: Final = _l("Somebody has changed this meanwhile.")


class Versioned:
    """A row with a version, which counts from one and grows with every change of what its form shows."""

    version: Mapped[int] = mapped_column(default=1)

    def step(self, seen: int) -> None:
        """Go on to the next version; the caller holds the row. Raises Stale when it has another one than was `seen`."""
        if self.version != seen:
            raise Stale(CHANGED)
        self.version += 1
