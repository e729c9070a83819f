"""What is wrong with a kit, an event or a task of a kit, as sentences beside the fields they are about."""

import re
from collections.abc import Iterator
from datetime import time

from campaign.core.errors import Problem
from campaign.core.i18n import Translated, _
from campaign.core.lengths import too_long
from campaign.events.checklists.schemas import TaskAnchor
from campaign.events.kits.formulas import BASES
from campaign.events.kits.schemas import (
    DAY_MINUTES,
    FARTHEST_DAYS,
    LONGEST,
    MOST,
    MOST_ROLES,
    Basis,
    EventOfKit,
    Formula,
    Measures,
    NewKit,
    RoleOfKit,
    TaskOfKit,
)

CODE = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")


def wrong_kit(wish: NewKit) -> Iterator[Problem]:
    if not CODE.fullmatch(wish.code):
        words = _("A code is made of Latin letters, digits and hyphens, at most 40. For example: small-town.")
        yield Problem("code", "malformed", words)
    elif wish.code == "new":
        yield Problem("code", "reserved", _("This word is taken by the program. Choose another one."))
    yield from wrong_name(wish.name)


def wrong_name(name: Translated) -> Iterator[Problem]:
    if not name:
        yield Problem("name_ru", "missing", _("Name it in at least one language."))
    yield from too_long("name", name, LONGEST["name"])


def wrong_event(wish: EventOfKit) -> Iterator[Problem]:
    if not wish.title:
        yield Problem("title_ru", "missing", _("Name the event in at least one language."))
    yield from too_long("title", wish.title, LONGEST["title"])
    yield from too_long("description", wish.description, LONGEST["description"])
    yield from _wrong_offset(wish.day_offset)
    yield from _wrong_hours(wish.starts, wish.minutes)
    names = {"capacity": wish.measures.participants, "teams": wish.measures.teams, "offices": wish.measures.offices}
    for field, number in names.items():
        if number is not None and not 1 <= number <= MOST:
            yield Problem(field, "out_of_range", _("Between 1 and 1 000 000; leave it empty when there is no number."))
    yield from _wrong_roles(wish.roles, wish.measures)


def wrong_task(wish: TaskOfKit) -> Iterator[Problem]:
    if not wish.title:
        yield Problem("title_ru", "missing", _("Say in at least one language what has to be done."))
    yield from too_long("title", wish.title, LONGEST["title"])
    yield from _wrong_offset(wish.day_offset)
    if wish.anchor is TaskAnchor.FIXED:
        yield Problem("when", "fixed", _("A kit has no days of the calendar: count from the stay or from the event."))
    if wish.anchor is TaskAnchor.EVENT and wish.event_id is None:
        words = _("The day is counted from an event: say from which, or count from the stay.")
        yield Problem("when", "no_event", words)


def _wrong_offset(days: int) -> Iterator[Problem]:
    if abs(days) > FARTHEST_DAYS:
        yield Problem("days", "too_far", _("At most %(most)s days before or after.", most=FARTHEST_DAYS))


def _wrong_hours(starts: time, minutes: int) -> Iterator[Problem]:
    if minutes < 1:
        yield Problem("minutes", "too_short", _("An event lasts at least one minute."))
    elif starts.hour * 60 + starts.minute + minutes >= DAY_MINUTES:
        words = _(
            "It begins at %(starts)s and would last beyond midnight: at most %(most)s minutes fit.",
            starts=f"{starts:%H:%M}", most=DAY_MINUTES - 1 - starts.hour * 60 - starts.minute,
        )  # fmt: skip
        yield Problem("minutes", "past_midnight", words)


def _wrong_roles(roles: tuple[RoleOfKit, ...], measures: Measures) -> Iterator[Problem]:
    if len(roles) > MOST_ROLES:
        yield Problem("roles", "too_many", _("At most %(most)s roles fit an event.", most=MOST_ROLES))
    for role in roles:
        if any(len(words) > LONGEST["role"] for words in role.name.as_dict().values()):
            sentence = _("The name of a role has at most %(most)s characters.", most=LONGEST["role"])
            yield Problem("roles", "too_long", sentence)
        if why := wrong_formula(role.formula, measures):
            sentence = _("Role “%(role)s”: %(why)s", role=role.name.text()[:80], why=why)
            yield Problem("roles", "formula", sentence)


def wrong_formula(formula: Formula, measures: Measures) -> str:
    """Why it cannot be reckoned, as a sentence; empty when it can."""
    if formula.amount is not None and not 1 <= formula.amount <= MOST:
        return _("the number of people lies between 1 and 1 000 000; leave it empty for no limit.")
    if formula.basis is Basis.FIXED:
        return ""
    if formula.amount is None:
        return _("say how many people there are %(basis)s.", basis=BASES[formula.basis])
    if formula.each is None or not 1 <= formula.each <= MOST:
        each = 0 if formula.each is None else formula.each
        return _("“%(amount)s per %(each)s” cannot be reckoned: at least 1.", amount=formula.amount, each=each)
    if measures.of(formula.basis) is None:
        return _NEEDED[formula.basis]()
    return ""


_NEEDED = {
    Basis.PARTICIPANTS: lambda: _("it counts participants: give the event a number of places."),
    Basis.TEAMS: lambda: _("it counts teams: say with how many teams the event is reckoned."),
    Basis.OFFICES: lambda: _("it counts offices: say with how many offices the event is reckoned."),
}
