"""What machines may do: the operations of each feature and how they are described, in the order of the house."""

from campaign.accounts.tokens import views as tokens_views
from campaign.events import api as events_api
from campaign.events.checklists import api as checklists_api
from campaign.events.figures import api as figures_api
from campaign.exhibition import api as exhibition_api
from campaign.materials import api as materials_api
from campaign.materials.issuing import api as issuing_api
from campaign.materials.ledger import api as ledger_api
from campaign.motorcades import api as motorcades_api
from campaign.people import api as people_api
from campaign.relay import api as relay_api
from campaign.relay.custody import api as custody_api
from campaign.relay.slip import api as slip_api
from campaign.reports import api as reports_api
from campaign.reports.information import api as information_api
from campaign.territory import api as territory_api
from campaign.walks import api as walks_api
from campaign.web.api import pages as api_pages

OPERATIONS = (
    territory_api.api,
    relay_api.api,
    slip_api.api,
    custody_api.api,
    events_api.api,
    checklists_api.api,
    figures_api.api,
    people_api.api,
    motorcades_api.api,
    walks_api.api,
    materials_api.api,
    ledger_api.api,
    issuing_api.api,
    exhibition_api.api,
    information_api.api,
    reports_api.api,
)
PAGES = (
    tokens_views.bp,
    api_pages.bp,
)
COMMANDS = (api_pages.group,)
