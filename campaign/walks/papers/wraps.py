"""What stands on the wraps of the soap «Таза қолдар», in both languages of the country, whoever prints them."""

from collections.abc import Callable
from typing import Final

from campaign.core.i18n import _, use_language
from campaign.events.schemas import EventRow
from campaign.pdf.signs.schemas import WrapSet
from campaign.relay.queries import campaign_of
from campaign.territory.queries import region_row
from campaign.walks.signs.queries import public_page
from campaign.walks.signs.words import tied

_CODES: Final = ("kk", "ru")


def wrap_set(event: EventRow, pages: int) -> WrapSet:
    """So many pages of wraps for the walk of an event. Two statements."""
    campaign, region = campaign_of(event.relay_id), region_row(event.region_id, event.day).name
    strong = _in_both(lambda: _("The honest way begins with clean hands."))
    rest = _in_both(lambda: tied(_("This soap is no gift, it is a reminder.")))
    front = _in_both(lambda: _("Clean hands"))
    return WrapSet(
        language="kk",
        title=" / ".join(front),
        pages=pages,
        front=front,
        motto=campaign.name.text("kk"),
        back=tuple(zip(map(tied, strong), rest, strict=True)),
        where=tuple(f"{region.text(code)}, {event.day.year}" for code in _CODES),
        caption=_in_both(lambda: _("Hotline").lower()),
        glue=" · ".join(_in_both(lambda: _("glue here"))),
        hotline=campaign.hotline,
        address=public_page(),
        author=campaign.name.text("kk"),
    )


def _in_both(say: Callable[[], str]) -> tuple[str, ...]:
    said = []
    for code in _CODES:
        with use_language(code):
            said.append(say())
    return tuple(said)
