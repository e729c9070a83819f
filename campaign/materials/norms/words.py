"""How norms and numbers are said: what is counted, so much for each of it, and by whom a number was said."""

from collections.abc import Callable, Mapping
from typing import Final

from campaign.core.i18n import Words, _, _l, _n
from campaign.materials.norms.schemas import Basis, Count, NormRow, Source
from campaign.materials.schemas import PlaceKind
from campaign.materials.words import unit_after
from campaign.web.templating import NBSP

BASES: Final[Mapping[Basis, Words]] = {
    Basis.PARTICIPANT: _l("Participant"),
    Basis.ROLE: _l("Person in a role"),
    Basis.OFFICE: _l("Office door"),
    Basis.OFFICIAL: _l("Official"),
    Basis.TEAM: _l("Team"),
    Basis.VEHICLE: _l("Vehicle"),
    Basis.EVENT: _l("Event"),
    Basis.STOP: _l("Stop"),
}
NUMBERS: Final[Mapping[Basis, Words]] = {
    Basis.PARTICIPANT: _l("How many participants"),
    Basis.OFFICE: _l("How many office doors"),
    Basis.OFFICIAL: _l("How many officials"),
    Basis.TEAM: _l("How many teams"),
    Basis.VEHICLE: _l("How many vehicles"),
}
HOLDERS: Final[Mapping[PlaceKind, Words]] = {
    PlaceKind.PERSON: _l("to one person"),
    PlaceKind.TEAM: _l("to one team"),
    PlaceKind.VEHICLE: _l("to one vehicle"),
}
_FOR_EACH: Final[Mapping[Basis, Words]] = {
    Basis.PARTICIPANT: _l("for each participant"),
    Basis.OFFICE: _l("for each office door"),
    Basis.OFFICIAL: _l("for each official"),
    Basis.TEAM: _l("for each team"),
    Basis.VEHICLE: _l("for each vehicle"),
    Basis.EVENT: _l("for the event"),
    Basis.STOP: _l("for the stop"),
}
_FOR_EVERY: Final[Mapping[Basis, Callable[[int], str]]] = {
    Basis.PARTICIPANT: lambda each: _n("for every %(num)d participant", "for every %(num)d participants", each),
    Basis.OFFICE: lambda each: _n("for every %(num)d office door", "for every %(num)d office doors", each),
    Basis.OFFICIAL: lambda each: _n("for every %(num)d official", "for every %(num)d officials", each),
    Basis.TEAM: lambda each: _n("for every %(num)d team", "for every %(num)d teams", each),
    Basis.VEHICLE: lambda each: _n("for every %(num)d vehicle", "for every %(num)d vehicles", each),
    Basis.ROLE: lambda each: _n("for every %(num)d person", "for every %(num)d people", each),
}
_LIVE: Final[Mapping[Basis, Words]] = {
    Basis.OFFICE: _l("doors of the walk"),
    Basis.OFFICIAL: _l("one for each door of the walk"),
    Basis.TEAM: _l("teams of the walk"),
    Basis.VEHICLE: _l("vehicles in the column"),
}
_SOURCES: Final[Mapping[Source, Words]] = {
    Source.LIVE: _l("counted in the register"),
    Source.CONFIRMED: _l("they have a place"),
    Source.ANNOUNCED: _l("with those whom organisations have announced"),
    Source.CHECKED_IN: _l("they came"),
    Source.TYPED: _l("planned by hand"),
    Source.PERMIT: _l("expected in the permits"),
    Source.CAPACITY: _l("as many places as there are"),
    Source.KIT: _l("as the kit reckons"),
    Source.FIXED: _l("always"),
    Source.CANCELLED: _l("the event is cancelled"),
    Source.UNKNOWN: _l("nobody has said yet"),
}


def source_in_words(basis: Basis, source: Source) -> str:
    """`doors of the walk`, `planned by hand`."""
    return str(_LIVE.get(basis, _SOURCES[source]) if source is Source.LIVE else _SOURCES[source])


def said_in_words(basis: Basis, count: Count) -> str:
    """What else was said: `planned by hand: 60; as the kit reckons: 80`; empty when nothing was."""
    return "; ".join(
        _("%(source)s: %(number)s", source=source_in_words(basis, source), number=number) for source, number in count.said
    )


def for_each_in_words(norm: NormRow) -> str:
    """`for each official`, `for every 10 vehicles`, `for every 3 people: photographer`."""
    if norm.basis is not Basis.ROLE:
        return str(_FOR_EACH[norm.basis]) if norm.each == 1 else _FOR_EVERY[norm.basis](norm.each)
    role = norm.role.text()
    if norm.each == 1:
        return _("for each person in the role: %(role)s", role=role)
    return _("%(every)s in the role: %(role)s", every=_FOR_EVERY[Basis.ROLE](norm.each), role=role)


def norm_in_words(norm: NormRow) -> str:
    """`1 pair, for each official`."""
    amount = f"{norm.amount}{NBSP}{unit_after(norm.amount, norm.unit)}"
    return _("%(amount)s, %(each)s", amount=amount, each=for_each_in_words(norm))
