"""The consents and the list of the minors of an invented event."""

from typing import Final

from campaign.core.i18n import _
from campaign.events.invented import invented_event
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.people.minors import paper
from campaign.people.minors.schemas import ConsentSheet, MinorRow, MinorSheet, Relation

_RELATIONS: Final = tuple(Relation)
_KK: Final = (
    "Мен баламның іс-шараға қатысуына келісемін. Қатысу ерікті екенін білемін. "
    "Аты-жөні, туған жылы және менің телефоным тек осы іс-шара үшін сақталады."
)
_RU: Final = (
    "Даю согласие на участие моего ребёнка в мероприятии. Я знаю, что участие добровольное. "
    "Имя, год рождения и мой телефон хранятся только для этого мероприятия."
)


def _consents(cast: Cast, size: Size) -> ConsentSheet:
    event = invented_event(cast)
    words = cast.words(_KK, _RU, _RU, 1200)
    return ConsentSheet(
        cast.campaign, event.title, event.place_name.text(), event.day, f"{event.starts_on_wall:%H:%M}", words.kk, words.ru,
        tuple(cast.person(number) for number in size.of(5)), _("Text of the consent: version %(version)s.", version=1),
    )  # fmt: skip


def _list(cast: Cast, size: Size) -> MinorSheet:
    event = invented_event(cast)
    lines = tuple(_row(cast, number) for number in size.of())
    return MinorSheet(
        cast.campaign, event.title, event.place_name.text(), event.day, f"{event.starts_on_wall:%H:%M}", 16, lines,
        len(lines) // 4,
    )  # fmt: skip


def _row(cast: Cast, number: int) -> MinorRow:
    """Every fourth is old enough to come without a parent's word."""
    relation = _RELATIONS[number % len(_RELATIONS)] if number % 4 else None
    guardian, phone = (cast.person(number + 5), cast.phone(number)) if relation else ("", "")
    return MinorRow(
        cast.person(number), 2003 + number % 4, cast.organisation(number), number % 2 == 0, guardian, relation, phone
    )


SAMPLES = (sample_of(paper.CONSENTS, _consents), sample_of(paper.MINORS, _list))
