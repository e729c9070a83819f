"""How a door stands on a phone, from the list and what the phone itself recorded since; run without a browser."""

from typing import Any

import pytest

from tests.node import in_node

# One door as the list says it, then items of this phone; what stands.
STANDS = """
const rows = self.walk.doorsOf({ list: { facts: () => ({ ahead: 0 }) } });
const at = (seconds) => new Date(Date.UTC(2018, 3, 6, 4, 0, seconds)).toISOString();
const listed = value.listed || { s: "unset", n: 0, g: "unset" };
rows.take([{ d: 7, f: 1, l: "3", r: "301", u: {}, t: "", m: 0, ...listed, a: "at" in listed ? at(listed.at) : "" }]);
value.items.forEach((item, place) => {
  rows.note({ kind: "door", door: 7, pieces: 1, sign: "up", state: "done", key: "k" + place, ...item, at: at(item.at) });
});
const stands = rows.stands(rows.byId(7));
return [stands.soap, stands.stage, stands.key, rows.again().length];
"""
THEIRS = {"s": "refused", "n": 0, "g": "there", "at": 30}
MINE = {"s": "given", "n": 1, "g": "up", "at": 34, "m": 1}
CASES: dict[str, tuple[dict[str, Any] | None, list[dict[str, Any]], list[Any]]] = {
    "nothing yet": (None, [], ["unset", "left", "", 0]),
    "the list alone": (THEIRS, [], ["refused", "done", "", 0]),
    "not sent yet, so the list cannot know": (
        THEIRS,
        [{"soap": "given", "state": "saved", "at": 10}],
        ["given", "done", "k0", 0],
    ),
    "sent, and another phone was later": (THEIRS, [{"soap": "given", "at": 10}], ["refused", "done", "", 0]),
    "sent after what the list says": (THEIRS, [{"soap": "absent", "at": 50}], ["absent", "again", "k0", 1]),
    "the list repeats it, by a slow network": (MINE, [{"soap": "given", "at": 30}], ["given", "done", "k0", 0]),
    "waits for a decision": (None, [{"soap": "given", "outcome": "review", "at": 10}], ["unset", "left", "", 0]),
    "taken back before the list knows": (
        MINE,
        [
            {"soap": "given", "before": {"soap": "absent", "pieces": 0, "sign": "unset"}, "at": 30},
            {"kind": "undo", "of": "k0", "at": 40},
        ],
        ["absent", "again", "", 1],
    ),
    "the one before stands again": (
        None,
        [{"soap": "absent", "at": 10}, {"soap": "given", "at": 20}, {"kind": "undo", "of": "k1", "at": 30}],
        ["absent", "again", "k0", 1],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_door_stands_on_a_phone_as_it_will_on_the_server(case: str):
    listed, items, stands = CASES[case]
    assert in_node(["walk/doors.js"], STANDS, {"listed": listed, "items": items}) == stands
