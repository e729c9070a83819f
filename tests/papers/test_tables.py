"""Lists taken along as tables: what the page shows, numbers as numbers, no cell a formula, nothing of others."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.checklists.schemas import NewTask, TaskAnchor
from campaign.events.checklists.services import add_task
from campaign.events.views import lists
from campaign.relay.models import Stop
from tests.factories import a_registration, a_stop, a_user, an_event, an_organisation, words
from tests.materials.stock import a_material, received, store_of
from tests.motorcades.columns import a_car, a_vehicle
from tests.walks.halls import a_building

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def stop(app):
    return a_stop()


def taken(reader, path):
    """The same table as XLSX and CSV: the head, and the rows as dicts; both say the same."""
    reader.visit(f"/staff/{path.replace('.xlsx', '.csv')}")
    assert reader.response.mimetype == "text/csv"
    assert "attachment" in reader.response.headers["Content-Disposition"]
    head, *plain = csv.reader(io.StringIO(reader.response.get_data().decode("utf-8-sig"), newline=""))
    reader.visit(f"/staff/{path}")
    book = CalamineWorkbook.from_filelike(io.BytesIO(reader.response.get_data()))
    first, *rows = book.get_sheet_by_index(0).to_python()
    assert (first, len(rows)) == (head, len(plain))
    assert not [cell for row in plain for cell in row if cell[:1] in "=+@-" and cell and not cell[1:].isdigit()]
    return [dict(zip(first, row, strict=True)) for row in rows]


@pytest.mark.parametrize("rows", [1, 3])
def test_events_are_taken_as_the_list_shows_them(reader, stop, rows):
    made = [an_event(stop, title=f"{FORMULA} {number}", capacity=50).id for number in range(rows)]
    a_registration(db.session.get_one(type(an_event(a_stop(), title="Чужое")), made[0]))
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, stop.id)))
    found = taken(reader, f"events.xlsx?stop={stop.id}")
    assert [row["Event"] for row in found] == [f"{FORMULA} {number}" for number in range(rows)]
    told = tuple(found[0][name] for name in ("Begins", "Capacity", "Registered", "Stop"))
    assert told == ("12:00", 50.0, 1.0, "Темиртау")
    assert taken(reader, "events.xlsx?q=нет") == []
    reader.visit(f"/staff/events?stop={stop.id}")
    assert reader.page.select(f"a[href='/staff/events.xlsx?stop={stop.id}']")


def test_a_list_that_is_too_long_is_not_cut(reader, stop, monkeypatch):
    for _event in range(3):
        an_event(stop)
    monkeypatch.setattr(lists, "MOST_ROWS", 2)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/events.csv?stop={stop.id}", expect=303)
    assert reader.response.location == f"/staff/events?stop={stop.id}"


def test_tasks_of_a_stop_with_their_days(reader, stop):
    add_task(NewTask(stop.id, None, words(FORMULA), TaskAnchor.ARRIVAL, -3, person="Бекова А."))
    add_task(NewTask(a_stop().id, None, words("Чужая"), TaskAnchor.ARRIVAL, -3))
    reader.sign_in(a_user(Role.STOP, stop=stop))
    found = taken(reader, f"checklists.xlsx?stop={stop.id}&state=all")
    told = [(row["Due"], row["Days from the arrival"], row["What has to be done"], row["Who does it"]) for row in found]
    assert told == [("03.04.2018", -3.0, FORMULA, "Бекова А.")]
    assert taken(reader, "checklists.xlsx?state=done") == []


def test_the_route_of_a_relay(reader, stop):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    (row,) = taken(reader, f"relays/{stop.relay_id}/route.xlsx")
    assert (row["No."], row["Arrives"], row["Stop"]) == (stop.position, "06.04.2018", "Темиртау")
    assert row["Days"] == (stop.departs_on - stop.arrives_on).days + 1
    reader.visit(f"/staff/relays/{a_stop().relay_id}/route.csv", expect=404)


def test_offices_and_a_building_without_any(reader, stop):
    building = a_building(stop, {"1": ("101",)})
    a_building(stop, {}, name="Яма")
    a_building(a_stop(), name="Чужое")
    reader.sign_in(a_user(Role.STOP, stop=stop))
    found = taken(reader, "buildings.xlsx")
    assert [(row["Building"], row["Floor"], row["Room"], row["State"]) for row in found] == [
        ("Акимат", "1", "101", "in use"), ("Яма", "", "", ""),
    ]  # fmt: skip
    assert len(taken(reader, f"buildings/{building.id}/rooms.xlsx")) == 1


def test_vehicles_organisations_and_a_store(reader, stop):
    vehicle = a_vehicle(stop.region_id, "412 AKM 09", name=FORMULA, seats=20)
    a_car(an_event(stop), vehicle)
    an_organisation(stop.region_id, FORMULA)
    (soap,), store = a_material("soap"), store_of(stop.id)
    received(store, soap, 10)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    (car,) = taken(reader, "vehicles.xlsx?q=412")
    assert (car["Plate"], car["Name"], car["Seats"], car["In columns"]) == ("412 AKM 09", FORMULA, 20.0, 1.0)
    assert taken(reader, "vehicles.xlsx?q=999") == []
    assert [(row["Name"], row["People"]) for row in taken(reader, "organisations.xlsx")] == [(FORMULA, 0.0)]
    assert [row["In the store"] for row in taken(reader, f"stock/stores/{store}.xlsx")] == [10.0]
    reader.visit(f"/staff/stock/stores/{store_of(a_stop().id)}.csv", expect=404)
