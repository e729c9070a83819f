"""Who did what to which thing, when and why, and the chain that shows that nobody changed it afterwards."""

from campaign.core.audit.chain import AuditBlock, AuditHead, Head, found, head
from campaign.core.audit.trail import OF_EVENTS, AuditEntry, Facts, note, note_many, of_what_is_there, write_down

__all__ = [
    "OF_EVENTS",
    "AuditBlock",
    "AuditEntry",
    "AuditHead",
    "Facts",
    "Head",
    "found",
    "head",
    "note",
    "note_many",
    "of_what_is_there",
    "write_down",
]
