"""The roster of an invented event."""

from dataclasses import replace

from campaign.core import phones
from campaign.core.i18n import language
from campaign.events.invented import event_of
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Sample, Size
from campaign.papers.gallery.wording import sample_stamp, sample_words
from campaign.people.documents import drawn_roster
from campaign.people.paper.schemas import ROSTER, USUAL_BLANK_ROWS, RosterPrint
from campaign.people.paper.words import words_for
from campaign.people.schemas import Marking, Roster, RosterLine


def _roster(cast: Cast, size: Size) -> Roster:
    event = event_of(cast, size)
    lines = sorted((_line(cast, number) for number in size.of()), key=lambda line: line.full_name.casefold())
    place = ", ".join(filter(None, (event.unit_name.text(), event.place_name.text())))
    return Roster(
        event.id, language(), cast.campaign.text(), event.title.text(), place, event.day, f"{event.starts_on_wall:%H:%M}",
        tuple(lines), event.responsible,
    )  # fmt: skip


def _line(cast: Cast, number: int) -> RosterLine:
    role = cast.words("ерікті", "волонтёр", "volunteer", 80).text()
    return RosterLine(
        cast.person(number), cast.organisation(number), role, phones.shown(cast.phone(number)), str(number % 3 + 1),
        str(number % 14 + 1) if number % 2 else "", cast.line("без фото", 200) if number % 5 == 0 else "", number + 1,
    )  # fmt: skip


def _pdf(cast: Cast, size: Size) -> bytes:
    roster, marking, stamp, kit = _roster(cast, size), Marking.BOX, sample_stamp(), sample_words()
    words = replace(words_for(roster, marking), sheet=kit.sheet, revision=kit.revision)
    return b"".join(drawn_roster(RosterPrint(roster, words, marking, USUAL_BLANK_ROWS, ZONE, stamp.address), stamp))


SAMPLES = (Sample(ROSTER, _pdf),)
