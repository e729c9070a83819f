"""The briefing for an invented event, with rows to sign in."""

from campaign.core.i18n import Translated
from campaign.events.briefing.schemas import Briefing, Contact, FactRow
from campaign.events.invented import event_of
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.people.briefing import paper
from campaign.people.briefing.schemas import BriefingSheet


def _sheet(cast: Cast, size: Size) -> BriefingSheet:
    names = tuple(cast.person(number) for number in size.of())
    event, lines = event_of(cast, size), len(size.of(4))
    nothing = Translated()
    briefing = Briefing(
        title=event.title, starts_at=event.starts_at, ends_at=event.ends_at, time_zone=event.time_zone, place=event.place_name,
        why=_why(cast) if lines else nothing, points=_lines(cast, lines), day=_lines(cast, lines),
        meeting=event.place_name, slogans=(cast.campaign,), rules=tuple(_rule(cast) for _number in range(lines)),
        facts=tuple(_fact(cast, number) for number in range(lines)),
    )  # fmt: skip
    if lines:
        briefing = _manned(cast, briefing)
    return BriefingSheet(cast.campaign, briefing, frozenset({1}), names)


def _manned(cast: Cast, briefing: Briefing) -> Briefing:
    leader, medic, lost = (Contact(cast.short(number), cast.phone(number)) for number in range(3))
    return Briefing(
        briefing.title, briefing.starts_at, briefing.ends_at, briefing.time_zone, briefing.place, briefing.why, briefing.points,
        briefing.day, briefing.meeting, briefing.slogans, briefing.rules, briefing.facts, leader, medic, lost, "1424",
        _lines(cast, 2),
    )  # fmt: skip


def _why(cast: Cast) -> Translated:
    return cast.words(
        "Біз адалдық туралы сөйлесу үшін келдік.", "Мы пришли говорить о честности.", "We are here to talk about honesty.", 600
    )  # fmt: skip


def _lines(cast: Cast, count: int) -> Translated:
    """So many lines in each language."""
    one = cast.words("Пара берме, пара алма.", "Не давай и не бери взяток.", "Give and take no bribes.", 300)
    return Translated(*("\n".join([words.replace("\n", " ")] * count) for words in (one.kk, one.ru, one.en)))


def _rule(cast: Cast) -> Translated:
    return cast.words("Ешкімді қозғамаймыз.", "Никого не осуждаем.", "We judge nobody.", 300)


def _fact(cast: Cast, number: int) -> FactRow:
    text = cast.words("Индекстегі орын", "Место в индексе", "Place in the index", 200)
    return FactRow(
        number, text, str(122 - number), cast.words("180-нен", "из 180", "of 180", 40), 2017, cast.line("отчёт", 200), ""
    )


SAMPLES = (sample_of(paper.KIND, _sheet),)
