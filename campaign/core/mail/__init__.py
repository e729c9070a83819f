"""Letters: queued in the transaction of the act that causes them, sent after it, once.

A queued row names a kind and ids, never an address or a name: the letter is written when it is sent, with the address of that
moment, and nothing personal lies in the queue. Without `CAMPAIGN_MAIL_SERVER` letters are laid into the data folder as files.
"""

from campaign.core.mail.letters import Fact, Facts, Letter, Part, Way, Words
from campaign.core.mail.outbox import (
    NOBODY_TO_WRITE_TO,
    SUBJECT,
    WRITERS,
    Message,
    MessageState,
    deliver_waiting,
    how_many_unsent,
    how_many_wait,
    keep_unaddressed,
    letter,
    queue,
    queue_many,
    send_again,
    still_waiting,
)

__all__ = [
    "NOBODY_TO_WRITE_TO",
    "SUBJECT",
    "WRITERS",
    "Fact",
    "Facts",
    "Letter",
    "Message",
    "MessageState",
    "Part",
    "Way",
    "Words",
    "deliver_waiting",
    "how_many_unsent",
    "how_many_wait",
    "keep_unaddressed",
    "letter",
    "queue",
    "queue_many",
    "send_again",
    "still_waiting",
]
