"""What a phone makes of the server's answers, good and bad: nothing that was written down is ever given up."""

from typing import Any

import pytest

from tests.node import in_node

# A phone with these check-ins and a server that answers what it is told to, in turn; the last answer is given again.
PHONE = """
const scans = value.keys.map((key) => ({ key, kind: "scan", code: "ABC", at: "2018-04-05T04:00:00Z", state: "saved" }));
const sent = [];
const find = (key) => scans.find((scan) => scan.key === key);
global.fetch = async (address, options) => {
  const items = JSON.parse(options.body).items.map((item) => item.key);
  sent.push(items);
  const told = value.answers[Math.min(sent.length, value.answers.length) - 1];
  if (told.status === 0) { throw new TypeError("no network"); }
  const status = items.includes(told.spoiled) ? 400 : told.status || 200;
  const results = (told.only || items).map((key) => ({ key, outcome: "in" }));
  const headers = { get: (name) => (name === "Retry-After" && told.wait) || null };
  return { ok: status === 200, status, headers, json: async () => JSON.parse(told.body || JSON.stringify({ results })) };
};
let held = value.busy ? { holder: "other", until: 5 } : null;
const living = { held: [{ name: "field-sender-" + value.busy }] };
const locks = { request: (name, options, act) => act(), query: async () => living };
Object.defineProperty(global, "navigator", { value: value.locks ? { locks } : {}, configurable: true });
const store = {
  lease: async () => !held,
  leaseOf: async () => held,
  release: async (link, holder, until) => { held = held && held.holder === holder && until === held.until ? null : held; },
  waiting: async (link, most) => scans.filter((scan) => scan.state === "saved").slice(0, most),
  setAside: async (key) => { find(key).state = "aside"; },
  settle: async (answers) => { answers.forEach((answer) => { find(answer.key).state = "done"; }); },
};
const keys = { link: "link" };
const purpose = field.purposes.checkin;
const way = { purpose, store, keys, address: "/x", device: "d", holder: "h", language: () => "kk", changed: () => {} };
return field.line.sendAll(way).then((end) =>
  ({ end: end.kind, wait: end.wait || 0, sent, states: scans.map((scan) => scan.state) }));
"""
THREE = ["a" * 22, "b" * 22, "c" * 22]


def sending(*answers: dict[str, Any], keys: list[str] = THREE, busy: str = "", locks: bool = False) -> dict[str, Any]:
    told: dict[str, Any] = in_node(
        ["field/line.js", "checkin/purpose.js"], PHONE, {"keys": keys, "answers": answers, "busy": busy, "locks": locks}
    )
    return told


@pytest.mark.parametrize(
    ("answer", "end", "wait"),
    [
        ({"status": 0}, "later", 0),
        ({"status": 200, "body": "<html>Sign in to the café's network"}, "later", 0),
        ({"status": 200, "body": '{"results": "?"}'}, "later", 0),
        ({"status": 200, "only": ["somebody else's"]}, "later", 0),
        ({"status": 503, "wait": "7", "body": "{}"}, "later", 7000),
        ({"status": 404, "body": "<h1>Not found"}, "later", 0),
        ({"status": 404, "body": '{"error": "not_found"}'}, "gone", 0),
        ({"status": 410, "body": '{"error": "withdrawn"}'}, "gone", 0),
    ],
)
def test_what_the_server_did_not_take_waits(answer: dict[str, Any], end: str, wait: int):
    told = sending(answer)
    assert (told["end"], told["wait"], told["states"]) == (end, wait, ["saved"] * 3)
    assert len(told["sent"]) == 1


def test_many_go_in_batches_of_fifty_until_none_waits():
    told = sending({}, keys=[f"{number:022d}" for number in range(120)])
    assert (told["end"], [len(items) for items in told["sent"]]) == ("empty", [50, 50, 20])
    assert set(told["states"]) == {"done"}


def test_what_was_answered_in_part_is_asked_for_again():
    told = sending({"only": THREE[:1]}, {})
    assert (told["end"], told["sent"], told["states"]) == ("empty", [THREE, THREE[1:]], ["done"] * 3)


def test_one_that_cannot_be_read_is_set_aside_and_lets_the_others_pass():
    told = sending({"spoiled": THREE[1]})
    assert (told["end"], told["states"]) == ("empty", ["done", "aside", "done"])


@pytest.mark.parametrize("locks", [True, False])
def test_one_sends_at_a_time(locks: bool):
    assert sending({}, busy="other", locks=locks) == {"end": "busy", "wait": 0, "sent": [], "states": ["saved"] * 3}


def test_the_turn_of_a_tab_that_died_is_over():
    """Whoever has the turn lives no more: only somebody else's lock is there."""
    told = sending({}, busy="somebody else", locks=True)
    assert (told["end"], told["sent"]) == ("empty", [THREE])
