"""Doubts in the reader's words: both values, who says them, what to do; and what the numbers of a rule mean."""

from collections.abc import Callable, Mapping
from typing import Final

from campaign.core.i18n import Words, _, _l, _n
from campaign.events.figures.plausibility.schemas import USES, Check, Doubt, RuleWish, Side, Sort
from campaign.events.figures.schemas import Counts, FigureRow, MeasureRow, Stage
from campaign.events.figures.words import SOURCES, amount_words, figure_words
from campaign.web.templating import day, day_span, number

UNSOURCED: Final = _l(
    "A rule names its source: the report, law or reckoning its numbers come from. Without one nobody can check it."
)
CHECKS: Final[Mapping[Check, Words]] = {
    Check.PARTS_OVER: _l("Parts against the whole: more"),
    Check.PARTS_UNDER: _l("Parts against the whole: fewer"),
    Check.PER_VEHICLE: _l("People for each vehicle"),
    Check.DISTANCE: _l("Kilometres of one day"),
    Check.SPEED: _l("Kilometres and the length of the event"),
    Check.STAY: _l("Day of the event and days of the stay"),
    Check.EARLY: _l("A fact before its day"),
    Check.PLACE: _l("People and the square"),
    Check.ROOM: _l("People and the places of the event"),
    Check.AS_PLANNED: _l("A fact that equals its plan"),
    Check.FAR_FROM_PLAN: _l("A fact far from its plan"),
    Check.UNDER_ROWS: _l("Fewer than stand in the rows"),
    Check.OVER_ROWS: _l("More than stand in the rows"),
    Check.HEADLINE: _l("The number for all and those of each event"),
    Check.SOURCES: _l("Two sources"),
    Check.SAME_STORY: _l("One story under several addresses"),
    Check.PUBLISHED: _l("Day of the publication and of the event"),
}
REMEDIES: Final[Mapping[Check, Words]] = {
    Check.PARTS_OVER: _l("Ask who counted: correct the whole or the part that was counted twice."),
    Check.PARTS_UNDER: _l("Add the part that is missing, or correct the whole."),
    Check.PER_VEHICLE: _l("Ask how many vehicles came and how many people sat in them; correct what is wrong."),
    Check.DISTANCE: _l("Look at the unit: were metres written as kilometres?"),
    Check.SPEED: _l("Compare with the route and with the hours of the event; correct what is wrong."),
    Check.STAY: _l("Correct the day of the event or the days of the stay, or say why it was held on another day."),
    Check.EARLY: _l("Keep it as the plan and write down the fact after the event."),
    Check.PLACE: _l("Ask how it was counted. Where the square holds more, correct its capacity."),
    Check.ROOM: _l("Ask how it was counted. Where there was more room, correct the places of the event."),
    Check.AS_PLANNED: _l(
        "Ask whether somebody counted. If not, leave the plan and write the fact by an estimate with its method."
    ),
    Check.FAR_FROM_PLAN: _l("Look for a slip of the pen. If it is right, say why it came differently."),
    Check.UNDER_ROWS: _l("Open the rows: correct the figure, or what was recorded twice."),
    Check.OVER_ROWS: _l("Open the rows: add what is missing in them, or correct the figure."),
    Check.HEADLINE: _l("Correct the number for all, or say which events had other people."),
    Check.SOURCES: _l("Ask both, keep the surer one and take the other back, or say why they differ."),
    Check.SAME_STORY: _l("Keep one of them, or say that these are different stories."),
    Check.PUBLISHED: _l("Compare the day of the publication with the day of the event; correct the wrong one."),
}
_STRETCH: Final = _l("How far “more than” stretches, percent")
_ANY: Final = _l("What is counted")
NUMBERS: Final[Mapping[tuple[Check, str], Words]] = {
    (Check.PARTS_OVER, "percent"): _STRETCH,
    (Check.PARTS_UNDER, "percent"): _l("From this percentage of the whole on"),
    (Check.PER_VEHICLE, "least"): _l("Fewest people in one"),
    (Check.PER_VEHICLE, "most"): _l("Most people in one"),
    (Check.PER_VEHICLE, "percent"): _STRETCH,
    (Check.DISTANCE, "most"): _l("Most kilometres in a day"),
    (Check.SPEED, "most"): _l("Most kilometres an hour"),
    (Check.PLACE, "percent"): _l("Percent of the capacity that are no doubt"),
    (Check.ROOM, "percent"): _l("Percent of the places that are no doubt"),
    (Check.AS_PLANNED, "size"): _l("From this number on"),
    (Check.FAR_FROM_PLAN, "least"): _l("Lowest percent of the plan"),
    (Check.FAR_FROM_PLAN, "most"): _l("Highest percent of the plan"),
    (Check.FAR_FROM_PLAN, "size"): _l("From this number on"),
    (Check.UNDER_ROWS, "percent"): _l("Fewer by more than this percentage"),
    (Check.OVER_ROWS, "percent"): _l("More by more than this percentage"),
    (Check.OVER_ROWS, "size"): _l("From this number on"),
    (Check.HEADLINE, "percent"): _STRETCH,
    (Check.SOURCES, "percent"): _l("Apart by more than this percentage"),
} | {(check, "measure"): _ANY for check, uses in USES.items() if "measure" in uses}
ACTS: Final[Mapping[str, Words]] = {
    "plausibility_rule.created": _l("added"),
    "plausibility_rule.changed": _l("new version"),
    "plausibility_rule.checked": _l("checked with its source"),
    "plausibility_rule.ended": _l("ended"),
}


def numbers_of(wish: RuleWish, measures: Mapping[str, MeasureRow]) -> list[tuple[str, str]]:
    """What a rule asks for with which numbers, as label and value."""
    found = []
    for name in USES[wish.check]:
        value = getattr(wish, name)
        if name == "measure":
            words = str(measures[value].name) if value in measures else value or _("anything")
        else:
            words = "" if value is None else number(value)
        if words:
            found.append((str(NUMBERS[wish.check, name]), words))
    return found


def heading(doubt: Doubt) -> str:
    """`Students: two sources say different things`; the name of the rule, with what it is about where that is anything."""
    if doubt.measure is None or doubt.rule.wish.measure or "measure" not in USES[doubt.check]:
        return doubt.rule.name.text()
    return _("%(measure)s: %(rule)s", measure=doubt.measure.name, rule=_small(doubt.rule.name.text()))


def _small(words: str) -> str:
    """The same in the middle of a sentence."""
    return words[:1].lower() + words[1:]


def remedy(doubt: Doubt) -> str:
    """What to do, with the value that would do where one is likely."""
    words = str(REMEDIES[doubt.check])
    if doubt.hint is None or doubt.measure is None:
        return words
    likely = amount_words(doubt.hint, doubt.measure)
    return _("%(remedy)s In metres it would be %(likely)s km.", remedy=words, likely=likely)


def side(one: Side) -> str:
    """One value in a few words."""
    return _SIDES[one.sort](one)


def said_by(one: Side) -> str:
    """Who says it; empty for what is known of the event or comes from a rule."""
    return row_words(one.row) if one.row is not None and one.sort is not Sort.EVENT else ""


def whole_side(one: Side) -> str:
    """A value with who says it, as an answer keeps it."""
    said = said_by(one)
    return _("%(value)s (%(source)s)", value=side(one), source=said) if said else side(one)


def row_words(row: FigureRow) -> str:
    """`estimated; Nurlanov; by rows and columns`."""
    if row.derived:
        source = _("from the rows of the campaign: %(source)s", source=_small(str(SOURCES[row.source])))
    else:
        source = _small(str(SOURCES[row.source]))
    said = [source, row.by_whom, row.method]
    times = _("participations") if row.measure.is_people and row.counts is Counts.PARTICIPATIONS else ""
    return "; ".join(filter(None, (*said, times)))


def _figure(one: Side) -> str:
    if one.row is None:
        return ""
    if one.row.stage is Stage.PLAN:
        return _("%(measure)s, plan: %(amount)s", measure=one.row.measure.name, amount=figure_words(one.row))
    return _("%(measure)s: %(amount)s", measure=one.row.measure.name, amount=figure_words(one.row))


def _parts(one: Side) -> str:
    """`20 + 2 + 6 + 1 = 29`, each with its name."""
    said = " + ".join(f"{row.measure.name.text()} {figure_words(row)}" for row in one.parts)
    return _("%(parts)s: %(sum)s in all", parts=said, sum=number(_scaled(one)))


def _events(one: Side) -> str:
    said = " + ".join(figure_words(row) for row in one.parts)
    return _("at all the events together: %(parts)s = %(sum)s", parts=said, sum=number(_scaled(one)))


def _scaled(one: Side) -> float:
    value = one.amount.value if one.amount else 0
    measure = one.measure or (one.parts[0].measure if one.parts else None)
    return value / 10**measure.decimals if measure else value


def _at_least(one: Side) -> str:
    least, product = one.numbers
    return _("%(vehicles)s; with at least %(each)s in each there are %(all)s",
             vehicles=_figure(one), each=number(least), all=number(product))  # fmt: skip


def _at_most(one: Side) -> str:
    most, product = one.numbers
    return _("%(vehicles)s; with %(each)s in each at most %(all)s sit there",
             vehicles=_figure(one), each=number(most), all=number(product))  # fmt: skip


def _place(one: Side) -> str:
    name, holds = str(one.texts[0]), number(one.amount.value if one.amount else 0)
    return _("%(place)s holds %(count)s", place=name or _("the place"), count=holds)


def _lasts(one: Side) -> str:
    minutes, most = one.numbers
    return _("the event lasts %(minutes)s minutes; at %(most)s km an hour that is %(far)s km at most",
             minutes=number(minutes), most=number(most), far=number(minutes * most / 60))  # fmt: skip


def _addresses(one: Side) -> str:
    (count,) = one.numbers
    return _n("%(num)d address: %(list)s", "%(num)d addresses: %(list)s", count, list=", ".join(map(str, one.texts)))


_SIDES: Final[Mapping[Sort, Callable[[Side], str]]] = {
    Sort.FIGURE: _figure,
    Sort.PARTS: _parts,
    Sort.EVENTS: _events,
    Sort.AT_LEAST: _at_least,
    Sort.AT_MOST: _at_most,
    Sort.PLACE: _place,
    Sort.ROOM: lambda one: _("the event has %(count)s places", count=number(one.amount.value if one.amount else 0)),
    Sort.LIMIT: lambda one: _("%(count)s km in one day at most", count=number(_scaled(one))),
    Sort.LASTS: _lasts,
    Sort.DAY: lambda one: _("day of the event: %(day)s", day=day(one.days[0])),
    Sort.STAY: lambda one: _("days of the stay: %(days)s", days=day_span((one.days[0], one.days[1]))),
    Sort.EVENT: lambda one: _("at one event: %(title)s – %(amount)s", title=one.texts[0], amount=_figure(one)),
    Sort.PUBLICATION: lambda one: _("%(outlet)s, %(day)s", outlet=one.texts[0], day=day(one.days[0])),
    Sort.ADDRESSES: _addresses,
}
