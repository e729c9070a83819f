"""The badges of an invented event, four on a sheet; what is no name on them says that they are a sample."""

from campaign.core import phones
from campaign.core.i18n import _, language
from campaign.events.invented import invented_event
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Sample, Size
from campaign.pdf.badges import stream
from campaign.pdf.badges.schemas import Badge, BadgeSet, Layout
from campaign.people.badges.schemas import BADGES
from campaign.people.badges.words import badge_words, brand_lines


def _badges(cast: Cast, size: Size) -> BadgeSet:
    """A sheet of blank ones where nobody is on the list."""
    event, campaign = invented_event(cast), cast.campaign.text()
    starts = event.starts_on_wall
    badges = tuple(_badge(cast, number) for number in size.of(10)) or (Badge(),) * 4
    return BadgeSet(
        layout=Layout.A6, language=language(), title=_("Badges: %(event)s", event=event.title.text()),
        brand=brand_lines(campaign), event=cast.marked(event.title.text()), place=event.unit_name.text(),
        when=f"{starts:%d.%m.%Y, %H:%M}", day=f"{starts:%d.%m.%Y}", words=badge_words(), badges=badges, number=_("SAMPLE"),
        author=campaign,
    )  # fmt: skip


def _badge(cast: Cast, number: int) -> Badge:
    surname, _space, names = cast.person(number).partition(" ")
    role = cast.words("ерікті", "волонтёр", "volunteer", 80).text()
    return Badge(
        surname, names, cast.organisation(number), role, cast.organisation(number + 1), f"K7M{number:03d}Q", number == 0,
        number % 3 > 0, cast.short(number + 1), phones.shown(cast.phone(number)),
    )  # fmt: skip


SAMPLES = (Sample(BADGES, lambda cast, size: b"".join(stream(_badges(cast, size)))),)
