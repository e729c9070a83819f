"""What is wrong with what was typed about the press."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Words, _
from campaign.events.press.models import Outlet
from campaign.events.press.schemas import LATE, MOST_REACH
from campaign.relay.queries import campaign_of


def wrong_reach(reach: int | None) -> Iterator[Problem]:
    if reach is not None and not 0 <= reach <= MOST_REACH:
        words = _(
            "How many people it reached: a whole number from 0 to %(most)s.", most=f"{MOST_REACH:,}".replace(",", "\u00a0")
        )
        yield Problem("reach", "out_of_range", words)


def outside(field: str, day: date, relay_id: int) -> Iterator[Problem]:
    """A day before the campaign of a relay, or so long after it that nothing is published about it any more."""
    campaign = campaign_of(relay_id)
    last = campaign.ends_on + LATE
    if not campaign.starts_on <= day <= last:
        words = _(
            "The campaign's days are %(first)s to %(last)s; this lies outside.",
            first=f"{campaign.starts_on:%d.%m.%Y}", last=f"{last:%d.%m.%Y}",
        )  # fmt: skip
        yield Problem(field, "outside", words)


def unknown_outlet(session: Session, outlet_id: int | None) -> Iterator[Problem]:
    """An outlet that was removed meanwhile, or is another region's."""
    if outlet_id is not None and session.scalar(select(Outlet.id).where(Outlet.id == outlet_id)) is None:
        yield Problem("outlet", "unknown", _("This outlet is not in the list any more. Choose another one."))


def ensure_right(problems: list[Problem], words: Words) -> None:
    if problems:
        raise Invalid(words, problems)
