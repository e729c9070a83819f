"""A city's districts as a relay of their own inside a stop: planned, seen, run, checked, taken back."""

from datetime import date

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound
from campaign.core.i18n import Translated
from campaign.relay import queries, services
from campaign.relay.models import Relay, Stop
from campaign.relay.schedule.mapped import map_of
from campaign.relay.schemas import PlanWish
from campaign.territory import queries as territory
from campaign.territory import services as territory_services
from campaign.territory.models import Region, RegionPeriod, Unit
from campaign.territory.schemas import NewPart, UnitKind
from tests.factories import a_region, a_user
from tests.reader import Reader

# Almaty has eight districts; names as today, coordinates left to the city's centre.
DISTRICTS = (
    ("Алатау", "Алатауский"), ("Алмалы", "Алмалинский"), ("Әуезов", "Ауэзовский"), ("Бостандық", "Бостандыкский"),
    ("Жетісу", "Жетысуский"), ("Медеу", "Медеуский"), ("Наурызбай", "Наурызбайский"), ("Түрксіб", "Турксибский"),
)  # fmt: skip
TABLE = "code;kind;region;kk;ru;lat;lon;parent\ntest-city;city;{region};Алматы;Алматы;43.25;76.91;\n" + "".join(
    f"test-d{number};city_district;{{region}};{kk} ауданы;{ru} район;;;test-city\n"
    for number, (kk, ru) in enumerate(DISTRICTS, 1)
)


@pytest.fixture
def city(shipped_app):
    """The stop of a city with eight districts, from 15 March to 20 March 2018, and its code of the region."""
    region = a_region(name="Алматы")
    territory_services.import_units(TABLE.format(region=region.code).encode())
    wish = PlanWish(region.code, date(2018, 3, 1), date(2018, 3, 15), 6, date(2018, 12, 9), "standard")
    services.create_season(wish, "around")
    return db.session.query(Stop).one()


def eight_months(city: Stop, **more) -> PlanWish:
    code = territory.region_row(city.region_id, date(2018, 3, 1)).code
    more = {"first": "", "parent_stop_id": city.id, "may_outlast": True} | more
    return PlanWish(code, date(2018, 3, 1), date(2018, 4, 2), 31, date(2018, 12, 9), "standard", **more)


@pytest.fixture
def signed_in(shipped_app):
    """A browser of somebody with this role."""

    def made(role, **where) -> Reader:
        reader = Reader(shipped_app)
        reader.sign_in(a_user(role, **where))
        return reader

    return made


def wrong() -> list[str]:
    (outcome,) = recount(["chain"])
    return [found.message for found in outcome.wrong]


def test_eight_districts_a_month_each_are_a_relay_of_their_own(city):
    made = services.create_season(eight_months(city), "inside")
    row = queries.relay_row(made.relay_id)
    chain = queries.chain_of(made.relay_id)
    assert (made.stops, row.title.ru, row.parent_stop_id, row.last_receiver_id) == (8, "Алматы", city.id, None)
    assert (chain[0].arrives_on, chain[-1].departs_on) == (date(2018, 4, 2), date(2018, 11, 28))
    assert {(stop.departs_on - stop.arrives_on).days + 1 for stop in chain} == {31}
    assert wrong() == []


def test_what_counts_relays_does_not_count_those_inside(city):
    made = services.create_season(eight_months(city), "inside")
    assert [row.stops for row in queries.relays()] == [row.stops for row in queries.public_relays()] == [1]
    assert [row.id for row in queries.nested_relays([city.id])] == [made.relay_id]
    assert len(territory.units_of(city.region_id, date(2018, 4, 1))) == 1
    assert len(territory.parts_of(city.unit_id, date(2018, 4, 1))) == 8


def test_it_keeps_to_the_stay_of_the_city_unless_allowed_to_outlast_it(city):
    with pytest.raises(Invalid, match="may go beyond the stay"):
        services.create_season(eight_months(city, may_outlast=False), "inside")
    assert db.session.query(Relay).count() == 1


def test_there_is_no_third_storey(city):
    made = services.create_season(eight_months(city), "inside")
    district = queries.chain_of(made.relay_id)[0]
    part = db.session.get(Unit, district.unit_id)
    with pytest.raises(Invalid, match="not to a part"):
        territory_services.add_part(part.id, NewPart(UnitKind.CITY_DISTRICT, Translated(kk="Шағын", ru="Малый"), None, None))
    with pytest.raises(Invalid, match="No parts of this place"):
        services.create_season(eight_months(city, parent_stop_id=district.id), "deeper")


def test_whoever_runs_the_city_works_in_its_districts_and_nobody_else_does(city, signed_in):
    made = services.create_season(eight_months(city), "inside")
    district = queries.chain_of(made.relay_id)[2]
    own, other = signed_in(Role.STOP, stop=city), signed_in(Role.REGION, region=a_region())
    own.visit(f"/staff/stops/{city.id}")
    assert "Relay of its own" in own.text()
    assert own.page.select_one(f"a[href='/staff/relays/{made.relay_id}']")
    own.visit(f"/staff/relays/{made.relay_id}")
    own.visit(f"/staff/stops/{district.id}")
    assert own.page.select_one("a[href*='/staff/events/new']")
    own.visit(f"/staff/relays/new?parent={city.id}", expect=403)
    other.visit(f"/staff/relays/{made.relay_id}", expect=404)
    other.visit(f"/staff/stops/{district.id}", expect=404)


def test_a_district_relay_is_planned_on_the_same_pages(city, signed_in):
    reader = signed_in(Role.NATIONAL)
    reader.visit(f"/staff/stops/{city.id}")
    assert "8 parts of this place are known" in reader.text()
    reader.visit(reader.page.find("a", string="Plan a relay through the parts")["href"])
    assert len(reader.page.select("input[name=unit][checked]")) == 8
    asked = reader.response.request.query_string.decode()
    reader.visit(f"/staff/relays/new/order?{asked}&stay=31&kit=standard")
    assert "Change the days, or say that it may go beyond the stay" in reader.text()
    reader.visit(reader.page.find("a", string="It may go beyond the stay")["href"])
    assert "may go beyond the stay" not in reader.text()
    asked = reader.response.request.query_string.decode().replace("2018-03-20", "2018-12-09")
    reader.visit(f"/staff/relays/new/order?{asked}")
    reader.page.select_one("#page-form").append(reader.page.new_tag("input", attrs={"name": "act", "type": "hidden"}))
    reader.send({"act": "create"}, form="#page-form", expect=303)
    reader.follow()
    assert "The season is created: 8 stops" in reader.text()
    inside = queries.nested_relays([city.id])[0]
    db.session.query(RegionPeriod).filter_by(region_id=city.region_id).update({"name": Translated(ru="Область")})
    db.session.commit()
    assert map_of(inside.id).region.text("ru") == "Алматы", "the map is of the city, not of its region"
    assert reader.visit(f"/staff/relays/{inside.id}/slip").find("a", string="Алматы")
    reader.visit(f"/relays/{inside.id}")
    assert "Relay of the region: Область" in reader.text()
    reader.visit(f"/relays/{city.relay_id}")
    assert "Relays of single places" in reader.text()


def test_the_check_names_each_way_in_which_one_can_be_wrong(city):
    inside = services.create_season(eight_months(city), "inside").relay_id
    db.session.query(Relay).filter_by(id=inside).update({"may_outlast": False})
    db.session.query(Unit).filter_by(code="test-d1").update({"parent_id": None})
    db.session.commit()
    said = "; ".join(wrong())
    assert "beyond the stay 2018-03-15 – 2018-03-20" in said
    assert "no part of the place" in said


def test_taking_the_season_back_takes_what_is_inside_with_it(city):
    services.create_season(eight_months(city), "inside")
    services.remove_season(city.relay_id)
    assert db.session.query(Relay).count() == db.session.query(Stop).count() == 0


def test_a_part_that_a_relay_visits_stays(city):
    services.create_season(eight_months(city), "inside")
    part = db.session.query(Unit).filter_by(code="test-d1").one()
    with pytest.raises(Conflict, match="cannot be taken away"):
        territory_services.remove_part(part.id)
    assert db.session.get(Unit, part.id) is not None


def test_a_stop_of_another_region_carries_none_of_this_one(city):
    wish = eight_months(city)
    with pytest.raises(NotFound):
        services.propose(PlanWish(**{**vars(wish), "region_code": "KZ-35"}))


def test_parts_are_typed_in_changed_and_taken_away_on_a_page(city, signed_in):
    reader = signed_in(Role.REGION, region=db.session.get(Region, city.region_id))
    reader.visit(f"/staff/territory/units/{city.unit_id}")
    reader.send(
        {"name_kk": "Жаңа", "name_ru": "Новый", "lat": "76,9", "lon": "43,2"}, form="form[action$='/parts']", expect=422
    )
    assert "Are latitude and longitude swapped?" in reader.text()
    assert reader.page.select_one("#name_kk")["value"] == "Жаңа"
    reader.send({"lat": "", "lon": ""}, form="form[action$='/parts']", expect=303)
    part = next(row for row in territory.parts_of(city.unit_id, date(2018, 4, 1)) if row.name.ru == "Новый")
    assert (part.lat, part.lon) == (43.25, 76.91)
    reader.visit(f"/staff/territory/units/{city.unit_id}")
    reader.send({"name_kk": "ЖАҢА", "name_ru": "Иной"}, form="form[action$='/parts']", expect=422)
    assert "There is a part of this name already." in reader.text()
    reader.visit(f"/staff/territory/units/{part.id}")
    reader.send({"name_ru": "Иной"}, form="#page-form", expect=303)
    reader.visit(f"/staff/territory/units/{part.id}")
    reader.send({}, form="form[action$='/remove']", expect=303)
    assert len(territory.parts_of(city.unit_id, date(2018, 4, 1))) == 8


def test_a_table_names_every_part_without_a_whole(shipped_app):
    rows = "a;city_district;KZ-35;А;А;;;b\nb;city_district;KZ-35;Б;Б;;;nowhere\nc;city;KZ-35;В;В;;;\n"
    with pytest.raises(Invalid) as refused:
        territory_services.import_units(f"code;kind;region;kk;ru;lat;lon;parent\n{rows}".encode())
    assert [(cell.row, cell.column, cell.code) for cell in refused.value.cells] == [
        (2, "parent", "part_of_a_part"), (3, "parent", "unknown_whole"), (4, "lat", "empty"), (4, "lon", "empty"),
    ]  # fmt: skip


def test_the_scope_of_the_coordinator_ends_with_the_stop(city):
    inside = services.create_season(eight_months(city), "inside")
    actor = actor_with_id(a_user(Role.STOP, stop=city).id)
    with acting_as(actor):
        assert {row.id for row in queries.nested_relays()} == {inside.relay_id}
    assert actor.scope.stops == {city.id, *(stop.id for stop in queries.chain_of(inside.relay_id))}
