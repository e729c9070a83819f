"""Where the baton is, and how many questions the lists ask."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from campaign.core import clock
from campaign.core.actor import NOBODY, Actor, Grant, Role, acting_as, scope_of
from campaign.core.errors import NotFound
from campaign.relay import queries
from campaign.relay.schemas import StopState
from tests.factories import a_campaign, a_region, a_relay, a_stop

DAYS = [date(2018, 4, 2), date(2018, 4, 6), date(2018, 4, 11), date(2018, 4, 24)]


def a_chain(relay=None):
    relay = relay or a_relay()
    for first, last in pairwise(DAYS):
        a_stop(relay, arrives=first, departs=last)
    return relay


def states_on(day: date) -> list[str]:
    return [queries.state_on(day, position, first, last).value for position, (first, last) in enumerate(pairwise(DAYS), 1)]


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2018, 4, 1), ["coming", "coming", "coming"]),
        (date(2018, 4, 2), ["now", "coming", "coming"]),
        (date(2018, 4, 6), ["now", "coming", "coming"]),
        (date(2018, 4, 7), ["done", "now", "coming"]),
        (date(2018, 4, 24), ["done", "done", "now"]),
        (date(2018, 4, 25), ["done", "done", "done"]),
    ],
)
def test_one_stop_holds_the_baton_and_on_the_day_of_handover_it_is_the_giver(day, states):
    assert states_on(day) == states


def test_the_baton_is_where_the_dates_say(app):
    chain = queries.chain_of(a_chain().id)
    baton = queries.baton_now(chain)
    assert (baton.here, baton.following) == (chain[0], chain[1])
    assert [stop.state for stop in chain] == [StopState.NOW, StopState.COMING, StopState.COMING]
    clock.set_shift(clock.shift() + timedelta(days=365))
    later = queries.baton_now(queries.chain_of(chain[0].relay_id))
    assert (later.here, later.following) == (None, None)
    assert queries.baton_now(()) is None


@pytest.mark.parametrize("relays", [1, 3])
def test_the_list_and_the_chains_ask_the_same_number_of_questions_however_many_there_are(app, statements, relays):
    campaign = a_campaign()
    for _ in range(relays):
        a_chain(a_relay(campaign=campaign))
    statements.clear()
    rows = queries.relays()
    chains = queries.chains_of([row.id for row in rows])
    asked = [statement for statement in statements if "SELECT" in statement]
    assert (len(rows), sum(map(len, chains.values())), len(asked)) == (relays, 3 * relays, 3)


def test_a_coordinator_of_one_stop_sees_the_whole_chain_but_opens_only_their_own(app):
    relay = a_chain()
    first, second, _third = queries.chain_of(relay.id)
    grants = (Grant(Role.STOP, region_id=relay.region_id, stop_id=first.id, relay_id=relay.id),)
    with acting_as(Actor(1, "x", "x", grants, scope=scope_of(grants))):
        assert len(queries.chain_of(relay.id)) == 3
        assert queries.relays()[0].stops == 3
        assert queries.stop_row(first.id).id == first.id
        with pytest.raises(NotFound):
            queries.stop_row(second.id)


def test_everybody_sees_every_relay_on_the_first_page(app):
    mine, other = a_chain(), a_chain(a_relay(a_region()))
    grants = (Grant(Role.REGION, region_id=mine.region_id),)
    for actor in (NOBODY, Actor(1, "x", "x", grants, scope=scope_of(grants))):
        with acting_as(actor):
            assert {row.id for row in queries.public_relays()} == {mine.id, other.id}


def test_the_campaign_of_today_comes_before_others(app):
    assert queries.current_campaign() is None
    past, now = a_campaign(), a_campaign()
    past.starts_on, past.ends_on = date(2017, 1, 1), date(2017, 12, 31)
    assert queries.current_campaign().id == now.id
    assert queries.campaign_for(1, date(2017, 5, 1)).id == past.id
    assert queries.campaign_for(1, date(2015, 5, 1)) is None
