"""Norms and typed numbers for tests of what is needed."""

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.models import Event, EventKind
from campaign.materials.models import MaterialVariant
from campaign.materials.norms.models import EventCount, Norm
from campaign.materials.norms.schemas import Basis
from campaign.materials.norms.services.shipped import live_key
from tests.factories import kept, words
from tests.materials.stock import a_material


def a_norm(
    material_id: int, basis: Basis, amount: int = 1, *, region_id: int | None = None, kind: str | None = None, role: str = "",
    each: int = 1, reserve: int = 0,
) -> Norm:  # fmt: skip
    """So much of it for every `each`; `kind` is the code of a kind that is there."""
    named = words(role) if role else Translated()
    kind_id = db.session.query(EventKind.id).filter_by(code=kind).scalar() if kind else None
    return kept(
        Norm(
            region_id=region_id, material_id=material_id, kind_id=kind_id, basis=basis, role=named, amount=amount, each=each,
            reserve=reserve, live_key=live_key(region_id, material_id, kind, basis, named),
        )
    )  # fmt: skip


def the_material(code: str, *sizes: str) -> int:
    """A new material; its number."""
    first = a_material(code, *sizes)[0]
    return db.session.get_one(MaterialVariant, first).material_id


def typed(event: Event, basis: Basis, number: int | None, role_id: int | None = None) -> EventCount:
    """What a coordinator expects of the event."""
    place = {"event_id": event.id, "region_id": event.region_id, "stop_id": event.stop_id}
    return kept(EventCount(basis=basis, role_id=role_id, number=number, **place))
