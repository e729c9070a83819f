"""The lists of the people of an invented event."""

from dataclasses import replace

from campaign.core import phones
from campaign.events.invented import bare_event, invented_event
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.papers.wording import campaign_line
from campaign.people.lists import letters, march, signin
from campaign.people.lists.schemas import EventList, GroupHead, ListLine

_GROUPS = 2


def _list(cast: Cast, size: Size) -> EventList:
    """Two of three come with a group."""
    numbers = size.of()
    event = invented_event(cast) if numbers else bare_event(cast)
    lines = sorted((_line(cast, number) for number in numbers), key=lambda line: line.full_name.casefold())
    groups = tuple(_group(cast, number) for number in range(min(_GROUPS, len(lines))))
    place = ", ".join(filter(None, (event.place_name.text(), event.place_address)))
    return EventList(
        campaign=campaign_line(cast.campaign.text()), event=event.title.text(), unit=event.unit_name.text(), place=place,
        meeting=cast.line("у фонтана", 200) if numbers else "", day=event.day, starts=f"{event.starts_on_wall:%H:%M}",
        leader=event.responsible, phone=phones.shown(event.responsible_phone) if event.responsible_phone else "",
        lines=tuple(lines), groups=groups,
    )  # fmt: skip


def _nobody(cast: Cast, size: Size) -> EventList:
    """The same with nobody on it: for a sheet of blank rows."""
    return replace(_list(cast, size), lines=(), groups=())


def _group(cast: Cast, number: int) -> GroupHead:
    return GroupHead(number + 1, cast.organisation(number), cast.short(number), phones.shown(cast.phone(number)), 2)


def _line(cast: Cast, number: int) -> ListLine:
    group = number % (_GROUPS + 1)
    return ListLine(
        registration_id=number + 1, full_name=cast.person(number), organisation=cast.organisation(number),
        role=cast.words("ерікті", "волонтёр", "volunteer", 80), leads=number == 0,
        group_id=group + 1 if group < _GROUPS else None, group=cast.organisation(group) if group < _GROUPS else "",
        code=f"K7M{number:03d}Q", photo=number % 3 > 0,
        phone=phones.shown(cast.phone(number)),
    )  # fmt: skip


SAMPLES = (
    sample_of(signin.KIND, _list),
    sample_of(signin.EMPTY, _nobody),
    sample_of(letters.KIND, _list),
    sample_of(march.KIND, _list),
)
