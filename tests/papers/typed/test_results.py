"""What was typed of a sheet is taken out as a table: row by row as it stands on paper, nothing that is typed blind."""

import csv
import io

import pytest

from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.papers.typed import services
from campaign.papers.typed.results import typed_result
from campaign.relay.models import Stop
from tests.factories import a_user
from tests.papers.papers import acting
from tests.papers.typed.pages import printed, typed
from tests.reader import Reader
from tests.walks.doors.rounds import a_walk_of_today


def a_sheet(floors: int = 1) -> tuple[Stop, int]:
    """A walk sheet with a page for each of two teams."""
    walk = a_walk_of_today({str(floor): [f"{floor}0{door}" for door in (1, 2, 3)] for floor in range(1, floors + 1)})
    return db.session.get_one(Stop, walk.stop_id), printed("walk_sheet", walk.event_id)


def test_rows_stand_in_the_table_as_they_were_typed_and_no_cell_is_a_formula(app):
    stop, number = a_sheet(2)
    user = a_user(Role.STOP, stop=stop)
    with acting(user):
        services.post(typed(number, "1 2s2o\n3х\n=t 0 1 0 0\n=3 3 1"))
        blind = services.begin(number, 2, double=True)
        services.add_line(blind, "7n", "blind")
    desk = Reader(app)
    desk.sign_in(a_user(Role.STOP, stop=stop))
    desk.visit(f"/staff/typed/{number}")
    desk.send({}, form=f'form[action="/staff/typed/{number}/export"]', expect=200)
    rows = list(csv.reader(io.StringIO(desk.response.get_data(as_text=True).lstrip("\ufeff"))))
    told = [(row[1], row[2], row[3].split(",")[0], row[4], row[5]) for row in rows[1:]]
    assert told == [
        ("1", "1", "101", "1 2s2o", "Soap given: 1. Sign: put up"),
        ("1", "2", "102", "1 2s2o", "Soap given: 2. Sign: not wanted"),
        ("1", "3", "103", "3х", "Not taken. Sign: not wanted"),
        ("1", "'=t", "Signs", "'=t 0 1 0 0", "issued to the team 0, given out 1, returned 0, lost 0"),
    ]
    entry = db.session.query(AuditEntry).filter_by(act="typed.exported").one()
    assert (entry.after["sheet"], entry.after["rows"]) == (number, 4)
    with acting(user):
        assert [page.typing.page for page in typed_result(number).pages] == [1, 2], "one's own draft is one's own"


@pytest.mark.parametrize("pages", [1, 3])
def test_a_table_asks_as_much_for_three_pages_as_for_one(app, statements, pages):
    walk = a_walk_of_today({"1": [str(100 + door) for door in range(1, 30 * pages)]})
    number = printed("walk_sheet", walk.event_id, team="1", blank_rows="0")
    for page in range(1, pages + 1):
        services.begin(number, page)
    statements.clear()
    assert len(typed_result(number).pages) == pages
    assert len(statements) == 7
