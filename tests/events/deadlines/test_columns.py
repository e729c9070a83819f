"""What the rules that ship ask of a column of vehicles: case 8 of the acceptance cases, Aktobe on 27 March 2018 and today."""

from datetime import UTC, date, datetime

import pytest

from campaign.core.db import db, unit_of_work
from campaign.events.deadlines import queries, services
from campaign.events.deadlines.schemas import Basis, PermitWish
from campaign.events.deadlines.words import asks_words
from tests.factories import a_region, a_relay, a_stop, an_event, an_event_kind

PAST, NOW = datetime(2018, 3, 27, 5, tzinfo=UTC), datetime(2026, 5, 5, 5, tzinfo=UTC)
ESCORT, LETTER = "2 patrol cars, inspection of every vehicle", ""


@pytest.mark.parametrize(
    ("starts", "vehicles", "expected"),
    [
        (PAST, 20, {"column_escort": (date(2018, 3, 6), ESCORT), "column_organised": (date(2018, 3, 15), LETTER)}),
        (PAST, 11, {"column_escort": (date(2018, 3, 6), ESCORT), "column_organised": (date(2018, 3, 15), LETTER)}),
        (PAST, 10, {"column_organised": (date(2018, 3, 15), LETTER)}),
        (PAST, 3, {"column_organised": (date(2018, 3, 15), LETTER)}),
        (PAST, 2, {}),
        (NOW, 20, {"column_escort": (date(2026, 4, 20), ESCORT), "column_organised": (date(2026, 4, 27), LETTER)}),
        (NOW, 10, {"column_organised": (date(2026, 4, 27), LETTER)}),
    ],
)
def test_a_column_of_twenty_asks_for_an_escort_ten_only_for_a_letter(app, starts, vehicles, expected):
    with unit_of_work() as session:
        services.load_shipped(session)
    event = an_event(a_stop(a_relay(a_region())), starts=starts)
    event.kind_id = an_event_kind("motorcade").id
    db.session.commit()
    services.set_permit(event.id, PermitWish(Basis.ORDER, "15-р", date(2018, 3, 1), vehicles=vehicles), 0)
    found = queries.permits_of(event.id).about_vehicles
    assert {each.rule.code: (each.last_day, asks_words(each.rule.wish)) for each in found} == expected
    assert not any(each.rule.checked_on for each in found)  # each stays to be verified until somebody compares it
    assert {each.rule.wish.paper for each in found} <= {"police_letter"}
