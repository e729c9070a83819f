"""The norms of the demo: Karaganda region sets one of its own, and Temirtau says whom it expects."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.models import Event, EventKind
from campaign.materials.models import Material
from campaign.materials.norms.schemas import Basis, NewNorm, NewSet, TypedCounts
from campaign.materials.norms.services import add_norm, add_set, say_counts
from campaign.materials.schemas import PlaceKind
from campaign.relay.models import Stop

VISITORS: Final = 250  # nobody registers for an exhibition in a hall
OFFICIALS: Final = 140  # two and more sit behind many a door


def set_norms(session: Session, stop: Stop) -> None:
    """Two pieces of soap for each official, frames that go along, and the numbers that no register knows."""
    materials = dict(session.execute(select(Material.code, Material.id)).all())
    region, soap, nobody = stop.region_id, materials["soap"], Translated()
    note = "Решение штаба области от 20.03.2018"
    add_norm(NewNorm(region, soap, "office_walk", Basis.OFFICIAL, nobody, 2, reserve=10, note=note), "demo-norm-soap")
    leaflets = NewNorm(region, materials["leaflet"], None, Basis.STOP, nobody, 200, note="Для стойки в фойе акимата")
    add_norm(leaflets, "demo-norm-leaflets")
    name = Translated(kk="Тәртіп сақтаушыға", ru="Распорядителю", en="For a marshal")
    add_set(NewSet(region, name, PlaceKind.PERSON, ((materials["t_shirt"], 1), (materials["flag"], 1))), "demo-set-marshal")
    expected = {"exhibition": {Basis.PARTICIPANT: VISITORS}, "office_walk": {Basis.OFFICIAL: OFFICIALS}}
    asked = select(Event.id, EventKind.code).join(EventKind, EventKind.id == Event.kind_id).where(Event.stop_id == stop.id)
    for event_id, kind in session.execute(asked):
        if kind in expected:
            say_counts(event_id, TypedCounts(expected[kind]))
