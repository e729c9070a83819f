"""What stands against somebody's being in a shift, in words: what they are booked for, and what could be done."""

from collections.abc import Collection

from campaign.core import clock
from campaign.core.i18n import _, _n
from campaign.events.clash_words import STEP
from campaign.events.clashes import Clash, ClashKind
from campaign.people.shifts.clashes import Engagement
from campaign.web.templating import day, number


def words_for(other: Engagement, clash: Clash, seen: Collection[int] | None) -> str:
    """One or two sentences. `seen` are the events whose titles the reader may know; None for somebody's own."""
    if clash.kind is ClashKind.TRAVEL:
        return f"{_way(other, clash, seen)} {_remedy_of_way(seen)}"
    return f"{_at_once(other, seen)} {_remedy(other, seen)}"


def _what(other: Engagement, seen: Collection[int] | None) -> str:
    booking = other.booking
    starts, ends = (clock.on_the_wall(at, booking.time_zone) for at in (booking.starts_at, booking.ends_at))
    when = f"{day(starts.date())}, {starts:%H:%M}–{ends:%H:%M}"
    if seen is not None and other.event_id not in seen:
        return _("an event of another stop (%(when)s)", when=when)
    return _("“%(title)s” (%(when)s)", title=booking.title, when=when)


def _at_once(other: Engagement, seen: Collection[int] | None) -> str:
    what = _what(other, seen)
    if seen is None:
        return _("At that time you are at %(what)s.", what=what)
    return _("Is at that time at %(what)s.", what=what)


def _remedy(other: Engagement, seen: Collection[int] | None) -> str:
    if seen is not None:
        return _("Choose somebody else, or take them out there first.")
    if other.shift_id is not None:
        return _("Leave that shift first, or choose another one.")
    return _("Choose another shift, or say on the page of that event that you cannot come.")


def _way(other: Engagement, clash: Clash, seen: Collection[int] | None) -> str:
    values = {"what": _what(other, seen), "needed": _step_up(clash.needed), "way": number(round(clash.kilometres, 1))}
    return _n(
        "%(num)d minute between this and %(what)s; the way (%(way)s km) and changing over take %(needed)s minutes.",
        "%(num)d minutes between this and %(what)s; the way (%(way)s km) and changing over take %(needed)s minutes.",
        clash.minutes, **values,
    )  # fmt: skip


def _step_up(minutes: int) -> int:
    """To the next five minutes, as people reckon."""
    step = STEP.seconds // 60
    return -(-minutes // step) * step


def _remedy_of_way(seen: Collection[int] | None) -> str:
    if seen is None:
        return _("If you can manage, take the shift all the same.")
    return _("If it can be managed, put them in all the same.")
