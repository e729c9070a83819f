"""What stands around every page: the brand, the sections somebody may enter, the hotline of the campaign."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for

from campaign.core import clock
from campaign.core.actor import Actor, P, widened
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, Words, _, _l
from campaign.events.queries import kind_and_place_of
from campaign.guide.readers import chapter_for
from campaign.relay.queries import current_campaign, public_campaign
from campaign.territory.queries import region_row

EVENT_PAGES = (  # all of them but the page of a stop, which stands under Relays
    "events_staff.event", "events_staff.calendar", "events_staff.new_", "events_staff.edit_", "events_staff.move_event",
    "events_staff.place", "kits_staff.", "events_staff.kind", "people_staff.event_people", "people_imports", "people_paper",
    "people_shifts.", "people_door.", "people_outbox.", "people_hours.hours", "people_thanks.",
    "people_groups.", "people_waiting.",
    "people_minors.",
    "briefing_staff.", "checklists_staff.", "press_staff.", "events_staff.kit", "running_staff.", "safety_staff.",
    "figures_staff.",
    "deadlines_staff.permits", "deadlines_staff.basis", "deadlines_staff.new_filing", "deadlines_staff.filing",
    "contingency_staff.", "people_badges.", "signs_staff.",
    "columns_staff.column", "columns_staff.car", "walks_staff.", "seats_staff.", "route_staff.", "police_staff.",
    "offers_staff.", "vehicles_imports.", "desk_staff.",
    "doors_staff.", "closing_staff.", "buildings_staff.", "issuing_staff.", "counts_staff.",
    "photos_staff.event_", "photos_staff.photo", "exhibition_staff.", "panels_staff.", "library_staff.",
)  # fmt: skip
EXHIBITION_PAGES = ("exhibition_staff.", "panels_staff.", "library_staff.")
MATERIAL_PAGES = (  # those of an event stand under Events, those of a relay or a stop under Materials
    "stock_staff.", "materials_staff.", "stocktakes_staff.", "ledger_staff.", "periods_staff.", "norms_staff.", "need_staff.",
    "stock_imports.",
)  # fmt: skip
REPORT_PAGES = ("rollup_staff.", "closes_staff.", "dashboard_staff.", "information_staff.", "book_staff.")  # and REPORT_TABS
SECTIONS: tuple[tuple[P, str, Words, tuple[str, ...]], ...] = (
    (P.STAFF, "reports_staff.start", _l("Today"), ("reports_staff.start",)),
    (P.RELAY_READ, "board_staff.season", _l("Season"), ("board_staff.",)),
    (
        P.RELAY_READ,
        "relay_staff.relays",
        _l("Relays"),
        (
            "relay_staff.relay",
            "relay_staff.plan",
            "events_staff.stop",
            "photos_staff.stop_photos",
            "custody_staff.",
            "drafts_staff.",
            "slip_staff.",
            "papers_staff.",
            "typed_staff.",
            "printed_staff.",
            "schedule_staff.",
            "plan_staff.",
            "deadlines_staff.deadlines",
            "plausibility_staff.",
        ),
    ),
    (P.EVENTS_READ, "events_staff.events", _l("Events"), EVENT_PAGES),
    (
        P.PEOPLE_READ,
        "people_staff.people",
        _l("People"),
        ("people_staff.person", "people_staff.organisations", "people_duplicates."),
    ),
    (P.MATERIALS_READ, "stock_staff.stock", _l("Materials"), MATERIAL_PAGES),
    (P.REPORTS_READ, "rollup_staff.start", _l("Reports"), REPORT_PAGES),
)
MENU: tuple[tuple[P, str, Words], ...] = (
    (P.STAFF, "accounts_staff.account", _l("My account")),
    (P.STAFF, "tasks.mine", _l("My tasks")),
    (P.STAFF, "guide.guide", _l("Guide")),
    (P.EVENTS_READ, "feeds_staff.address", _l("My calendar")),
    (P.PAPERS_PRINT, "typed_staff.start", _l("Typing back")),
    (P.PAPERS_PRINT, "printed_staff.sheets", _l("Printed sheets")),
    (P.ACCOUNTS_MANAGE, "accounts_staff.accounts", _l("Accounts and roles")),
    (P.TOKENS_WRITE, "tokens_staff.tokens", _l("API access")),
    (P.AUDIT_READ, "trail_staff.trail", _l("Audit trail")),
    (P.AUDIT_READ, "access_staff.looks", _l("Who looked")),
    (P.PEOPLE_ERASE, "personal_staff.requests", _l("Personal data")),
    (P.AUDIT_READ, "alarms_staff.alarms", _l("Alarms")),
    (P.RELAY_WRITE, "relay_staff.campaign", _l("Campaign")),
    (P.PAPERS_PRINT, "gallery_staff.gallery", _l("Gallery of papers")),
    (P.RELAY_READ, "territory_staff.regions", _l("Territory")),
    (P.EVENTS_READ, "checklists_staff.everything", _l("All tasks")),
    (P.EVENTS_READ, "events_staff.places", _l("Venues")),
    (P.WALKS_READ, "buildings_staff.buildings", _l("Buildings")),
    (P.EVENTS_READ, "kits_staff.kits", _l("Kits")),
    (P.EVENTS_READ, "briefing_staff.facts", _l("Facts and rules")),
    (P.EXHIBITION_READ, "exhibition_staff.exhibitions", _l("Exhibitions")),
    (P.EVENTS_READ, "press_staff.outlets", _l("Outlets")),
    (P.EVENTS_READ, "figures_staff.measures", _l("What is measured")),
    (P.EVENTS_READ, "deadlines_staff.rules", _l("Rules and deadlines")),
    (P.EVENTS_READ, "plausibility_staff.rules", _l("What figures are checked by")),
    (P.PEOPLE_READ, "people_staff.organisations", _l("Organisations")),
    (P.COLUMNS_READ, "columns_staff.vehicles", _l("Vehicles")),
    (P.STAFF, "ages_staff.ages", _l("Ages and consent")),
    (P.PACKAGES_WRITE, "packages_staff.packages", _l("Packages")),
    (P.OPERATION_READ, "operation.operation", _l("Operation")),
    (P.WEBHOOKS_WRITE, "webhooks_staff.webhooks", _l("Webhooks")),
    (P.STAFF, "style.page", _l("Style page")),
)


EVENT_TABS: tuple[tuple[P, str, Words, str | tuple[str, ...]], ...] = (  # the last: how its other endpoints begin
    (P.EVENTS_READ, "events_staff.event", _l("Summary"), ("events_staff.event", "desk_staff.")),
    (P.PEOPLE_READ, "people_staff.event_people", _l("People"), "people_"),
    (P.EVENTS_READ, "briefing_staff.briefing", _l("Briefing"), "briefing_staff."),
    (P.EVENTS_READ, "checklists_staff.of_event", _l("Tasks"), "checklists_staff."),
    (P.EVENTS_READ, "figures_staff.figures", _l("Figures"), "figures_staff."),
    (P.EVENTS_READ, "press_staff.press", _l("Press"), "press_staff."),
    (P.EVENTS_READ, "running_staff.running", _l("Running sheet"), "running_staff."),
    (P.EVENTS_READ, "safety_staff.safety", _l("Safety"), "safety_staff."),
    (P.EVENTS_READ, "deadlines_staff.permits", _l("Permits"), "deadlines_staff."),
    (P.EVENTS_READ, "contingency_staff.contingency", _l("Bad weather"), "contingency_staff."),
    (P.MATERIALS_READ, "issuing_staff.materials", _l("Materials"), ("issuing_staff.", "counts_staff.")),
    (P.PHOTOS_READ, "photos_staff.event_photos", _l("Pictures"), ("photos_staff.event_", "photos_staff.photo")),
    (P.REPORTS_READ, "information_staff.of_event", _l("Report"), "information_staff."),
)
"""The pages of one event, in their order; each takes `event_id`."""
KIND_TABS: dict[str, tuple[tuple[P, str, Words, tuple[str, ...]], ...]] = {
    "motorcade": ((P.COLUMNS_READ, "columns_staff.column", _l("Car column"), ("columns_staff.",)),),
    "office_walk": ((P.WALKS_READ, "walks_staff.walk", _l("Walk"), ("walks_staff.",)),),
    "exhibition": ((P.EXHIBITION_READ, "exhibition_staff.of_event", _l("Panels"), EXHIBITION_PAGES),),
}
"""What an event of this kind has beside, after its people."""
COLUMN_TABS: tuple[tuple[P, str, Words, str], ...] = (
    (P.COLUMNS_READ, "columns_staff.column", _l("Vehicles"), "columns_staff."),
    (P.COLUMNS_READ, "seats_staff.seats", _l("Seating"), "seats_staff."),
    (P.COLUMNS_READ, "route_staff.route", _l("Route"), "route_staff."),
    (P.COLUMNS_READ, "police_staff.letter", _l("Letter to the police"), "police_staff."),
    (P.COLUMNS_READ, "road_staff.road", _l("On the day"), "road_staff."),
    (P.COLUMNS_WRITE, "offers_staff.offers", _l("Offered cars"), "offers_staff."),
    (P.COLUMNS_WRITE, "vehicles_imports.imports", _l("Imports"), "vehicles_imports."),
)
"""The pages about the column of a motorcade, below its tabs."""
WALK_TABS: tuple[tuple[P, str, Words, str], ...] = (
    (P.WALKS_READ, "walks_staff.walk", _l("Teams and doors"), "walks_staff.walk"),
    (P.WALKS_WRITE, "walks_staff.people", _l("People of the teams"), "walks_staff.people"),
    (P.WALKS_READ, "doors_staff.doors", _l("At the doors"), "doors_staff."),
    (P.WALKS_READ, "closing_staff.closing", _l("Closing"), "closing_staff."),
    (P.WALKS_READ, "signs_staff.signs", _l("Door signs"), "signs_staff."),
)
"""The pages about an office walk, below its tabs."""
ISSUE_TABS: tuple[tuple[P, str, Words, str], ...] = (
    (P.MATERIALS_READ, "issuing_staff.materials", _l("What is out"), "issuing_staff.materials"),
    (P.MATERIALS_WRITE, "issuing_staff.desk", _l("Issue"), "issuing_staff.desk"),
    (P.MATERIALS_WRITE, "issuing_staff.many", _l("To many at once"), "issuing_staff.many"),
    (P.MATERIALS_READ, "counts_staff.counts", _l("Numbers to count with"), "counts_staff."),
)
"""The pages about the materials of an event, below its tabs."""
MATERIAL_TABS: tuple[tuple[P, str, Words, tuple[str, ...]], ...] = (
    (P.MATERIALS_READ, "stock_staff.stock", _l("Stock"),
     ("stock_staff.stock", "stock_staff.store", "stock_staff.edit_store", "stock_staff.new_store", "stock_staff.card",
      "stock_staff.material")),
    (P.MATERIALS_READ, "ledger_staff.documents", _l("Documents"), ("ledger_staff.", "stock_imports.")),
    (P.MATERIALS_READ, "stock_staff.holders", _l("Who holds what"), ("stock_staff.holder",)),
    (P.MATERIALS_READ, "need_staff.season", _l("Need"), ("need_staff.",)),
    (P.MATERIALS_READ, "stocktakes_staff.stocktakes", _l("Stocktakes"), ("stocktakes_staff.",)),
    (P.MATERIALS_READ, "periods_staff.periods", _l("Closed days"), ("periods_staff.",)),
    (P.MATERIALS_READ, "materials_staff.catalogue", _l("Catalogue"), ("materials_staff.",)),
    (P.MATERIALS_READ, "norms_staff.norms", _l("Norms"), ("norms_staff.",)),
)  # fmt: skip
"""The pages about materials outside of events, below the head of each."""
REPORT_TABS: tuple[tuple[P, str, Words, tuple[str, ...]], ...] = (
    (P.REPORTS_READ, "rollup_staff.start", _l("Roll-up"), ("rollup_staff.",)),
    (P.REPORTS_READ, "dashboard_staff.country", _l("Dashboard"), ("dashboard_staff.",)),
    (P.PERIODS_READ, "closes_staff.periods", _l("Closed periods"), ("closes_staff.",)),
    (P.REPORTS_READ, "information_staff.reports", _l("Event reports"), ("information_staff.",)),
    (P.REPORTS_READ, "book_staff.start", _l("Book of the relay"), ("book_staff.",)),
)
"""The pages of reports, below the head of each; none of them needs a parameter."""
BELOW_TABS = {"motorcade": COLUMN_TABS, "office_walk": WALK_TABS}
PEOPLE_TABS: tuple[tuple[P, str, Words, str], ...] = (
    (P.PEOPLE_READ, "people_staff.event_people", _l("List"), "people_staff."),
    (P.PEOPLE_READ, "people_groups.groups", _l("Groups"), "people_groups."),
    (P.PEOPLE_READ, "people_waiting.waiting", _l("Waiting list"), "people_waiting."),
    (P.PEOPLE_READ, "people_minors.minors", _l("Minors"), "people_minors."),
    (P.PEOPLE_READ, "people_shifts.shifts", _l("Shifts"), "people_shifts."),
    (P.SHEETS_PRINT, "people_badges.badges", _l("Badges"), "people_badges."),
    (P.PEOPLE_READ, "people_door.door", _l("Door"), "people_door."),
    (P.PEOPLE_READ, "people_hours.hours", _l("Hours"), "people_hours."),
    (P.SHEETS_PRINT, "people_thanks.thanks", _l("Certificates"), "people_thanks."),
    (P.PEOPLE_READ, "people_outbox.outbox", _l("Messages"), "people_outbox."),
    (P.PEOPLE_WRITE, "people_imports.imports", _l("Imports"), "people_imports."),
)
"""The pages about the people of one event, below its tabs; the same four words each."""


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Brand:
    name: str
    line: str
    hotline: str


def sections(actor: Actor) -> list[Item]:
    """The top bar: only what the actor may enter."""
    here = request.endpoint or ""
    return [
        Item(str(label), url_for(endpoint), here == endpoint or here.startswith(family))
        for permission, endpoint, label, family in SECTIONS
        if actor.may(permission) and endpoint in current_app.view_functions
    ]


def account_menu(actor: Actor) -> list[Item]:
    return [
        Item(str(label), url_for(endpoint))
        for permission, endpoint, label in MENU
        if actor.may(permission) and endpoint in current_app.view_functions
    ]


def event_tabs(event_id: int) -> list[tuple[str, str, bool]]:
    """What the `tabs` macro shows above every page of an event: only what the actor may enter. One statement."""
    kind, _region, _stop = _about(event_id)
    below = tuple(family for *_rest, family in BELOW_TABS.get(kind, ()))
    beside = [(permission, page, label, (*family, *below)) for permission, page, label, family in KIND_TABS.get(kind, ())]
    return _tabs((*EVENT_TABS[:2], *beside, *EVENT_TABS[2:]), event_id)


def people_tabs(event_id: int) -> list[tuple[str, str, bool]]:
    """The second row of tabs, above every page about the people of an event: only what the actor may enter."""
    return _tabs(PEOPLE_TABS, event_id)


def column_tabs(event_id: int) -> list[tuple[str, str, bool]]:
    """The second row of tabs, above every page about the column of an event: only what the actor may enter."""
    return _tabs(COLUMN_TABS, event_id)


def walk_tabs(event_id: int) -> list[tuple[str, str, bool]]:
    """The second row of tabs, above every page about the walk of an event: only what the actor may enter."""
    return _tabs(WALK_TABS, event_id)


def issue_tabs(event_id: int) -> list[tuple[str, str, bool]]:
    """The second row of tabs, above every page about the materials of an event: only what the actor may enter."""
    return _tabs(ISSUE_TABS, event_id)


def material_tabs() -> list[tuple[str, str, bool]]:
    """The row of tabs above every page about materials outside of events: only what the actor may enter."""
    return _tabs(MATERIAL_TABS)


def report_tabs() -> list[tuple[str, str, bool]]:
    """The row of tabs above every page of reports: only what the actor may enter."""
    return _tabs(REPORT_TABS)


def _tabs(
    offered: Sequence[tuple[P, str, Words, str | tuple[str, ...]]], event_id: int | None = None
) -> list[tuple[str, str, bool]]:
    given: dict[str, Any] = {} if event_id is None else {"event_id": event_id}
    actor, here = g.get("actor", Actor()), request.endpoint or ""
    return [
        (str(label), url_for(endpoint, **given), here.startswith(family))
        for permission, endpoint, label, family in offered
        if _is_open(actor, permission, event_id)
    ]


def _about(event_id: int) -> tuple[str, int, int]:
    """Which kind of event it is and whose; asked once for all rows of tabs of a page."""
    known: dict[int, tuple[str, int, int]] = g.setdefault("events_of_tabs", {})
    if event_id not in known:
        known[event_id] = kind_and_place_of(event_id)
    return known[event_id]


def _is_open(actor: Actor, permission: P, event_id: int | None) -> bool:
    """Whether the tab leads anywhere: what is read, the scope judges; forms and pictures only those of the event's stop."""
    if event_id is None or (permission.endswith(":read") and permission is not P.PHOTOS_READ):
        return actor.may(permission)
    return actor.may(permission) and actor.may_at(permission, *_about(event_id)[1:])


def region_line(actor: Actor) -> Translated | None:
    """The one region somebody works in; None for those with several or all, and on days on which there is no such region.

    Asked once in the life of the process; as long as there is no such region, with every page: it may be founded any day.
    """
    ids = actor.scope.regions | actor.scope.stop_regions
    if len(ids) != 1:
        return None
    known: dict[tuple[int, int], Translated] = current_app.extensions.setdefault("campaign_region_names", {})
    key = (min(ids), clock.campaign_today().year)
    if key not in known:
        with suppress(NotFound):
            known[key] = region_row(key[0], clock.campaign_today()).name
    return known.get(key)


def brand(actor: Actor) -> Brand:
    """Whose page it is. Two statements at most; none on a page that says that the database is away."""
    asks = not g.get("without_database", False)
    named = current_campaign if actor.is_known else public_campaign
    campaign = named() if asks else None
    region = region_line(actor) if asks and actor.is_known else None
    year = clock.campaign_today().year
    line = f"{region}, {year}" if region else _("Marathon relay, %(year)s", year=year)
    return Brand(_("Adal Zhol"), line, campaign.hotline if campaign else "")


def guide_url(actor: Actor) -> str:
    """Where the guide opens from this page: at the chapter of whoever reads it, else at the list of chapters."""
    given = request.view_args or {}
    code = chapter_for(actor, request.endpoint or "", given.get("purpose", "") if request.blueprint == "field_shell" else "")
    return url_for("guide.chapter", chapter=code) if code else url_for("guide.guide")


def install(app: Flask) -> None:
    app.add_template_global(event_tabs)
    app.add_template_global(people_tabs)
    app.add_template_global(column_tabs)
    app.add_template_global(walk_tabs)
    app.add_template_global(issue_tabs)
    app.add_template_global(material_tabs)
    app.add_template_global(report_tabs)

    @app.context_processor
    def around_every_page() -> dict[str, Any]:
        actor: Actor = g.get("actor", Actor())
        with widened():
            shown = brand(actor)
        return {
            "brand": shown,
            "hotline": shown.hotline,
            "navigation": sections(actor) if actor.is_known else [],
            "account_links": account_menu(actor) if actor.is_known else [],
            "sign_out_url": url_for("accounts.sign_out") if actor.is_known else "",
            "find_url": url_for("find.everything") if actor.may(P.STAFF) else "",
            "home_url": url_for("reports_staff.start") if actor.is_known else "/",
            "staff_url": url_for("reports_staff.start"),
            "guide_url": guide_url(actor),
        }
