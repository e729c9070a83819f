"""The pages of the menu, found by their words and by what people call them (`web/finding.py`)."""

from collections.abc import Iterator
from typing import Final

from flask import current_app, url_for

from campaign import navigation
from campaign.core.actor import P, current_actor
from campaign.core.i18n import Words, _, _l
from campaign.web.finding import Asked, Finding, Found, best, keys_of, listed

ALSO: Final[dict[str, Words]] = {  # by which other words a page is looked for; each language has its own
    "reports_staff.start": _l("start page, what is to be done"),
    "board_staff.season": _l("season board, readiness, percentages"),
    "relay_staff.relays": _l("routes, stops, plan a season, baton, handover"),
    "events_staff.events": _l("list of events, calendar, programme"),
    "people_staff.people": _l("participants, volunteers, search for people, phone"),
    "people_duplicates.duplicates": _l("the same person twice, put together"),
    "stock_staff.stock": _l("stores, balances, what is left"),
    "stock_staff.holders": _l("register of issues, who was given what, on hand"),
    "ledger_staff.documents": _l("register of issues, receipt, transfer, write-off, consignment note"),
    "need_staff.season": _l("how much is needed, purchase, quotations"),
    "stocktakes_staff.stocktakes": _l("counting the store, stock-taking"),
    "materials_staff.catalogue": _l("list of materials, prices, sizes"),
    "norms_staff.norms": _l("how much for each person"),
    "rollup_staff.start": _l("summary report, totals of the region"),
    "dashboard_staff.country": _l("charts, figures of the country"),
    "closes_staff.periods": _l("signed figures, close a month"),
    "information_staff.reports": _l("report on an event, information note"),
    "accounts_staff.account": _l("password, passkeys, second factor, sessions, language"),
    "tasks.mine": _l("files, exports, what is being made"),
    "feeds_staff.address": _l("calendar on the phone, subscription"),
    "typed_staff.start": _l("type in a paper list, marks of a pen, scanned sheets"),
    "printed_staff.sheets": _l("number of a sheet, register of prints"),
    "accounts_staff.accounts": _l("users, coordinators, invite, permissions"),
    "tokens_staff.tokens": _l("API keys, tokens, programs"),
    "trail_staff.trail": _l("log, history, who changed what"),
    "access_staff.looks": _l("access log, who opened data of people"),
    "personal_staff.requests": _l("erase a person, withdrawn consent, retention"),
    "alarms_staff.alarms": _l("suspicious activity, break-in"),
    "relay_staff.campaign": _l("slogan, hotline, dates of the campaign"),
    "gallery_staff.gallery": _l("forms, templates, samples of documents"),
    "territory_staff.regions": _l("regions, cities, districts, bodies"),
    "checklists_staff.everything": _l("checklist, what is overdue"),
    "events_staff.places": _l("places, squares, halls, addresses"),
    "buildings_staff.buildings": _l("offices, rooms, floors, register of doors"),
    "kits_staff.kits": _l("templates of events, standard kit"),
    "briefing_staff.facts": _l("instruction, rules of conduct"),
    "press_staff.outlets": _l("mass media, newspapers, journalists"),
    "figures_staff.measures": _l("indicators, metrics"),
    "deadlines_staff.rules": _l("permits, akimat, notices, legal terms"),
    "columns_staff.vehicles": _l("cars, buses, plates, register of vehicles"),
    "ages_staff.ages": _l("minors, parents, consent of a parent"),
    "packages_staff.packages": _l("exchange of data, transfer to another installation"),
    "operation.operation": _l("backup, version, state of the system, health"),
    "webhooks_staff.webhooks": _l("notify another system"),
}


class Pages:
    """Pages that the actor may enter and that need no row to be about."""

    label = _l("Pages")
    permission = P.STAFF
    icon = "right"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """No statement."""
        pages = dict(_pages())
        names = list(pages.items())
        keys = keys_of([label for _endpoint, label in names])
        also = keys_of([ALSO.get(endpoint, "") for endpoint, _label in names])
        both = [(f"{key} | {more}", name) for key, more, name in zip(keys, also, names, strict=True)]
        return listed([Found(str(label), url_for(endpoint), _("page")) for endpoint, label in best(asked, both, by_words=True)])


def _pages() -> Iterator[tuple[str, Words]]:
    """The sections, the menu, and the tabs that take no parameter."""
    tabs = (*navigation.SECTIONS, *navigation.MATERIAL_TABS, *navigation.REPORT_TABS)
    plain = [(permission, page, label) for permission, page, label, _family in tabs]
    more = [(P.PEOPLE_READ, "people_duplicates.duplicates", _l("Duplicates"))]
    actor = current_actor()
    for permission, page, label in (*plain, *navigation.MENU, *more):
        if actor.may(permission) and page in current_app.view_functions:
            yield page, label


FINDERS = (Pages(),)
