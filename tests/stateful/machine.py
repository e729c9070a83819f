"""Anything that can happen to the places of an event, in any order: the services beside a model of a few lines."""

from dataclasses import replace
from datetime import time

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import event as sa_event
from sqlalchemy import select

from campaign.core.actor import NOBODY, acting_as
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import Full, Invalid
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState, NewEvent, RoleWish
from campaign.events.services import change_state, edit_event
from campaign.people import services
from campaign.people.models import Registration
from campaign.people.schemas import PersonEdit
from tests.factories import NOON, a_role, an_event, words
from tests.people.conftest import a_wish
from tests.stateful.line import REFUSED, Line

ROOM = st.sampled_from([1, 2, 3, 4, 5, None])
ROLE_ROOM = st.sampled_from([1, 2, None])
WHICH = st.integers(0, 1_000)


def hurry() -> None:
    """What is tested here is no power cut: let the present application's SQLite not wait for the disk."""

    @sa_event.listens_for(db.engine, "connect")
    def opened(connection, record):
        connection.execute("PRAGMA synchronous = OFF")


def refusal(act):
    """The codes with which the act was refused; none when it was done."""
    try:
        act()
    except Full:
        return {"full"}
    except Invalid as error:
        return {problem.code for problem in error.problems}
    return set()


class PlacesOfAnEvent(RuleBasedStateMachine):
    """One run is one event of its own, in the database of the application whose context is pushed."""

    finished = 0  # runs that came to their end, and steps taken in all of them
    steps = 0

    def __init__(self):
        super().__init__()
        self.numbers = []  # the registrations, as the model's people stand
        self.wishes = []
        self.keys = 0

    @initialize(capacity=ROOM, roles=st.lists(ROLE_ROOM, max_size=2), crowd=st.lists(WHICH, min_size=2, max_size=6))
    def plan(self, capacity, roles, crowd):
        event = an_event(capacity=capacity)
        self.event_id, self.stop_id = event.id, event.stop_id
        self.line = Line(capacity, {a_role(event, capacity=room).id: room for room in roles})
        for which in crowd:
            self.registers(which)

    def role(self, which):
        """One of the roles, or none."""
        return [None, *self.line.roles][which % (len(self.line.roles) + 1)]

    def one(self, which):
        place = which % len(self.numbers)
        return self.numbers[place], self.wishes[place], self.line.people[place]

    def send(self, wish):
        """What the form answers: a state, a repeat, or that another role should be chosen."""
        self.keys += 1
        receipts = []
        with acting_as(NOBODY):
            why = refusal(lambda: receipts.append(services.register(self.event_id, wish, f"{self.event_id}-{self.keys}")))
        if why == {"role_full"}:
            return REFUSED
        return "repeat" if receipts[0].is_repeat else receipts[0].state.value

    @precondition(lambda self: self.line.is_to_come)
    @rule(which=WHICH)
    def somebody_registers(self, which):
        self.registers(which)

    def registers(self, which):
        role = self.role(which)
        wish = a_wish(f"Қатысушы {len(self.wishes)}", role_id=role)
        answer = self.send(wish)
        assert answer == self.line.register(role)
        if answer != REFUSED:
            self.wishes.append(wish)
            newest = select(Registration.id).where(Registration.event_id == self.event_id).order_by(Registration.id.desc())
            self.numbers.append(db.session.scalars(newest.limit(1)).one())

    @precondition(lambda self: self.line.is_to_come and self.numbers)
    @rule(who=WHICH, which=WHICH)
    def somebody_registers_again(self, who, which):
        _number, wish, one = self.one(who)
        role, was_there = self.role(which), one.state != "cancelled"
        answer = self.send(replace(wish, role_id=role))
        assert answer == ("repeat" if was_there else self.line.come_again(one, role))

    @precondition(lambda self: self.numbers)
    @rule(who=WHICH)
    def somebody_cancels(self, who):
        number, _wish, one = self.one(who)
        services.cancel(number)
        self.line.cancel(one)

    @precondition(lambda self: self.numbers)
    @rule(who=WHICH)
    def somebody_is_restored(self, who):
        number, _wish, one = self.one(who)
        why = refusal(lambda: services.restore(number))
        assert why == (set() if self.line.restore(one) else {"full"})

    @precondition(lambda self: self.numbers and self.line.roles)
    @rule(who=WHICH, which=WHICH)
    def somebody_changes_the_role(self, who, which):
        number, wish, one = self.one(who)
        role = self.role(which)
        facts = PersonEdit(wish.full_name, wish.phone, wish.birth_year, wish.organisation, role, "")
        why = refusal(lambda: services.edit_person(number, facts))
        assert why == (set() if self.line.change_role(one, role) else {"role_full"})

    @rule(capacity=ROOM, rooms=st.lists(ROLE_ROOM, min_size=2, max_size=2))
    def the_room_changes(self, capacity, rooms):
        roles = dict(zip(self.line.roles, rooms, strict=False))
        wish = NewEvent(
            stop_id=self.stop_id, kind="rally", title=words("Митинг", "Митинг"), description=words(""), day=NOON.date(),
            starts=time(12), ends=time(13), place_id=None, place_note="", capacity=capacity, responsible="",
            responsible_phone="", roles=tuple(RoleWish(words("рөл", "рөл"), room, role) for role, room in roles.items()),
        )  # fmt: skip
        why = refusal(lambda: edit_event(self.event_id, wish, self.version()))
        assert why == (set() if self.line.resize(capacity, roles) else {"below_taken"})

    @rule()
    def free_places_are_given(self):
        assert services.give_free_places(self.event_id) == self.line.move_up() == 0

    @rule()
    def the_event_is_held_or_was_not_held_yet(self):
        state = EventState.HELD if self.line.is_to_come else EventState.OPEN
        change_state(self.event_id, state, "белгі қате қойылды", self.version())
        self.line.is_to_come = not self.line.is_to_come
        self.line.move_up()

    def version(self):
        return db.session.scalar(select(Event.version).where(Event.id == self.event_id))

    @invariant()
    def everybody_is_where_the_model_has_them(self):
        type(self).steps += 1
        of_event = Registration.event_id == self.event_id
        columns = (Registration.id, Registration.role_id, Registration.state, Registration.queue_number)
        rows = db.session.execute(select(*columns).where(of_event).order_by(Registration.id)).all()
        there = {row.id: (row.role_id, row.state.value, row.queue_number) for row in rows}
        assert there == {
            number: (one.role, one.state, one.number) for number, one in zip(self.numbers, self.line.people, strict=True)
        }
        assert db.session.scalar(select(Event.taken).where(Event.id == self.event_id)) == self.line.taken()
        roles = db.session.execute(select(EventRole.id, EventRole.taken).where(EventRole.event_id == self.event_id))
        assert {row.id: row.taken for row in roles} == {role: self.line.taken(role) for role in self.line.roles}
        db.session.rollback()

    def teardown(self):
        """Whatever happened, a recount finds nothing wrong, in this event or an earlier one."""
        for outcome in recount(["places", "waiting_list"]):
            assert outcome.ok, outcome.wrong[:5]
        db.session.remove()
        type(self).finished += 1
