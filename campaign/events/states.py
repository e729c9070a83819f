"""The life of an event: which step may follow, which needs a reason, and why registration is not open."""

from datetime import datetime
from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.events.schemas import NEXT_STATES, WAS_HELD, EventRow, EventState

STATE_WORDS: Final[dict[EventState, Words]] = {
    EventState.DRAFT: _l("draft"),
    EventState.APPROVED: _l("approved"),
    EventState.OPEN: _l("registration open"),
    EventState.HELD: _l("held"),
    EventState.REPORTED: _l("reported"),
    EventState.CANCELLED: _l("cancelled"),
}
# How a state is tagged: words of the tag macro.
STATE_TAGS: Final[dict[EventState, str]] = {
    EventState.DRAFT: "",
    EventState.APPROVED: "sky",
    EventState.OPEN: "good",
    EventState.HELD: "",
    EventState.REPORTED: "",
    EventState.CANCELLED: "bad",
}
STEP_WORDS: Final[dict[tuple[EventState, EventState], Words]] = {
    (EventState.DRAFT, EventState.APPROVED): _l("Approve"),
    (EventState.DRAFT, EventState.CANCELLED): _l("Cancel the event"),
    (EventState.APPROVED, EventState.OPEN): _l("Open registration"),
    (EventState.APPROVED, EventState.DRAFT): _l("Back to draft"),
    (EventState.APPROVED, EventState.HELD): _l("Was held"),
    (EventState.APPROVED, EventState.CANCELLED): _l("Cancel the event"),
    (EventState.OPEN, EventState.APPROVED): _l("Close registration"),
    (EventState.OPEN, EventState.HELD): _l("Was held"),
    (EventState.OPEN, EventState.CANCELLED): _l("Cancel the event"),
    (EventState.HELD, EventState.REPORTED): _l("Report is done"),
    (EventState.HELD, EventState.OPEN): _l("Was not held yet"),
    (EventState.REPORTED, EventState.HELD): _l("Reopen the report"),
    (EventState.CANCELLED, EventState.DRAFT): _l("Plan it again"),
}
# What the trail says was done: words for each act of the audit trail.
ACT_WORDS: Final[dict[str, Words]] = {
    "event.created": _l("planned by hand"),
    "event.edited": _l("changed"),
    "event.from_kit": _l("taken over from the kit"),
    "event.clash_accepted": _l("a clash was let stand"),
    "event.contingency": _l("plan for bad weather changed"),
    "event.switched_reserve": _l("moved to the reserve date"),
    "event.switched_indoor": _l("moved indoors"),
    "event.switched_back": _l("moved back to the usual plan"),
    "event.basis": _l("legal basis changed"),
    "event.filed": _l("filing written down"),
    "event.filing_edited": _l("filing corrected"),
    "event.filing_answered": _l("answer written down"),
    "event.filing_removed": _l("filing taken back"),
    "event.moved": _l("moved with its stop"),
    "event.moved_back": _l("moved back with its stop"),
    "event.draft": _l("back to draft"),
    "event.approved": _l("approved"),
    "event.open": _l("registration opened"),
    "event.held": _l("held"),
    "event.reported": _l("reported"),
    "event.cancelled": _l("cancelled"),
    "briefing.written": _l("briefing written"),
    "briefing.sent": _l("briefing sent"),
    "press.invited": _l("press invited"),
    "event.plan_line": _l("words of the plan changed"),
    "running.written": _l("running sheet written"),
    "route.written": _l("route written"),
    "safety.kept": _l("safety plan saved"),
    "event.counts": _l("numbers to count with changed"),
    "police.letter": _l("letter to the police saved"),
    "people.exported": _l("list of people exported"),
    "demo.crowd": _l("people of the demo added"),
    "people.term_set": _l("term for the waiting list changed"),
    "roles.lead": _l("said which roles lead"),
    "signs.sample_drawn": _l("doors drawn for a second look at their signs"),
    "signs.looked_at": _l("signs looked at again"),
}
_ORDER: Final = (
    EventState.DRAFT,
    EventState.APPROVED,
    EventState.OPEN,
    EventState.HELD,
    EventState.REPORTED,
)


def may_follow(state: EventState, wished: EventState) -> bool:
    return wished in NEXT_STATES[state]


def needs_reason(state: EventState, wished: EventState) -> bool:
    """Cancelling and every step back are explained."""
    if EventState.CANCELLED in (state, wished):
        return True
    return _ORDER.index(wished) < _ORDER.index(state)


def why_closed(event: EventRow, now: datetime) -> str:
    """Why nobody can register by themselves at the moment `now`, as a sentence; empty when they can."""
    if event.state is EventState.CANCELLED:
        return _("This event was cancelled.")
    if event.state in WAS_HELD or event.ends_at <= now:
        return _("This event is over.")
    if event.is_closed_again:
        return _("Registration for this event is closed.")
    if event.state is not EventState.OPEN:
        return _("Registration for this event is not open.")
    return ""


def next_steps(state: EventState) -> tuple[tuple[EventState, Words, bool], ...]:
    """The steps that lead on from here: the state, the words of its button, and whether a reason is owed."""
    return tuple((wished, STEP_WORDS[state, wished], needs_reason(state, wished)) for wished in NEXT_STATES[state])
