"""Counters of stops: the database itself says which are old, a page is never wrong, and the recount finds what is."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, text, update

from campaign.accounts.queries import actor_of
from campaign.core.actor import Role, acting_as
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.events.figures.amounts import Qualifier, Sum
from campaign.events.figures.models import EventAudience, Figure
from campaign.events.figures.schemas import Source, Stage, Unit
from campaign.events.models import Event
from campaign.events.press.models import Publication, PublicationEvent
from campaign.events.press.schemas import Format, Tongue
from campaign.events.schemas import EventState
from campaign.people.checkin.models import CheckIn
from campaign.reports.tallies.models import StopTally, TallyMark
from campaign.reports.tallies.queries import tallies_between, tallies_of
from campaign.reports.tallies.services import sweep
from campaign.territory.models import Region
from tests.factories import NOON, a_registration, a_relay, a_stop, a_user, an_event, kept
from tests.reports.tallies.rows import a_figure, a_held, a_measure

PEOPLE = ("participants", Stage.FACT)


def marked() -> set[int]:
    return set(db.session.scalars(select(TallyMark.stop_id)))


def people_of(stop_id: int, kind: str = "") -> Sum | None:
    found = tallies_of([stop_id], ["participants"], kind).get(stop_id, {}).get(PEOPLE)
    return found.people if found else None


def a_publication(stop) -> Publication:
    return kept(
        Publication(
            relay_id=stop.relay_id, region_id=stop.region_id, stop_id=stop.id, address="https://a.example/1", address_key="1",
            published_on=date(2018, 4, 7), language=Tongue.KK, format=Format.ARTICLE, made_at=NOON,
        )
    )  # fmt: skip


def test_whatever_figures_are_reckoned_from_marks_its_stop(either_app):
    relay = a_relay()
    stop, other = a_stop(relay), a_stop(relay)
    event, numbers = an_event(stop), (stop.id, other.id)
    event_id, registration, figure, page = event.id, a_registration(event).id, a_figure(event, 40).id, a_publication(other).id
    label = {"event_id": event_id, "stop_id": stop.id, "region_id": stop.region_id, "label": "students"}
    link = {"publication_id": page, "event_id": event_id, "stop_id": stop.id}
    acts = {
        "said": lambda: a_figure(event, 5, a_measure("vehicles", Unit.VEHICLES)),
        "corrected": lambda: db.session.execute(update(Figure).where(Figure.id == figure).values(value=41)),
        "taken back": lambda: db.session.execute(delete(Figure).where(Figure.id == figure)),
        "an audience": lambda: kept(EventAudience(**label)),
        "held": lambda: db.session.execute(update(Event).where(Event.id == event_id).values(state=EventState.HELD)),
        "registered": lambda: a_registration(event),
        "in": lambda: kept(CheckIn(event_id=event_id, registration_id=registration, at=NOON)),
        "published": lambda: kept(PublicationEvent(**link)),
        "another day": lambda: db.session.execute(update(Publication).values(published_on=date(2018, 4, 8))),
        "unlinked": lambda: db.session.execute(delete(PublicationEvent)),
    }
    a_measure("vehicles", Unit.VEHICLES)
    for name, act in acts.items():
        sweep()
        assert marked() == set(), name
        act()
        db.session.commit()
        assert marked() == {numbers[0]}, name
    sweep()
    with unit_of_work() as session:
        session.execute(update(Event).where(Event.id == event_id).values(stop_id=numbers[1]))
    assert marked() == set(numbers), "an event that moves changes both"
    sweep()
    a_measure("teams", Unit.ITEMS)
    assert marked() == set(numbers), "what is usual may be owed everywhere"


def test_a_page_about_events_of_two_stops_moves_with_the_first_that_is_held(either_app):
    """It is counted at the first of its events that was not called off; calling that off changes the other stop too."""
    relay = a_relay()
    stop, other = a_stop(relay), a_stop(relay)
    a_measure("publications", Unit.ITEMS)
    first, second = a_held(stop), a_held(other)
    page = a_publication(stop)
    for event in (first, second):
        kept(PublicationEvent(publication_id=page.id, event_id=event.id, stop_id=event.stop_id))
    ids, key = [stop.id, other.id], ("publications", Stage.FACT)

    def pages() -> list[int]:
        sweep()
        found = tallies_of(ids, ["publications"])
        return [tally.times.value if (tally := found.get(number, {}).get(key)) else 0 for number in ids]

    assert pages() == [1, 0]
    with unit_of_work() as session:
        session.execute(update(Event).where(Event.id == first.id).values(state=EventState.CANCELLED))
    assert (pages(), recount(["tallies"])[0].ok) == ([0, 1], True)
    with unit_of_work() as session:
        session.execute(update(Event).where(Event.id == first.id).values(state=EventState.HELD))
        session.execute(delete(PublicationEvent).where(PublicationEvent.event_id == first.id))
    assert (pages(), recount(["tallies"])[0].ok) == ([0, 1], True)


def test_a_page_reads_counters_and_reckons_what_is_marked(app):
    stop = a_stop()
    rally, walk = a_held(stop), a_held(stop, "office_walk")
    a_held(stop)
    a_figure(rally, 300, qualifier=Qualifier.ABOUT)
    a_figure(walk, 100)
    a_figure(rally, 500, stage=Stage.PLAN)
    before = tallies_of([stop.id], ["participants"])
    sweep()
    found = tallies_of([stop.id], ["participants"])[stop.id]
    assert found == before[stop.id], "the same by counters as by rows"
    assert found[PEOPLE].people == Sum(300, 1, 1, at_least=True), "one day's audience counts once"
    assert (found[PEOPLE].times.value, found[PEOPLE].missing) == (400, 1)
    assert found["participants", Stage.PLAN].people == Sum(500, 1)
    assert people_of(stop.id, "office_walk") == Sum(100, 1)
    day = rally.day
    assert tallies_between([stop.id], ["participants"], day, day)[stop.id] == found
    assert tallies_between([stop.id], ["participants"], day + timedelta(days=1), day + timedelta(days=9)) == {}
    with unit_of_work() as session:
        session.execute(update(Figure).where(Figure.event_id == walk.id).values(value=900))
    assert people_of(stop.id) == Sum(900, 1, 0, at_least=True), "at once, before any recount"


def test_the_check_recounts_and_finds_a_counter_that_is_wrong(app):
    stop = a_stop()
    a_figure(a_held(stop), 97, source=Source.SIGNED_IN)
    sweep()
    (fine,) = recount(["tallies"])
    assert (fine.ok, fine.looked_at) == (True, 2)
    db.session.execute(update(StopTally).where(StopTally.kind == "").values(people_value=79))
    db.session.commit()
    (bad,) = recount(["tallies"])
    assert [row.message for row in bad.wrong] == [
        "fact of participants is kept as 79 of 1 parts (0 estimated, 0 missing), its rows say 97 of 1 parts "
        "(0 estimated, 0 missing)"
    ]
    db.session.execute(text("DELETE FROM stop_tallies"))
    db.session.commit()
    assert not recount(["tallies"])[0].ok


def test_counters_are_seen_by_those_who_see_the_stop(app):
    relay = a_relay()
    mine, other, far = a_stop(relay), a_stop(relay), a_stop()
    for stop in (mine, other, far):
        a_figure(a_held(stop), 10)
    sweep()
    ids = [mine.id, other.id, far.id]
    region = db.session.get_one(Region, mine.region_id)
    for user, seen in (
        (a_user(Role.STOP, stop=mine), ids[:1]),
        (a_user(Role.REGION, region=region), ids[:2]),
        (a_user(Role.NATIONAL), ids),
    ):
        with acting_as(actor_of(user)):
            assert sorted(tallies_of(ids, ["participants"])) == seen


@pytest.mark.parametrize("marked_stops", [True, False])
def test_as_many_questions_for_three_stops_as_for_one(app, statements, marked_stops):
    counted = []
    for size in (1, 3):
        relay = a_relay()
        rows = [a_stop(relay) for _ in range(size)]
        for stop in rows:
            a_figure(a_held(stop), 10)
        stops = [stop.id for stop in rows]
        if not marked_stops:
            sweep()
        db.session.expunge_all()
        statements.clear()
        tallies_of(stops, ["participants"])
        counted.append(len([one for one in statements if one.startswith("SELECT")]))
    assert counted[0] == counted[1]
    assert marked_stops or counted == [2, 2]
