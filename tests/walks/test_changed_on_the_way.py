"""What becomes of phones that are out while their coordinator changes teams: no link, no record ends at another's door."""

import pytest

from campaign.core.db import db
from campaign.core.errors import Closed, Conflict
from campaign.relay.models import Stop
from campaign.walks import services
from campaign.walks.closing import services as closing
from campaign.walks.closing.schemas import Counts, Material
from campaign.walks.layout import Part
from campaign.walks.models import WalkFloor
from campaign.walks.queries import doors_of
from campaign.walks.schemas import TeamWish
from tests.materials.stock import stocked_for_walks
from tests.walks.doors.rounds import RoundPhone, a_phone_of, a_walk_of_today, at_door, doors_in, stands, teams_of
from tests.walks.halls import a_building


@pytest.fixture
def walk(app):
    return a_walk_of_today()


def floors_of(team) -> list[Part]:
    return [Part(row.floor_id) for row in db.session.query(WalkFloor).filter_by(team_id=team.id)]


def write(team, parts) -> None:
    db.session.expire_all()
    services.write_team(team.id, TeamWish(team.number, "", "", ""), parts, team.version)


def test_the_links_of_a_team_that_is_taken_away_open_nothing_not_even_the_team_that_gets_its_number(app, walk):
    gone = teams_of(walk)[1].id
    phone = RoundPhone(app, a_phone_of(teams_of(walk)[1])[1])
    services.remove_team(gone)
    assert [phone.get("/list").status_code, phone.get().status_code, phone.post({"items": []}).status_code] == [410, 404, 410]
    assert services.create_team(walk.event_id) == gone, "SQLite gives the number again"
    assert phone.get("/list").status_code == 410


def test_a_team_that_was_issued_something_stays_with_its_figures(walk):
    team = teams_of(walk)[1]
    stocked_for_walks(walk.stop_id)
    closing.write_counts(team.id, {Material.SOAP: Counts(20)}, team.version)
    with pytest.raises(Conflict, match="issued something"):
        services.remove_team(team.id)


def test_what_was_recorded_before_a_floor_was_given_to_others_waits_and_counts_nowhere_else(app, walk):
    one, two = teams_of(walk)
    phone, doors = RoundPhone(app, a_phone_of(two)[1]), doors_in(walk)
    first, second = floors_of(one), floors_of(two)
    write(two, [])
    assert {door.room for door in doors_of(event_id=walk.event_id)} == {"101", "102", "103"}
    write(one, [*first, *second])
    assert doors_in(walk) == doors
    assert phone.outcomes(at_door(doors["201"])) == [("review", "other_team")]


def test_a_door_keeps_its_number_when_all_are_split_anew_or_the_building_is_another(app, walk):
    phone, doors = RoundPhone(app, a_phone_of(teams_of(walk)[0])[1]), doors_in(walk)
    services.split_evenly(walk.event_id, 1)
    assert doors_in(walk) == doors
    services.choose_building(walk.event_id, a_building(db.session.get(Stop, walk.stop_id), {"5": ["501"]}, "Архив").id)
    services.split_evenly(walk.event_id, 1)
    assert phone.outcomes(at_door(doors["101"])) == [("review", "other_team")]
    other = next(door for door in doors_of(event_id=walk.event_id))
    assert (other.room, stands(other.id)) == ("501", ("unset", 0, "unset"))


def test_a_closed_walk_gets_no_team_and_a_closed_team_no_other_floors(walk):
    for team in teams_of(walk):
        closing.close_team(team.id, {}, team.version)
    closing.close_walk(walk.event_id, "")
    other = a_building(db.session.get(Stop, walk.stop_id), name="Архив").id
    for act in (
        lambda: services.create_team(walk.event_id),
        lambda: services.split_evenly(walk.event_id, 2),
        lambda: services.choose_building(walk.event_id, other),
    ):
        with pytest.raises(Closed):
            act()
