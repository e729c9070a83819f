"""What `adalzhol check` says of chains: whole ones, and each way in which one can be broken."""

from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import text

from campaign.core.checks import Wrong, recount
from campaign.core.db import db
from tests.factories import a_relay, a_stop

DAYS = (date(2018, 4, 2), date(2018, 4, 6), date(2018, 4, 11), date(2018, 4, 20))


@pytest.fixture
def stops(app):
    """Three stops in a chain, by their numbers."""
    relay = a_relay()
    made = [a_stop(relay, arrives=arrives, departs=departs) for arrives, departs in pairwise(DAYS)]
    for position, stop in enumerate(made, 1):
        stop.position = position
    relay.starts_on, relay.ends_on = DAYS[0], DAYS[-1]
    db.session.commit()
    return [stop.id for stop in made]


def change(sql, **values):
    db.session.execute(text(sql), values)
    db.session.commit()


def chain():
    (outcome,) = recount(["chain"])
    return outcome


def test_a_whole_chain_is_in_order(stops):
    a_relay()  # one without stops
    assert (chain().looked_at, chain().wrong) == (3, ())


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2018-04-07", "arrives on 2018-04-07 when the stop before has departed already: a gap in the chain"),
        ("2018-04-05", "arrives on 2018-04-05 while the stop before has not departed yet: an overlap in the chain"),
    ],
)
def test_a_gap_and_an_overlap_are_found(stops, day, words):
    change("UPDATE stops SET arrives_on = :day WHERE id = :id", day=day, id=stops[1])
    assert chain().wrong == (Wrong("stop", stops[1], words),)


def test_a_hole_in_the_positions_is_found(stops):
    change("UPDATE stops SET position = 9 WHERE id = :id", id=stops[2])
    assert chain().wrong == (Wrong("stop", stops[2], "has the position 9, but is stop 3 of its chain"),)


def test_a_relay_that_lasts_longer_than_its_stops_is_found(stops):
    change("UPDATE relays SET ends_on = '2018-04-30'")
    (wrong,) = chain().wrong
    assert (wrong.thing, wrong.message) == ("relay", "lasts 2018-04-02 – 2018-04-30, but its stops run 2018-04-02 – 2018-04-20")


@pytest.mark.parametrize("relays", [1, 3])
def test_it_asks_twice_however_many_relays_there_are(stops, statements, relays):
    for _ in range(relays - 1):
        a_stop(a_relay())
    db.session.rollback()
    statements.clear()
    chain()
    assert len([line for line in statements if line.startswith("SELECT")]) == 2
