"""Every way into the house, one line each, in house order.

A feature may import only features named before it; `tests/house` holds everybody to that.
"""

from flask import Flask

from campaign.accounts import cli as accounts_cli
from campaign.accounts import models as accounts_models
from campaign.accounts import public as accounts_public
from campaign.accounts import tasks as accounts_tasks
from campaign.accounts import views as accounts_views
from campaign.accounts.devices import models as devices_models
from campaign.accounts.queries import actor_of_request, actor_with_email, actor_with_id
from campaign.core import audit, checks, consumer, db, files, mail, operations, prints, schema, settings, tasks
from campaign.events import cli as events_cli
from campaign.events import models as events_models
from campaign.events import public as events_public
from campaign.events import services as events_services
from campaign.events import views as events_views
from campaign.events.briefing import models as briefing_models
from campaign.events.briefing import services as briefing_services
from campaign.events.briefing import views as briefing_views
from campaign.events.checklists import models as checklists_models
from campaign.events.checklists import paper as checklists_paper
from campaign.events.checklists import views as checklists_views
from campaign.events.checklists.slips import TasksOfASlip
from campaign.events.contingency import models as contingency_models
from campaign.events.contingency import views as contingency_views
from campaign.events.contingency.slips import ReserveDatesOfASlip
from campaign.events.deadlines import checks as deadlines_checks
from campaign.events.deadlines import models as deadlines_models
from campaign.events.deadlines import services as deadlines_services
from campaign.events.deadlines import views as deadlines_views
from campaign.events.deadlines.slips import DeadlinesOfASlip
from campaign.events.feeds import models as feeds_models
from campaign.events.feeds import public as feeds_public
from campaign.events.feeds import views as feeds_views
from campaign.events.kits import views as kits_views
from campaign.events.plan import models as plan_models
from campaign.events.plan import paper as plan_paper
from campaign.events.plan import views as plan_views
from campaign.events.plan.queries import EVENTS
from campaign.events.press import models as press_models
from campaign.events.press import paper as media_paper
from campaign.events.press import views as press_views
from campaign.events.running import models as running_models
from campaign.events.running import paper as running_paper
from campaign.events.running import views as running_views
from campaign.events.safety import models as safety_models
from campaign.events.safety import paper as safety_paper
from campaign.events.safety import views as safety_views
from campaign.events.seasons import EventsOfASeason
from campaign.events.slips import EventsOfASlip
from campaign.papers import checks as papers_checks
from campaign.papers import kinds as paper_kinds
from campaign.papers import models as papers_models
from campaign.papers import tasks as papers_tasks
from campaign.papers import views as papers_views
from campaign.people import checks as people_checks
from campaign.people import cli as people_cli
from campaign.people import line_checks
from campaign.people import models as people_models
from campaign.people import public as people_public
from campaign.people import services as people_services
from campaign.people import tasks as people_tasks
from campaign.people import views as people_views
from campaign.people.badges import models as badges_models
from campaign.people.badges import tasks as badges_tasks
from campaign.people.badges import views as people_badges
from campaign.people.badges.schemas import BADGES
from campaign.people.briefing import models as people_briefing_models
from campaign.people.briefing import paper as briefing_paper
from campaign.people.briefing.services import Told
from campaign.people.checkin import checks as door_checks
from campaign.people.checkin import field as checkin_field
from campaign.people.checkin import models as checkin_models
from campaign.people.checkin import services as door_services
from campaign.people.checkin import views as checkin_views
from campaign.people.checkin.offline import field as field_shell
from campaign.people.duplicates import checks as duplicates_checks
from campaign.people.duplicates import models as duplicates_models
from campaign.people.duplicates import pointers as duplicates_pointers
from campaign.people.duplicates import views as people_duplicates
from campaign.people.duplicates.ports import MERGE_PORTS
from campaign.people.exports import tasks as export_tasks
from campaign.people.exports import views as people_exports
from campaign.people.groups import models as groups_models
from campaign.people.groups import public as groups_public
from campaign.people.groups import views as groups_views
from campaign.people.groups.services.line import sweep as sweep_terms
from campaign.people.hours import models as hours_models
from campaign.people.hours import views as people_hours
from campaign.people.imports import models as imports_models
from campaign.people.imports import tasks as imports_tasks
from campaign.people.imports import views as people_imports
from campaign.people.lists import letters as letters_list
from campaign.people.lists import march as march_list
from campaign.people.lists import signin as signin_list
from campaign.people.minors import checks as minors_checks
from campaign.people.minors import models as minors_models
from campaign.people.minors import paper as minors_paper
from campaign.people.minors import public as minors_public
from campaign.people.minors import services as minors_services
from campaign.people.minors import tasks as minors_tasks
from campaign.people.minors.standing import NO_CONSENT
from campaign.people.minors.views import ages as minors_ages
from campaign.people.minors.views import desk as minors_desk
from campaign.people.outbox import models as outbox_models
from campaign.people.outbox import reminders
from campaign.people.outbox import tasks as outbox_tasks
from campaign.people.outbox import views as people_outbox
from campaign.people.paper import tasks as paper_tasks
from campaign.people.paper import views as people_paper
from campaign.people.paper.schemas import ROSTER
from campaign.people.services import places as people_places
from campaign.people.shifts import checks as shifts_checks
from campaign.people.shifts import models as shifts_models
from campaign.people.shifts import paper as shifts_paper
from campaign.people.shifts import public as ticket_shifts
from campaign.people.shifts import services as shifts_services
from campaign.people.shifts import views as people_shifts
from campaign.people.thanks import models as thanks_models
from campaign.people.thanks import public as certificates
from campaign.people.thanks import tasks as thanks_tasks
from campaign.people.thanks import views as people_thanks
from campaign.relay import checks as relay_checks
from campaign.relay import cli as relay_cli
from campaign.relay import models as relay_models
from campaign.relay import public as relay_public
from campaign.relay import services as relay_services
from campaign.relay import views as relay_views
from campaign.relay.custody import checks as custody_checks
from campaign.relay.custody import models as custody_models
from campaign.relay.custody import paper as custody_paper
from campaign.relay.custody import services as custody_services
from campaign.relay.custody import views as custody_views
from campaign.relay.custody.act.schemas import ACT, BLANK
from campaign.relay.drafts import models as drafts_models
from campaign.relay.drafts import views as drafts_views
from campaign.relay.nested_slips import RelaysInside
from campaign.relay.schedule import mapped as schedule_mapped
from campaign.relay.schedule import models as schedule_models
from campaign.relay.schedule import paper as schedule_paper
from campaign.relay.schedule import views as schedule_views
from campaign.relay.schedule.queries import RELAYS, STOPS
from campaign.relay.slip import models as slip_models
from campaign.relay.slip import views as slip_views
from campaign.relay.slip.ports import SHIFT_PORTS
from campaign.reports import cli as reports_cli
from campaign.reports import views as reports_views
from campaign.reports.board import paper as board_paper
from campaign.reports.board import views as board_views
from campaign.territory import cli as territory_cli
from campaign.territory import models as territory_models
from campaign.territory import services as territory_services
from campaign.territory import views as territory_views
from campaign.web import health, style
from campaign.web import tasks as task_pages

__all__ = ["BLUEPRINTS", "COMMANDS", "FEATURES", "MODELS", "actor_of_request", "actor_with_email", "actor_with_id", "hang"]

FEATURES = ("accounts", "territory", "papers", "relay", "events", "people", "reports")

MODELS = (
    audit, files, mail, operations, prints, settings, tasks,
    accounts_models, territory_models, papers_models, relay_models, custody_models, drafts_models,
    schedule_models, slip_models, events_models, checklists_models, briefing_models, feeds_models, plan_models,
    running_models, safety_models, people_models, groups_models, minors_models, imports_models, people_briefing_models,
    outbox_models, press_models, deadlines_models, contingency_models, shifts_models, hours_models, thanks_models,
    devices_models, checkin_models, badges_models, duplicates_models,
)  # fmt: skip
BLUEPRINTS = (
    health.bp,
    style.bp,
    task_pages.bp,
    reports_views.bp,
    board_views.bp,
    accounts_public.bp,
    accounts_views.bp,
    territory_views.bp,
    papers_views.bp,
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
    kits_views.bp,
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
    people_duplicates.bp,
    checkin_field.bp,
    checkin_views.bp,
    field_shell.bp,
    people_shifts.bp,
    people_hours.bp,
    people_thanks.bp,
    certificates.bp,
    ticket_shifts.bp,
)
COMMANDS = (
    schema.group,
    checks.command,
    consumer.worker,
    accounts_cli.group,
    territory_cli.group,
    relay_cli.group,
    events_cli.group,
    people_cli.group,
    reports_cli.demo_group,
)
# What `adalzhol database upgrade` loads, lowest feature first.
SHIPPED = (
    territory_services.load_shipped,
    events_services.load_shipped,
    briefing_services.load_shipped,
    deadlines_services.load_shipped,
    people_services.load_shipped,
    door_services.fill_code_hashes,
    minors_services.load_shipped,
)

LETTERS = (accounts_tasks, people_tasks, outbox_tasks, minors_tasks)  # who writes which letter is known once these are imported

TASKS = (
    papers_tasks,
    paper_tasks,
    badges_tasks,
    export_tasks,
    thanks_tasks,
    imports_tasks,
)  # who does which queued work is known as soon as these are imported

# Where the QR of a sheet leads to, and the name of its number there.
SHEETS = {
    ROSTER: ("people_paper.sheet", "number"),
    BADGES: ("people_badges.sheet", "badge_sheet"),
    ACT: ("custody_staff.act_page", "act"),
    BLANK: ("custody_staff.act_page", "act"),
}

# What papers can be about, and the kinds of paper there are (SPEC D), in the order of the panels that list them.
SUBJECTS = (RELAYS, STOPS, EVENTS)
PAPERS = (
    schedule_paper.KIND,
    schedule_mapped.KIND,
    custody_paper.KIND,
    plan_paper.KIND,
    checklists_paper.KIND,
    running_paper.KIND,
    safety_paper.KIND,
    briefing_paper.KIND,
    minors_paper.CONSENTS,
    minors_paper.MINORS,
    signin_list.KIND,
    signin_list.EMPTY,
    letters_list.KIND,
    march_list.KIND,
    shifts_paper.KIND,
    board_paper.KIND,
    media_paper.OF_RELAY,
    media_paper.OF_STOP,
)

# what `adalzhol check` recounts is registered as soon as these are imported
CHECKS = (
    papers_checks, relay_checks, custody_checks, deadlines_checks, people_checks, duplicates_checks, line_checks,
    minors_checks, shifts_checks, door_checks,
)  # fmt: skip


def hang(app: Flask) -> None:
    """Register every blueprint and command group, what ships, and who answers which port."""
    schema.SHIPPED[:] = SHIPPED
    paper_kinds.make_known(SUBJECTS, PAPERS)
    prints.PAGES.update(SHEETS | {kind.code: ("papers_staff.sheet", "sheet") for kind in PAPERS})
    events_services.ATTENDEES[:] = [people_services.Attendees()]
    briefing_services.BRIEFED[:] = [Told()]
    consumer.SWEEPS[:] = [sweep_terms, reminders.sweep]
    db.REFUSALS["minor without consent of a guardian"] = NO_CONSENT
    MERGE_PORTS[:] = duplicates_pointers.POINTERS
    people_places.GIVEN_UP[:] = [shifts_services.give_up_shifts]
    relay_services.SEASON_PORTS[:] = [EventsOfASeason()]
    SHIFT_PORTS[:] = [RelaysInside(), EventsOfASlip(), TasksOfASlip(), DeadlinesOfASlip(), ReserveDatesOfASlip()]
    relay_services.REMOVAL_PORTS[:] = [
        EventsOfASeason(),
        people_services.PeopleOfASeason(),
        custody_services.CustodyOfASeason(),
    ]
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for group in COMMANDS:
        app.cli.add_command(group)
