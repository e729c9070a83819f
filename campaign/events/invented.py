"""An event that never was, for the samples of papers about events, of this feature and of later ones."""

from dataclasses import replace

from campaign.core.i18n import Translated
from campaign.events.schemas import EventRow, EventState, RoleRow
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Size

_KINDS = (
    ("rally", "Митинг", "Митинг", "Rally"),
    ("motorcade", "Автокеруен", "Автопробег", "Motorcade"),
    ("office_walk", "Кабинеттерді аралау", "Обход кабинетов", "Office walk"),
    ("lecture", "Дәріс", "Лекция", "Lecture"),
)


def invented_event(cast: Cast, number: int = 0) -> EventRow:
    """With a place, times and somebody responsible; another kind, day and hour for other numbers."""
    code, *kind = _KINDS[number % len(_KINDS)]
    title = cast.words(f"{kind[0]}: «Адал жол» қаласы", f"{kind[1]} «Честный город»", f"{kind[2]} “Honest city”")
    hour, day = 9 + number % 8, number // 4
    return EventRow(
        id=number + 1, stop_id=1, relay_id=1, region_id=1, unit_name=cast.place(number), kind=code,
        kind_name=Translated(*kind), title=title, description=title, starts_at=cast.moment(hour, 30, day),
        ends_at=cast.moment(hour + 1, 45, day), time_zone=ZONE,
        place_name=cast.words("Тәуелсіздік алаңы", "Площадь Независимости", "Independence Square"),
        place_address=cast.line("пр. Республики, 12", 200), place_capacity=5000,
        place_note=cast.line("вход со двора", 200), capacity=1200, taken=860, state=EventState.OPEN, reason="",
        responsible=cast.short(number), responsible_phone=cast.phone(number), version=1,
        roles=(RoleRow(1, cast.words("қатысушы", "участник", "participant", 80), 1000, 800),),
        arrives_on=cast.day(), departs_on=cast.day(4),
    )  # fmt: skip


def bare_event(cast: Cast, number: int = 0) -> EventRow:
    """The same where nobody has said yet where it is, how many may come and who answers for it."""
    return replace(
        invented_event(cast, number), place_name=Translated(), place_address="", place_note="", place_capacity=None,
        capacity=None, responsible="", responsible_phone="", roles=(),
    )  # fmt: skip


def event_of(cast: Cast, size: Size) -> EventRow:
    """The event of a sample of this size."""
    return bare_event(cast) if size is Size.EMPTY else invented_event(cast)
