"""A clash in words: what runs into what, who or what is meant, and what could be done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from campaign.core import clock
from campaign.core.i18n import Words, _, _l, _n
from campaign.events.clashes import Booking, Clash, ClashKind, Subject
from campaign.web.templating import number

STEP: Final = timedelta(minutes=5)  # to which a proposed time is rounded up
_IN_BOTH: Final = _l("%(name)s is in both columns. Put another vehicle into one of them, or move it.")
_WHY: Final[dict[tuple[ClashKind, Subject], Words]] = {
    (ClashKind.OVERLAP, Subject.PERSON): _l(
        "%(name)s is responsible for both. Put somebody else in charge of one of them, or move it."
    ),
    (ClashKind.OVERLAP, Subject.PLACE): _l(
        "Both are to be held here: %(name)s. Choose another place or another time for one of them."
    ),
    (ClashKind.OVERLAP, Subject.COORDINATOR): _l(
        "%(name)s is the only coordinator of both stops. Put a second coordinator in charge, or move one of the events."
    ),
    (ClashKind.OVERLAP, Subject.VEHICLE): _IN_BOTH,
    (ClashKind.BESIDE, Subject.VEHICLE): _IN_BOTH,
    (ClashKind.BESIDE, Subject.PERSON): _l(
        "%(name)s is responsible for both, but they are in different places. See that somebody is with each of them."
    ),
    (ClashKind.BESIDE, Subject.PLACE): _l(
        "Both are held here: %(name)s, and one of them stands there all day. See that there is room for both."
    ),
    (ClashKind.BESIDE, Subject.COORDINATOR): _l(
        "%(name)s is the only coordinator of both stops. See that somebody is with each of the events."
    ),
}


_AT_THE_WHEEL: Final = _l(
    "%(name)s is needed at both, as a driver of a column. Put another driver at the wheel, or move one of them."
)


@dataclass(frozen=True)
class ClashLine:
    """A clash as a page shows it: a sign, one sentence that says what, one that says who and how to mend it, where to do so."""

    sign: str
    heading: str
    detail: str
    url: str


def heading(clash: Clash) -> str:
    """`15 minutes between “Rally” and “Motorcade”.`"""
    titles = {"first": clash.first.title.text(), "second": clash.second.title.text()}
    if clash.kind is ClashKind.TRAVEL:
        return _n(
            "%(num)d minute between “%(first)s” and “%(second)s”.", "%(num)d minutes between “%(first)s” and “%(second)s”.",
            clash.minutes, **titles,
        )  # fmt: skip
    return _n(
        "“%(first)s” and “%(second)s” run at the same time for %(num)d minute.",
        "“%(first)s” and “%(second)s” run at the same time for %(num)d minutes.",
        clash.minutes, **titles,
    )  # fmt: skip


def detail(clash: Clash) -> str:
    """Who or what is meant, and what could be done."""
    if clash.kind is not ClashKind.TRAVEL and _drives(clash):
        return str(_AT_THE_WHEEL) % {"name": clash.name}
    if clash.kind is not ClashKind.TRAVEL:
        return str(_WHY[clash.kind, clash.subject]) % {"name": clash.name}
    parts = [_whose(clash), _way(clash), _remedy(clash)]
    return " ".join(parts)


def _drives(clash: Clash) -> bool:
    """Whether it is about a person who sits at the wheel."""
    return clash.subject is Subject.PERSON and (clash.first.drives or clash.second.drives)


def _whose(clash: Clash) -> str:
    if clash.subject is Subject.VEHICLE:
        return _("%(name)s is in both columns.", name=clash.name)
    if _drives(clash):
        return _("%(name)s is needed at both, as a driver of a column.", name=clash.name)
    if clash.subject is Subject.COORDINATOR:
        return _("%(name)s is the only coordinator of both stops.", name=clash.name)
    return _("%(name)s is responsible for both.", name=clash.name)


def _way(clash: Clash) -> str:
    if clash.kilometres < 0.1:
        return _("Changing over takes %(needed)s minutes.", needed=clash.needed)
    return _(
        "The way (%(way)s km) and changing over take %(needed)s minutes.",
        way=number(clash.kilometres), needed=clash.needed,
    )  # fmt: skip


def _remedy(clash: Clash) -> str:
    free = clash.first.ends_at + timedelta(minutes=clash.needed)
    free += (STEP - timedelta(minutes=free.minute) % STEP) % STEP
    time = f"{clock.on_the_wall(free, clash.second.time_zone):%H:%M}"
    title = clash.second.title.text()
    if clash.subject is Subject.VEHICLE:
        return _("“%(second)s” could begin at %(time)s, or take another vehicle.", second=title, time=time)
    return _("“%(second)s” could begin at %(time)s, or somebody else take it over.", second=title, time=time)


def clash_line(clash: Clash, mended: Booking, address: Callable[[int], str]) -> ClashLine:
    """The line of a clash that leads to where it can be mended; `address` says where an event is changed."""
    if clash.accepted:
        said = _("Let stand: %(reason)s", reason=clash.accepted)
        whom = f"{clash.name}. " if clash.first.drives or clash.second.drives else ""  # one of many of the same column
        return ClashLine("info", heading(clash), f"{whom}{said}", address(mended.event_id))
    return ClashLine("bad" if clash.is_hard else "warn", heading(clash), detail(clash), address(mended.event_id))


def clash_lines(clashes: Iterable[Clash], address: Callable[[int], str]) -> tuple[ClashLine, ...]:
    """Lines that lead to the later of both events."""
    return tuple(clash_line(clash, clash.second, address) for clash in clashes)
