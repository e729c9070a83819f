"""Closing a team: what it gave is consumed, what is missing is written off, what was too much came to light."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.errors import Conflict
from campaign.core.i18n import _
from campaign.materials.models import Material, MaterialVariant
from campaign.materials.schemas import DocumentKind, Move, Use
from campaign.materials.teams.books import moves, post_of
from campaign.materials.teams.queries import held_at
from campaign.materials.teams.schemas import Book, Key, Measure, spread
from campaign.materials.words import material_in_words
from campaign.walks.closing.schemas import Material as Carried
from campaign.walks.closing.schemas import Sum


def settle_team(session: Session, book: Book, booked: Mapping[Key, int], sums: Mapping[Carried, Sum]) -> list[int]:
    """At most three documents: a receipt of what came to light, the consumption, and a loss. Their numbers in that order.

    What a desk entered as used is consumed already and is not consumed twice. Leaflets and the like, of which no door tells,
    are gone with the walk. Raises Conflict while the team has something else that must come back.
    """
    there = held_at(session, book.team)
    came, lost = list[Move](), list[Move]()
    gone = moves(_besides(session, book, there), book.team, book.consumed)
    for carried, one in sums.items():
        sizes = book.sizes[carried]
        given = max(0, one.given - booked[carried, Measure.USED])
        parts, missing = spread(given, there, sizes)
        if missing:
            came += moves({sizes[0]: missing}, book.found, book.team)
        rest = {size: there.get(size, 0) - parts.get(size, 0) for size in sizes}
        parts[sizes[0]] = parts.get(sizes[0], 0) + missing
        gone += moves({size: part for size, part in parts.items() if part}, book.team, book.consumed)
        lost += moves({size: left for size, left in rest.items() if left}, book.team, book.lost)
    reasons = [one.reason for one in sums.values()]
    return [
        *post_of(session, book, DocumentKind.RECEIPT, came, reasons),
        *post_of(session, book, DocumentKind.CONSUMPTION, gone),
        *post_of(session, book, DocumentKind.LOSS, lost, reasons),
    ]


def _besides(session: Session, book: Book, there: Mapping[int, int]) -> dict[int, int]:
    """What the team holds that no figure speaks of: leaflets count as given out. Raises Conflict for what has to come back."""
    counted = {size for sizes in book.sizes.values() for size in sizes}
    if not (others := sorted(there.keys() - counted)):
        return {}
    asked = (
        select(MaterialVariant.id, Material.name, MaterialVariant.label)
        .join(Material, Material.id == MaterialVariant.material_id)
        .where(MaterialVariant.id.in_(others), Material.use == Use.REUSABLE)
        .order_by(MaterialVariant.id)
    )
    owed = [f"{material_in_words(name, label)} – {there[variant]}" for variant, name, label in session.execute(asked)]
    if owed:
        raise Conflict(
            _(
                "The team still has what must come back: %(what)s. Receive it from the team or enter it as lost, "
                "then close the team.",
                what=", ".join(owed),
            )
        )
    return {size: there[size] for size in others}
