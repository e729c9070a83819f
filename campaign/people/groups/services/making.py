"""Asking for places for a group: an organisation by itself from the event's page, or a coordinator for it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.accounts.services.limits import Limit, claim, network_of
from campaign.core import clock, crypto, operations
from campaign.core.actor import widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, TooMany
from campaign.core.i18n import _, _l, language
from campaign.events.queries import event_row, open_event
from campaign.events.schemas import EventRow
from campaign.people.groups.models import LEADER, Group
from campaign.people.groups.policies import ensure_to_come
from campaign.people.groups.schemas import MOST_BY_FORM, MOST_PLACES, GroupState, NewGroup
from campaign.people.judged import event_to_write
from campaign.people.queries import consent_words
from campaign.people.schemas import ORGANISATION_LENGTH, Source
from campaign.people.services.giving import tell
from campaign.people.services.places import Held, hold, next_in_line, promote
from campaign.people.services.rows import organisation_for
from campaign.people.wishes import name_complaint

BY_FORM: Final = "groups.ask"
BY_STAFF: Final = "groups.make"
ASKING: Final = Limit("groups asked for", 10, timedelta(hours=1))
NOT_YET: Final = _l("Not entered yet: something needs a correction.")


@dataclass(frozen=True)
class Asked:
    """The answer: the group's number, and the secret of the link of its leader."""

    group_id: int
    token: str
    state: GroupState


def ask(event_id: int, wish: NewGroup, key: str, address: str) -> Asked:
    """An organisation asks for places itself: it has them, or is on the waiting list as a whole.

    The form's key makes sending twice harmless. At most ten groups an hour from one address. Raises NotFound for a draft,
    Closed when registration is not open, Invalid with all that is wrong, TooMany, KeyReused.
    """
    with unit_of_work() as session:
        answer = operations.begin(session, BY_FORM, key, {"event": event_id, **asdict(replace(wish, language=""))})
        if answer is None:
            event = open_event(event_id, held=True)
            problems = [*_problems(event, wish, MOST_BY_FORM), *_unagreed(wish)]
            if problems:
                raise Invalid(NOT_YET, problems)
            if not claim(session, ASKING, network_of(address)):
                raise TooMany(_l("Many groups were entered from here within an hour. Please try again later."), 3600)
            with widened():
                answer = _made(session, hold(session, event_id), wish, Source.FORM)
            operations.finish(session, BY_FORM, key, answer)
        return _asked(answer)


def make(event_id: int, wish: NewGroup, key: str) -> Asked:
    """A coordinator plans places for an organisation, whether registration is open or not.

    Raises NotFound, Refused, Closed for an event that is over, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        answer = operations.begin(session, BY_STAFF, key, {"event": event_id, **asdict(wish)})
        if answer is None:
            event_to_write(event_id)
            held = hold(session, event_id)
            problems = [*_problems(event_row(event_id), wish, MOST_PLACES)]
            if problems:
                raise Invalid(NOT_YET, problems)
            ensure_to_come(held.is_to_come)
            with widened():
                answer = _made(session, held, wish, Source.STAFF)
            operations.finish(session, BY_STAFF, key, answer)
        return _asked(answer)


def _asked(answer: operations.Answer) -> Asked:
    token = crypto.derived_token(LEADER, answer["uid"], 1)
    return Asked(answer["group"], token, GroupState(answer["state"]))


def _problems(event: EventRow, wish: NewGroup, most: int) -> Iterator[Problem]:
    if not any(map(str.isalpha, wish.organisation)):
        words = _("Please write which organisation the group comes from. For example: Лицей № 20.")
        yield Problem("organisation", "no_name", words)
    yield from leader_problems(wish.leader_name, wish.leader_phone)
    yield from number_problems(wish.planned, most, event.capacity)
    if wish.role_id is not None and wish.role_id not in {role.id for role in event.roles}:
        yield Problem("role", "unknown", _("There is no such role at this event. Choose one of the list."))


def leader_problems(name: str, phone: str) -> Iterator[Problem]:
    """What is wrong with who brings a group."""
    if complaint := name_complaint(name):
        yield Problem("leader_name", "no_name", str(complaint))
    if not phone:
        yield Problem("leader_phone", "missing", _("Please fill this in."))


def number_problems(planned: int, most: int, capacity: int | None) -> Iterator[Problem]:
    """What is wrong with with how many people a group comes."""
    if planned < 1:
        yield Problem("planned", "too_few", _("Write how many people come, at least 1."))
    elif planned > most:
        words = _("At most %(most)s people can be entered here. For more, call the coordinator of the event.", most=most)
        yield Problem("planned", "too_many", words)
    elif capacity is not None and planned > capacity:
        words = _("The whole event has %(num)s places. Write a number up to that.", num=capacity)
        yield Problem("planned", "too_many", words)


def _unagreed(wish: NewGroup) -> Iterator[Problem]:
    if wish.consent_version is None:
        words = _("Without your consent we may not keep your data, and so not register you.")
        yield Problem("agree", "missing", words)
    elif wish.consent_version != consent_words(language()).version:
        yield Problem("agree", "changed", _("The words of the consent have changed. Please read them again."))


def _made(session: Session, held: Held, wish: NewGroup, source: Source) -> operations.Answer:
    """The group at the end of the line, and then the places that are its turn."""
    group = Group(
        uid=crypto.new_uid(), event_id=held.id, region_id=held.region_id, stop_id=held.stop_id,
        organisation_id=organisation_for(session, held.region_id, wish.organisation), role_id=wish.role_id,
        name=_free_name(session, held.id, wish), leader_name=wish.leader_name, language=wish.language,
        state=GroupState.WAITING, source=source, short=wish.planned, queue_number=next_in_line(session, held.id),
        may_split=wish.may_split, made_at=clock.campaign_now(),
    )  # fmt: skip
    group.leader_phone = wish.leader_phone
    group.issue(1)
    session.add(group)
    session.flush()
    tell(session, "groups.made", group, planned=wish.planned, source=source.value, consent=wish.consent_version)
    promote(session, held.id, quiet=group)
    return {"group": group.id, "uid": group.uid, "state": group.state.value}


def _free_name(session: Session, event_id: int, wish: NewGroup) -> str:
    """The organisation's name; a second group of it is told apart by who brings it."""
    name = wish.organisation[:ORGANISATION_LENGTH]
    same = select(Group.id).where(Group.event_id == event_id, Group.name == name, Group.state != GroupState.CANCELLED)
    if session.scalar(same.limit(1)) is None:
        return name
    return f"{wish.organisation} ({wish.leader_name})"[:ORGANISATION_LENGTH]
