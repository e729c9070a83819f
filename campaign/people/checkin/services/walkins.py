"""Somebody who stands at the door without a registration: three fields, and a place if there is one."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.errors import Invalid
from campaign.core.i18n import language
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.checkin.judging import judge_person
from campaign.people.checkin.schemas import DoorEvent, Item, Outcome, Seen, Why
from campaign.people.checkin.services.reading import by_number, of_keys
from campaign.people.schemas import Register
from campaign.people.services.places import hold
from campaign.people.services.registering import enter_at_the_door

Entered = tuple[Outcome, Why, Seen | None]


def enter_walk_ins(session: Session, event: DoorEvent, door: Why, items: Sequence[Item]) -> dict[str, Entered]:
    """Register these people, or find them registered, and say by the key what becomes of each; keys known already are left out.

    Under the lock of the event, like every registration: a full event puts them on the waiting list, the database is never
    over capacity. Some ten statements each.
    """
    hold(session, event.id)
    done = of_keys(session, [item.key for item in items])
    entered: dict[str, int | Why] = {}
    for item in items:
        if item.key not in done:
            with widened():
                entered[item.key] = _enter(session, event_row(event.id), item)
    numbers = [number for number in entered.values() if isinstance(number, int)]
    people = by_number(session, event.id, numbers)[1] if numbers else {}
    return {key: _outcome(number, people, door) for key, number in entered.items()}


def _enter(session: Session, event: EventRow, item: Item) -> int | Why:
    """The number of the registration, or why there is none."""
    wish = Register(
        full_name=item.full_name, phone=item.phone, birth_year=item.birth_year, organisation="", role_id=None,
        language=language(), consent_version=None,
    )  # fmt: skip
    try:
        with session.begin_nested():
            return enter_at_the_door(session, event, wish)
    except Invalid as error:
        fields = {(problem.field, problem.code) for problem in error.problems}
        if ("birth_year", "child") in fields:
            return Why.PENDING
        return Why.BAD_YEAR if any(name == "birth_year" for name, _code in fields) else Why.BAD_NAME


def _outcome(found: int | Why, people: dict[int, Seen], door: Why) -> Entered:
    if isinstance(found, Why):
        return Outcome.REFUSED, found, None
    person = people[found]
    return *judge_person(person, door, before_link=False), person
