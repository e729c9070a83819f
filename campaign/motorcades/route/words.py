"""A route in words: kinds of points, lengths, what is doubtful."""

from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.motorcades.route.reckoning import Doubt, Doubtful
from campaign.motorcades.route.schemas import PointKind, RoutePoint
from campaign.web.templating import NBSP, number

KINDS: Final[dict[PointKind, Words]] = {
    PointKind.GATHERING: _l("gathering"),
    PointKind.LINE_UP: _l("line-up"),
    PointKind.START: _l("start"),
    PointKind.POINT: _l("point on the way"),
    PointKind.TURN: _l("turn"),
    PointKind.STOP: _l("stop on the way"),
    PointKind.FINISH: _l("finish"),
    PointKind.RESERVE: _l("reserve route"),
}


def length_words(metres: int) -> str:
    """`9,4 km`; `800 m` below one kilometre."""
    if 0 < metres < 1000:
        return _("%(metres)s m", metres=metres).replace(" ", NBSP)
    return _("%(kilometres)s km", kilometres=number(metres / 1000)).replace(" ", NBSP)


def kilometres_words(metres: int | None) -> str:
    """`9,4`, to the metre, as it is typed; empty without."""
    if metres is None:
        return ""
    whole, part = divmod(metres, 1000)
    mark = number(0.5)[1]
    return f"{whole}{mark}{part:03d}".rstrip("0") if part else str(whole)


def kilometres_cell(metres: int | None) -> str:
    """The same for a column, in which the marks stand below one another: `4,0` above `4,8`."""
    words = kilometres_words(metres)
    return f"{words}{number(0.5)[1]}0" if words.isdigit() else words


def point_words(point: RoutePoint) -> str:
    """`3 (Akimat)`."""
    return f"{point.sign}{NBSP}({point.name})"


def doubt_words(one: Doubtful) -> str:
    """What is doubtful, where, and what to look at; nothing is changed by it."""
    where = _where_words(one.where)
    if one.doubt is Doubt.UNIT:
        return _(
            "Nobody drives %(typed)s in one day. Were metres meant: %(metres)s?",
            typed=length_words(one.typed), metres=length_words(one.reckoned),
        )  # fmt: skip
    if one.doubt is Doubt.SHORTER:
        return _(
            "%(where)s: %(typed)s are typed, but it is %(circle)s as the crow flies. Check the length and the coordinates.",
            where=where, typed=length_words(one.typed), circle=length_words(one.reckoned),
        )  # fmt: skip
    if one.doubt is Doubt.LONGER:
        return _(
            "%(where)s: %(typed)s are typed, more than three times the %(circle)s as the crow flies. Is that so?",
            where=where, typed=length_words(one.typed), circle=length_words(one.reckoned),
        )  # fmt: skip
    return _other_words(one, where)


def _where_words(points: tuple[RoutePoint, ...]) -> str:
    if len(points) > 1:
        return _("From %(first)s to %(last)s", first=point_words(points[0]), last=point_words(points[-1]))
    return point_words(points[0]) if points else _("The whole route")


def _other_words(one: Doubtful, where: str) -> str:
    if one.doubt is Doubt.BACKWARDS:
        return _(
            "%(where)s: the kilometres become fewer, %(before)s and then %(after)s. Check the order or the numbers.",
            where=where, before=length_words(one.reckoned), after=length_words(one.typed),
        )  # fmt: skip
    if one.doubt is Doubt.FAST:
        return _(
            "%(where)s: %(speed)s km/h would be needed to be there in time. Check the times and the kilometres.",
            where=where, speed=one.reckoned,
        )  # fmt: skip
    if one.doubt is Doubt.ABROAD:
        return _("Point %(point)s lies outside Kazakhstan. Latitude comes first: 50.0540, 72.9590.", point=where)
    return _(
        "The page of the column says %(column)s, but the route ends at %(route)s. Both are kept; check which is right.",
        column=length_words(one.typed), route=length_words(one.reckoned),
    )  # fmt: skip
