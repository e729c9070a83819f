"""What tickets and march lists say of the teams of walks."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.i18n import _
from campaign.people.parties import Party
from campaign.walks.models import WalkMember, WalkTeam


def _teams() -> Any:
    columns = (WalkMember.registration_id, WalkTeam.number, WalkTeam.name)
    return select(*columns, WalkTeam.leader_name, WalkTeam.leader_phone_sealed, WalkTeam.uid).join(
        WalkTeam, WalkTeam.id == WalkMember.team_id
    )


class TeamsOfWalks:
    """Answers `PartiesPort`."""

    def party_of(self, session: Session, registration_id: int) -> Party | None:
        """The team of one person, whoever asks. One statement."""
        with widened():
            found = session.execute(_teams().where(WalkMember.registration_id == registration_id)).one_or_none()
        if found is None:
            return None
        _registration, number, name, leader, phone, uid = found
        return Party(number, name, leader, WalkTeam.leader_phone.opened(phone, uid))

    def parties_of(self, session: Session, event_id: int) -> Mapping[int, str]:
        """The team of each in few words. One statement."""
        rows = session.execute(_teams().where(WalkTeam.event_id == event_id))
        return {
            registration_id: ", ".join(filter(None, (_("team %(number)s", number=number), name)))
            for registration_id, number, name, *_leader in rows
        }
