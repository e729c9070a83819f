"""The stories of those with an account, and of the clerk at a print desk: on a screen of an office."""

from playwright.sync_api import expect

from campaign.accounts.models import RoleGrant, User
from campaign.core.actor import Role
from campaign.core.audit.trail import AuditEntry
from campaign.core.db import db
from campaign.core.prints import PrintedSheet
from campaign.events.figures.models import Figure
from campaign.papers.desk import queries as desks
from campaign.people.minors.models import GuardianConsent
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.relay.drafts.models import PlanDraft
from campaign.relay.models import Stop
from tests.browser.conftest import sign_in
from tests.browser.roles.person import Person
from tests.browser.roles.season import KARAGANDA, behind, event_of, newest, stop_of
from tests.factories import a_user
from tests.papers.desk.desks import a_desk, address


def turns_to(person: Person, path: str, to: str) -> None:
    """By the menu, which every work page has."""
    person.clicks("header details.menu.bar-narrow > summary")
    person.clicks(f"header .menu-sheet a[href='{path}']:visible", to)


def national(person: Person) -> None:
    """Sees the country add up, and invites an organizer for a region."""
    person.opens("/staff/", "reports_staff.start")
    turns_to(person, "/staff/reports", "rollup_staff.rollup")
    person.clicks("main a[href='/staff/reports/country']", "rollup_staff.country")
    person.shows("country")
    turns_to(person, "/staff/accounts", "accounts_staff.accounts")
    person.clicks("main a[href='/staff/accounts/invite']", "accounts_staff.invite")
    person.types(name="Сағынтаев Ерлан", email="organizer@akmola.example")
    region = str(person.page.locator("#role option[value^='region-']").first.get_attribute("value"))
    person.page.locator("#role").select_option(region)
    person.shows("invite")
    person.sends("page-form", "accounts_staff.member")
    user = newest(person.site, User, email="organizer@akmola.example")
    assert newest(person.site, RoleGrant, user_id=user.id, role=Role.REGION) is not None


def organizer(person: Person) -> None:
    """Follows the board to a stop, moves it and takes that back, looks after baton and figures, plans the next season."""
    with behind(person.site):
        stop = stop_of()
        relay, number, arrives = stop.relay_id, stop.id, stop.arrives_on
    person.opens("/staff/board", "board_staff.board")
    person.shows("board")
    person.clicks(f"main a[href='/staff/stops/{number}']", "events_staff.stop")
    person.shows("stop")
    person.clicks("main a[href*='/slip?stop=']", "slip_staff.look")
    person.types(days="3", reason="праздник города")
    person.clicks("#page-form button[type=submit]")
    expect(person.page.locator("main .act-bar button")).to_be_enabled()
    person.shows("slip", at="main .cols-side")
    person.clicks("main .act-bar button", "relay_staff.relay")
    assert newest(person.site, Stop, id=number).arrives_on > arrives
    person.clicks("#slips summary")
    person.clicks("#slips .confirm-sheet button")
    expect(person.page.locator("#slips summary")).to_have_count(0)
    assert newest(person.site, Stop, id=number).arrives_on == arrives
    person.clicks(f"main a[href='/staff/relays/{relay}/baton']", "custody_staff.baton")
    person.shows("baton")
    turns_to(person, "/staff/reports", "rollup_staff.rollup")
    person.shows("rollup")
    assert person.reads("/rollup.xlsx").startswith(b"PK")
    plans_a_season(person)


def plans_a_season(person: Person) -> None:
    """From the list of relays to a draft with eighteen places."""
    turns_to(person, "/staff/relays", "relay_staff.relays")
    person.clicks("main a[href='/staff/relays/new']", "relay_staff.plan")
    person.clicks("#page-form button[type=submit]:visible")
    person.types(start="2018-04-02", stay="14")
    person.clicks("#page-form button[type=submit]:visible", "relay_staff.plan_order")
    person.shows("plan")
    person.clicks("main .act-bar button[value=keep]", "drafts_staff.keep")
    person.types(name="Весна")
    person.clicks("#page-form button[value=new]", "drafts_staff.drafts")
    assert newest(person.site, PlanDraft).name == "Весна"


def coordinator(person: Person) -> None:
    """From Today to an event; a child's paper is written down, the roster printed, and afterwards it is said how many came."""
    with behind(person.site):
        event = event_of("rally").id
        pending = newest(person.site, Registration, event_id=event, state=RegistrationState.PENDING).id
    person.opens("/staff/", "reports_staff.start")
    person.shows("today")
    person.clicks(f"main a[href='/staff/events/{event}']", "events_staff.event")
    person.shows("event")
    person.clicks(f"main nav a[href='/staff/events/{event}/people']", "people_staff.event_people")
    person.shows("people")
    person.clicks(f"main nav a[href='/staff/events/{event}/people/minors']", "people_minors.minors")
    person.clicks("main input[name=reason_kind]")  # why somebody opens a list of children
    person.sends("page-form", "people_minors.minors")
    person.shows("minors")
    person.clicks(f"main a[href='/staff/registrations/{pending}#minor']", "people_staff.person")
    person.clicks("#minor details > summary")
    person.types(guardian_name="Ахметова Сәуле", signed_on="2018-04-04", kept_where="214")
    person.sends("paper-form", "people_staff.person")
    assert newest(person.site, GuardianConsent).registration_id == pending
    person.clicks(f"main a[href='/staff/events/{event}/people']", "people_staff.event_people")
    person.clicks(f"main button[name=language][value={person.code}]", "people_paper.sheet")
    assert person.reads(".pdf").startswith(b"%PDF")
    says_how_many_came(person)


def says_how_many_came(person: Person) -> None:
    """Another city, whose column has arrived."""
    with behind(person.site):
        column = event_of("motorcade", KARAGANDA).id
        who = a_user(Role.STOP, stop=stop_of(KARAGANDA)).email.partition("@")[0]
    sign_in(person.page.context, person.site, who)
    person.opens("/staff/", "reports_staff.start")
    person.clicks(f"main a[href='/staff/events/{column}/figures']", "figures_staff.figures")
    person.shows("figures")
    person.page.locator("#figures-form .numbers input.form-control").first.fill("61")
    person.clicks("#figures-form .form-buttons button[type=submit]", "figures_staff.figures")
    assert newest(person.site, Figure, event_id=column).value == 61


def auditor(person: Person) -> None:
    """Opens a number, then the trail of one kind of act, and takes it away as a table; people stay out of sight."""
    with behind(person.site):
        event = event_of("rally").id
    person.opens("/staff/", "reports_staff.start")
    turns_to(person, "/staff/reports", "rollup_staff.rollup")
    person.clicks("main nav a[href='/staff/dashboard']", "dashboard_staff.country")
    person.shows("dashboard")
    turns_to(person, "/staff/audit", "trail_staff.trail")
    person.page.locator("main select[name=thing]").select_option("handover")
    person.clicks("main form:has(select[name=thing]) button[type=submit]", "trail_staff.trail")
    person.shows("trail")
    acts = len(person.reads("/audit.csv").splitlines()) - 1
    with behind(person.site):
        assert acts == db.session.query(AuditEntry).filter_by(thing="handover").count() > 0
    assert person.page.request.get(person.site / f"/staff/events/{event}/people").status in (403, 404)


def clerk(person: Person) -> None:
    """Opens the link, types the PIN, prints the roster."""
    with behind(person.site):
        desk = a_desk(event_of("rally").id)
        link, pin, number = address(desk), desks.pin_of(desk), desk.id
    person.opens(link, "desk_public.desk")
    person.shows("desk_door")
    person.types(pin=pin)
    person.clicks("#page-form button[type=submit]")
    expect(person.page.locator("main button[name=paper]").first).to_be_visible()
    person.is_in_order()
    person.shows("desk")
    person.clicks("main button[name=paper][value=roster]", "desk_public.sheet")
    assert person.reads(".pdf").startswith(b"%PDF")
    assert newest(person.site, PrintedSheet).desk_id == number
