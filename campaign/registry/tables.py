"""Every module of tables, in the order of the house; importing them makes the metadata whole."""

from campaign.accounts import models as accounts_models
from campaign.accounts.alarms import models as alarms_models
from campaign.accounts.devices import models as devices_models
from campaign.accounts.factors import models as factors_models
from campaign.accounts.tokens import models as tokens_models
from campaign.core import audit, files, keys, mail, operations, outward, prints, settings, tasks
from campaign.events import models as events_models
from campaign.events.briefing import models as briefing_models
from campaign.events.checklists import models as checklists_models
from campaign.events.contingency import models as contingency_models
from campaign.events.deadlines import models as deadlines_models
from campaign.events.feeds import models as feeds_models
from campaign.events.figures import models as figures_models
from campaign.events.figures.plausibility import models as plausibility_models
from campaign.events.plan import models as plan_models
from campaign.events.press import models as press_models
from campaign.events.running import models as running_models
from campaign.events.safety import models as safety_models
from campaign.exchange.packages import models as packages_models
from campaign.exchange.webhooks import models as webhooks_models
from campaign.exhibition import models as exhibition_models
from campaign.materials import models as materials_models
from campaign.materials.handing import models as handing_models
from campaign.materials.norms import models as norms_models
from campaign.materials.stocktakes import models as stocktakes_models
from campaign.motorcades import models as motorcades_models
from campaign.motorcades.imports import models as vehicle_imports_models
from campaign.motorcades.offers import models as offers_models
from campaign.motorcades.police import models as police_models
from campaign.motorcades.road import models as road_models
from campaign.motorcades.route import models as route_models
from campaign.motorcades.seats import models as seats_models
from campaign.papers import models as papers_models
from campaign.papers.desk import models as desk_models
from campaign.papers.sets import models as sets_models
from campaign.papers.typed import models as typed_models
from campaign.people import models as people_models
from campaign.people.badges import models as badges_models
from campaign.people.briefing import models as people_briefing_models
from campaign.people.checkin import models as checkin_models
from campaign.people.duplicates import models as duplicates_models
from campaign.people.groups import models as groups_models
from campaign.people.hours import models as hours_models
from campaign.people.imports import models as imports_models
from campaign.people.minors import models as minors_models
from campaign.people.outbox import models as outbox_models
from campaign.people.photos import models as photos_models
from campaign.people.privacy import models as privacy_models
from campaign.people.shifts import models as shifts_models
from campaign.people.thanks import models as thanks_models
from campaign.relay import models as relay_models
from campaign.relay.custody import models as custody_models
from campaign.relay.drafts import models as drafts_models
from campaign.relay.schedule import models as schedule_models
from campaign.relay.slip import models as slip_models
from campaign.reports.access import models as access_models
from campaign.reports.book import models as book_models
from campaign.reports.information import models as information_models
from campaign.reports.periods import models as closes_models
from campaign.reports.rollup import models as rollup_models
from campaign.reports.tallies import models as tallies_models
from campaign.territory import models as territory_models
from campaign.walks import models as walks_models
from campaign.walks.buildings.imports import models as building_imports_models
from campaign.walks.closing import models as closing_models
from campaign.walks.doors import models as doors_models
from campaign.walks.signs import models as signs_models

MODELS = (
    access_models, alarms_models, audit, files, keys, mail, operations, outward, prints, settings, tasks,
    accounts_models, factors_models, territory_models, papers_models, desk_models, sets_models, typed_models, relay_models,
    custody_models, drafts_models,
    schedule_models, slip_models, events_models, checklists_models, briefing_models, feeds_models, plan_models,
    running_models, safety_models, people_models, groups_models, minors_models, imports_models, people_briefing_models,
    outbox_models, press_models, deadlines_models, contingency_models, shifts_models, hours_models, thanks_models,
    photos_models, privacy_models,
    devices_models, tokens_models, checkin_models, badges_models, duplicates_models,
    motorcades_models, route_models, road_models, police_models, seats_models, vehicle_imports_models, offers_models,
    walks_models, building_imports_models, doors_models, closing_models,
    signs_models,
    materials_models, norms_models, handing_models, stocktakes_models,
    exhibition_models,
    tallies_models,
    figures_models, plausibility_models,
    rollup_models, closes_models,
    information_models,
    book_models,
    packages_models,
    webhooks_models,
)  # fmt: skip
