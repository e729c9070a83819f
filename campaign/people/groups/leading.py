"""The page of a group's leader: what the holder of the link sees, and the words in which the link is passed on."""

from dataclasses import dataclass

from sqlalchemy import select

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.i18n import _, use_language
from campaign.events.queries import event_row
from campaign.events.schemas import AHEAD, EventRow
from campaign.people.groups.queries import group_card
from campaign.people.groups.schemas import GroupCard, GroupState
from campaign.people.groups.services.opening import find
from campaign.people.models import Registration
from campaign.people.queries import place_line


@dataclass(frozen=True)
class LeaderPage:
    """What the holder of the link sees. `changeable`: the event is to come, and the group has not cancelled."""

    card: GroupCard
    event: EventRow
    place: str
    changeable: bool


def leader_page(token: str, code: str) -> LeaderPage:
    """Raises NotFound for a wrong, withdrawn or mangled link. Nine statements at most."""
    group = find(db.session(), token)
    with widened():
        card, event = group_card(group.id), event_row(group.event_id)
    is_to_come = event.state in AHEAD and event.ends_at > clock.campaign_now()
    return LeaderPage(card, event, place_line(event, code), is_to_come and card.row.state is not GroupState.CANCELLED)


@dataclass(frozen=True)
class Slip:
    """What is cut out and handed to one of the group: who, the short code, the address of the own ticket."""

    full_name: str
    code: str
    token: str


def slips(card: GroupCard) -> tuple[Slip, ...]:
    """One for each of the group, in the order of its list. One statement."""
    ids = [member.registration_id for member in card.members]
    with widened():
        tokens = {row.id: row.token for row in db.session.scalars(select(Registration).where(Registration.id.in_(ids)))}
    return tuple(Slip(one.full_name, one.code, tokens[one.registration_id]) for one in card.members)


def words_for_leader(card: GroupCard, event: EventRow, address: str) -> str:
    """The message with the leader's link, in the leader's language, for a phone or a sheet of paper."""
    with use_language(card.row.language):
        return _(
            "%(name)s, here is the page of your group for “%(event)s” on %(day)s. Enter the names there: %(address)s",
            name=card.row.leader_name,
            event=event.title.text(card.row.language),
            day=f"{event.day:%d.%m.%Y}",
            address=address,
        )


def words_to_confirm(card: GroupCard, event: EventRow, address: str) -> str:
    """The message to a leader whose group has moved up, in the leader's language."""
    with use_language(card.row.language):
        return _(
            "There are places for your group at “%(event)s” on %(day)s. Please confirm: %(address)s",
            event=event.title.text(card.row.language),
            day=f"{event.day:%d.%m.%Y}",
            address=address,
        )
