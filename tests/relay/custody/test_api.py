"""A baton handed over by two programs, of the giver and of the receiver."""

from tests.machine import Machine
from tests.relay.custody.batons import START, a_baton, coordinator, on, organizer, today_is

PLACE = {"kk": "Орталық алаң", "ru": "Центральная площадь"}


def test_a_baton_is_proposed_left_and_confirmed(app):
    baton = a_baton(items=1)
    today_is(START)
    giver = Machine.of(app, organizer(baton))
    receiver = Machine.of(app, coordinator(baton, 0))
    proposal = {
        "giver": {"holder": "body", "id": baton.body_id}, "receiver": {"holder": "stop", "id": baton.stops[0]},
        "item_ids": baton.items, "agreed_at": on(START, 12).isoformat(), "place": PLACE,
    }  # fmt: skip
    proposed = giver.ask("POST", f"/relays/{baton.relay_id}/handovers", proposal)
    assert (proposed.status_code, proposed.json["state"]) == (201, "proposed"), proposed.json
    path = proposed.headers["Location"].removeprefix("/api/v1")
    left = giver.ask("POST", f"{path}/leave", {}, If_Match=proposed.headers["ETag"])
    assert (left.status_code, left.json["state"]) == (200, "left"), left.json
    line = receiver.get(path)["lines"][0]
    receipt = {"answers": [{"line_id": line["id"], "condition": line["given"]}]}
    confirmed = receiver.ask("POST", f"{path}/confirm", receipt, If_Match=left.headers["ETag"])
    assert (confirmed.status_code, confirmed.json["state"]) == (200, "confirmed"), confirmed.json
    where = receiver.get(f"/relays/{baton.relay_id}/items")["items"][0]["where"]
    assert (where["holder"], where["party"]["id"]) == ("stop", baton.stops[0])
    assert [one["state"] for one in receiver.get(f"/relays/{baton.relay_id}/handovers")["items"]] == ["confirmed"]
