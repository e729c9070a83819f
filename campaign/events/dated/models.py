"""The columns that every table of dated rules has."""

from datetime import date, datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.i18n import Translated


class DatedRule:
    """One version of a rule. It counts for events on the days from `valid_from` to `valid_to`, both included, None without end.

    A later version ends the one before it; one from the same day withdraws it. Rows are never deleted.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[Translated]
    note: Mapped[Translated]
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    source: Mapped[Translated]
    source_url: Mapped[str] = mapped_column(String(500), default="")
    checked_on: Mapped[date | None]
    checked_by: Mapped[str] = mapped_column(String(120), default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    shipped: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
