"""Reading who comes: the confirmed people of an event in a reader's alphabet, and its groups."""

from dataclasses import replace

from sqlalchemy import func, literal, select

from campaign.core import phones, text
from campaign.core.db import db
from campaign.core.i18n import Translated, language
from campaign.events.briefing.queries import text_of
from campaign.events.briefing.schemas import Contact
from campaign.events.models import EventRole
from campaign.events.schemas import EventRow
from campaign.people.badges.models import LeadingRole
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import GroupState
from campaign.people.judged import event_to_print
from campaign.people.lists.leading import leads
from campaign.people.lists.schemas import EventList, GroupHead, ListLine
from campaign.people.models import Organisation, Person, Registration, opened_phone
from campaign.people.parties import parties_of
from campaign.people.queries import place_line, sort_column
from campaign.people.schemas import RegistrationState
from campaign.relay.queries import campaign_of


def comers(event_id: int, code: str, *, phones_too: bool = False, only: int | None = None) -> tuple[ListLine, ...]:
    """Everybody confirmed for the event (or the one with this registration), in the alphabet of `code`. One statement."""
    sealed = (Person.phone_sealed, Person.uid) if phones_too else (literal(None).label("sealed"), literal("").label("uid"))
    asked = (
        select(
            Registration.id, Person.full_name, Organisation.name.label("organisation"), EventRole.name.label("role"),
            LeadingRole.leads, Registration.group_id, Group.name.label("group"), Registration.code, Registration.photo_consent,
            *sealed,
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(LeadingRole, LeadingRole.role_id == Registration.role_id)
        .outerjoin(Group, Group.id == Registration.group_id)
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
        .order_by(sort_column(code), Registration.id)
    )  # fmt: skip
    if only is not None:
        asked = asked.where(Registration.id == only)
    return tuple(
        ListLine(
            number, name, organisation or "", role or Translated(), leads(role, said), group_id, group or "", short,
            photo is True, phones.shown(opened_phone(phone, uid)),
        )
        for number, name, organisation, role, said, group_id, group, short, photo, phone, uid in db.session.execute(asked)
    )  # fmt: skip


def how_many(event_id: int) -> int:
    """How many rows a list of the event has: its confirmed people. One statement."""
    coming = (Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
    return db.session.scalar(select(func.count()).select_from(Registration).where(*coming)) or 0


def groups_of(event_id: int, code: str) -> tuple[GroupHead, ...]:
    """The confirmed groups of an event in the alphabet of `code`. One statement."""
    asked = select(Group).where(Group.event_id == event_id, Group.state == GroupState.CONFIRMED)
    heads = [
        GroupHead(group.id, group.name, group.leader_name, phones.shown(group.leader_phone), group.held)
        for group in db.session.scalars(asked)
    ]
    return tuple(sorted(heads, key=lambda head: (text.sort_key(head.name, code), head.id)))


def turned_to(event: EventRow) -> tuple[Contact, str]:
    """Whom the people of an event turn to, and where they meet, in the language spoken. Two statements at most."""
    written = text_of(event.id)
    leader = written.leader or Contact(event.responsible, event.responsible_phone)
    return leader, written.meeting.text()


def _list(event_id: int, *, phones_too: bool, people_too: bool = True) -> EventList:
    event, code = event_to_print(event_id), language()
    leader, meeting = turned_to(event)
    return EventList(
        campaign=campaign_of(event.relay_id).name.text(),
        event=event.title.text(),
        unit=event.unit_name.text(),
        place=place_line(event, code),
        meeting=meeting,
        day=event.day,
        starts=f"{event.starts_on_wall:%H:%M}",
        leader=leader.name,
        phone=phones.shown(leader.phone),
        lines=_with_teams(event_id, comers(event_id, code, phones_too=phones_too)) if people_too else (),
        groups=groups_of(event_id, code) if people_too else (),
    )


def _with_teams(event_id: int, lines: tuple[ListLine, ...]) -> tuple[ListLine, ...]:
    """The same with the team of each beside their group. One statement."""
    teams = parties_of(event_id)
    return tuple(
        replace(line, group=", ".join(filter(None, (line.group, teams[line.registration_id]))))
        if line.registration_id in teams
        else line
        for line in lines
    )


def list_with_phones(event_id: int) -> EventList:
    """For papers on which somebody is called. Raises NotFound, Refused. Nine statements at most, however many people."""
    return _list(event_id, phones_too=True)


def list_without_phones(event_id: int) -> EventList:
    """The same without anybody's phone, for lists that lie open on a table."""
    return _list(event_id, phones_too=False)


def list_of_nobody(event_id: int) -> EventList:
    """What stands above a list to be filled in by hand."""
    return _list(event_id, phones_too=False, people_too=False)
