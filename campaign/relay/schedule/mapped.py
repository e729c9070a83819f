"""The paper with the map of a relay: the region, the way of the baton, where it is now."""

from campaign.core import clock
from campaign.core.i18n import _, _l, language
from campaign.papers.schemas import PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Paper, SmallPrint, Title
from campaign.relay import planpage
from campaign.relay import queries as relays
from campaign.relay.schedule.schemas import MappedRelay
from campaign.territory.mappaper import picture_of
from campaign.territory.maps import region_map
from campaign.web.templating import day, day_span, number

_WIDE, _TALL = 275.0, 128.0  # mm


def map_of(relay_id: int) -> MappedRelay:
    """The map of a relay that is the asker's to see, with the names in the language spoken now. Raises NotFound."""
    row, campaign, chain = relays.relay_row(relay_id), relays.campaign_of(relay_id), relays.chain_of(relay_id)
    sheet = region_map(row.map_code, row.as_of, planpage.map_of_chain(chain))
    return MappedRelay(campaign.name, row.title, row.starts_on, row.ends_on, row.kilometres, sheet, clock.campaign_today())


def map_paper(mapped: MappedRelay, signers: Signers) -> Paper:
    """A4 landscape, the map as wide as the page; nobody signs it."""
    region = mapped.region.text()
    span = day_span((mapped.starts_on, mapped.ends_on))
    bar = _("%(kilometres)s km", kilometres=mapped.sheet.scale.kilometres)
    said = _("Drawn line: passed; dotted line: to come; double ring: the baton is there on %(day)s", day=day(mapped.on))
    return Paper(
        language=language(),
        title=_("Map of the relay"),
        short_title=_("Map of the relay: %(region)s", region=region),
        landscape=True,
        author=mapped.campaign.text(),
        parts=(
            Title(_("Map of the relay: %(region)s", region=region), [f"{campaign_line(mapped.campaign.text())} · {span}"]),
            picture_of(mapped.sheet, bar, _WIDE, _TALL),
            SmallPrint(_("%(kilometres)s km as the crow flies.", kilometres=number(round(mapped.kilometres))) + " " + said),
        ),
    )


KIND = PaperKind(
    code="relay_map",
    name=_l("Map of the relay"),
    subject=SubjectKind.RELAY,
    read=map_of,
    draw=map_paper,
    note=_l("for a wall, one page"),
)
