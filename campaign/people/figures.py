"""What registrations and the door say of events, for their figures: who has a place, and who came."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from flask import url_for
from sqlalchemy import func, select

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.db import db
from campaign.core.i18n import Translated, _l, language
from campaign.events.figures.ports import Derived, RowLine, Rows
from campaign.events.figures.schemas import PARTICIPANTS, Source, Stage
from campaign.events.models import Event, EventRole
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.checkin.models import CheckIn
from campaign.people.groups.models import Group
from campaign.people.models import Organisation, Person, Registration
from campaign.people.queries import sort_column
from campaign.people.schemas import RegistrationState

SHOWN: Final = 200
_NO_ROLE: Final = Translated(kk="рөлсіз", ru="без роли", en="without a role")
_HEADS: Final = (_l("Surname, name"), _l("Role"), _l("Organisation"), _l("Signed in at"))
_ROLE_HEADS: Final = (_l("Role"), _l("People"), _l("Organisations"))


class FiguresOfPeople:
    """`DerivedPort`: participants as registered beforehand (plan), and as signed in at the door (fact)."""

    def figures_at(self, event_ids: Sequence[int]) -> Mapping[int, Sequence[Derived]]:
        """Two statements."""
        found: defaultdict[int, list[Derived]] = defaultdict(list)
        if event_ids:
            for event_id, number in _with_a_place(event_ids):
                found[event_id].append(Derived(PARTICIPANTS, Stage.PLAN, number, Source.REGISTERED))
            for event_id, number in _let_in(event_ids):
                found[event_id].append(Derived(PARTICIPANTS, Stage.FACT, number, Source.SIGNED_IN))
        return found

    def rows_of(self, event_id: int, code: str, stage: Stage) -> Rows | None:
        """By name for whoever may read them, by role for others. Four statements at most."""
        if code != PARTICIPANTS:
            return None
        event = event_row(event_id)
        if current_actor().may_at(P.PEOPLE_READ, event.region_id, event.stop_id):
            return _by_name(event, stage)
        return _by_role(event, stage)

    def different_people(self, audiences: Mapping[str, Sequence[int]]) -> Mapping[str, int]:
        """`DifferentPeoplePort`: who signed in at several of them is one. One statement."""
        of_event = {event_id: label for label, events in audiences.items() for event_id in events}
        people: defaultdict[str, set[int]] = defaultdict(set)
        asked = _signed_in(CheckIn.event_id, Registration.person_id).where(CheckIn.event_id.in_(of_event))
        for event_id, person_id in db.session.execute(asked) if of_event else ():
            people[of_event[event_id]].add(person_id)
        return {label: len(ids) for label, ids in people.items()}


def _registered(*columns: Any) -> Any:
    """Those with a place."""
    return select(*columns).select_from(Registration).where(Registration.state == RegistrationState.CONFIRMED)


def _signed_in(*columns: Any) -> Any:
    """Those who were let in at the door, each once."""
    joined = select(*columns).select_from(Registration).join(CheckIn, CheckIn.registration_id == Registration.id)
    return joined.where(CheckIn.undone_at.is_(None))


def _with_a_place(event_ids: Sequence[int]) -> Iterable[tuple[int, int]]:
    """How many have a place, at each event where anybody has: the places taken but those that groups hold without a name.

    Nobody's row is read for it: an event keeps count of its places, and `adalzhol check` counts them anew.
    """
    held = select(func.coalesce(func.sum(Group.held), 0)).where(Group.event_id == Event.id).scalar_subquery()
    anybody = _registered(Registration.id).where(Registration.event_id == Event.id).exists()
    asked = select(Event.id, Event.taken - held).where(Event.id.in_(event_ids), anybody)
    return [(event_id, int(number)) for event_id, number in db.session.execute(asked)]


def _let_in(event_ids: Sequence[int]) -> Iterable[tuple[int, int]]:
    asked = _signed_in(Registration.event_id, func.sum(Registration.places)).where(CheckIn.event_id.in_(event_ids))
    return [(event_id, int(number)) for event_id, number in db.session.execute(asked.group_by(Registration.event_id))]


def _by_name(event: EventRow, stage: Stage) -> Rows | None:
    is_plan = stage is Stage.PLAN
    base = _registered if is_plan else _signed_in
    columns = (Registration.id, Person.full_name, EventRole.name, Organisation.name)
    asked = (
        base(*columns, *(() if is_plan else (CheckIn.at,)))
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Registration.event_id == event.id)
        .order_by(sort_column(language()), Registration.id)
    )
    count = db.session.scalar(select(func.count()).select_from(asked.order_by(None).subquery())) or 0
    if not count:
        return None
    lines = tuple(
        RowLine(
            (name, role or "", organisation or "", *(clock.on_the_wall(at, event.time_zone).strftime("%H:%M") for at in came)),
            url_for("people_staff.person", registration_id=number),
        )
        for number, name, role, organisation, *came in db.session.execute(asked.limit(SHOWN))
    )  # fmt: skip
    return Rows(_HEADS[:3] if is_plan else _HEADS, lines, count, url_for("people_staff.event_people", event_id=event.id))


def _by_role(event: EventRow, stage: Stage) -> Rows | None:
    base = _registered if stage is Stage.PLAN else _signed_in
    asked = (
        base(EventRole.name, func.sum(Registration.places), func.count(Person.organisation_id.distinct()))
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .where(Registration.event_id == event.id)
        .group_by(EventRole.id)
        .order_by(EventRole.position)
    )
    lines = tuple(
        RowLine((role or _NO_ROLE, int(number), organisations)) for role, number, organisations in db.session.execute(asked)
    )
    return Rows(_ROLE_HEADS, lines, len(lines)) if lines else None
