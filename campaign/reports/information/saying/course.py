"""The course of the days: what was held, with how many people by plan and in fact, who said so, and what is not known."""

from campaign.core.i18n import _, _n
from campaign.core.numerals import NOUNS, TOOK_PART, Case
from campaign.events.figures.amounts import Sum
from campaign.events.figures.schemas import PARTICIPANTS, EventFigures, FigureRow, MeasureRow, Source, Stage
from campaign.events.figures.totals import Total, total_of
from campaign.events.figures.words import SOURCES, figure_words, sum_words
from campaign.events.schemas import EventRow
from campaign.reports.information.gathering import Facts
from campaign.reports.information.saying.counting import agrees, amount_said, listed, many, sentence, share, sum_said
from campaign.web.templating import clock_time

NOTHING = "–"
_OTHERWISE = frozenset({"publications", "reach"})  # they have a clause of their own


def course_rows(facts: Facts) -> tuple[tuple[str, ...], ...]:
    """Time, event, plan, fact, source of the fact: a row for each that was held."""
    return tuple(_row(event, facts) for event in facts.held)


def _row(event: EventRow, facts: Facts) -> tuple[str, ...]:
    figures = facts.figures.get(event.id)
    plan, fact = (figures.standing(PARTICIPANTS, stage) if figures else None for stage in (Stage.PLAN, Stage.FACT))
    starts, ends = (clock_time(at, event.time_zone) for at in (event.starts_at, event.ends_at))
    time = f"{starts}–{ends}"
    if facts.about.first != facts.about.last:
        time = f"{event.day:%d.%m}\n{time}"
    shown = [figure_words(row) if row else NOTHING for row in (plan, fact)]
    return (time, _with_figures(event, figures), *shown, source_words(fact) if fact else _("not counted"))


def _with_figures(event: EventRow, figures: EventFigures | None) -> str:
    """The title, with what was counted at the event beside people."""
    counted = [amount_said(row.amount, row.measure) for row in _things(figures)] if figures else []
    return f"{event.title.text()}: {listed(counted)}" if counted else event.title.text()


def _things(figures: EventFigures) -> list[FigureRow]:
    codes = dict.fromkeys(row.measure.code for row in figures.figures if _is_thing(row.measure))
    return [row for code in codes if (row := figures.standing(code)) is not None]


def _is_thing(measure: MeasureRow) -> bool:
    return not measure.is_people and not measure.parent and measure.code not in _OTHERWISE


def source_words(row: FigureRow) -> str:
    """Where a figure comes from; of an estimate how it was made and by whom."""
    words = str(SOURCES[row.source])
    if row.source is Source.ESTIMATED:
        return ", ".join(filter(None, (words, row.method, row.by_whom)))
    return words


def course(facts: Facts) -> str:
    """How many people came in all, what of it is estimated, what nobody counted, and what was not held."""
    measure = facts.gathered.measures.get(PARTICIPANTS)
    lines = _totals(total_of(measure, facts.gathered), facts) if measure else []
    if facts.called_off:
        lines.append(_("Not held: %(events)s.", events="; ".join(map(_called_off, facts.called_off))))
    if facts.not_held:
        titles = listed([event.title.text() for event in facts.not_held])
        lines.append(_("Not marked as held: %(events)s.", events=titles))
    return "\n".join(map(sentence, lines))


def _called_off(event: EventRow) -> str:
    return f"{event.title.text()} ({event.reason})" if event.reason else event.title.text()


def _totals(total: Total, facts: Facts) -> list[str]:
    lines: list[str] = []
    people = total.people
    if people is not None and people.parts:
        lines.append(_took_part(people, facts))
        if total.times.value != people.value:
            times = sum_said(total.times, NOUNS["participations"])
            lines.append(_("The same people came to several events and are counted once; in all: %(times)s.", times=times))
        if people.estimates and people.parts > 1:
            lines.append(_estimated(people))
    if total.missing:
        lines.append(_("Participants were not counted: %(events)s.", events=listed(_titles(total))))
    return lines


def _titles(total: Total) -> list[str]:
    return [event.title.text() for event in total.missing]


def _took_part(people: Sum, facts: Facts) -> str:
    values = {"took_part": agrees(TOOK_PART, people, NOUNS["people"]), "people": sum_said(people, NOUNS["people"])}
    if facts.about.is_event:
        return _("%(people)s %(took_part)s.", **values)
    events = many(len(facts.held), "events", kazakh=Case.DATIVE, russian=Case.LOCATIVE)
    return _("%(people)s %(took_part)s in %(events)s.", events=events, **values)


def _estimated(people: Sum) -> str:
    parts = many(people.parts, "parts", kazakh=Case.GENITIVE, russian=Case.GENITIVE)
    return _("Of %(parts)s %(estimates)s are estimates.", parts=parts, estimates=share(people.estimates))


def people_rows(facts: Facts) -> tuple[tuple[str, ...], ...]:
    """Categories of participants, how many, where the figures come from; those within others come last and say so."""
    of_people = [one for one in facts.gathered.measures.values() if one.parent == PARTICIPANTS]
    ordered = sorted(of_people, key=lambda one: (one.overlaps, one.order))
    totals = [(one, total_of(one, facts.gathered)) for one in ordered]
    return tuple(_category(measure, total) for measure, total in totals if total.parts)


def _category(measure: MeasureRow, total: Total) -> tuple[str, ...]:
    name = measure.name.text()
    if measure.overlaps:
        name = _("%(category)s (counted in other categories too)", category=name)
    sources = listed([str(SOURCES[part.row.source]) for part in total.parts])
    return (name, sum_words(total.headline, measure), sources)


def conclusions(facts: Facts) -> str:
    """How far the programme was kept, and what was lost."""
    lines = []
    if facts.late:
        minutes = max(facts.late.values())
        lines.append(
            _n("The programme was kept to within %(num)d minute.", "The programme was kept to within %(num)d minutes.", minutes)
            if minutes
            else _("The programme was kept to the minute.")
        )
    return "\n".join(lines)
