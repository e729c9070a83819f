"""What the clauses, columns and states of a report are called, in the language spoken."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.reports.information.schemas import ClauseCode, State

CLAUSES: Final[dict[ClauseCode, Words]] = {
    ClauseCode.BASIS: _l("Basis and places"),
    ClauseCode.AIM: _l("Aim"),
    ClauseCode.ORGANISERS: _l("Organisers"),
    ClauseCode.GUESTS: _l("Invited guests"),
    ClauseCode.COURSE: _l("Course of events"),
    ClauseCode.PEOPLE: _l("Participants by category"),
    ClauseCode.MATERIALS: _l("Materials given out"),
    ClauseCode.WALK: _l("Walk through the offices"),
    ClauseCode.PUBLICATIONS: _l("Publications"),
    ClauseCode.HANDOVER: _l("Handing on of the baton"),
    ClauseCode.CONCLUSIONS: _l("Conclusions"),
    ClauseCode.LESSONS: _l("Advice for the next places"),
    ClauseCode.ANNEXES: _l("Annexes"),
}
HEADS: Final[dict[ClauseCode, tuple[Words, ...]]] = {
    ClauseCode.COURSE: (_l("Time"), _l("Event"), _l("Plan"), _l("In fact"), _l("Source of the fact")),
    ClauseCode.PEOPLE: (_l("Category"), _l("People"), _l("Source")),
    ClauseCode.MATERIALS: (
        _l("Material"), _l("Unit"), _l("Issued"), _l("Handed to people"), _l("Came back"), _l("Lost"), _l("Document"),
    ),
}  # fmt: skip
NUMBERS: Final[dict[ClauseCode, tuple[int, ...]]] = {
    ClauseCode.COURSE: (2, 3), ClauseCode.PEOPLE: (1,), ClauseCode.MATERIALS: (2, 3, 4, 5),
}  # fmt: skip
"""Which of the columns hold figures."""
STATES: Final[dict[State, Words]] = {State.DRAFT: _l("draft"), State.SIGNED: _l("signed")}
STATE_TAGS: Final[dict[State, str]] = {State.DRAFT: "sky", State.SIGNED: "good"}
