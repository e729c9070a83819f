"""What every chain of stays is held to."""

from collections.abc import Sequence
from itertools import pairwise

from campaign.relay.dates import Stay


def is_chain(stays: Sequence[Stay]) -> bool:
    """Every stay begins on the day on which the one before it ends."""
    return all(giver.departs == receiver.arrives for giver, receiver in pairwise(stays))
