"""What a phone shows of its own marks is what the server will make of them."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from campaign.motorcades.road.schemas import folded, next_states
from campaign.motorcades.schemas import CarState
from tests.node import in_node

STATES = [state for state in CarState if state is not CarState.EXPECTED]
START = datetime(2018, 4, 6, 4, tzinfo=UTC)
ROW = {"t": "car", "id": 7, "stands": {"s": "expected", "p": None, "e": None, "a": None}}


def item(mark: CarState, minute: int, **more: Any) -> dict[str, Any]:
    at = (START + timedelta(minutes=minute)).isoformat()
    made = {"kind": "mark", "car": 7, "mark": mark.value, "at": at, "key": f"{minute}", "order": minute, "state": "saved"}
    return made | more


def stands(items: list[list[dict[str, Any]]], made: str = "") -> list[dict[str, Any]]:
    body = "return value.items.map((items) => column.standingOf(value.row, value.made, column.withTargets(items)));"
    found: list[dict[str, Any]] = in_node(["column/rows.js"], body, {"row": ROW, "items": items, "made": made})
    return found


def test_marks_are_added_up_on_the_phone_as_on_the_server():
    dice = random.Random(5)
    all_marks = [[(dice.choice(STATES), minute) for minute in range(dice.randrange(7))] for _turn in range(200)]
    shown = stands([dice.sample([item(*mark) for mark in marks], len(marks)) for marks in all_marks])
    told = [folded((state, START + timedelta(minutes=minute)) for state, minute in marks).as_json() for marks in all_marks]
    assert [one["stands"] for one in shown] == told


def test_the_buttons_of_what_comes_next_are_the_same():
    states = [state.value for state in CarState]
    assert in_node(["column/rows.js"], "return value.map((state) => column.NEXT[state]);", states) == [
        [following.value for following in next_states(state)] for state in CarState
    ]


def test_the_newest_word_of_the_server_stands_below_what_was_not_sent():
    other = {"s": "absent", "p": None, "e": None, "a": None}
    sent = item(CarState.PRESENT, 1, state="done", outcome="done", told="2026-01-01T10:00", stands=other)
    refused = item(CarState.ARRIVED, 2, state="done", outcome="refused", why="not today")
    undone = [item(CarState.PRESENT, 1), {"kind": "undo", "of": "1", "key": "9", "order": 3, "at": "", "state": "saved"}]
    ends = stands([[sent], [sent, refused], [sent, item(CarState.DEPARTED, 3)], undone], made="2026-01-01T09:00")
    assert [one["stands"]["s"] for one in ends] == ["absent", "absent", "departed", "expected"]
    assert [one["waits"] for one in ends] == [False, False, True, False]
    assert stands([[sent]], made="2026-01-01T11:00")[0]["stands"]["s"] == "expected"
