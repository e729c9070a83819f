"""Anything that can happen to the places of an event, in any order: the services beside a model of a few lines."""

from dataclasses import replace
from datetime import time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import event as sa_event
from sqlalchemy import select, update

from campaign.core import clock
from campaign.core.actor import NOBODY, acting_as
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Full, Invalid
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState, NewEvent, RoleWish
from campaign.events.services import change_state, edit_event
from campaign.people import services
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import NewGroup
from campaign.people.groups.services import changing, line, making, naming
from campaign.people.models import Person, Registration
from campaign.people.schemas import PersonEdit
from campaign.people.services import places
from tests.factories import NOON, a_phone, a_role, an_event, words
from tests.people.conftest import a_wish
from tests.stateful.line import CANCELLED, REFUSED, Line, Party, Somebody

ROOM = st.sampled_from([1, 2, 3, 4, 5, None])
ROLE_ROOM = st.sampled_from([1, 2, None])
WHICH = st.integers(0, 1_000)
SIZE = st.integers(1, 4)
SURE = st.booleans()
PAST = timedelta(minutes=1)
CHILD, GROWN = 2006, 1997


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
        self.parties = []  # the groups, as the model's stand
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
            self.numbers.append(self.newest())

    @precondition(lambda self: self.line.is_to_come and self.numbers)
    @rule(who=WHICH, which=WHICH)
    def somebody_registers_again(self, who, which):
        _number, wish, one = self.one(who)
        if "pending" in (one.state, one.before):
            return
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
        if "pending" in (one.state, one.before):
            return
        role = self.role(which)
        facts = PersonEdit(wish.full_name, wish.phone, wish.birth_year, wish.organisation, role, "")
        why = refusal(lambda: services.edit_person(number, facts))
        assert why == (set() if self.line.change_role(one, role) else {"role_full"})

    # minors: what the acts of parents do to places

    def somebody_is_pending(self):
        """An event that changes admits whoever need not wait for a parent: what the tests about minors are about."""
        return any(one.state == "pending" for one in self.line.people)

    def under_hold(self, number, act):
        with unit_of_work() as session:
            registration = session.get_one(Registration, number, populate_existing=True)
            session.execute(update(Person).where(Person.id == registration.person_id).values(birth_year=GROWN))
            act(session, places.hold(session, self.event_id), registration)

    @precondition(lambda self: self.numbers and self.line.is_to_come)
    @rule(who=WHICH)
    def a_parent_agrees(self, who):
        number, _wish, one = self.one(who)
        if one.state == "pending":
            self.under_hold(number, places.admit)
        self.line.consent(one)

    @precondition(lambda self: self.numbers and self.line.is_to_come)
    @rule(who=WHICH)
    def a_parent_takes_it_back(self, who):
        number, _wish, one = self.one(who)
        if one.state not in ("pending", CANCELLED):
            self.under_hold(number, places.unseat)
        self.line.withdraw(one)

    # groups

    def party(self, which, *states):
        """One of the groups that come or wait."""
        there = [pair for pair in zip(self.parties, self.line.groups, strict=True) if pair[1].state != CANCELLED]
        return there[which % len(there)] if there else (None, None)

    @precondition(lambda self: self.line.is_to_come)
    @rule(planned=SIZE, may_split=SURE)
    def an_organisation_asks_for_places(self, planned, may_split):
        if self.line.capacity is not None and planned > self.line.capacity:
            return
        self.keys += 1
        name = f"Лицей № {len(self.parties)}"
        wish = NewGroup(name, "Ержан Қасымов", a_phone(), "kk", planned, may_split)
        asked = making.make(self.event_id, wish, f"{self.event_id}-group-{self.keys}")
        self.parties.append(asked.group_id)
        assert asked.state.value == self.line.ask(planned, may_split).state

    @precondition(lambda self: self.parties and self.line.is_to_come)
    @rule(which=WHICH, child=SURE)
    def a_name_is_entered(self, which, child):
        number, group = self.party(which)
        if number is None:
            return
        self.keys += 1
        name, phone, year = f"Оқушы {'абвгд'[self.keys % 5]} {self.keys}", a_phone(), CHILD if child else GROWN
        text = f"{name}; {phone}; {year}"
        why = refusal(lambda: naming.enter_names(number, text, f"{self.event_id}-names-{self.keys}"))
        assert why == (set() if self.line.name(group, child) else {"too_many"})
        if not why:
            self.wishes.append(a_wish(name, phone=phone, birth_year=GROWN))
            self.numbers.append(self.newest())

    def newest(self):
        newest = select(Registration.id).where(Registration.event_id == self.event_id).order_by(Registration.id.desc())
        return db.session.scalars(newest.limit(1)).one()

    @precondition(lambda self: self.parties and self.line.is_to_come)
    @rule(which=WHICH, planned=st.integers(0, 6))
    def a_group_changes_its_number(self, which, planned):
        number, group = self.party(which)
        if number is not None:
            why = refusal(lambda: changing.resize(number, planned))
            assert bool(why) is not self.line.come_with(group, planned), why

    @precondition(lambda self: self.parties and self.line.is_to_come)
    @rule(which=WHICH, may_split=SURE)
    def a_group_may_be_split_or_not(self, which, may_split):
        number, group = self.party(which)
        if number is not None:
            changing.let_split(number, may_split, "жетекші телефонмен келісті")
            self.line.split(group, may_split)

    @precondition(lambda self: self.parties and self.line.is_to_come)
    @rule(who=WHICH)
    def a_leader_takes_somebody_off(self, who):
        there = [
            (number, one) for number, one in zip(self.numbers, self.line.people, strict=True)
            if one.group and one.state != CANCELLED and one.group.state != CANCELLED
        ]  # fmt: skip
        if there:
            number, one = there[who % len(there)]
            registration = db.session.get_one(Registration, number)
            naming.remove(registration.group_id, registration.uid)
            self.line.take_off(one)

    @precondition(lambda self: self.parties and self.line.is_to_come)
    @rule(which=WHICH)
    def a_group_cancels(self, which):
        number, group = self.party(which)
        if number is not None:
            changing.cancel(number)
            self.line.end(group)

    # what staff do to the line

    @precondition(lambda self: self.line.is_to_come)
    @rule(which=WHICH)
    def somebody_is_put_first(self, which):
        waiting = self.line.units()
        if not waiting:
            return
        unit = waiting[which % len(waiting)]
        if isinstance(unit, Somebody):
            line.put_first(self.numbers[self.line.people.index(unit)], "ардагер")
        else:
            line.put_group_first(self.parties[self.line.groups.index(unit)], "ардагерлер")
        self.line.put_first(unit)

    @precondition(lambda self: self.line.is_to_come)
    @rule(which=WHICH, on=SURE)
    def nobody_passes_a_group(self, which, on):
        waiting = [unit for unit in self.line.units() if isinstance(unit, Party)]
        if waiting:
            group = waiting[which % len(waiting)]
            line.let_nobody_pass(self.parties[self.line.groups.index(group)], on, "екі рет озып кетті")
            self.line.let_nobody_pass(group, on)

    @rule(hours=st.sampled_from([None, 24]))
    def a_term_is_set(self, hours):
        line.set_term(self.event_id, hours)
        self.line.terms = hours is not None

    @precondition(lambda self: self.line.is_to_come)
    @rule()
    def the_terms_end(self):
        for table in (Registration, Group):
            has_term = (table.event_id == self.event_id) & table.confirm_by.is_not(None)
            db.session.execute(update(table).where(has_term).values(confirm_by=clock.campaign_now() - PAST))
        db.session.commit()
        line.sweep()
        self.line.terms_end()

    @rule(capacity=ROOM, rooms=st.lists(ROLE_ROOM, min_size=2, max_size=2))
    def the_room_changes(self, capacity, rooms):
        if self.somebody_is_pending():
            return
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
        if self.somebody_is_pending():
            return
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
        facts = (Group.id, Group.state, Group.queue_number, Group.held, Group.short, Group.may_split, Group.no_passing)
        groups = db.session.execute(select(*facts).where(Group.event_id == self.event_id).order_by(Group.id)).all()
        parties = [
            (number, group.state, group.number, group.held, group.short, group.may_split, group.no_passing)
            for number, group in zip(self.parties, self.line.groups, strict=True)
        ]
        assert [tuple(row) for row in groups] == parties
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
