"""Two regions full of canaries and what every parameter of an address means: for `test_matrix`.

A new route with a known parameter is in the matrix by itself. An unknown parameter stops the test until somebody says in
`parameters.py` what it means and whose it is, and puts the number of one such row into `World.values` here.
"""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select, text

from campaign.accounts import links
from campaign.accounts.models import RoleGrant, UserSession
from campaign.accounts.queries import actor_with_id
from campaign.accounts.schemas import COOKIE, LinkPurpose
from campaign.accounts.services.links import new_link
from campaign.core import clock, crypto, files, runner, tasks
from campaign.core.actor import Role, acting_as
from campaign.core.db import Base, db, unit_of_work
from campaign.events.checklists.schemas import NewTask, TaskAnchor
from campaign.events.checklists.services import add_task
from campaign.events.feeds import services as feeds
from campaign.events.feeds.queries import own_calendar
from campaign.events.models import Event, KitEvent, KitTask
from campaign.events.running import services as running
from campaign.events.running.models import RunningSheetRow
from campaign.events.schemas import EventState
from campaign.papers import services as papers
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.people.imports import services as imports
from campaign.people.models import Registration
from campaign.relay.custody import services as custody
from campaign.relay.custody.models import BatonItem
from campaign.relay.custody.schemas import Condition, Holder, ItemKind, NewItem, Party, Proposal, Signer
from campaign.relay.drafts import services as drafts
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import PlanWish
from campaign.relay.slip import queries as slip_queries
from campaign.relay.slip import services as slip_services
from campaign.relay.slip.schemas import SlipAct, SlipWish
from campaign.sheets.reading import Upload
from campaign.territory.models import Body, Region, Unit
from tests.accounts.alarms.raised import an_alarm
from tests.accounts.softkey import a_passkey_row
from tests.events.briefing.briefings import a_sent_briefing
from tests.events.deadlines.papers import a_filed_paper
from tests.events.figures.plausibility.rows import a_doubt
from tests.events.figures.said import a_said_figure
from tests.events.press.presses import a_press
from tests.exchange.packages.journeys import a_package
from tests.exchange.webhooks.hooks import a_called_machine
from tests.exhibition.halls import a_panel_in_every_state
from tests.exhibition.printed import a_printed_panel
from tests.factories import (
    a_place,
    a_region,
    a_registration,
    a_relay,
    a_session_of,
    a_stop,
    a_unit,
    a_user,
    an_event,
    an_organisation,
    kept,
    words,
)
from tests.house.matrix import Principal, World
from tests.house.parameters import (
    ACCOUNT,
    CANARIES,
    DRAFT,
    FILED,
    HANDOVER,
    NOTE,
    ORGANISATION,
    OWNERS,
    PANEL,
    PERSON,
    PRESS,
    REGIONS,
    STOPS,
)
from tests.machine import a_token_row
from tests.materials.issuing.counters import an_issue
from tests.materials.norms.norms import a_norm_and_a_set
from tests.materials.stock import a_stocked_stop
from tests.motorcades.columns import a_driven_car
from tests.motorcades.outside import an_offer_and_an_import
from tests.motorcades.road.roads import a_marshalled_column
from tests.motorcades.route.routes import a_point
from tests.papers.desk.desks import a_desk_in_use
from tests.papers.sets import a_set
from tests.people.badges.sets import a_badge_sheet
from tests.people.checkin.phones import a_busy_door, a_door
from tests.people.duplicates.pairs import a_merged_pair
from tests.people.groups.groups import a_named_group
from tests.people.outbox.letters import a_letter
from tests.people.photos.pictures import a_seen_photo
from tests.people.privacy.wishes import a_wish
from tests.people.shifts.shifts import a_filled_shift
from tests.people.typed.sheets import a_typing
from tests.reader import Reader
from tests.relay.custody.batons import a_body
from tests.reports.book.books import a_book
from tests.reports.information.written import a_report
from tests.reports.periods.closed import a_closed_period
from tests.walks.doors.rounds import a_busy_walk
from tests.walks.halls import a_hall_of_the_region
from tests.walks.signs.runs import a_printed_run


def built(app: Flask) -> World:
    """The world of the matrix, in the application's database."""
    world = World(app)
    relay, stop, neighbour = _region(world)
    other = a_relay(a_region(name="Вторая область"))
    other_stop = a_stop(other)
    other_event = an_event(other_stop)
    a_registration(other_event, "Данияр Ахметов")
    _people(world, relay, stop, neighbour, other, other_stop)
    world.values["request_id"] = a_wish(int(world.values["registration_id"]))
    _secrets(world, stop)  # after the wish, which gives the ticket another token
    _doors(world, other_event)
    _calendar(world)
    _sheet(world)
    _tasks(world)
    _slip(world)
    _baton(world)
    _draft(world)
    world.values |= a_sent_briefing(int(world.values["event_id"]))
    world.values["message_id"] = a_letter(int(world.values["registration_id"]))
    _papers(world)
    coordinator = actor_with_id(int(world.principals["coordinator"].user_id or 0))
    relay_id, stop_id, event_id = (int(world.values[name]) for name in ("relay_id", "stop_id", "event_id"))
    world.values |= a_press(coordinator, relay_id, stop_id, event_id, PRESS) | a_filed_paper(event_id, FILED)
    world.values |= a_filled_shift(event_id, int(world.values["registration_id"]))
    world.values |= a_badge_sheet(event_id, coordinator)
    world.values |= a_seen_photo(event_id, int(world.values["registration_id"]), PERSON)
    world.values |= a_printed_panel(stop_id, coordinator)
    world.values |= a_set(stop_id, coordinator)
    world.values |= a_typing(event_id, coordinator)
    world.values["measure"] = "participants"
    world.values["alarm_id"] = an_alarm(int(world.values["region_id"]))
    world.values |= a_closed_period(stop_id)
    world.values |= a_called_machine(stop_id)
    world.values |= a_said_figure(event_id, PRESS)
    world.values |= a_driven_car(event_id, PERSON)
    group, secrets = a_named_group(world.app, event_id)
    world.values |= group
    world.secrets |= secrets
    world.values |= a_merged_pair(db.session.get(Event, event_id), PERSON)
    world.values |= a_hall_of_the_region(stop_id, event_id)
    world.values |= a_printed_run(event_id, coordinator)
    world.values |= an_issue(event_id, int(world.values["registration_id"]))
    world.values |= a_point(event_id)
    world.values |= an_offer_and_an_import(event_id, coordinator, PERSON)
    world.values |= a_stocked_stop(stop_id, int(world.values["registration_id"]))
    world.values |= a_norm_and_a_set(stop_id)
    world.values |= a_doubt(event_id)
    world.values |= a_report(coordinator, stop_id)
    world.values |= a_book(relay_id)
    world.values |= a_panel_in_every_state(stop_id, PANEL)
    _desk(world, event_id)
    recorded, token = a_busy_walk(world.app, int(world.values["team_id"]))
    world.values |= recorded
    world.secrets |= {rule.endpoint: token for rule in app.url_map.iter_rules() if rule.endpoint.startswith("doors_field.")}
    world.values |= a_package(stop_id, coordinator.user_id)
    db.session.remove()
    return world


def _region(world: World) -> tuple[Relay, Stop, Stop]:
    """The first region: a relay with two stops, of which the first is full of canaries."""
    region = a_region(name="Первая область")
    relay = a_relay(region)
    stop, neighbour = a_stop(relay), a_stop(relay, a_unit(region, "Сарань"))
    place = a_place(stop)
    event = an_event(stop, title="Митинг, о котором объявлено", capacity=50)
    event.place_id = place.id
    an_event(stop, title=DRAFT, state=EventState.DRAFT)
    organisation = an_organisation(region.id, ORGANISATION)
    registration = a_registration(event, PERSON)
    registration.note = NOTE
    _belongs(registration, organisation.id)
    db.session.commit()
    task_id = add_task(NewTask(stop.id, event.id, words(DRAFT), TaskAnchor.ARRIVAL, -1))
    world.values = {
        "body_id": _first(Body), "campaign_id": relay.campaign_id, "code": "standard",
        "kit_event_id": _first(KitEvent), "kit_task_id": _first(KitTask), "event_id": event.id, "page": 1, "purpose": "checkin",
        "organisation_id": organisation.id, "place_id": place.id, "region_id": region.id, "relay_id": relay.id,
        "sample_code": "stop_plan", "chapter": "organizer",
        "registration_id": registration.id, "stop_id": stop.id, "task_id": task_id, "unit_id": _first(Unit),
    }  # fmt: skip
    return relay, stop, neighbour


def _belongs(registration: Registration, organisation_id: int) -> None:
    statement = text("UPDATE people SET organisation_id = :organisation WHERE id = :person")
    db.session.execute(statement, {"organisation": organisation_id, "person": registration.person_id})


def _first(table: type[Base]) -> int:
    found: int | None = db.session.scalar(select(table.id).limit(1))  # type: ignore[attr-defined]
    assert found is not None, f"nothing ships in {table.__tablename__}"
    return found


def _people(world: World, relay: Relay, stop: Stop, neighbour: Stop, other: Relay, other_stop: Stop) -> None:
    here, there = db.session.get(Region, relay.region_id), db.session.get(Region, other.region_id)
    far = frozenset({STOPS, REGIONS, OWNERS})
    near = frozenset({STOPS, OWNERS})
    own = frozenset({OWNERS})
    users = {
        "national": (a_user(Role.NATIONAL), own, frozenset()),
        "organizer": (a_user(Role.REGION, region=here), own, frozenset()),
        "coordinator": (a_user(Role.STOP, stop=stop), own, frozenset()),
        "organizer of another region": (a_user(Role.REGION, region=there), far, CANARIES),
        "coordinator of another stop": (a_user(Role.STOP, stop=neighbour), near, CANARIES - {ORGANISATION}),
        "coordinator of another region": (a_user(Role.STOP, stop=other_stop), far, CANARIES),
        "auditor": (a_user(Role.AUDITOR), own, frozenset({PERSON, ORGANISATION, NOTE, PANEL})),
        "somebody without a role": (a_user(), far, CANARIES),
    }
    world.principals = {name: Principal(name, user.id, out, blind) for name, (user, out, blind) in users.items()}
    world.principals["nobody"] = Principal("nobody", None, far, CANARIES)
    member = a_user(Role.STOP, stop=stop, name=ACCOUNT)
    a_session_of(member)
    world.values |= {
        "user_id": member.id,
        "token_id": a_token_row(member),
        "grant_id": db.session.scalars(select(RoleGrant.id).where(RoleGrant.user_id == member.id)).one(),
        "passkey_id": a_passkey_row(member),
        "session_id": db.session.scalars(select(UserSession.id).where(UserSession.user_id == member.id)).one(),
    }


def _secrets(world: World, stop: Stop) -> None:
    """What only the holder of a letter or a ticket knows."""
    ticket = crypto.new_token()
    registration = db.session.get(Registration, world.values["registration_id"])
    assert registration is not None
    registration.token_hash = crypto.token_hash(ticket)
    registration.issue_to_guardian(1)
    kept(registration)
    world.secrets["ticket"] = ticket
    world.secrets |= dict.fromkeys(("minors.guardian", "minors.withdraw", "minors.photographs"), registration.guardian_token)
    for endpoint, purpose in (
        ("accounts.reset_password", LinkPurpose.RESET),
        ("accounts.invitation", LinkPurpose.INVITATION),
    ):
        with unit_of_work() as session:
            link = new_link(session, a_user(Role.STOP, stop=stop), purpose, send=False)
            world.secrets[endpoint] = links.token_of(purpose, link.uid)


def _doors(world: World, other: Event) -> None:
    """A phone at the door of the first region's event, and one that asks with the link of another's."""
    event = db.session.get(Event, world.values["event_id"])
    assert event is not None
    for room, (values, token) in (
        ("checkin_field.", a_busy_door(world.app, event, PERSON)),
        ("road_field.", a_marshalled_column(event.id, PERSON)),
    ):
        world.values |= values
        ours = (rule.endpoint for rule in world.app.url_map.iter_rules() if rule.endpoint.startswith(room))
        world.secrets |= dict.fromkeys(ours, token)
    far = frozenset({STOPS, REGIONS, OWNERS})
    world.principals["device"] = Principal("device", None, far, CANARIES, token=a_door(other)[1])


def _desk(world: World, event_id: int) -> None:
    """A print desk of the first region's event, in a browser that has typed its PIN and shows its link everywhere."""
    values, token, secret = a_desk_in_use(event_id)
    world.values |= values
    ours = (rule.endpoint for rule in world.app.url_map.iter_rules() if rule.endpoint.startswith("desk_public."))
    world.secrets |= dict.fromkeys(ours, token)
    far = frozenset({STOPS, REGIONS, OWNERS})
    world.principals["print desk"] = Principal("print desk", None, far, CANARIES, token=token)
    client, _token = world.browser_of(world.principals["print desk"])
    client.set_cookie("adalzhol_desk", secret, path=f"/desk/{token}")


def _calendar(world: World) -> None:
    """The secret address of a calendar that its owner has."""
    with acting_as(actor_with_id(int(world.values["user_id"]))):
        feeds.make_address()
        own = own_calendar()
    assert own is not None
    world.secrets["feeds.own"] = own.token
    world.values["calendar_language"] = "kk"


def _sheet(world: World) -> None:
    """A printed roster of the first region, made as its coordinator makes it."""
    reader = Reader(world.app)
    reader.client.set_cookie(COOKIE, world.session_of(world.principals["coordinator"]))
    roster = f"/staff/events/{world.values['event_id']}/roster"
    reader.visit(roster)
    reader.send({}, form=f"main form[action='{roster}']", expect=303)
    world.values["number"] = int("".join(filter(str.isdigit, reader.response.location.partition("?")[0])))


def _tasks(world: World) -> None:
    """A task of one account, and a file that came of it; an import that was sent for the event."""
    owner, stop_id = world.values["user_id"], int(world.values["stop_id"])
    with acting_as(actor_with_id(int(owner))), unit_of_work() as session:
        roster = {"event_id": world.values["event_id"], "language": "ru", "marking": "box", "blank_rows": 0}
        world.values["uid"] = tasks.queue(session, "people.roster", words(ACCOUNT), **roster)
        world.values["file_uid"] = files.keep(
            session, [PERSON.encode()], name="people.csv", mimetype="text/csv", region_id=int(world.values["region_id"]),
            stop_id=stop_id, kept=timedelta(hours=1),
        )  # fmt: skip
        table = Upload(f"{PERSON}.csv", f"Full name;Phone\n{PERSON};8 700 000 00 01\n".encode())
        world.values["import_id"] = imports.start(int(world.values["event_id"]), table, "key")
    while runner.run_next():
        pass


def _baton(world: World) -> None:
    """The baton of the first region is on its way from a body to the first stop, and its act is printed."""
    relay_id, stop_id = int(world.values["relay_id"]), int(world.values["stop_id"])
    body = Party(Holder.BODY, a_body(int(world.values["region_id"])))
    item = NewItem(ItemKind.FLAG, words("Знамя", "Ту"), "АЖ-1", Condition.GOOD, "", body.id, date(2018, 4, 1))
    wish = Proposal(
        relay_id, body, Party(Holder.STOP, stop_id), (custody.add_item(relay_id, item, "item"),), clock.campaign_now(),
        words(HANDOVER, HANDOVER), signers=(Signer(HANDOVER), Signer(), Signer()),
    )  # fmt: skip
    handover_id = custody.propose(wish, "handover")
    world.values |= {
        "item_id": _first(BatonItem), "handover_id": handover_id, "act": custody.print_act(handover_id, "act"),
    }  # fmt: skip


def _papers(world: World) -> None:
    """The plan of the first stop, printed by its coordinator."""
    world.values |= {"relay_paper": "relay_schedule", "stop_paper": "stop_plan", "event_paper": "running_sheet"}
    world.values |= {"store_paper": "stock_card", "document_paper": "stock_receipt"}
    with acting_as(actor_with_id(int(world.principals["coordinator"].user_id or 0))):
        stop_id = int(world.values["stop_id"])
        running.begin(int(world.values["event_id"]))
        world.values["row_id"] = _first(RunningSheetRow)
        world.values["sheet"] = papers.print_paper("stop_plan", SubjectKind.STOP, stop_id, PrintWish("ru"), "paper")


def _draft(world: World) -> None:
    """A draft of a plan of the first region."""
    relay = db.session.get(Relay, world.values["relay_id"])
    assert relay is not None
    code = db.session.scalars(select(Region.code).where(Region.id == relay.region_id)).one()
    wish = PlanWish(code, relay.as_of, relay.starts_on, 14, relay.last_day, "standard", first="")
    world.values["draft_id"] = drafts.keep(DRAFT, wish, relay.campaign_id, "draft")


def _slip(world: World) -> None:
    """A stop of the first region was moved, and its organizer has said why."""
    other = db.session.scalars(
        select(Stop).where(Stop.relay_id == world.values["relay_id"]).order_by(Stop.position.desc())
    ).first()
    assert other is not None
    wish = SlipWish(int(world.values["relay_id"]), SlipAct.LENGTH, other.id, 2, reason="паводок")
    relay = db.session.get(Relay, wish.relay_id)
    assert relay is not None
    seen = slip_queries.preview(wish)
    world.values["slip_id"] = slip_services.apply(wish, relay.version, seen.fingerprint, "slip").slip_id
