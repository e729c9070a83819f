"""Places of people who were registered on the road: given one after another as for everybody, never more than there are."""

from collections.abc import Callable, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.errors import CampaignError
from campaign.events.models import Event, EventRole
from campaign.events.services import take_place
from campaign.exchange.packages.comparing import decided
from campaign.exchange.packages.schemas import Brought, Case, Choices, Step, Values
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.seats.models import ColumnSeat
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import GroupState
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.giving import facts_of
from campaign.people.services.places import GIVEN_UP, hold, promote
from campaign.people.shifts.models import Shift, ShiftPlace

_STATE = "state"
_PLAIN = {"synchronize_session": False}


class Places:
    """Who comes and who goes at the events of a package."""

    def __init__(self, session: Session, brought: Brought) -> None:
        self._session = session
        self._brought = brought
        self._coming: list[tuple[Step, Values]] = []
        self._events: set[int] = set()

    def last_in_line(self, event_id: int) -> int:
        """The last number of the line at an event, of people and of groups."""
        of_people = select(func.max(Registration.queue_number)).where(Registration.event_id == event_id)
        of_groups = select(func.max(Group.queue_number)).where(Group.event_id == event_id)
        with acting_as(SYSTEM):
            return max(self._session.scalar(of_people) or 0, self._session.scalar(of_groups) or 0)

    def leave(self, steps: Sequence[Step], choices: Choices) -> None:
        """Whoever leaves, or changes, lets go of what they had before anybody takes a place."""
        for step in steps:
            if step.case in {Case.CHANGED, Case.BOTH} and _STATE in {*step.take, *decided(step, choices)}:
                with acting_as(SYSTEM):
                    registration = self._session.get_one(Registration, int(step.home))
                    if registration.state is RegistrationState.CONFIRMED:
                        for give_up in GIVEN_UP:
                            give_up(self._session, registration)
                    registration.state = RegistrationState.PENDING
                    self._session.flush()
                self._coming.append((step, step.row))

    def came(self, table: str, step: Step, row: Values) -> None:
        """A new row was written."""
        if table == "registrations":
            self._coming.append((step, row))

    def settle(self, settled: Callable[[str, Values], Values]) -> None:
        """Count what is taken, then let those who come take places in the order in which they were registered."""
        self._session.flush()
        with acting_as(SYSTEM):
            self._events = {settled("registrations", row)["event_id"] for _step, row in self._coming}
            self._count_again()
            for step, row in sorted(self._coming, key=lambda one: str(one[0].row["made_at"])):
                self._enter(step, settled("registrations", row))
            for event_id in sorted(self._events):
                hold(self._session, event_id)
                promote(self._session, event_id)

    def _count_again(self) -> None:
        """What is taken at every event, role, shift and car of the stops that were touched."""
        for table, of_people, of_groups in (
            (Event, Registration.event_id, Group.event_id),
            (EventRole, Registration.role_id, Group.role_id),
        ):
            people = select(func.coalesce(func.sum(Registration.places), 0)).where(
                of_people == table.id, Registration.state == RegistrationState.CONFIRMED
            )
            held = select(func.coalesce(func.sum(Group.held), 0)).where(
                of_groups == table.id, Group.state == GroupState.CONFIRMED
            )
            counted = people.correlate(table).scalar_subquery() + held.correlate(table).scalar_subquery()
            self._session.execute(update(table).where(table.taken != counted).values(taken=counted), execution_options=_PLAIN)
        for holder, place in ((Shift, ShiftPlace.shift_id), (ColumnCar, ColumnSeat.car_id)):
            number = select(func.count()).where(place == holder.id).correlate(holder).scalar_subquery()
            self._session.execute(update(holder).where(holder.taken != number).values(taken=number), execution_options=_PLAIN)

    def _enter(self, step: Step, row: Values) -> None:
        wished = RegistrationState(step.row[_STATE])
        asked = select(Registration).where(Registration.id == row["id"])
        registration = self._session.scalars(asked, execution_options={"populate_existing": True}).one()
        if wished is RegistrationState.CONFIRMED:
            wished = self._place(registration)
        registration.state = wished
        self._session.flush()
        act = "people.registered" if step.case is Case.NEW else "people.brought_back"
        audit.note(
            self._session, act, "registration", registration.id, region_id=registration.region_id, after=facts_of(registration)
        )

    def _place(self, registration: Registration) -> RegistrationState:
        """A place, if there is one and nothing is missing; else the waiting list, or waiting for a parent."""
        try:
            with self._session.begin_nested():
                if not take_place(self._session, registration.event_id, registration.role_id, registration.places):
                    self._brought.waiting.append(registration.id)
                    return RegistrationState.WAITING
                registration.state = RegistrationState.CONFIRMED
                self._session.flush()
                return RegistrationState.CONFIRMED
        except (IntegrityError, CampaignError):
            self._session.refresh(registration)
            self._brought.waiting.append(registration.id)
            return RegistrationState.PENDING
