"""A stop brought back: what was done there comes in, what was done here stays, and where both did the same somebody decides."""

import io
import os
import signal
from contextlib import nullcontext

import pytest
from sqlalchemy import func, select

from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.events.models import Event
from campaign.exchange.packages import filing, queries, services
from campaign.exchange.packages.forgetting import forget_in_logs
from campaign.exchange.packages.log import write_log
from campaign.exchange.packages.models import Package
from campaign.exchange.packages.schemas import Case, PackageState, Say
from campaign.exchange.packages.services import bringing
from campaign.exchange.packages.services.bringing import HARD
from campaign.people.models import Person, Registration
from campaign.people.privacy.schemas import Who
from campaign.people.privacy.services import erase
from campaign.people.schemas import RegistrationState
from tests.exchange.packages.journeys import taken
from tests.exchange.packages.test_taking import a_taken_stop
from tests.factories import a_registration, a_role, an_event, words
from tests.reader import fresh_context


class Trip:
    """A stop at home and on the road, with an event of three places, of which one is taken."""

    def __init__(self, road, capacity=3):
        self.road = road
        self.stop, self.user = a_taken_stop()
        self.event = db.session.scalars(select(Event)).one()
        self.event.capacity = capacity
        a_role(self.event)
        db.session.commit()
        self.file = taken(self.stop.id, self.user.id)
        road.open(*self.file)

    def back(self, say=None):
        """Send in what was packed, and bring it in with the same say for every question."""
        number = services.send_in(self.road.pack())
        journey = services.journey_of(number)
        choices = {name: say for step in journey.questions for name in step.asked}
        return journey, services.bring_back(number, journey.seen, choices)


@pytest.fixture
def trip(either_app, road):
    return Trip(road)


def all_well():
    return [(found.name, found.wrong) for found in recount([*HARD, "waiting_list", "walks", "column_marks"]) if not found.ok]


def test_what_was_done_on_both_sides_is_all_there(trip):
    with trip.road.there():
        there = db.session.get_one(Event, trip.event.id)
        there.place_note = "У входа в парк"
        a_registration(there, "Қайрат Жолдасов")
        an_event(db.session.get_one(type(trip.stop), trip.stop.id), title="Новое на месте")
    trip.event.title = words("Митинг в парке", "Саябақтағы митинг")
    db.session.commit()
    a_registration(trip.event, "Данияр Ахметов")
    _journey, brought = trip.back()
    assert (brought.waiting, brought.left_out) == ([], [])
    db.session.expire_all()
    event = db.session.get_one(Event, trip.event.id)
    assert (event.title.ru, event.place_note, event.taken) == ("Митинг в парке", "У входа в парк", 3)
    names = set(db.session.scalars(select(Person.full_name)))
    assert names == {"Іңкәр Әлиқызы", "Қайрат Жолдасов", "Данияр Ахметов"}
    assert db.session.scalars(select(Person).where(Person.full_name == "Қайрат Жолдасов")).one().phone.startswith("+7700")
    new = db.session.scalars(select(Registration).join(Person).where(Person.full_name == "Қайрат Жолдасов")).one()
    assert new.token_hash != ""
    assert all_well() == []
    assert queries.packages()[0].state is PackageState.BACK
    journey, again = trip.back()
    assert (journey.steps, again.is_nothing) == ([], True)


def test_killed_while_it_is_written_nothing_is_and_the_next_time_all_is(trip, monkeypatch):
    with trip.road.there():
        a_registration(db.session.get_one(Event, trip.event.id), "Қайрат Жолдасов")
    number = services.send_in(trip.road.pack())
    seen = services.journey_of(number).seen
    db.session.remove()
    db.engine.dispose()
    if (child := os.fork()) == 0:
        monkeypatch.setattr(bringing, "_remember", lambda *_given: os.kill(os.getpid(), signal.SIGKILL))
        services.bring_back(number, seen, {})
        os._exit(1)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    assert db.session.scalar(select(func.count(Registration.id))) == 1
    assert services.bring_back(number, seen, {}).new > 0
    assert db.session.scalar(select(func.count(Registration.id))) == 2
    assert all_well() == []


def test_the_pages_ask_and_then_bring_in(app, road, reader):
    trip = Trip(road)
    reader.sign_in(trip.user)
    with trip.road.there():
        there = db.session.get_one(Event, trip.event.id)
        there.title = words("В пути", "Жолда", "On the road")
        a_registration(there, "Қайрат Жолдасов")
    trip.event.title = words("Дома", "Үйде", "At home")
    db.session.commit()
    back = road.pack()
    reader.visit("/staff/packages")
    reader.send({}, form="#page-form", expect=422)
    reader.visit("/staff/packages")
    send_file(reader, trip.file[0], 422)
    assert "the one that was taken along" in reader.text()
    send_file(reader, back, 303)
    reader.follow()
    assert "At home" in reader.text()
    assert "On the road" in reader.text()
    reader.send({}, form="#page-form", expect=422)
    assert "decide every question" in reader.text()
    reader.send({f"events|{trip.event.id}|0": "there"}, form="#page-form", expect=200)
    assert "is brought back" in reader.text()
    db.session.expire_all()
    assert db.session.get_one(Event, trip.event.id).title.en == "On the road"
    number = queries.packages()[0].id
    reader.visit(f"/staff/packages/{number}/back")
    assert "nothing new" in reader.text()
    reader.visit(f"/staff/packages/{number}")
    reader.visit(reader.page.find("a", string="What was not taken")["href"])
    assert f"{trip.user.name}" in reader.text()
    assert "Event: On the road" in reader.text(), "by its title of today"
    assert [stood.get_text() for stood in reader.page.select("dd del")] == ["At home"]


def send_file(reader, content, expect):
    token = reader.page.select_one("#page-form [name=csrf_token]")["value"]
    with fresh_context():
        answer = reader.client.post(
            "/staff/packages", data={"csrf_token": token, "file": (io.BytesIO(content), "stop.adalpack")},
            headers={"Accept-Language": "en"},
        )  # fmt: skip
        reader._take(answer, expect)


@pytest.mark.parametrize(("say", "stands"), [(Say.HERE, "Дома"), (Say.THERE, "В пути")])
def test_where_both_changed_the_same_somebody_decides(app, road, say, stands):
    trip = Trip(road)
    with trip.road.there():
        db.session.get_one(Event, trip.event.id).title = words("В пути")
        db.session.commit()
    trip.event.title = words("Дома")
    db.session.commit()
    number = services.send_in(road.pack())
    journey = services.journey_of(number)
    assert [(step.table, step.case) for step in journey.questions] == [("events", Case.BOTH)]
    with pytest.raises(Invalid, match="decide every question"):
        services.bring_back(number, journey.seen, {})
    trip.event.title = words("Дома ещё раз")
    db.session.commit()
    with pytest.raises(Stale):
        services.bring_back(number, journey.seen, {})
    trip.event.title = words("Дома")
    db.session.commit()
    trip.back(say)
    db.session.expire_all()
    assert db.session.get_one(Event, trip.event.id).title.ru == stands
    package = db.session.scalars(select(Package)).one()
    lost = package.log_sealed or b""
    assert "Дома".encode() not in lost
    [told] = queries.lost_values(package.id)
    assert (told.title, told.say, told.case, told.by) == (stands, say, Case.BOTH, "")
    assert [(value.here, value.there) for value in told.values] == [("Дома", "В пути")]
    assert trip.back()[1].is_nothing


def test_of_an_erased_person_nothing_is_told_any_more(app, road):
    trip = Trip(road)
    for side, name in ((trip.road.there(), "Іңкәр Қайратқызы"), (nullcontext(), "Іңкәр Серікқызы")):
        with side:
            db.session.scalars(select(Person)).one().rename(name)
            db.session.commit()
    trip.back(Say.HERE)
    number, person = queries.packages()[0].id, db.session.scalars(select(Person.id)).one()
    lost = [(value.here, value.there) for told in queries.lost_values(number) for value in told.values]
    assert ("Іңкәр Серікқызы", "Іңкәр Қайратқызы") in lost
    with unit_of_work() as session:
        forget_in_logs(session, Who(trip.stop.region_id, (person,), (), frozenset(), frozenset()))
    assert queries.lost_values(number) == ()


@pytest.mark.parametrize(
    ("case", "taken", "said", "shown"),
    [
        ("gone_here", "here", "It stays away; what came is kept here.", "Came"),
        ("gone_here", "there", "It is there again, as it came.", None),
        ("gone_there", "here", "It stays as it is here.", None),
        ("gone_there", "there", "It is away; how it was here is kept.", "Stood"),
    ],
)
def test_of_a_row_that_one_side_took_away_the_value_that_went_is_told(app, road, reader, case, taken, said, shown):
    trip = Trip(road)
    package = db.session.scalars(select(Package)).one()
    there = {"title": {"kk": "", "ru": "", "en": "Came"}} if case == "gone_here" else {}
    here = {} if case == "gone_here" else {"title": {"kk": "", "ru": "", "en": "Stood"}}
    when = "2018-04-07T04:00:00+00:00"
    entry = {"table": "events", "key": "4711", "case": case, "at": when, "here": here, "there": there, "taken": taken}
    write_log(package, [entry])
    db.session.commit()
    reader.sign_in(trip.user)
    reader.visit(f"/staff/packages/{package.id}/decided")
    assert said in reader.text()
    assert "Decided on 7 April 2018 at 10:00" in reader.text().replace("\u00a0", " ")
    assert [value.get_text() for value in reader.page.select("main dd")] == ([shown] if shown else [])


def test_never_more_than_there_are_places(trip):
    with trip.road.there():
        for name in ("Қайрат Жолдасов", "Әсел Нұрланқызы"):
            a_registration(db.session.get_one(Event, trip.event.id), name)
    a_registration(trip.event, "Данияр Ахметов")
    _journey, brought = trip.back()
    db.session.expire_all()
    states = dict(db.session.execute(select(Registration.state, func.count()).group_by(Registration.state)).all())
    assert states == {RegistrationState.CONFIRMED: 3, RegistrationState.WAITING: 1}
    assert (db.session.get_one(Event, trip.event.id).taken, len(brought.waiting)) == (3, 1)
    assert all_well() == []


def test_the_same_person_registered_on_both_sides_is_one(app, road):
    trip = Trip(road)
    with trip.road.there():
        db.session.get_one(Event, trip.event.id)
        person = a_registration(db.session.get_one(Event, trip.event.id), "Данияр Ахметов").person_id
        db.session.get_one(Person, person).phone = "+77015550101"
        db.session.commit()
    at_home = a_registration(trip.event, "Данияр Ахметов").person_id
    db.session.get_one(Person, at_home).phone = "+77015550101"
    db.session.commit()
    trip.back(Say.HERE)
    assert len(db.session.scalars(select(Person).where(Person.full_name == "Данияр Ахметов")).all()) == 1
    assert db.session.scalar(select(func.count(Registration.id))) == 2
    assert all_well() == []


def test_only_what_this_journey_packed_is_let_in(app, road):
    trip = Trip(road)
    back = road.pack()
    for broken in (back[:-1], back[:100], back[:-80] + bytes(80), trip.file[0], b""):
        with pytest.raises(Invalid):
            services.send_in(broken)
    package = db.session.scalars(select(Package)).one()
    sealed = filing.opened_with(back, package.key)
    forged = filing.written(sealed.head, sealed.facts, sealed.tables, package.key, filing.new_key())
    with pytest.raises(Invalid, match="another installation"):
        services.send_in(forged)
    services.give_up(package.id, package.version, "Ноутбук потерян")
    with pytest.raises(Conflict, match="given up"):
        services.send_in(back)


def test_who_was_erased_here_gets_no_name_back_from_the_road(trip):
    with trip.road.there():
        known = db.session.scalars(select(Registration)).one()
        other = an_event(db.session.get_one(type(trip.stop), trip.stop.id), title="Новое на месте")
        again = a_registration(other, "Кто угодно")
        again.person_id = known.person_id
        known.note = "Придёт Іңкәр"
        db.session.commit()
    person = db.session.scalars(select(Person)).one()
    erase(person.id)
    _journey, brought = trip.back(Say.THERE)
    assert len(brought.left_out) == 2, brought.left_out
    db.session.expire_all()
    stands = db.session.scalars(select(Registration).where(Registration.person_id == person.id)).all()
    assert [(one.note, one.sort_ru) for one in stands] == [("", "")]
    assert all_well() == []
