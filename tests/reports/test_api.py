"""The roll-up and closed periods as programs read them: the same sums as the page."""

from campaign.core.actor import SYSTEM, Role
from campaign.events.figures.schemas import PARTICIPANTS
from campaign.reports.rollup.queries import rollup_of
from tests.events.figures.said import a_figure, a_held_event, measured
from tests.factories import a_relay, a_stop, a_user
from tests.machine import Machine
from tests.reports.periods.closed import a_closed_period


def test_a_roll_up_says_what_the_page_says(app):
    measured()
    stop = a_stop()
    a_figure(a_held_event(stop), 300)
    a_held_event(stop, "Концерт")
    page = rollup_of(SYSTEM, stop.relay_id)
    machine = Machine.of(app, a_user(Role.NATIONAL))
    found = machine.get(f"/relays/{stop.relay_id}/rollup")
    sums = {one["measure"]: one["value"] for one in found["sums"]}
    assert sums == {code: one.value for code, one in page.table.bottom.sums.items()}
    assert (sums[PARTICIPANTS], found["rows"][0]["standing"], len(found["rows"][0]["owed"])) == (300, "partly", 1)
    none = machine.get(f"/relays/{stop.relay_id}/rollup?from_day=2018-05-01")
    assert {one["value"] for one in none["sums"]} == {0}


def test_a_closed_period_is_read_as_it_was_and_a_foreign_relay_is_not_there(app):
    measured()
    stop = a_stop()
    number = a_closed_period(stop.id)["close_id"]
    machine = Machine.of(app, a_user(Role.NATIONAL))
    assert [one["id"] for one in machine.get("/periods")["items"]] == [number]
    assert machine.get(f"/periods/{number}")["corrections"] == []
    coordinator = Machine.of(app, a_user(Role.STOP, stop=stop))
    assert coordinator.ask("GET", "/periods").status_code == 403
    assert coordinator.ask("GET", f"/relays/{a_relay().id}/rollup").status_code == 404
