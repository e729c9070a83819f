"""An event with a briefing that was sent."""

from dataclasses import replace

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.briefing import services
from campaign.events.briefing.models import CampaignFact, ConductRule
from campaign.events.briefing.schemas import Contact


def a_sent_briefing(event_id: int) -> dict[str, int]:
    """The ids by the names of the addresses' parameters; what ships must be there."""
    meeting = Translated("Алаң", "Площадь")
    services.write(event_id, replace(services.usual_text(), leader=Contact("Старшая", "+77000000007"), meeting=meeting))
    version = services.send(event_id, 1, "briefing").number
    fact, rule = (db.session.scalars(select(table.id).limit(1)).one() for table in (CampaignFact, ConductRule))
    return {"fact_id": fact, "rule_id": rule, "version": version}
