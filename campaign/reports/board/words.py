"""What the board calls its parts, checks and levels."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.reports.board.schemas import EXPECTED, WEIGHTS, Check, Level, Part, Scored
from campaign.reports.schemas import TaskKind

PARTS: Final[Mapping[Part, Words]] = {
    Part.PAPERS: _l("Papers and permits"),
    Part.PEOPLE: _l("People"),
    Part.TASKS: _l("Tasks"),
    Part.MATERIALS: _l("Materials"),
    Part.PLACES: _l("Places and people in charge"),
    Part.HANDOVER: _l("Handover and briefing"),
}
CHECKS: Final[Mapping[Check, Words]] = {
    Check.APPROVED: _l("events approved"),
    Check.FILINGS: _l("letters and permits"),
    Check.PEOPLE: _l("people registered"),
    Check.TASKS: _l("tasks done"),
    Check.COORDINATOR: _l("coordinator"),
    Check.PLACES: _l("events with a place"),
    Check.RESPONSIBLE: _l("events with a person in charge"),
    Check.HANDOVER: _l("handover agreed"),
    Check.BRIEFING: _l("briefings sent"),
    Check.MATERIALS: _l("materials here or under way"),
}
LACKING: Final[Mapping[Check, Words]] = {  # of what there is one or none
    Check.COORDINATOR: _l("no coordinator"),
    Check.HANDOVER: _l("no handover agreed"),
}
THERE: Final[Mapping[Check, Words]] = {
    Check.COORDINATOR: _l("there is a coordinator"),
    Check.HANDOVER: _l("the handover is agreed"),
}
LEVELS: Final[Mapping[Level, Words]] = {
    Level.URGENT: _l("Urgent"),
    Level.ATTENTION: _l("Attention"),
    Level.ORDER: _l("In order"),
    Level.DONE: _l("Passed"),
}
SIGNS: Final[Mapping[Level, str]] = {Level.URGENT: "bad", Level.ATTENTION: "warn", Level.ORDER: "good", Level.DONE: ""}
DEEDS: Final[Mapping[TaskKind, Words]] = {
    TaskKind.APPROVE: _l("approve the events"),
    TaskKind.OPEN: _l("open registration"),
    TaskKind.PLACE: _l("name the places"),
    TaskKind.PRINT: _l("print the roster"),
    TaskKind.MARK_HELD: _l("mark what was held"),
    TaskKind.COORDINATOR: _l("put a coordinator in charge"),
    TaskKind.CLASH: _l("put a clash right"),
    TaskKind.CHECKLIST: _l("tick off the checklist"),
    TaskKind.DEADLINE: _l("file the paper"),
    TaskKind.DOOR: _l("decide about check-ins"),
    TaskKind.SHIFT: _l("find people for the shifts"),
    TaskKind.CALL: _l("call people"),
    TaskKind.CONFIRM: _l("ask who moved up whether they come"),
    TaskKind.BADGES: _l("print the badges"),
    TaskKind.MINORS: _l("ask the parents"),
    TaskKind.OFFERS: _l("look at offered cars"),
    TaskKind.WALK: _l("look at records of doors"),
    TaskKind.AWAITED: _l("count what has come"),
    TaskKind.DOUBTS: _l("look at figures"),
    TaskKind.PHOTOS: _l("settle the consents of photos"),
    TaskKind.PERIODS: _l("close a period"),
    TaskKind.FIGURES: _l("say the figures"),
    TaskKind.REPORT: _l("sign the event report"),
    TaskKind.BOOK_PAGE: _l("hand in the page of the book"),
    TaskKind.STILL_OUT: _l("get back what was issued"),
    TaskKind.BOOKS: _l("close the books of stock"),
    TaskKind.TAKE_DOWN: _l("take down panels"),
    TaskKind.ERASURES: _l("erase who asked for it"),
    TaskKind.ALARM: _l("look into the alarm"),
    TaskKind.DRIVERS: _l("find drivers"),
    TaskKind.WEBHOOK: _l("let the webhook go on"),
}


def said(scored: Scored) -> str:
    """A check in words: `events approved: 2 of 6`, `no coordinator`."""
    if scored.check in LACKING:
        return str(LACKING[scored.check] if scored.lost else THERE[scored.check])
    return _("%(what)s: %(done)s of %(of)s", what=CHECKS[scored.check], done=scored.done, of=scored.of)


def rule() -> str:
    """How a percentage comes about and how much each day expects, from the tables that reckon it."""
    weights = ", ".join(f"{str(words).lower()} {sum(WEIGHTS[part].values())}" for part, words in PARTS.items())
    days = ", ".join(
        _("%(days)s days before: %(percent)s%%", days=days, percent=percent) for days, percent in EXPECTED if days and percent
    )
    return " ".join(
        (
            _("A hundred points: %(weights)s.", weights=weights),
            _("What a stop has nothing of is left out, and its points go to the rest; parts of a point are rounded down."),
            _("The plan grows evenly from day to day: %(days)s, on the day of arrival 100%%.", days=days),
            _("Urgent: something is due today or overdue, or 25 points are lacking in the last 30 days."),
            _("Attention: something is due within three days, or 10 points are lacking."),
        )
    )
