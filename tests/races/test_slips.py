"""Organizers who move the stops of one relay at once, and a baton that leaves meanwhile, on both databases."""

from collections import Counter

from campaign.core.db import db
from campaign.relay.models import Stop
from campaign.relay.queries import chain_of as relay_chain
from campaign.relay.slip import queries, services
from campaign.relay.slip.schemas import SlipAct, SlipPreview
from campaign.relay.slip.standing import standing_of
from tests.factories import an_event
from tests.races.test_handovers import outcome
from tests.races.test_registration import all_at_once
from tests.relay.custody.batons import Baton, a_baton, a_key, hand_over, leave, propose
from tests.relay.slip.slips import PLACES, a_wish, chain_is_whole, chain_of, version_of

HANDS = 6


def a_moving_relay() -> Baton:
    made = a_baton(*PLACES)
    hand_over(made, made.body, made.stop(0))
    for stop_id in made.stops:
        an_event(db.session.get(Stop, stop_id))
    return made


def both_seen(baton: Baton) -> list:
    """Two steps, each by three people who looked at the same page; what each of them then does."""
    version, acts = version_of(baton), []
    for wish in (a_wish(baton, SlipAct.MOVE, 1, 2), a_wish(baton, SlipAct.LENGTH, 2, -1)):
        seen = queries.preview(wish).fingerprint
        acts += [lambda wish=wish, seen=seen: services.apply(wish, version, seen, a_key())] * (HANDS // 2)
    return acts


def test_of_six_who_move_stops_at_once_one_does_and_the_others_are_told(either_app):
    baton = a_moving_relay()
    found = Counter(all_at_once(either_app, outcome, both_seen(baton)))
    assert found == {"done": 1, "Stale": HANDS - 1}
    (row,) = queries.slips_of(baton.relay_id)
    first_day = chain_of(baton)[1][1].day
    assert first_day == (9 if row.act is SlipAct.MOVE else 7)  # the one step, whole, and nothing of the other
    assert chain_is_whole()
    undone = Counter(all_at_once(either_app, outcome, [lambda: services.undo(baton.relay_id, row.id)] * HANDS))
    assert undone == {"done": 1, "Stale": HANDS - 1}
    assert chain_is_whole()


def test_a_mutant_that_neither_takes_turns_nor_compares_moves_twice(app, monkeypatch):
    monkeypatch.setattr(services, "_take_turn", lambda session, relay_id, version: None)
    monkeypatch.setattr(SlipPreview, "fingerprint", "the same")
    found = Counter(all_at_once(app, outcome, both_seen(a_moving_relay())))
    assert found["done"] > 1


def test_a_baton_that_leaves_while_its_stop_is_moved_is_before_or_after_the_step(either_app):
    """Either the step is first, and the handover of the new day leaves; or the baton has left, and the step is refused."""
    baton = a_moving_relay()
    number = propose(baton, baton.stop(0), baton.stop(1))
    wish = a_wish(baton, SlipAct.LENGTH, 0, 2)
    version, seen = version_of(baton), queries.preview(wish).fingerprint
    found = all_at_once(either_app, outcome, [lambda: services.apply(wish, version, seen, a_key()), lambda: leave(number)])
    assert found[1] == "done"
    assert found[0] in {"done", "Invalid"}
    assert chain_of(baton)[0][2].day == (9 if found[0] == "done" else 7)
    assert standing_of(baton.relay_id, relay_chain(baton.relay_id)).done == 1
    assert chain_is_whole()
