"""The page of a briefing, put together from what was written for it, the event, the campaign, the facts and the rules."""

from collections.abc import Callable, Sequence
from typing import Final

from campaign.core import clock
from campaign.core.i18n import LANGUAGES, Translated, _, _l, use_language
from campaign.events.briefing.schemas import Briefing, BriefingText, Contact, FactRow, Lack, RuleRow
from campaign.events.running.times import moment_of
from campaign.events.schemas import EventRow
from campaign.relay.schemas import CampaignRow

MOST_ROWS: Final = 12  # of a running sheet on the page of a briefing


def in_each_language(say: Callable[[], str]) -> Translated:
    """What `say` says in every language."""
    said = []
    for code in LANGUAGES:
        with use_language(code):
            said.append(say())
    return Translated(*said)


def usual_day(event: EventRow) -> Translated:
    """The order of the day that follows from the event's own times, a line each."""
    starts, ends = (f"{wall:%H:%M}" for wall in (event.starts_on_wall, event.ends_on_wall))
    return in_each_language(lambda: "\n".join((f"{starts} {event.title.text()}", f"{ends} " + _("End of the event"))))


def sheet_day(event: EventRow, rows: Sequence[tuple[int, Translated]]) -> Translated:
    """The order of the day that follows from a running sheet: minutes from the start of the event, and what happens.

    A sheet of more rows than fit on the page says nothing to those who come: then the times of the event stand there.
    """
    if not 0 < len(rows) <= MOST_ROWS:
        return usual_day(event)
    times = [f"{clock.on_the_wall(moment_of(event.starts_at, offset), event.time_zone):%H:%M}" for offset, _what in rows]
    return Translated(
        *("\n".join(f"{at} {what.text(code)}" for at, (_offset, what) in zip(times, rows, strict=True)) for code in LANGUAGES)
    )


def composed(
    event: EventRow,
    campaign: CampaignRow,
    text: BriefingText,
    facts: Sequence[FactRow],
    rules: Sequence[RuleRow],
    sheet: Sequence[tuple[int, Translated]] = (),
) -> Briefing:
    """The whole page as it would be sent now; `sheet` are the rows of the running sheet."""
    return Briefing(
        title=event.title, starts_at=event.starts_at, ends_at=event.ends_at, time_zone=event.time_zone, place=_place(event),
        why=text.why, points=text.points, day=text.day or sheet_day(event, sheet), meeting=text.meeting,
        slogans=campaign.slogans, rules=tuple(rule.text for rule in rules if rule.active), facts=tuple(facts),
        leader=text.leader or Contact(event.responsible, event.responsible_phone), medic=text.medic, lost=text.lost,
        hotline=campaign.hotline, bring=text.bring,
    )  # fmt: skip


def _place(event: EventRow) -> Translated:
    """Place, address and note in one line."""
    rest = [part for part in (event.place_address, event.place_note) if part]
    return Translated(*(", ".join(filter(None, [event.place_name.text(code), *rest])) for code in LANGUAGES))


def lacks_of(page: Briefing, doubtful: int) -> tuple[Lack, ...]:
    """What the briefing still lacks, what stops it first; `doubtful` is how many of its facts nobody has looked up lately."""
    asked = (
        (page.why.kk, _l("“Why we are here” in Kazakh"), True),
        (page.why.ru, _l("“Why we are here” in Russian"), True),
        (page.points or page.facts, _l("a talking point or a fact"), True),
        (page.meeting or page.place, _l("the meeting point"), True),
        (page.leader.name, _l("the leader"), True),
        (page.medic, _l("the medic"), False),
        (page.lost, _l("the contact for lost children"), False),
        (page.hotline, _l("the hotline of the campaign"), False),
        (not doubtful, _l("a fresh look at the sources of its facts"), False),
    )
    return tuple(Lack(words, stops) for there, words, stops in asked if not there)
