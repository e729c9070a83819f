"""Who answers which port: how a feature reaches a later one (DESIGN, rule 6)."""

from campaign import pages
from campaign.accounts.queries import open_sessions
from campaign.accounts.services.restored import end_all_ways_in
from campaign.core import consumer, db, outward
from campaign.core.backup import restoring
from campaign.core.operation import nightly, state
from campaign.events import finder as events_finder
from campaign.events import services as events_services
from campaign.events import stop_panels
from campaign.events.bookings import BOOKING_PORTS
from campaign.events.briefing import services as briefing_services
from campaign.events.checklists.slips import TasksOfASlip
from campaign.events.contingency.slips import ReserveDatesOfASlip
from campaign.events.deadlines import queries as deadlines_queries
from campaign.events.deadlines.slips import DeadlinesOfASlip
from campaign.events.figures import ports as figures_ports
from campaign.events.figures import services as figures_services
from campaign.events.figures.views.panel import FiguresOfAStop
from campaign.events.plan.sets import EVENTS_OF_SETS
from campaign.events.press.figures import FiguresOfThePress
from campaign.events.seasons import EventsOfASeason
from campaign.events.services import copying
from campaign.events.services import telling as events_telling
from campaign.events.slips import EventsOfASlip, hold_events
from campaign.exchange.packages.queries import works_for_one_stop
from campaign.exchange.packages.stop_panel import PackageOfAStop
from campaign.exchange.webhooks import queries as webhooks_queries
from campaign.exchange.webhooks import services as webhooks_services
from campaign.exchange.webhooks.today import of_webhooks
from campaign.exhibition import services as exhibition_services
from campaign.exhibition.papers.services import forget_persons
from campaign.exhibition.refused import REFUSED as REFUSED_OF_PANELS
from campaign.exhibition.seasons import PanelsOfASeason
from campaign.exhibition.stop_panel import ExhibitionsOfAStop
from campaign.materials import checks as materials_checks
from campaign.materials import finder as materials_finder
from campaign.materials import pointers as materials_pointers
from campaign.materials.figures import FiguresOfMaterials
from campaign.materials.handing.along import StoresOfStops
from campaign.materials.handing.panels import MaterialsOfAStop
from campaign.materials.handing.seasons import StoresOfASeason, copy_counts
from campaign.materials.handing.slips import TransfersOfASlip
from campaign.materials.issuing.panel import WhatIsHeld
from campaign.materials.norms import services as norms_services
from campaign.materials.teams.cars import LoadsByTheLedger
from campaign.materials.teams.services import IssuedByTheLedger
from campaign.motorcades import finder as motorcades_finder
from campaign.motorcades import pointers as motorcades_pointers
from campaign.motorcades.bookings import BookedByColumns
from campaign.motorcades.carrying import LOADS
from campaign.motorcades.counting import CarsOfColumns
from campaign.motorcades.figures import FiguresOfColumns
from campaign.motorcades.models import Vehicle
from campaign.motorcades.offers import pointers as offers_pointers
from campaign.motorcades.offers import services as offers_services
from campaign.motorcades.offers.panel import OwnCar
from campaign.motorcades.road import shell as road_shell
from campaign.motorcades.road.services.anew import start_anew
from campaign.motorcades.seats import pointers as seats_pointers
from campaign.motorcades.seats import services as seats_services
from campaign.motorcades.seats.telling import CarsOfPassengers
from campaign.motorcades.services.vehicles import PLATE_TAKEN
from campaign.papers.printed import finder as printed_finder
from campaign.papers.sets import ahead as sets_ahead
from campaign.papers.sets import ports as sets_ports
from campaign.people import finder as people_finder
from campaign.people import services as people_services
from campaign.people.briefing.services import Told
from campaign.people.checkin.offline import shell as checkin_shell
from campaign.people.checkin.services.reading import CARS
from campaign.people.duplicates import pointers as duplicates_pointers
from campaign.people.duplicates.ports import MERGE_PORTS, TAKEN_AGAIN
from campaign.people.duplicates.words import MERGED_MEANWHILE, WENT_INTO_ANOTHER
from campaign.people.figures import FiguresOfPeople
from campaign.people.groups.services.line import sweep as sweep_terms
from campaign.people.imports import undoing
from campaign.people.minors.standing import NO_CONSENT
from campaign.people.outbox import reminders
from campaign.people.parties import PARTIES
from campaign.people.photos.panels import PhotosOfAStop
from campaign.people.photos.services.seasons import PhotosOfASeason
from campaign.people.privacy import tasks as retention_tasks
from campaign.people.privacy.schemas import ERASED_JUST_NOW, ERASED_MEANWHILE
from campaign.people.rides import RIDES
from campaign.people.services import places as people_places
from campaign.people.shifts import services as shifts_services
from campaign.people.stirred import stirred_registrations
from campaign.people.ticket import panels as ticket_panels
from campaign.relay import finder as relay_finder
from campaign.relay import services as relay_services
from campaign.relay.custody import services as custody_services
from campaign.relay.nested_slips import RelaysInside
from campaign.relay.slip.ports import HELD_FIRST, SHIFT_PORTS
from campaign.reports import ports as reports_ports
from campaign.reports.book import services as book_services
from campaign.reports.book.panel import BookOfAStop
from campaign.reports.information.panel import ReportOfAStop
from campaign.reports.periods import services as closes_services
from campaign.reports.tallies import services as tallies_services
from campaign.walks import finder as walks_finder
from campaign.walks import pointers as walks_pointers
from campaign.walks.closing import issues as closing_issues
from campaign.walks.doors import offline as doors_shell
from campaign.walks.figures import FiguresOfWalks
from campaign.walks.services import members as walks_members
from campaign.walks.telling import TeamsOfWalks
from campaign.web.field import shells
from campaign.web.finding import FINDERS


def connect() -> None:
    """Fill every list of a port, lowest feature first. Called once for an application; again it changes nothing."""
    events_services.ATTENDEES[:] = [people_services.Attendees()]
    events_telling.ANOTHER_DAY[:] = [figures_services.stay_together, start_anew]
    BOOKING_PORTS[:] = [BookedByColumns()]
    briefing_services.BRIEFED[:] = [Told()]
    sets_ports.PORTS[:] = [EVENTS_OF_SETS]
    sets_ports.STIRRED[:] = [stirred_registrations]
    deadlines_queries.VEHICLES[:] = [CarsOfColumns()]
    _connect_operation()
    db.REFUSALS |= REFUSED_OF_PANELS
    exhibition_services.ERASED[:] = [forget_persons]
    _connect_refusals_of_people()
    undoing.NAMED_BY[:] = [Vehicle.organisation_id]
    MERGE_PORTS[:] = [
        *duplicates_pointers.POINTERS,
        *motorcades_pointers.POINTERS,
        *offers_pointers.POINTERS,
        *seats_pointers.POINTERS,
        *walks_pointers.POINTERS,
        *materials_pointers.POINTERS,
    ]
    ticket_panels.PANELS[:] = [OwnCar(), WhatIsHeld()]
    people_places.GIVEN_UP[:] = [
        shifts_services.give_up_shifts,
        seats_services.give_up_seat,
        offers_services.take_out,
        walks_members.give_up_team,
    ]
    people_places.FORGOTTEN[:] = [seats_services.forget_seats, offers_services.forget_offers]
    TAKEN_AGAIN.update({"shift_places": shifts_services.take_place_again, "column_seats": seats_services.take_seat_again})
    CARS[:] = [CarsOfPassengers()]
    RIDES[:] = [CarsOfPassengers()]
    PARTIES[:] = [TeamsOfWalks()]
    shells.SHELLS[:] = [checkin_shell.SHELL, road_shell.SHELL, doors_shell.SHELL]
    _connect_materials()
    _connect_figures()
    db.REFUSALS |= closes_services.REFUSALS
    db.REFUSALS |= dict.fromkeys(("vehicles.plate_key", "uq_vehicles_region_id_plate_key"), PLATE_TAKEN)
    _connect_the_relay()


def _connect_figures() -> None:
    """Whose rows say figures of events, and who knows how many different people came."""
    figures_ports.DERIVED[:] = [
        FiguresOfThePress(),
        people := FiguresOfPeople(),
        FiguresOfColumns(),
        FiguresOfWalks(),
        FiguresOfMaterials(),
    ]
    figures_ports.DIFFERENT[:] = [people]


def _connect_refusals_of_people() -> None:
    """What the triggers say of people, and of which a second try is worth it."""
    passing = {MERGED_MEANWHILE: WENT_INTO_ANOTHER, ERASED_MEANWHILE: ERASED_JUST_NOW}
    db.REFUSALS |= {"minor without consent of a guardian": NO_CONSENT, **passing}
    db.PASSING |= set(passing)


def _connect_the_relay() -> None:
    """Who has something to do when a season is planned or taken back, or a stop slips."""
    relay_services.SEASON_PORTS[:] = [EventsOfASeason(), StoresOfASeason()]
    copying.COPIED[:] = [copy_counts]
    HELD_FIRST[:] = [hold_events]
    SHIFT_PORTS[:] = [
        RelaysInside(),
        EventsOfASlip(),
        TasksOfASlip(),
        DeadlinesOfASlip(),
        ReserveDatesOfASlip(),
        TransfersOfASlip(),
    ]
    relay_services.REMOVAL_PORTS[:] = [
        EventsOfASeason(),
        people_services.PeopleOfASeason(),
        PhotosOfASeason(),
        custody_services.CustodyOfASeason(),
        StoresOfASeason(),
        PanelsOfASeason(),
        closes_services.PeriodsOfASeason(),
    ]


def _connect_materials() -> None:
    """What lower features ask of the ledger, and what the database refuses of norms."""
    stop_panels.PANELS[:] = [
        FiguresOfAStop(), MaterialsOfAStop(), PhotosOfAStop(), ReportOfAStop(), BookOfAStop(),
        ExhibitionsOfAStop(), PackageOfAStop(),
    ]  # fmt: skip
    db.REFUSALS |= dict.fromkeys(("norms.live_key", "uq_norms_live_key"), norms_services.TAKEN)
    materials_checks.ONLY_STOPS[:] = [works_for_one_stop]
    closing_issues.ISSUES[:] = [IssuedByTheLedger()]
    LOADS[:] = [LoadsByTheLedger()]
    custody_services.ALONG_PORTS[:] = [StoresOfStops()]


def _connect_operation() -> None:
    """What a worker does by itself, and what features do to a database that came back from a backup."""
    reports_ports.TASKS[:] = [of_webhooks]
    _connect_worker()
    restoring.AFTERWARDS[:] = [end_all_ways_in]
    state.COUNTED["sessions"] = open_sessions


def connect_search() -> None:
    """What can be found, in the order of the page. Called once for an application; again it changes nothing."""
    FINDERS[:] = [
        *events_finder.FINDERS,
        *relay_finder.FINDERS,
        *people_finder.FINDERS,
        *motorcades_finder.FINDERS,
        *walks_finder.FINDERS,
        *materials_finder.FINDERS,
        *printed_finder.FINDERS,
        *pages.FINDERS,
    ]


def _connect_worker() -> None:
    """What a worker looks after by itself, again and again; who listens to what is announced, and who calls them."""
    outward.LISTENERS[:] = [webhooks_queries.listeners]
    consumer.CALLS[:] = [webhooks_services.call_waiting]
    consumer.SWEEPS[:] = [
        sweep_terms,
        reminders.sweep,
        sets_ahead.sweep,
        tallies_services.sweep,
        exhibition_services.sweep,
        book_services.take_spoilt_away,
        nightly.sweep,
        retention_tasks.sweep,
        webhooks_services.forget_old,
    ]
