"""Reading what stands on the briefing's paper."""

from campaign.core import clock
from campaign.core.i18n import language
from campaign.events.briefing import queries as briefings
from campaign.people.briefing.schemas import BriefingSheet
from campaign.people.judged import event_to_print
from campaign.people.queries import roster_for
from campaign.relay.queries import campaign_of


def briefing_sheet(event_id: int) -> BriefingSheet:
    """The briefing of an event with its confirmed people, in the alphabet of the language spoken now.

    Raises NotFound, Refused. Fourteen statements at most, however many people.
    """
    event = event_to_print(event_id)
    page = briefings.page_of(event, briefings.text_of(event_id))
    today = clock.campaign_today(event.time_zone)
    doubtful = frozenset(fact.id for fact in page.facts if fact.is_doubtful(today))
    names = tuple(line.full_name for line in roster_for(event_id, language()).lines)
    return BriefingSheet(campaign_of(event.relay_id).name, page, doubtful, names)
