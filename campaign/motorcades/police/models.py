"""Letters to the police, sealed as a whole: they name those in charge and their phones."""

from campaign.core.db import Base
from campaign.events.once import SealedOncePerEvent


class PoliceLetter(Base, SealedOncePerEvent):
    """What somebody has written in the letter about the column of an event."""

    __tablename__ = "police_letters"
