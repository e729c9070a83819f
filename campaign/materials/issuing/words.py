"""How somebody who is given materials is called, and what they have, in the language spoken."""

from collections.abc import Iterable
from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.events.schemas import EventRow
from campaign.materials.issuing.schemas import GiftKind, Held, Recipient
from campaign.materials.issuing.wishing import Rules
from campaign.materials.queries import variants
from campaign.materials.schemas import PlaceKind
from campaign.materials.words import PLACES, counted, material_in_words
from campaign.web.templating import numbered

BY_NORM: Final[Words] = _l("By the norms")


def called(somebody: Recipient) -> str:
    """`Сейтова Әлия`, `team № 2 (Youth)`, `vehicle № 3 (123 ABC 09)`."""
    if somebody.kind is PlaceKind.PERSON:
        return somebody.name
    words = f"{PLACES[somebody.kind]} {numbered(somebody.number)}"
    return f"{words} ({somebody.name})" if somebody.name else words


def titled(somebody: Recipient) -> str:
    """The same at the head of a page."""
    words = called(somebody)
    return words[:1].upper() + words[1:]


def thing(one: Held) -> str:
    """`T-shirt, size L – 1 pcs`."""
    return f"{material_in_words(one.variant.name, one.variant.label)} – {counted(one.quantity, one.variant.unit)}"


def things(held: Iterable[Held]) -> str:
    """All of them, one after the other."""
    return "; ".join(map(thing, held))


def gifts(rules: Rules, event: EventRow) -> list[tuple[str, str]]:
    """What can be given out at the event, for a list: by the norms, by a set, or one piece of a material. One statement."""
    chosen = [(GiftKind.NORM.value, str(BY_NORM))]
    chosen += [(f"{GiftKind.SET.value}-{row.id}", _("Set: %(name)s", name=row.name.text())) for row in rules.sets]
    names = {row.material_id: row.name.text() for row in variants().values()}
    return chosen + [
        (f"{GiftKind.MATERIAL.value}-{number}", _("%(material)s, one each", material=name)) for number, name in names.items()
    ]
