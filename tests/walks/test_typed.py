"""A walk sheet typed back: each door as the pen says, the sums as the figures of its team, and all of it taken back."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Closed, Conflict, Invalid, Refused
from campaign.papers.typed import queries, services
from campaign.papers.typed.schemas import Entry, Grade, Mark, Row
from campaign.walks.closing.queries import team_sums
from campaign.walks.closing.schemas import Material
from campaign.walks.closing.services import close_team
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import Result, Written
from campaign.walks.doors.services import record_at_desk
from campaign.walks.models import Walk, WalkDoor, WalkTeam
from campaign.walks.papers.typed import result_of
from campaign.walks.schemas import Sign, Soap
from tests.factories import a_user
from tests.materials.stock import stocked_for_walks
from tests.papers.papers import acting
from tests.papers.typed.pages import judged, printed, typed
from tests.walks.doors.rounds import a_walk_of_today

ALL = "1 2s2o 3x 4n 5xu 6b\n=6 4 2"


def a_hall(rooms: int = 6) -> Walk:
    """A walk of today: one team with so many doors on one floor, and one without any."""
    return a_walk_of_today({"1": [str(100 + door) for door in range(1, rooms + 1)]})


def standing() -> list[tuple[str, int, str]]:
    db.session.expire_all()
    doors = db.session.query(WalkDoor).order_by(WalkDoor.position)
    return [(door.soap.value, door.pieces, door.sign.value) for door in doors]


def meant(*marks: tuple[str, int | None]) -> Result | str:
    return result_of(Entry(Row("7", "door:7", ()), tuple(Mark(*mark) for mark in marks)))


def test_a_letter_says_what_was_otherwise(app):
    given, refused, absent = Soap.GIVEN, Soap.REFUSED, Soap.ABSENT
    assert {
        "": meant(("", None)), "s3": meant(("s", 3)), "x": meant(("x", None)), "n": meant(("n", None)),
        "o": meant(("o", None)), "xb": meant(("x", None), ("b", None)), "nu": meant(("n", None), ("u", None)),
    } == {
        "": Result(given, 1, Sign.UP), "s3": Result(given, 3, Sign.UP), "x": Result(refused, 0, Sign.REFUSED),
        "n": Result(absent), "o": Result(given, 1, Sign.REFUSED), "xb": Result(refused, 0, Sign.THERE),
        "nu": Result(absent, 0, Sign.UP),
    }  # fmt: skip
    wrong = [meant(("x", None), ("n", None)), meant(("o", None), ("b", None)), meant(("s", 0)), meant(("s", 100))]
    assert all(isinstance(words, str) for words in wrong)


def test_a_page_goes_into_the_log_and_is_taken_back(either_app):
    walk = a_hall()
    uid = typed(printed("walk_sheet", walk.event_id, team="1"), ALL)
    before = standing()
    assert services.post(uid) == ()
    assert standing() == [
        ("given", 1, "up"), ("given", 2, "refused"), ("refused", 0, "refused"), ("absent", 0, "unset"), ("refused", 0, "up"),
        ("given", 1, "there"),
    ]  # fmt: skip
    services.post(uid)
    assert db.session.query(DoorRecord).count() == 6, "posted once"
    assert services.undo(uid) == ()
    assert (standing(), db.session.query(DoorRecord).count()) == (before, 12)
    services.undo(uid)
    assert db.session.query(DoorRecord).count() == 12


def test_what_phones_said_is_told_and_stands_again_after_undoing(app):
    walk = a_hall()
    door = db.session.query(WalkDoor).order_by(WalkDoor.position).first()
    record_at_desk(door.team_id, [Written(door.id, door.version, Result(Soap.GIVEN, 3, Sign.UP, "левая дверь"))], "phone")
    uid = typed(printed("walk_sheet", walk.event_id, team="1"), "1x 2\n=2 1 1")
    assert {number: grade for number, (grade, _words) in judged(uid).items()} == {"1": Grade.WARN}
    assert "3" in judged(uid)["1"][1]
    services.post(uid)
    db.session.refresh(door)
    assert (door.soap, door.note) == (Soap.REFUSED, "левая дверь"), "a note is not lost"
    services.undo(uid)
    db.session.refresh(door)
    assert (door.soap, door.pieces) == (Soap.GIVEN, 3)


def test_sums_at_the_foot_become_the_figures_of_the_team(app):
    walk = a_hall(3)
    stocked_for_walks(walk.stop_id)
    team = db.session.query(WalkTeam).filter_by(number=1).one()
    uid = typed(printed("walk_sheet", walk.event_id, team="1"), "1-3\n=3 3 3\n=с 10 4 6 0\n=t 5 3 2 0")
    said = judged(uid)
    assert (said["=s"][0], "4" in said["=s"][1], "3" in said["=s"][1]) == (Grade.WARN, True, True), "given 3, on paper 4"
    services.post(uid)
    sums = team_sums(team.id).sums
    assert [(sums[one].issued, sums[one].given, sums[one].returned) for one in (Material.SOAP, Material.SIGN)] == [
        (10, 3, 6), (5, 3, 2)
    ]  # fmt: skip
    services.undo(uid)
    sums = team_sums(team.id).sums
    assert [(sums[one].issued, sums[one].returned) for one in (Material.SOAP, Material.SIGN)] == [(0, 0), (0, 0)]


def test_sums_that_cannot_be_are_told_with_a_remedy(app):
    walk = a_hall(3)
    number = printed("walk_sheet", walk.event_id, team="1")
    uid = services.begin(number, 1)
    for line in ("1-3", "=3 3 3", "=s 5 3 9 0", "=ы 1 2", "=q 1 2 3 4"):
        services.add_line(uid, line, line)
    with pytest.raises(Invalid) as told:
        services.finish(uid)
    assert len(told.value.problems) == 2, "a foot of two numbers, and one that is none"
    services.rewrite(uid, "1-3\n=3 3 3\n=s 5 3 9 0", 6)
    services.finish(uid)
    assert judged(uid)["=s"][0] is Grade.BAD
    services.reopen(uid)
    services.rewrite(uid, "1-3\n=3 3 3\n=s 5 3 2 0", 9)
    services.finish(uid)
    with pytest.raises(Conflict, match="Receive it into the store"):
        services.post(uid)
    assert standing()[0] == ("unset", 0, "unset"), "nothing was written"


def test_a_team_that_handed_everything_in_is_told_before_posting_and_undoing(app):
    walk = a_hall(3)
    stocked_for_walks(walk.stop_id)
    number = printed("walk_sheet", walk.event_id, team="1")
    uid = typed(number, "1-3x\n=3 0 0")
    services.post(uid)
    team = db.session.query(WalkTeam).filter_by(number=1).one()
    close_team(team.id, {}, team.version)
    with pytest.raises(Closed):
        services.undo(uid)


def test_only_those_who_run_the_walk_type_it(app):
    walk = a_hall(3)
    number = printed("walk_sheet", walk.event_id, team="1")
    with acting(a_user(Role.AUDITOR)), pytest.raises(Refused):
        services.begin(number, 1)


def test_judging_asks_as_much_for_six_doors_as_for_one(app, statements):
    walk = a_hall()
    asked = []
    for language, text in (("ru", "1\n=1 1 1"), ("kk", ALL)):
        found = queries.open_typing(typed(printed("walk_sheet", walk.event_id, language=language, team="1"), text))
        statements.clear()
        found.found.kind.judge(found.found.sheet, found.reading.entries)
        asked.append(len(statements))
    assert asked == [7, 7]
