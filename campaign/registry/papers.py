"""Every kind of paper, what papers are about, and where the QR of a sheet leads to."""

from campaign.events.checklists import paper as checklists_paper
from campaign.events.checklists import samples as checklists_samples
from campaign.events.plan import paper as plan_paper
from campaign.events.plan import samples as plan_samples
from campaign.events.plan.queries import EVENTS
from campaign.events.press import paper as media_paper
from campaign.events.press import samples as media_samples
from campaign.events.running import paper as running_paper
from campaign.events.running import samples as running_samples
from campaign.events.safety import paper as safety_paper
from campaign.events.safety import samples as safety_samples
from campaign.exhibition.papers import paper as hall_paper
from campaign.exhibition.papers import samples as panel_samples
from campaign.exhibition.papers.schemas import PANELS
from campaign.exhibition.papers.subjects import EXHIBITIONS
from campaign.materials.papers import buying as need_papers
from campaign.materials.papers import cards as card_papers
from campaign.materials.papers import counting as count_papers
from campaign.materials.papers import issuing as slip_papers
from campaign.materials.papers import posted as stock_papers
from campaign.materials.papers import samples as stock_samples
from campaign.materials.papers import sending as shipping_papers
from campaign.materials.papers import typed as slip_typed
from campaign.materials.papers.subjects import STOCK_DOCUMENTS, STORES
from campaign.motorcades.papers import drivers as column_drivers
from campaign.motorcades.papers import samples as column_samples
from campaign.motorcades.papers import scheme as column_scheme
from campaign.motorcades.papers import sheet as column_sheet
from campaign.motorcades.papers import typed as column_typed
from campaign.motorcades.police import paper as police_paper
from campaign.motorcades.police import samples as police_samples
from campaign.motorcades.seats import paper as seats_paper
from campaign.motorcades.seats import samples as seats_samples
from campaign.papers.gallery.schemas import Sample, sample_of
from campaign.papers.presses import Press
from campaign.papers.typed.schemas import TypedKind
from campaign.people.badges import samples as badge_samples
from campaign.people.badges.schemas import BADGES
from campaign.people.briefing import paper as briefing_paper
from campaign.people.briefing import samples as briefing_samples
from campaign.people.lists import letters as letters_list
from campaign.people.lists import march as march_list
from campaign.people.lists import samples as list_samples
from campaign.people.lists import signin as signin_list
from campaign.people.minors import paper as minors_paper
from campaign.people.minors import samples as minors_samples
from campaign.people.paper import samples as roster_samples
from campaign.people.paper.schemas import ROSTER
from campaign.people.shifts import paper as shifts_paper
from campaign.people.shifts import samples as shifts_samples
from campaign.people.typed import kinds as typed_people
from campaign.registry.sheets import ACT_PRESS, BADGES_PRESS, BLANK_PRESS, PANELS_PRESS, ROSTER_PRESS, SIGNS_PRESS
from campaign.relay.custody import paper as custody_paper
from campaign.relay.custody import samples as custody_samples
from campaign.relay.custody.act.schemas import ACT, BLANK
from campaign.relay.schedule import mapped as schedule_mapped
from campaign.relay.schedule import paper as schedule_paper
from campaign.relay.schedule import samples as schedule_samples
from campaign.relay.schedule.queries import RELAYS, STOPS
from campaign.reports.board import paper as board_paper
from campaign.reports.board import samples as board_samples
from campaign.reports.dashboard import paper as dashboard_paper
from campaign.reports.dashboard import samples as dashboard_samples
from campaign.reports.information import paper as information_paper
from campaign.reports.information import samples as information_samples
from campaign.reports.periods.schemas import CORRECTIONS
from campaign.reports.periods.schemas import SHEET as PERIOD
from campaign.reports.rollup import paper as rollup_paper
from campaign.reports.rollup import samples as rollup_samples
from campaign.walks.papers import inspection as inspection_paper
from campaign.walks.papers import samples as walk_samples
from campaign.walks.papers import sheet as walk_paper
from campaign.walks.papers import typed as walk_typed
from campaign.walks.signs import samples as sign_samples
from campaign.walks.signs.schemas import SIGNS

# Where the QR of a sheet leads to, and the name of its number there.
SHEETS = {
    ROSTER: ("people_paper.sheet", "number"),
    BADGES: ("people_badges.sheet", "badge_sheet"),
    SIGNS: ("signs_staff.sheet", "sign_sheet"),
    ACT: ("custody_staff.act_page", "act"),
    BLANK: ("custody_staff.act_page", "act"),
    PERIOD: ("closes_staff.sheet", "close_sheet"),
    CORRECTIONS: ("closes_staff.sheet", "close_sheet"),
    PANELS: ("panels_staff.sheet", "panel_sheet"),
}

# Sheets that have a form of their own, for sets, desks and typing back; every kind in PAPERS has its press by itself.
PRESSES: tuple[Press, ...] = (ROSTER_PRESS, BADGES_PRESS, SIGNS_PRESS, ACT_PRESS, BLANK_PRESS, PANELS_PRESS)

# What papers can be about, and the kinds of paper there are (SPEC D), in the order of the panels that list them.
SUBJECTS = (RELAYS, STOPS, EVENTS, STORES, STOCK_DOCUMENTS, EXHIBITIONS)
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
    police_paper.KIND,
    column_sheet.KIND,
    column_drivers.DRIVERS,
    column_drivers.SCREENS,
    column_scheme.KIND,
    seats_paper.KIND,
    walk_paper.KIND,
    inspection_paper.KIND,
    need_papers.KIND,
    shipping_papers.OF_RELAY,
    shipping_papers.NEED_OF_STOP,
    shipping_papers.OF_STOP,
    slip_papers.ISSUES,
    slip_papers.RETURNS,
    slip_papers.OF_ISSUE,
    slip_papers.OF_RETURN,
    *stock_papers.KINDS,
    card_papers.KIND,
    count_papers.KIND,
    hall_paper.KIND,
    board_paper.KIND,
    *information_paper.KINDS,
    rollup_paper.KIND,
    dashboard_paper.KIND,
    dashboard_paper.OF_STOP,
    media_paper.OF_RELAY,
    media_paper.OF_STOP,
)

# Every sheet with invented data, for the gallery and its test; each press has one.
SAMPLES: tuple[Sample, ...] = (
    *schedule_samples.SAMPLES,
    *custody_samples.SAMPLES,
    *plan_samples.SAMPLES,
    *checklists_samples.SAMPLES,
    *running_samples.SAMPLES,
    *safety_samples.SAMPLES,
    *briefing_samples.SAMPLES,
    *minors_samples.SAMPLES,
    *roster_samples.SAMPLES,
    *badge_samples.SAMPLES,
    *list_samples.SAMPLES,
    *shifts_samples.SAMPLES,
    *police_samples.SAMPLES,
    *column_samples.SAMPLES,
    *seats_samples.SAMPLES,
    *walk_samples.SAMPLES,
    *sign_samples.SAMPLES,
    *stock_samples.SAMPLES,
    *panel_samples.SAMPLES,
    *board_samples.SAMPLES,
    *information_samples.SAMPLES,
    *rollup_samples.SAMPLES,
    *dashboard_samples.SAMPLES,
    *media_samples.SAMPLES,
    *(sample_of(kind, kind.sample) for kind in PAPERS if kind.sample is not None),
)

# Which sheets are typed back after a pen was on them, and what their marks mean.
TYPED: tuple[TypedKind, ...] = (
    *typed_people.KINDS,
    column_typed.KIND,
    walk_typed.KIND,
    *slip_typed.KINDS,
)
