"""Norms and typed numbers for tests of what is needed."""

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.models import Event, EventKind
from campaign.materials.models import MaterialVariant
from campaign.materials.norms.models import EventCount, IssueSet, IssueSetLine, Norm
from campaign.materials.norms.schemas import Basis
from campaign.materials.norms.services.shipped import live_key
from campaign.materials.schemas import PlaceKind
from campaign.relay.models import Stop
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


def a_norm_and_a_set(stop_id: int) -> dict[str, int | str]:
    """For the matrix: a norm and a set of the region of the stop, and the ending of a table."""
    region_id = db.session.get_one(Stop, stop_id).region_id
    material = the_material("matrix-norm")
    made = kept(IssueSet(region_id=region_id, name=words("Комплект"), holder=PlaceKind.TEAM))
    kept(IssueSetLine(set_id=made.id, material_id=material, position=1, quantity=2))
    return {"norm_id": a_norm(material, Basis.EVENT, region_id=region_id).id, "set_id": made.id, "ending": "csv"}


def the_material(code: str, *sizes: str) -> int:
    """A new material; its number."""
    first = a_material(code, *sizes)[0]
    return db.session.get_one(MaterialVariant, first).material_id


def typed(event: Event, basis: Basis, number: int | None, role_id: int | None = None) -> EventCount:
    """What a coordinator expects of the event."""
    place = {"event_id": event.id, "region_id": event.region_id, "stop_id": event.stop_id}
    return kept(EventCount(basis=basis, role_id=role_id, number=number, **place))
