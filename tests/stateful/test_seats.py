"""Anything that can happen to the seats of a column, in any order: nobody sits twice, no car is too full, the counts hold."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid
from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.seats import services
from campaign.motorcades.seats.models import ColumnSeat
from campaign.motorcades.seats.planning import plan_of
from campaign.motorcades.seats.queries import last_step, seats_of
from campaign.motorcades.seats.schemas import Act, PlanKind
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import hold, leave
from tests.factories import a_registration, an_event
from tests.motorcades.seats.columns import a_car, a_group
from tests.stateful.machine import hurry

SHORT = settings(
    max_examples=8, stateful_step_count=12, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate], print_blob=False,
)  # fmt: skip
WHICH = st.integers(0, 1_000)
SOME = st.sets(WHICH, min_size=1, max_size=4)


class SeatsOfAColumn(RuleBasedStateMachine):
    """One run is one event of its own: three cars, a group, people who come and go."""

    @initialize()
    def begin(self) -> None:
        event = an_event()
        self.event_id, self.keys = event.id, 0
        self.cars = [a_car(event, seats).id for seats in (2, 3, 5)]
        a_group(event, 3)
        self.people = [*db.session.scalars(select(Registration.id).where(Registration.event_id == event.id))]

    def _key(self) -> str:
        self.keys += 1
        return f"{self.event_id}-{self.keys}"

    @rule()
    def comes(self) -> None:
        self.people.append(a_registration(db.session.get_one(Event, self.event_id), f"Жолаушы {len(self.people)}").id)

    @rule(which=WHICH)
    def leaves(self, which: int) -> None:
        with unit_of_work() as session:
            leave(session, hold(session, self.event_id), session.get_one(Registration, self.people[which % len(self.people)]))

    @rule(act=st.sampled_from([Act.MOVE, Act.FREE, Act.PIN, Act.UNPIN, Act.SWAP]), some=SOME, car=WHICH)
    def is_done_by_hand(self, act: Act, some: set[int], car: int) -> None:
        people = {self.people[which % len(self.people)] for which in some}
        try:
            services.act(self.event_id, act, people, self._key(), car_id=self.cars[car % len(self.cars)])
        except (Invalid, Conflict):
            db.session.rollback()

    @rule(kind=st.sampled_from(list(PlanKind)), lost=st.none() | WHICH)
    def is_planned(self, kind: PlanKind, lost: int | None) -> None:
        without = self.cars[lost % len(self.cars)] if lost is not None and kind is PlanKind.STEADY else None
        plan = plan_of(seats_of(self.event_id), kind, without)
        services.carry_out(self.event_id, kind, without, plan.stamp, self._key())

    @rule()
    def is_taken_back(self) -> None:
        if (step := last_step(self.event_id)) is not None:
            try:
                services.take_back(step.id)
            except Conflict:
                db.session.rollback()

    @invariant()
    def is_in_order(self) -> None:
        db.session.rollback()
        assert recount(["seats"])[0].wrong == ()
        sitting = db.session.execute(
            select(ColumnSeat.car_id, func.count()).where(ColumnSeat.event_id == self.event_id).group_by(ColumnSeat.car_id)
        ).all()
        seats = dict(db.session.execute(select(ColumnCar.id, ColumnCar.seats)).all())
        assert all(count <= seats[car_id] for car_id, count in sitting)
        whose = db.session.scalars(select(ColumnSeat.registration_id).where(ColumnSeat.event_id == self.event_id)).all()
        assert len(whose) == len(set(whose))
        gone = select(Registration.id).where(Registration.state != RegistrationState.CONFIRMED)
        assert not set(whose) & set(db.session.scalars(gone))


@pytest.fixture
def app(app):
    hurry()
    return app


def test_whatever_happens_nobody_sits_twice_and_no_car_is_too_full(app):
    run_state_machine_as_test(SeatsOfAColumn, settings=SHORT)
