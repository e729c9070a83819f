"""With which team somebody walks: the port by which a later feature says it to tickets and march lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from campaign.core.db import db


@dataclass(frozen=True)
class Party:
    """A team that somebody walks with. `leader_phone` is E.164; leader and phone may be empty."""

    number: int
    name: str
    leader: str
    leader_phone: str


class PartiesPort(Protocol):
    """Who keeps the teams of events."""

    def party_of(self, session: Session, registration_id: int) -> Party | None:
        """The team of one person with a place, whoever asks. One statement."""
        ...

    def parties_of(self, session: Session, event_id: int) -> Mapping[int, str]:
        """By registration the team in few words, in the language spoken. One statement."""
        ...


PARTIES: list[PartiesPort] = []


def party_of(registration_id: int) -> Party | None:
    """For the holder of a ticket; None without a team."""
    found = (port.party_of(db.session(), registration_id) for port in PARTIES)
    return next((party for party in found if party is not None), None)


def parties_of(event_id: int) -> dict[int, str]:
    """For lists of an event: the team of each in few words, those without one not named. One statement."""
    return {number: words for port in PARTIES for number, words in port.parties_of(db.session(), event_id).items()}
