"""Erasing again, after a restore, whom the restored database had not forgotten yet."""

from pathlib import Path

from sqlalchemy import select

from campaign.core import keys
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import unit_of_work
from campaign.people.models import Person
from campaign.people.privacy.finding import family_of
from campaign.people.privacy.lists import read_list
from campaign.people.privacy.models import Erasure
from campaign.people.privacy.schemas import ErasureWay
from campaign.people.privacy.services.erasing import after_erasing, erase_people


def replay_erasures(path: Path) -> int:
    """Erase everybody on the list who is there and not erased; how many there were. Raises Invalid before anybody is erased.

    Each in a transaction of its own: a run that was broken off goes on where it stopped.
    """
    keys.read_again()  # a restored database brought its own
    wanted, erased = [line.uid for line in read_list(path)], []
    with acting_as(SYSTEM):
        for uid in wanted:
            with unit_of_work() as session:
                person = session.scalar(select(Person).where(Person.uid == uid))
                if person is None or session.scalar(select(Erasure.id).where(Erasure.person_uid == uid)) is not None:
                    continue
                erased.append(erase_people(session, family_of(session, [person.id]), ErasureWay.AGAIN))
        if erased:
            after_erasing(erased)
    return len(erased)
