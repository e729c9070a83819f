"""The page that everybody sees first: the campaign, its relays, and where the batons are now."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.relay import queries
from campaign.relay.custody import queries as custody
from campaign.web.guards import open_to_all

bp = Blueprint("relay", __name__)


@bp.get("/")
@open_to_all
def home() -> ResponseReturnValue:
    today = clock.campaign_today()
    rows = sorted(queries.public_relays(), key=lambda row: row.distance(today))
    chains = queries.chains_of([row.id for row in rows])
    return render_template(
        "relay/public/home.html", campaign=queries.current_campaign(), rows=rows, chains=chains,
        batons=custody.batons_now(chains),
        may_plan=current_actor().may(P.RELAY_WRITE),
    )  # fmt: skip
