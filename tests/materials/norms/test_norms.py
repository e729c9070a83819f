"""Which norms hold: those for all regions, until a region has its own, and a kind of event its own again."""

import pytest

from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict
from campaign.events import services as events_services
from campaign.materials import services as materials_services
from campaign.materials.models import Material
from campaign.materials.norms.models import IssueSet, IssueSetLine, Norm
from campaign.materials.norms.queries import norms_for, sets_for
from campaign.materials.norms.schemas import Basis, norms_of_kind
from campaign.materials.norms.services import load_shipped
from campaign.materials.schemas import PlaceKind
from tests.factories import a_region, an_event_kind, kept, words
from tests.materials.norms.norms import a_norm, the_material


def test_a_norm_of_the_region_stands_in_the_place_of_the_one_for_all(app):
    region, other = a_region(), a_region()
    soap, leaflet = the_material("soap-x"), the_material("leaflet-x")
    general, kept_one = a_norm(soap, Basis.OFFICIAL), a_norm(leaflet, Basis.EVENT, 50)
    own = a_norm(soap, Basis.OFFICIAL, 2, region_id=region.id)
    more = a_norm(soap, Basis.ROLE, 1, region_id=region.id, role="Медик")
    assert {norm.id for norm in norms_for(region.id)} == {own.id, more.id, kept_one.id}
    assert {norm.id for norm in norms_for(other.id)} == {general.id, kept_one.id}
    own.retired, own.live_key = True, None
    db.session.get_one(Material, leaflet).retired = True
    db.session.commit()
    assert {norm.id for norm in norms_for(region.id)} == {general.id, more.id}


def test_what_is_said_for_a_kind_stands_in_the_place_of_what_is_said_for_every_kind(app):
    an_event_kind("rally")
    soap, region = the_material("soap-x"), a_region()
    every, rally = a_norm(soap, Basis.PARTICIPANT, 1), a_norm(soap, Basis.PARTICIPANT, 3, kind="rally", each=2)
    a_norm(soap, Basis.STOP, 5)
    found = norms_for(region.id)
    assert [norm.id for norm in norms_of_kind(found, "rally")] == [rally.id]
    assert [norm.id for norm in norms_of_kind(found, "sport")] == [every.id]
    assert [norms_of_kind(found, "rally")[0].needed(count) for count in (0, 1, 2, 3)] == [0, 2, 3, 5]


@pytest.mark.parametrize("many", [1, 3])
def test_norms_ask_once_and_sets_twice_however_many_there_are(app, statements, many):
    region = a_region()
    for number in range(many):
        material = the_material(f"soap-{number}")
        a_norm(material, Basis.OFFICIAL, region_id=region.id)
        made = kept(IssueSet(region_id=region.id, name=words("Комплект"), holder=PlaceKind.TEAM))
        kept(IssueSetLine(set_id=made.id, material_id=material, position=1, quantity=2))
    region_id = region.id
    statements.clear()
    assert len(norms_for(region_id)) == many
    assert len([each for each in statements if not each.startswith("BEGIN")]) == 1
    assert len(sets_for(region_id)) == many
    assert len([each for each in statements if not each.startswith("BEGIN")]) == 3


def test_of_two_who_say_the_same_at_the_same_moment_the_second_is_told(either_app):
    soap = the_material("soap-x")
    first = a_norm(soap, Basis.OFFICIAL)
    with pytest.raises(Conflict, match="There is such a norm already"), unit_of_work() as session:
        session.add(Norm(material_id=soap, basis=Basis.OFFICIAL, role=first.role, amount=2, live_key=first.live_key))
        session.flush()


def test_what_ships_comes_once_and_stays_as_organizers_left_it(app):
    with unit_of_work() as session:
        for load in (events_services.load_shipped, materials_services.load_shipped, load_shipped, load_shipped):
            load(session)
    region = a_region()
    found = norms_for(region.id)
    assert len(found) == 12
    assert {norm.material_code for norm in found} >= {"soap", "sign", "gloves", "banner", "t_shirt"}
    assert [(line.material_code, line.quantity) for line in sets_for(region.id, PlaceKind.VEHICLE)[0].lines] == [("flag", 2)]
    assert len(sets_for(region.id)) == 3
