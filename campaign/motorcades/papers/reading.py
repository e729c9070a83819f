"""What the papers of a column are made of, read once for all of them."""

from dataclasses import dataclass

from campaign.core.i18n import Translated
from campaign.events.deadlines.queries import permits_of
from campaign.events.deadlines.schemas import FilingWish
from campaign.motorcades.police.schemas import CODE as POLICE_LETTER
from campaign.motorcades.queries import column_of, loaded
from campaign.motorcades.route.queries import route_of
from campaign.motorcades.route.schemas import Route
from campaign.motorcades.schemas import Column
from campaign.relay import queries as relays


@dataclass(frozen=True)
class ColumnOnPaper:
    """A column with its route. `letter`: the letter to the police that was filed last, None while there is none."""

    campaign: Translated
    column: Column
    route: Route
    letter: FilingWish | None = None


def column_on_paper(event_id: int) -> ColumnOnPaper:
    """Raises NotFound for an event that is not the asker's to see. A dozen statements and one, however many cars and points."""
    column, route = loaded(column_of(event_id)), route_of(event_id)
    permits = permits_of(event_id)
    asked = {code for code, rule in permits.rules.items() if rule.wish.paper == POLICE_LETTER}
    letters = [filing.wish for filing in permits.filings if filing.wish.rule_code in asked]
    campaign = relays.campaign_of(column.event.relay_id).name
    return ColumnOnPaper(campaign, column, route, letters[-1] if letters else None)
