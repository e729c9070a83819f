"""What works without a page: what ships with the program, letters, queued tasks, recounts."""

from campaign.accounts import tasks as accounts_tasks
from campaign.accounts.alarms import tasks as alarms_tasks
from campaign.core import audit
from campaign.core.audit import verifying as audit_checks
from campaign.events import services as events_services
from campaign.events.briefing import services as briefing_services
from campaign.events.deadlines import checks as deadlines_checks
from campaign.events.deadlines import services as deadlines_services
from campaign.events.figures import checks as figures_checks
from campaign.events.figures import shipping as figures_shipping
from campaign.events.figures.plausibility import services as plausibility_services
from campaign.exchange.webhooks import tasks as webhooks_tasks
from campaign.exhibition import checks as exhibition_checks
from campaign.materials import checks as ledger_checks
from campaign.materials import services as materials_services
from campaign.materials.handing import checks as along_checks
from campaign.materials.norms import services as norms_services
from campaign.motorcades.road import checks as road_checks
from campaign.motorcades.seats import checks as seats_checks
from campaign.papers import checks as papers_checks
from campaign.papers import tasks as papers_tasks
from campaign.papers.desk import tasks as desk_tasks
from campaign.papers.sets import tasks as sets_tasks
from campaign.papers.typed import checks as typed_checks
from campaign.people import checks as people_checks
from campaign.people import line_checks
from campaign.people import services as people_services
from campaign.people import tasks as people_tasks
from campaign.people.badges import tasks as badges_tasks
from campaign.people.checkin import checks as door_checks
from campaign.people.checkin import services as door_services
from campaign.people.duplicates import checks as duplicates_checks
from campaign.people.exports import tasks as export_tasks
from campaign.people.imports import tasks as imports_tasks
from campaign.people.minors import checks as minors_checks
from campaign.people.minors import services as minors_services
from campaign.people.minors import tasks as minors_tasks
from campaign.people.outbox import tasks as outbox_tasks
from campaign.people.paper import tasks as paper_tasks
from campaign.people.photos import checks as photos_checks
from campaign.people.privacy import services as privacy_services
from campaign.people.privacy import tasks as retention_tasks
from campaign.people.shifts import checks as shifts_checks
from campaign.people.thanks import tasks as thanks_tasks
from campaign.relay import checks as relay_checks
from campaign.relay.custody import checks as custody_checks
from campaign.reports.book import tasks as book_tasks
from campaign.reports.periods import checks as closes_checks
from campaign.reports.rollup import tasks as rollup_tasks
from campaign.reports.tallies import checks as tallies_checks
from campaign.territory import services as territory_services
from campaign.walks.closing import checks as closing_checks
from campaign.walks.signs import tasks as signs_tasks

# What `adalzhol database upgrade` loads, lowest feature first.
SHIPPED = (
    audit.found,
    territory_services.load_shipped,
    events_services.load_shipped,
    briefing_services.load_shipped,
    deadlines_services.load_shipped,
    figures_shipping.load_shipped,
    plausibility_services.load_shipped,
    people_services.load_shipped,
    door_services.fill_code_hashes,
    minors_services.load_shipped,
    privacy_services.load_shipped,
    materials_services.load_shipped,
    norms_services.load_shipped,
)

# who writes which letter is known once these are imported
LETTERS = (accounts_tasks, alarms_tasks, people_tasks, outbox_tasks, minors_tasks, rollup_tasks, webhooks_tasks)

TASKS = (
    papers_tasks,
    desk_tasks,
    sets_tasks,
    paper_tasks,
    badges_tasks,
    export_tasks,
    retention_tasks,
    thanks_tasks,
    imports_tasks,
    signs_tasks,
    book_tasks,
)  # who does which queued work is known as soon as these are imported

# what `adalzhol check` recounts is registered as soon as these are imported
CHECKS = (
    audit_checks, papers_checks, typed_checks, relay_checks, custody_checks, deadlines_checks, figures_checks, people_checks,
    duplicates_checks, line_checks, minors_checks, shifts_checks, door_checks, seats_checks, road_checks, closing_checks,
    ledger_checks, along_checks, exhibition_checks,
    tallies_checks,
    photos_checks, closes_checks,
)  # fmt: skip
