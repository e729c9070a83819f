"""From what was said and a rule to the values that do not go together; pure reckoning.

Nothing is corrected and nobody is stopped. A doubt names both values; which of them is right, people say.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from campaign.events.figures.plausibility import amounts_judge as amounts
from campaign.events.figures.plausibility import stories_judge as stories
from campaign.events.figures.plausibility import surroundings_judge as surroundings
from campaign.events.figures.plausibility.audiences_judge import headline
from campaign.events.figures.plausibility.bounds import Said
from campaign.events.figures.plausibility.schemas import Around, Check, Doubt, RuleRow, Side
from campaign.events.figures.schemas import DISTANCE, EventFigures, Gathered

Pair = tuple[Side, Side]
_OF_FIGURES: Final[Mapping[Check, Callable[[RuleRow, Said], Iterator[Pair]]]] = {
    Check.PARTS_OVER: amounts.parts_over,
    Check.PARTS_UNDER: amounts.parts_under,
    Check.PER_VEHICLE: amounts.per_vehicle,
    Check.AS_PLANNED: amounts.as_planned,
    Check.FAR_FROM_PLAN: amounts.far_from_plan,
    Check.UNDER_ROWS: amounts.under_rows,
    Check.OVER_ROWS: amounts.over_rows,
    Check.SOURCES: amounts.sources,
    Check.DISTANCE: amounts.distance,
}
_OF_SURROUNDINGS: Final[Mapping[Check, Callable[[RuleRow, Said, Around], Iterator[Pair]]]] = {
    Check.SPEED: surroundings.speed,
    Check.STAY: surroundings.stay,
    Check.EARLY: surroundings.early,
    Check.PLACE: surroundings.place,
    Check.ROOM: surroundings.room,
    Check.SAME_STORY: stories.same_story,
    Check.PUBLISHED: stories.published,
}


def doubts(gathered: Gathered, around: Mapping[int, Around], rules: Sequence[RuleRow]) -> Iterator[Doubt]:
    """All doubts about these events and their audiences, in the order of the events and of the rules."""
    for event in gathered.events:
        yield from doubts_of(event, around[event.event_id], rules)
    audiences: defaultdict[tuple[int, str], list[EventFigures]] = defaultdict(list)
    for event in gathered.events:
        audiences[event.stop_id, event.audience].append(event)
    for whole in gathered.audiences:
        events = audiences[whole.stop_id, whole.audience]
        for rule in applying(rules, events[0]) if events else ():
            if rule.wish.check is Check.HEADLINE:
                for first, second in headline(rule, whole, events):
                    yield Doubt(rule, whole.stop_id, events[0].region_id, first, second, audience=whole.audience)


def doubts_of(event: EventFigures, around: Around, rules: Sequence[RuleRow]) -> Iterator[Doubt]:
    """The doubts about one event. Where a distance is impossible, its speed and its plan are not told besides."""
    said = Said(event)
    found: list[Doubt] = []
    for rule in applying(rules, event):
        for first, second in _pairs(rule, said, around):
            hint = amounts.hint_of(rule, first)
            found.append(Doubt(rule, event.stop_id, event.region_id, first, second, event, hint=hint))
    is_too_far = any(doubt.check is Check.DISTANCE for doubt in found)
    return (doubt for doubt in found if not (is_too_far and _is_about_distance(doubt)))


def _is_about_distance(doubt: Doubt) -> bool:
    """Whether it only says once more that so many kilometres cannot be."""
    is_far = doubt.check is Check.FAR_FROM_PLAN and doubt.measure is not None and doubt.measure.code == DISTANCE
    return is_far or doubt.check is Check.SPEED


def _pairs(rule: RuleRow, said: Said, around: Around) -> Iterable[Pair]:
    check = rule.wish.check
    if check in _OF_FIGURES:
        return _OF_FIGURES[check](rule, said)
    return _OF_SURROUNDINGS[check](rule, said, around) if check in _OF_SURROUNDINGS else ()


def applying(rules: Iterable[RuleRow], event: EventFigures) -> list[RuleRow]:
    """The rules for this event. One for its kind stands in the place of the same for every kind."""
    about = [rule for rule in rules if rule.is_about(event)]
    special = {(rule.wish.check, rule.wish.measure) for rule in about if rule.wish.kinds}
    return [rule for rule in about if rule.wish.kinds or (rule.wish.check, rule.wish.measure) not in special]
