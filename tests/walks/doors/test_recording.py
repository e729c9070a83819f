"""What phones send from the doors: each item once, the later moment stands, taking back restores, nothing is lost."""

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from campaign.accounts.devices import services as devices
from campaign.core import checks, clock
from campaign.core.db import db
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.walks.doors.models import DoorRecord
from campaign.walks.models import WalkDoor
from tests.phones import undo_of
from tests.walks.doors.rounds import (
    RoundPhone,
    a_phone_of,
    a_walk_of_today,
    at_door,
    doors_in,
    recorded,
    stands,
    teams_of,
)

UNSET = ("unset", 0, "unset")


@pytest.fixture
def walk(app):
    return a_walk_of_today()


@pytest.fixture
def phone(app, walk):
    return RoundPhone(app, a_phone_of(teams_of(walk)[0])[1])


def test_an_item_counts_once_has_one_answer_and_no_other_body(walk, phone):
    door = doors_in(walk)["101"]
    item = at_door(door, pieces=2)
    assert phone.outcomes(item, item) == [("taken", "")] * 2
    assert phone.outcomes(item | {"pieces": 3}) == [("refused", "key_reused")]
    assert phone.outcomes(item) == [("taken", "")]
    assert (stands(door), recorded()) == (("given", 2, "up"), 1)


def test_the_later_moment_stands_however_late_it_comes_and_taking_back_restores(app, walk, phone):
    door, other = doors_in(walk)["101"], RoundPhone(app, a_phone_of(teams_of(walk)[0])[1])
    early, late = at_door(door, "absent", "", ago=90), at_door(door, "given", "refused", ago=10)
    other.outcomes(late)
    assert phone.outcomes(early) == [("taken", "")]
    assert stands(door) == ("given", 1, "refused")
    back = undo_of(late)
    assert other.outcomes(back) == [("taken", "")]
    assert stands(door) == ("absent", 0, "unset")
    phone.outcomes(undo_of(early))
    assert stands(door) == UNSET
    assert other.outcomes(back, late) == [("taken", ""), ("taken", "")], "the same answers as before"
    assert (stands(door), recorded()) == (UNSET, 4)


def test_what_is_not_this_teams_is_kept_and_counts_nowhere(app, walk, phone):
    mine, theirs, elsewhere = doors_in(walk)["101"], doors_in(walk)["201"], doors_in(a_walk_of_today())["101"]
    heard = phone.outcomes(at_door(theirs), at_door(elsewhere), at_door(999_999), undo_of(at_door(mine)))
    assert heard == [("review", "other_team"), ("refused", "no_door"), ("refused", "no_door"), ("taken", "")]
    assert [stands(door) for door in (theirs, elsewhere)] == [UNSET, UNSET]
    assert recorded() == 4


NONSENSE = (
    {"soap": "stolen"}, {"soap": None}, {"pieces": -1}, {"pieces": 0}, {"pieces": 100}, {"pieces": "2"}, {"pieces": True},
    {"sign": ""}, {"sign": "burnt"}, {"door": "101"}, {"door": -1}, {"door": 2**40}, {"note": 7}, {"note": "Ә" * 10_000},
    {"kind": "window"}, {"kind": "undo"}, {"kind": "undo", "of": "../../etc"}, {"soap": {"a": []}},
)  # fmt: skip


def test_nonsense_is_refused_kept_and_changes_nothing(walk, phone):
    door = doors_in(walk)["101"]
    for wrong in NONSENSE:
        assert phone.outcomes(at_door(door) | wrong) == [("refused", "malformed")], wrong
    assert (stands(door), recorded()) == (UNSET, len(NONSENSE))
    for body in (b"{", b"[]", b'{"items": 1}', {"items": [{"key": "short"}]}, {"items": [at_door(door)] * 51}):
        assert phone.post(body).status_code == 422
    assert phone.post(b"x" * 200_000).status_code == 413
    assert phone.outcomes(at_door(door, "absent", "", note="ручка\u202e слева " + "я" * 300)) == [("taken", "")]
    note = db.session.scalar(select(WalkDoor.note).where(WalkDoor.id == door)) or ""
    assert (len(note), "\u202e" in note) == (200, False)


def test_what_was_done_in_time_counts_however_late_it_is_delivered(app, walk):
    team, door = teams_of(walk)[0], doors_in(walk)
    device_id, token = a_phone_of(team)
    phone = RoundPhone(app, token)
    clock.set_shift(clock.shift() + timedelta(days=1))
    in_time, too_late, too_early = (at_door(door[room], ago=ago * 3600) for room, ago in (("101", 24), ("102", 1), ("103", 60)))
    assert phone.outcomes(in_time, too_late, too_early) == [("taken", ""), ("review", "late"), ("review", "early")]
    assert stands(door["101"]) == ("given", 1, "up")
    assert (phone.get("/list").status_code, phone.get().status_code) == (410, 404)
    devices.withdraw(device_id)
    assert phone.post({"items": [at_door(door["102"])]}).status_code == 410


def test_a_cancelled_walk_records_nothing_by_itself(walk, phone):
    event = db.session.get(Event, walk.event_id)
    event.state, event.reason = EventState.CANCELLED, "гололёд"
    db.session.commit()
    assert phone.outcomes(at_door(doors_in(walk)["101"])) == [("review", "off")]


def test_the_list_opens_with_the_token_has_the_teams_doors_and_no_names(app, walk, phone, statements):
    phone.outcomes(at_door(doors_in(walk)["102"], "refused", "there"))
    statements.clear()
    rows = phone.rows()
    assert len(statements) <= 9
    assert [(row["r"], row["s"], row["g"]) for row in rows] == [
        ("101", "unset", "unset"), ("102", "refused", "there"), ("103", "unset", "unset"),
    ]  # fmt: skip
    assert set(rows[0]) == {"d", "f", "l", "r", "u", "s", "n", "g", "t", "a", "m"}
    other = RoundPhone(app, "x" * 43)
    assert (other.get("/list").status_code, other.get().status_code, other.post({"items": []}).status_code) == (404, 404, 404)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["given", "refused", "absent"]), st.booleans()), max_size=6), st.randoms())
def test_in_whatever_order_items_and_their_undoing_come_the_doors_stand_alike(app, walk, acts, chance: random.Random):
    """The door stands by the latest that was not taken back; the recount agrees."""
    db.session.execute(delete(DoorRecord))
    db.session.execute(WalkDoor.__table__.update().values(soap="unset", pieces=0, sign="unset", recorded_at=None))
    db.session.commit()
    door, phone = doors_in(walk)["101"], RoundPhone(app, a_phone_of(teams_of(walk)[0])[1])
    made = [at_door(door, soap, ago=100 - number) for number, (soap, _undone) in enumerate(acts)]
    sent = [*made, *(undo_of(item) for item, (_soap, undone) in zip(made, acts, strict=True) if undone)]
    chance.shuffle(sent)
    for item in sent + sent[:2]:
        assert phone.outcomes(item) == [("taken", "")]
    left = [soap for soap, undone in acts if not undone]
    assert stands(door)[0] == (left[-1] if left else "unset")
    assert [outcome.wrong for outcome in checks.recount(["walks"])] == [()]
