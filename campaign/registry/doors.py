"""Every way in: the blueprints of the pages and the groups of the command line, in the order of the house."""

from campaign.accounts import cli as accounts_cli
from campaign.accounts import public as accounts_public
from campaign.accounts import views as accounts_views
from campaign.accounts.alarms import views as alarms_views
from campaign.accounts.factors import public as factors_public
from campaign.accounts.factors import views as factors_views
from campaign.core import checks, consumer, rotation, upgrading
from campaign.core.audit import commands as audit_commands
from campaign.core.backup import cli as backup_cli
from campaign.core.operation import cli as operation_cli
from campaign.events import cli as events_cli
from campaign.events import public as events_public
from campaign.events import views as events_views
from campaign.events.briefing import views as briefing_views
from campaign.events.checklists import views as checklists_views
from campaign.events.contingency import views as contingency_views
from campaign.events.deadlines import views as deadlines_views
from campaign.events.feeds import public as feeds_public
from campaign.events.feeds import views as feeds_views
from campaign.events.figures import views as figures_views
from campaign.events.figures.plausibility import views as plausibility_views
from campaign.events.kits import views as kits_views
from campaign.events.plan import views as plan_views
from campaign.events.press import views as press_views
from campaign.events.running import views as running_views
from campaign.events.safety import views as safety_views
from campaign.exchange.packages import cli as packages_cli
from campaign.exchange.packages import views as packages_views
from campaign.exchange.webhooks import views as webhooks_views
from campaign.exhibition import views as exhibition_views
from campaign.exhibition.library import views as library_views
from campaign.exhibition.papers import views as panels_views
from campaign.guide import public as guide_public
from campaign.materials import cli as materials_cli
from campaign.materials.catalogue import views as catalogue_views
from campaign.materials.imports import views as stock_imports
from campaign.materials.issuing import views as issuing_views
from campaign.materials.ledger import views as ledger_views
from campaign.materials.need import views as need_views
from campaign.materials.norms import views as norms_views
from campaign.materials.stock import views as stock_views
from campaign.materials.stocktakes import views as stocktakes_views
from campaign.motorcades import cli as motorcades_cli
from campaign.motorcades import views as columns_views
from campaign.motorcades.imports import views as vehicles_imports
from campaign.motorcades.offers import public as offers_public
from campaign.motorcades.offers import views as offers_views
from campaign.motorcades.police import views as police_views
from campaign.motorcades.road import field as road_field
from campaign.motorcades.road import views as road_views
from campaign.motorcades.route import views as route_views
from campaign.motorcades.seats import views as seats_views
from campaign.papers import views as papers_views
from campaign.papers.desk import public as desk_public
from campaign.papers.desk import views as desk_views
from campaign.papers.gallery import views as gallery_views
from campaign.papers.printed import views as printed_views
from campaign.papers.printer import views as printer_views
from campaign.papers.sets import cli as sets_cli
from campaign.papers.sets import views as sets_views
from campaign.papers.signing import views as signing_views
from campaign.papers.typed import views as typed_views
from campaign.people import cli as people_cli
from campaign.people import public as people_public
from campaign.people import views as people_views
from campaign.people.badges import views as people_badges
from campaign.people.checkin import field as checkin_field
from campaign.people.checkin import views as checkin_views
from campaign.people.duplicates import views as people_duplicates
from campaign.people.exports import views as people_exports
from campaign.people.groups import public as groups_public
from campaign.people.groups import views as groups_views
from campaign.people.hours import views as people_hours
from campaign.people.imports import views as people_imports
from campaign.people.minors import public as minors_public
from campaign.people.minors.views import ages as minors_ages
from campaign.people.minors.views import desk as minors_desk
from campaign.people.outbox import views as people_outbox
from campaign.people.paper import views as people_paper
from campaign.people.photos import views as people_photos
from campaign.people.privacy import cli as privacy_cli
from campaign.people.privacy import public as own_data
from campaign.people.privacy import views as people_privacy
from campaign.people.shifts import public as ticket_shifts
from campaign.people.shifts import views as people_shifts
from campaign.people.thanks import public as certificates
from campaign.people.thanks import views as people_thanks
from campaign.relay import cli as relay_cli
from campaign.relay import public as relay_public
from campaign.relay import views as relay_views
from campaign.relay.custody import views as custody_views
from campaign.relay.drafts import views as drafts_views
from campaign.relay.schedule import views as schedule_views
from campaign.relay.slip import views as slip_views
from campaign.reports import cli as reports_cli
from campaign.reports import views as reports_views
from campaign.reports.access import views as access_views
from campaign.reports.board import views as board_views
from campaign.reports.book import views as book_views
from campaign.reports.dashboard import views as dashboard_views
from campaign.reports.information import views as information_views
from campaign.reports.periods import views as closes_views
from campaign.reports.rollup import cli as rollup_cli
from campaign.reports.rollup import views as rollup_views
from campaign.reports.sample import cli as sample_cli
from campaign.reports.sample import views as sample_views
from campaign.reports.trail import views as trail_views
from campaign.territory import cli as territory_cli
from campaign.territory import views as territory_views
from campaign.walks import views as walks_views
from campaign.walks.buildings import views as buildings_views
from campaign.walks.closing import views as closing_views
from campaign.walks.doors import field as doors_field
from campaign.walks.doors import views as doors_views
from campaign.walks.signs import views as signs_views
from campaign.web import find, health, metrics, operation, style
from campaign.web import tasks as task_pages
from campaign.web.field import pages as field_pages

BLUEPRINTS = (
    health.bp,
    metrics.bp,
    operation.bp,
    style.bp,
    find.bp,
    task_pages.bp,
    field_pages.bp,
    reports_views.bp,
    sample_views.bp,
    board_views.bp,
    information_views.bp,
    accounts_public.bp,
    accounts_views.bp,
    factors_public.bp,
    factors_views.bp,
    territory_views.bp,
    papers_views.bp,
    signing_views.bp,
    printer_views.bp,
    typed_views.bp,
    printed_views.bp,
    desk_views.bp,
    desk_public.bp,
    sets_views.bp,
    gallery_views.bp,
    relay_public.bp,
    relay_views.bp,
    custody_views.bp,
    drafts_views.bp,
    schedule_views.bp,
    slip_views.bp,
    events_public.bp,
    feeds_public.bp,
    feeds_views.bp,
    events_views.bp,
    briefing_views.bp,
    checklists_views.bp,
    plan_views.bp,
    press_views.bp,
    figures_views.bp,
    kits_views.bp,
    plausibility_views.bp,
    running_views.bp,
    safety_views.bp,
    deadlines_views.bp,
    contingency_views.bp,
    people_public.bp,
    minors_public.bp,
    people_views.bp,
    minors_desk.bp,
    minors_ages.bp,
    people_paper.bp,
    people_badges.bp,
    people_exports.bp,
    people_imports.bp,
    groups_public.bp,
    groups_views.bp,
    groups_views.waiting_bp,
    people_outbox.bp,
    people_photos.bp,
    people_privacy.bp,
    people_privacy.pages,
    own_data.bp,
    people_duplicates.bp,
    checkin_field.bp,
    checkin_views.bp,
    people_shifts.bp,
    people_hours.bp,
    people_thanks.bp,
    certificates.bp,
    ticket_shifts.bp,
    buildings_views.bp,
    walks_views.bp,
    exhibition_views.bp,
    ledger_views.bp,
    ledger_views.periods_bp,
    stock_imports.bp,
    signs_views.bp,
    columns_views.bp,
    seats_views.bp,
    route_views.bp,
    road_views.bp,
    road_field.bp,
    police_views.bp,
    vehicles_imports.bp,
    offers_views.bp,
    offers_public.bp,
    doors_field.bp,
    doors_views.bp,
    closing_views.bp,
    need_views.bp,
    stock_views.bp,
    stocktakes_views.bp,
    catalogue_views.bp,
    issuing_views.bp,
    norms_views.bp,
    norms_views.counts_bp,
    library_views.bp,
    panels_views.bp,
    rollup_views.bp,
    closes_views.bp,
    dashboard_views.bp,
    book_views.bp,
    trail_views.bp,
    access_views.bp,
    alarms_views.bp,
    packages_views.bp,
    webhooks_views.bp,
    guide_public.bp,
)
COMMANDS = (
    upgrading.group,
    rotation.group,
    checks.command,
    backup_cli.backup,
    backup_cli.restore,
    operation_cli.replicate,
    operation_cli.group,
    audit_commands.group,
    consumer.worker,
    accounts_cli.group,
    territory_cli.group,
    sets_cli.group,
    relay_cli.group,
    events_cli.group,
    people_cli.group,
    privacy_cli.group,
    motorcades_cli.group,
    materials_cli.group,
    rollup_cli.group,
    reports_cli.demo_group,
    sample_cli.group,
    packages_cli.group,
)
