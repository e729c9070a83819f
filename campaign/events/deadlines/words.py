"""Bases, rules and deadlines in words, and the sign that goes with how a deadline stands."""

from typing import Final

from campaign.core.i18n import Words, _, _l, _n
from campaign.events.deadlines.queries import drafted_papers
from campaign.events.deadlines.schemas import Anchor, Answer, Basis, Deadline, Measure, RuleWish, Standing, Unit
from campaign.papers.schemas import PaperKind
from campaign.web.templating import day_month

UNSOURCED: Final = _l(
    "A rule names its source: the law, order or letter with its number and date. Without one nobody can check it."
)
BASES: Final[dict[Basis, Words]] = {
    Basis.UNSET: _l("not decided yet"),
    Basis.ORDER: _l("Order of the akim"),
    Basis.NOTIFICATION: _l("Notification"),
    Basis.APPROVAL: _l("Approval"),
    Basis.NONE: _l("Not required"),
}
MEASURES: Final[dict[Measure, Words]] = {
    Measure.NOTHING: _l("of any size"),
    Measure.VEHICLES: _l("from so many vehicles on"),
    Measure.PEOPLE: _l("from so many people on"),
}
ANCHORS: Final[dict[Anchor, Words]] = {
    Anchor.EVENT: _l("before the day of the event"),
    Anchor.WEEK: _l("before the Monday of its week"),
}
UNITS: Final[dict[Unit, Words]] = {Unit.WORKING: _l("working days"), Unit.CALENDAR: _l("calendar days")}
ANSWERS: Final[dict[Answer, Words]] = {
    Answer.ACCEPTED: _l("accepted"),
    Answer.REFUSED: _l("refused"),
    Answer.OTHER: _l("another proposal"),
}
STANDINGS: Final[dict[Standing, Words]] = {
    Standing.OVERDUE: _l("overdue"),
    Standing.DUE: _l("to be filed"),
    Standing.WAITING: _l("waiting for the answer"),
    Standing.SILENT: _l("answer is late"),
    Standing.REFUSED: _l("refused"),
    Standing.OTHER: _l("another proposal"),
    Standing.ACCEPTED: _l("accepted"),
    Standing.FILED: _l("filed"),
    Standing.MISSED: _l("was not filed"),
}
ACTS: Final[dict[str, Words]] = {
    "rule.created": _l("added"),
    "rule.changed": _l("a new version was made"),
    "rule.checked": _l("marked as checked"),
    "rule.ended": _l("ended"),
}
_SIGNS: Final[dict[Standing, str]] = {
    Standing.OVERDUE: "bad",
    Standing.REFUSED: "bad",
    Standing.OTHER: "warn",
    Standing.SILENT: "warn",
    Standing.WAITING: "half",
    Standing.ACCEPTED: "good",
    Standing.FILED: "good",
    Standing.MISSED: "calm",
}
SOON: Final = 3  # working days before which a deadline is marked


def sign(deadline: Deadline) -> str:
    """A word of the status macro."""
    if deadline.standing is Standing.DUE:
        return "warn" if deadline.days <= SOON else "calm"
    return "calm" if deadline.over and deadline.standing is not Standing.ACCEPTED else _SIGNS[deadline.standing]


def what(deadline: Deadline) -> str:
    """What has to be filed: the name of the rule."""
    return deadline.rule.name.text()


def standing_words(deadline: Deadline) -> str:
    """`overdue by 3 working days`, `2 working days left`, `answer expected by 12 April`, `accepted, filed late`."""
    words = _standing(deadline)
    return _("%(standing)s, filed late", standing=words) if deadline.late else words


def _standing(deadline: Deadline) -> str:
    if deadline.standing is Standing.OVERDUE:
        return _n("overdue by %(num)d working day", "overdue by %(num)d working days", max(1, deadline.days))
    if deadline.standing is Standing.DUE:
        if not deadline.days:
            return _("today is the last day")
        return _n("%(num)d working day left", "%(num)d working days left", deadline.days)
    if deadline.answer_by is not None and deadline.standing is Standing.WAITING:
        return _("answer expected by %(day)s", day=day_month(deadline.answer_by))
    if deadline.answer_by is not None and deadline.standing is Standing.SILENT:
        return _("no answer, it was due by %(day)s", day=day_month(deadline.answer_by))
    return str(STANDINGS[deadline.standing])


def when_words(rule: RuleWish) -> str:
    """`no later than 5 working days before the day of the event`."""
    if rule.days == 0:
        return (
            _("on the day of the event at the latest")
            if rule.anchor is Anchor.EVENT
            else _("on the Monday of its week at the latest")
        )
    count = _counted(rule.days, rule.unit)
    if rule.anchor is Anchor.EVENT:
        return _("no later than %(count)s before the day of the event", count=count)
    return _("no later than %(count)s before the Monday of its week", count=count)


def _counted(days: int, unit: Unit) -> str:
    if unit is Unit.WORKING:
        return _n("%(num)d working day", "%(num)d working days", days)
    return _n("%(num)d calendar day", "%(num)d calendar days", days)


def answer_words(rule: RuleWish) -> str:
    """`answer within 3 working days`; empty when none is owed."""
    if rule.answer_days is None:
        return ""
    return _n("answer within %(num)d working day", "answer within %(num)d working days", rule.answer_days)


def size_words(rule: RuleWish) -> str:
    """`from 11 vehicles on`; empty when it does not ask."""
    if rule.threshold is None:
        return ""
    if rule.measure is Measure.VEHICLES:
        return _n("from %(num)d vehicle on", "from %(num)d vehicles on", rule.threshold)
    return _n("from %(num)d person on", "from %(num)d people on", rule.threshold)


def asks_words(rule: RuleWish) -> str:
    """`2 patrol cars, inspection of every vehicle`; empty when it asks for nothing besides the paper."""
    cars = _n("%(num)d patrol car", "%(num)d patrol cars", rule.patrol_cars) if rule.patrol_cars else ""
    return ", ".join(filter(None, (cars, _("inspection of every vehicle") if rule.inspection else "")))


def draft(deadline: Deadline) -> PaperKind | None:
    """The paper that is drafted here and filed by the rule, where events of this kind have it."""
    paper, sort = deadline.rule.wish.paper, deadline.subject.kind
    drafted = (kind for kind in drafted_papers() if kind.code == paper and (not kind.only or sort in kind.only))
    return next(drafted, None) if paper else None
