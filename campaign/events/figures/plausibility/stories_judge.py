"""Doubts about publications: one story under several addresses, a story older than what it tells of."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from campaign.events.figures.plausibility.amounts_judge import Pair
from campaign.events.figures.plausibility.bounds import Said
from campaign.events.figures.plausibility.schemas import Around, RuleRow, Side, Sort, Story
from campaign.events.press.schemas import Format

_AFTERWARDS: Final = frozenset({Format.STORY, Format.ARTICLE, Format.POST})  # what tells of something that was


def _told_here(said: Said, around: Around) -> list[Story]:
    """The stories whose doubts are told with this event: the first of those that they tell of."""
    return [story for story in around.stories if said.event.event_id == story.first]


def _channel(story: Story) -> str:
    """By what its outlet is known: the outlet itself, else the site of its address."""
    return str(story.outlet_id) if story.outlet_id else (urlsplit(story.address).hostname or "")


def same_story(rule: RuleRow, said: Said, around: Around) -> Iterator[Pair]:
    """Several addresses of one outlet on one day about the same events."""
    alike: defaultdict[tuple[str, date, frozenset[int]], list[Story]] = defaultdict(list)
    for story in _told_here(said, around):
        if (channel := _channel(story)) and story.address:
            alike[channel, story.published_on, story.events].append(story)
    for (channel, day, _events), stories in alike.items():
        if len(stories) > 1:
            addresses = tuple(story.address for story in stories)
            yield (
                Side(Sort.ADDRESSES, numbers=(len(stories),), texts=addresses),
                Side(Sort.PUBLICATION, days=(day,), texts=(stories[0].outlet or channel,)),
            )


def published(rule: RuleRow, said: Said, around: Around) -> Iterator[Pair]:
    """A story that was published before the first of its events: one of the two days is wrong."""
    for story in _told_here(said, around):
        if story.format in _AFTERWARDS and story.published_on < said.event.day:
            yield (
                Side(Sort.PUBLICATION, days=(story.published_on,), texts=(story.outlet or story.address,)),
                Side(Sort.DAY, days=(said.event.day,)),
            )
