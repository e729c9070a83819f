"""A relay is moved on in one step, and back: who may, what stands in the way, what the second of two is told."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from campaign.core import clock
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.events.services import change_state
from campaign.relay.dates import SkipRule
from campaign.relay.models import Relay, Stop
from campaign.relay.slip import queries, services
from campaign.relay.slip.schemas import SlipAct
from campaign.territory.models import Region
from tests.factories import ZONE, a_unit, an_event
from tests.relay.custody.batons import Baton, a_baton, a_key, acting, coordinator, hand_over, organizer, propose, today_is
from tests.relay.slip.slips import ABSORB, PLACES, a_wish, chain_is_whole, chain_of, everything, slip, version_of, words

MOVE, LENGTH, SWAP, SKIP, INSERT = SlipAct


@pytest.fixture
def baton(app) -> Baton:
    """Five stops of six days: 2–7, 7–12, 12–17, 17–22 and 22–27 April. It is the 5th, and the first has the baton."""
    made = a_baton(*PLACES)
    hand_over(made, made.body, made.stop(0))
    return made


def events_of(baton: Baton) -> list[Event]:
    """One event at each stop, on its day of arrival at noon: the second is a draft, the others are open."""
    made = []
    for place, stop_id in enumerate(baton.stops):
        stop = db.session.get(Stop, stop_id)
        state = EventState.DRAFT if place == 1 else EventState.OPEN
        made.append(an_event(stop, title=f"Событие {place}", state=state, starts=clock.at(stop.arrives_on, 12, 0, ZONE)))
    return made


def days_of(rows: list[Event]) -> list[int]:
    """The days of April on which they are."""
    db.session.rollback()
    days = db.session.scalars(select(Event.day).where(Event.id.in_([row.id for row in rows])).order_by(Event.id))
    return [(day - date(2018, 3, 31)).days for day in days]


def complaint(wish) -> str:
    with pytest.raises(Invalid) as error:
        queries.preview(wish)
    (problem,) = error.value.problems
    return f"{problem.field}: {problem.message}"


def test_looking_changes_nothing_and_undoing_puts_all_back(baton):
    rows = events_of(baton)
    before = everything()
    wish = a_wish(baton, MOVE, 1, 2, reason="праздник")
    seen = queries.preview(wish)
    assert (len(seen.changed), seen.handovers, len(seen.plan.shifts), seen.hard) == (5, 5, 4, 0)
    assert everything() == before
    done = slip(wish)
    assert (done.stops, done.things) == (5, 4)
    assert chain_of(baton)[:2] == [
        ("Караганда", date(2018, 4, 2), date(2018, 4, 9)), ("Темиртау", date(2018, 4, 9), date(2018, 4, 14)),
    ]  # fmt: skip
    assert days_of(rows) == [2, 9, 14, 19, 24]
    assert chain_is_whole()
    services.undo(baton.relay_id, done.slip_id)
    after = everything()
    assert {name for name in before if before[name] != after[name]} == {"relays", "events", "slips"}  # versions; the history
    assert days_of(rows) == [2, 7, 12, 17, 22]
    assert chain_of(baton)[1] == ("Темиртау", date(2018, 4, 7), date(2018, 4, 12))
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.thing == "relay").order_by(AuditEntry.id)).all()
    assert acts == ["relay.slipped", "relay.slip_undone"]
    with pytest.raises(Stale, match="undone already"):
        services.undo(baton.relay_id, done.slip_id)


@pytest.mark.parametrize(
    ("act", "place", "days", "order"),
    [
        (SWAP, 1, 0, ["Караганда", "Шахтинск", "Сарань", "Темиртау", "Абай"]),
        (SKIP, 2, 0, ["Караганда", "Темиртау", "Шахтинск", "Абай"]),
        (SKIP, 4, 0, ["Караганда", "Темиртау", "Сарань", "Шахтинск"]),
        (INSERT, 1, 3, ["Караганда", "Темиртау", "Балхаш", "Сарань", "Шахтинск", "Абай"]),
        (INSERT, 4, 2, ["Караганда", "Темиртау", "Сарань", "Шахтинск", "Абай", "Балхаш"]),
    ],
)
def test_the_order_of_the_chain_changes_and_comes_back(baton, act, place, days, order):
    balkhash = a_unit(db.session.get(Region, baton.region_id), "Балхаш", "Балқаш")
    db.session.get(Stop, baton.stops[3]).road_km = 120.0
    events_of(baton)
    before, stops = chain_of(baton), everything()["stops"]
    done = slip(a_wish(baton, act, place, days, unit_id=balkhash.id, other_stop_id=baton.stops[3], reason="так надо"))
    assert [name for name, _arrives, _departs in chain_of(baton)] == order
    assert chain_is_whole()
    services.undo(baton.relay_id, done.slip_id)
    assert (chain_of(baton), everything()["stops"]) == (before, stops)
    assert chain_is_whole()


def test_a_stop_that_is_left_out_calls_its_events_off_and_may_come_again(baton):
    rows = events_of(baton)
    slip(a_wish(baton, SKIP, 2, reason="паводок"))
    states = [(event.state, event.reason) for event in db.session.scalars(select(Event).order_by(Event.id))]
    assert states[2] == (EventState.CANCELLED, "паводок")
    assert days_of(rows) == [2, 7, 12, 12, 17]
    left_out = db.session.get(Stop, baton.stops[2])
    slip(a_wish(baton, INSERT, 3, 4, unit_id=left_out.unit_id))
    assert [name for name, *_days in chain_of(baton)] == ["Караганда", "Темиртау", "Шахтинск", "Сарань", "Абай"]
    assert db.session.query(Stop).count() == 5
    assert chain_is_whole()


def test_a_place_comes_in_with_the_events_of_a_kit(shipped_app):
    made = a_baton(*PLACES, items=0, start=date(2018, 5, 14))
    balkhash = a_unit(db.session.get(Region, made.region_id), "Балхаш", "Балқаш")
    before = everything()["events"]
    done = slip(a_wish(made, INSERT, 2, 5, unit_id=balkhash.id, kit="standard"))
    stop = db.session.scalars(select(Stop).where(Stop.unit_id == balkhash.id)).one()
    held = db.session.scalars(select(Event).where(Event.stop_id == stop.id)).all()
    assert len(held) > 3
    an_event(stop, state=EventState.DRAFT)
    with pytest.raises(Conflict, match="begun"):
        services.undo(made.relay_id, done.slip_id)
    db.session.delete(db.session.scalars(select(Event).where(Event.stop_id == stop.id).order_by(Event.id.desc())).first())
    db.session.commit()
    services.undo(made.relay_id, done.slip_id)
    assert everything()["events"] == before


def test_steps_are_undone_one_after_another_the_latest_first(baton):
    rows, before = events_of(baton), chain_of(baton)
    first = slip(a_wish(baton, MOVE, 2, 2))
    second = slip(a_wish(baton, LENGTH, 3, -1))
    assert [row.may_be_undone for row in queries.slips_of(baton.relay_id)] == [True, False]
    with pytest.raises(Stale, match="Only its latest step"):
        services.undo(baton.relay_id, first.slip_id)
    services.undo(baton.relay_id, second.slip_id)
    services.undo(baton.relay_id, first.slip_id)
    assert chain_of(baton) == before
    assert days_of(rows) == [2, 7, 12, 17, 22]
    assert [row.undone_at is None for row in queries.slips_of(baton.relay_id)] == [False, False]


def test_what_is_announced_stays_when_only_the_rest_is_wished(baton):
    rows = events_of(baton)
    wish = a_wish(baton, MOVE, 1, 2, only_unannounced=True)
    assert [str(shift.title) for shift in queries.preview(wish).plan.kept] == ["Событие 2", "Событие 3", "Событие 4"]
    slip(wish)
    assert days_of(rows) == [2, 9, 12, 17, 22]
    leaves = a_wish(baton, SKIP, 3, only_unannounced=True)
    assert "announced" in words(queries.preview(leaves), hard=True)[0]
    with pytest.raises(Conflict, match="1 clash stands in the way"):
        slip(leaves)


def test_the_second_of_two_is_told_and_the_same_form_sent_twice_is_one_step(baton):
    wish, other = a_wish(baton, MOVE, 1, 2), a_wish(baton, LENGTH, 2, 1)
    version, seen, seen_other = version_of(baton), queries.preview(wish), queries.preview(other)
    done = services.apply(wish, version, seen.fingerprint, "key")
    assert services.apply(wish, version, seen.fingerprint, "key") == done
    chain = chain_of(baton)
    with pytest.raises(Stale, match="Somebody else has changed this relay"):
        services.apply(other, version, seen_other.fingerprint, "another key")
    assert chain_of(baton) == chain
    an_event(db.session.get(Stop, baton.stops[3]))
    with pytest.raises(Stale, match="Somebody else"):  # what it would do is no longer what was seen
        services.apply(other, version_of(baton), seen_other.fingerprint, "a third key")


def test_an_event_that_went_on_since_keeps_the_step_from_being_undone(baton):
    rows = events_of(baton)
    done = slip(a_wish(baton, MOVE, 1, 2))
    change_state(rows[3].id, EventState.CANCELLED, "паводок", 2)
    chain = chain_of(baton)
    with pytest.raises(Conflict, match="“Событие 3” was changed since"):
        services.undo(baton.relay_id, done.slip_id)
    assert chain_of(baton) == chain


def test_what_is_done_is_not_moved(baton):
    assert "The baton is at Караганда already" in complaint(a_wish(baton, MOVE, 0, 1))
    assert "The baton is at Караганда already" in complaint(a_wish(baton, SKIP, 0))
    assert "The baton is at Караганда already" in complaint(a_wish(baton, INSERT, None, 3, unit_id=_free(baton)))
    assert "which is over already" in complaint(a_wish(baton, LENGTH, 0, -4))
    hand_over(baton, baton.stop(0), baton.stop(1))
    assert "Караганда has handed the baton on already" in complaint(a_wish(baton, LENGTH, 0, 1))
    assert "Караганда has handed the baton on already" in complaint(a_wish(baton, MOVE, 1, 1))
    assert "Караганда has handed the baton on already" in complaint(a_wish(baton, SWAP, 0, other_stop_id=baton.stops[2]))
    assert queries.preview(a_wish(baton, LENGTH, 1, 1)).hard == 0


def _free(baton: Baton) -> int:
    return a_unit(db.session.get(Region, baton.region_id), "Балхаш").id


def test_a_stop_that_still_has_the_baton_gets_a_later_day_though_its_last_one_is_over(baton):
    """The handover of the 7th did not happen; on the 9th the plan is put right."""
    today_is(date(2018, 4, 9))
    assert "which is over already" in complaint(a_wish(baton, LENGTH, 0, 1))
    slip(a_wish(baton, LENGTH, 0, 4, following=ABSORB))
    assert chain_of(baton)[:3] == [
        ("Караганда", date(2018, 4, 2), date(2018, 4, 11)), ("Темиртау", date(2018, 4, 11), date(2018, 4, 12)),
        ("Сарань", date(2018, 4, 12), date(2018, 4, 17)),
    ]  # fmt: skip


def test_the_baton_that_went_on_keeps_a_step_from_being_undone(baton):
    done = slip(a_wish(baton, LENGTH, 0, 2))
    hand_over(baton, baton.stop(0), baton.stop(1))
    with pytest.raises(Invalid, match="has handed the baton on already"):
        services.undo(baton.relay_id, done.slip_id)


def test_by_dates_alone_what_is_over_stays(app):
    made = a_baton(*PLACES, items=0)
    today_is(date(2018, 4, 9))
    assert "Караганда has handed the baton on already" in complaint(a_wish(made, LENGTH, 0, 5))
    assert "The baton is at Темиртау already" in complaint(a_wish(made, SKIP, 1))
    assert queries.preview(a_wish(made, LENGTH, 1, 1)).hard == 0


def test_an_agreed_handover_is_told_and_keeps_its_sides_together(baton):
    propose(baton, baton.stop(0), baton.stop(1))
    told = next(said for said in words(queries.preview(a_wish(baton, LENGTH, 0, 2)), hard=False) if "Handover" in said)
    assert told.partition(" is ")[2] == "agreed for 7\xa0April\xa02018, the chain would plan it for 9\xa0April\xa02018."
    assert "its sides would no longer follow each other" in words(queries.preview(a_wish(baton, SKIP, 1)), hard=True)[0]


def test_days_off_and_the_last_day(baton):
    """22 April 2018 is a Sunday, 1 May a holiday; a slip of nothing that was bad before is not held up by it."""
    relay = db.session.get(Relay, baton.relay_id)
    relay.last_day = date(2018, 4, 28)
    db.session.commit()
    seen = queries.preview(a_wish(baton, LENGTH, 4, 4))
    assert [(clash.hard, str(clash.words).partition(" over ")[2]) for clash in seen.clashes] == [
        (True, "on 1\xa0May\xa02018, a day off: Unity Day of the People of Kazakhstan."),
        (True, "on 1\xa0May\xa02018, after the last day (28\xa0April\xa02018)."),
    ]
    ruled = queries.preview(a_wish(baton, LENGTH, 3, 1, following=ABSORB, skip=SkipRule(True, True)))
    assert [(line.after.departs, line.after.moved_from) for line in ruled.changed] == [
        (date(2018, 4, 23), None), (date(2018, 4, 27), None),
    ]  # fmt: skip
    with pytest.raises(Conflict, match="2 clashes stand in the way"):
        slip(a_wish(baton, LENGTH, 4, 4))


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"act": MOVE, "days": 0}, "days: Say by how many days, from 1 to 365."),
        ({"act": LENGTH, "days": 400}, "days: Say by how many days, from 1 to 365."),
        ({"act": LENGTH, "days": -6}, "days: Темиртау stays 6 days, so it cannot be made shorter"),
        ({"act": MOVE, "days": -6}, "days: Караганда stays 6 days, so it cannot be made shorter"),
        ({"act": MOVE, "days": 1, "stop_id": 999}, "stop: This stop is not in the chain of this relay."),
        ({"act": SWAP, "other_stop_id": 2}, "other: A stop is swapped with another one, not with itself."),
        ({"act": SWAP, "other_stop_id": None}, "other: This stop is not in the chain"),
        ({"act": INSERT, "days": 3, "unit_id": 1}, "unit: Choose a place of the region that is not in the chain yet."),
        ({"act": MOVE, "days": 1, "reason": "ы" * 501}, "reason: At most 500 characters fit here, there are 501."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(baton, wish, said):
    assert said in complaint(replace(a_wish(baton, MOVE, 1), **wish))


def test_a_stay_of_no_days_is_not_put_in(baton):
    wish = a_wish(baton, INSERT, 1, 0, unit_id=_free(baton))
    assert complaint(wish) == "stay: A stay lasts from 1 to 92 days, not 0."


def test_the_only_stop_stays(app):
    made = a_baton(("Темиртау", "Теміртау"), items=0, start=date(2018, 5, 2))
    assert "A relay has one stop at least" in complaint(a_wish(made, SKIP, 0))


def test_only_the_organizers_of_the_region_move_stops(baton):
    wish = a_wish(baton, MOVE, 2, 1)
    version, seen = version_of(baton), queries.preview(wish)
    with acting(coordinator(baton, 2)), pytest.raises((Refused, NotFound)):
        services.apply(wish, version, seen.fingerprint, a_key())
    with acting(organizer(a_baton())), pytest.raises(NotFound):
        services.apply(wish, version, seen.fingerprint, a_key())
    with acting(organizer(baton)):
        done = services.apply(wish, version, seen.fingerprint, a_key())
    assert done.stops == 4


def test_a_preview_asks_as_much_of_three_stops_as_of_eighteen(app, statements):
    asked = []
    for stops in (3, 18):
        made = a_baton(*((f"Место {number}", f"Орын {number}") for number in range(stops)))
        hand_over(made, made.body, made.stop(0))
        for stop_id in made.stops:
            stop = db.session.get(Stop, stop_id)
            for number in range(3):
                an_event(stop, starts=clock.at(stop.arrives_on, 12 + number, 0, ZONE))
        db.session.rollback()
        statements.clear()
        seen = queries.preview(a_wish(made, MOVE, 1, 1))
        assert len(seen.plan.shifts) == 3 * (stops - 1)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 45
