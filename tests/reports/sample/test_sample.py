"""Sample data comes into an empty installation as a whole, and goes as a whole: on both databases nothing of it remains."""

import threading
from datetime import date

import pytest
from sqlalchemy import func, select, text

from campaign.accounts.models import RoleGrant, User
from campaign.core import clock
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.audit import AuditEntry, of_what_is_there
from campaign.core.backup.saving import sums_of
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict
from campaign.core.mail import Message
from campaign.core.operations import OperationKey
from campaign.core.outward import Act, Listener, OutwardAct
from campaign.core.settings import SAMPLE_TRAIL, Counter, Setting
from campaign.core.tasks import Job
from campaign.events.models import Event
from campaign.events.queries import history_of
from campaign.relay.drafts import services as drafts
from campaign.relay.models import Campaign, Relay, Stop
from campaign.relay.schemas import PlanWish
from campaign.reports.sample import queries, season, services
from campaign.reports.sample.schemas import Offer, Part
from campaign.reports.sample.tables import OF_THE_HOUSE, SHIPPED
from tests.factories import a_region, a_relay, a_stop, a_user, an_event
from tests.reader import Reader

OWN = {"users", "regions", "region_periods", "units", "unit_periods"}  # made beside the sample in the test
TRAIL = {"audit_entries", "audit_blocks", "audit_heads", "counters"}


def picture() -> dict[str, str]:
    """A hash of every table but those of the trail."""
    db.session.remove()
    with db.engine.connect() as connection:
        _counts, hashes = sums_of(connection)
    return {name: found for name, found in hashes.items() if name not in TRAIL}


def triggers() -> list[str]:
    sqlite = "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    postgres = "SELECT tgname::text || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgrelid, 1"
    return list(db.session.scalars(text(sqlite if db.engine.dialect.name == "sqlite" else postgres)))


def wrong() -> list[object]:
    return [broken for outcome in recount() for broken in outcome.wrong]


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_afterwards_the_installation_is_as_before(empty_app, monkeypatch):
    before, guards = picture(), triggers()
    dies_in(monkeypatch, season, "_keep_it_at_home", services.load)
    assert picture() == before

    services.load()
    loaded = picture()
    assert {name for name, found in loaded.items() if found != before[name]} & SHIPPED == set()
    assert [count(table) for table in (User, Message, Job, OutwardAct)] == [0, 0, 0, 0]
    today = clock.campaign_today()
    here = db.session.scalars(select(Stop).where(Stop.arrives_on <= today, Stop.departs_on >= today)).all()
    assert [stop.position for stop in here] == [1]
    assert wrong() == []
    dies_in(monkeypatch, services, "_forget_what_waited", services.remove)
    assert picture() == loaded
    assert triggers() == guards

    somebody = a_user(Role.STOP, stop=db.session.scalars(select(Stop).order_by(Stop.position)).first()).id
    an_event(a_stop(a_relay(a_region())))
    seen, whole = {row.part: row for row in queries.preview().rows}, queries.preview().whole
    assert (seen[Part.RELAYS].since, seen[Part.EVENTS].since, queries.preview().roles) == (3, 1, 1)
    assert seen[Part.REGISTRATIONS].of_sample > 300
    assert services.remove() == whole > 3_000
    assert {name for name, found in picture().items() if found != before[name]} <= OWN
    assert db.session.get(User, somebody) is not None
    assert count(RoleGrant) == 0
    assert set(db.session.scalars(select(Counter.name))) == {SAMPLE_TRAIL}
    assert triggers() == guards
    assert wrong() == []  # the trail among them

    assert of_two_at_once(empty_app)[0] == "loaded"  # whatever was given out and used before is free again
    assert (count(Campaign), count(Relay), count(Setting)) == (1, 1, 1)
    event_id = db.session.scalar(select(func.min(Event.id)))
    told = select(AuditEntry.campaign_at).where(AuditEntry.thing == "event", AuditEntry.thing_id == event_id)
    again = db.session.scalars(told.where(of_what_is_there()).order_by(AuditEntry.id)).all()
    assert [step.at for step in history_of(event_id)] == again  # nothing of the first sample, whose numbers SQLite gives anew
    if db.engine.dialect.name == "sqlite":
        assert len(db.session.scalars(told).all()) == 2 * len(again)


def dies_in(monkeypatch, where, name, act):
    def die(*args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(where, name, die)
        with pytest.raises(SystemExit):
            act()


def of_two_at_once(app):
    said: list[str] = []

    def load() -> None:
        with app.app_context(), acting_as(SYSTEM):
            try:
                services.load()
                said.append("loaded")
            except Conflict as error:
                said.append(str(error))
            finally:
                db.session.remove()

    both = [threading.Thread(target=load) for _turn in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    return sorted(said, reverse=True)


def test_machines_that_listen_hear_nothing_of_it(shipped_app, monkeypatch):
    from campaign.core import outward

    monkeypatch.setattr(outward, "LISTENERS", [lambda session: [Listener(frozenset(Act))]])
    outward.ask_again()
    services.load()
    assert count(OutwardAct) == 0


def test_it_goes_only_where_nothing_is(shipped_app):
    with unit_of_work() as session:
        session.add(OperationKey(key_hash="a", body_hash="b", answer={}, made_at=clock.now()))
    a_relay(a_region())
    with pytest.raises(Conflict, match="Something of your own"):
        services.load()
    assert queries.offer_for(SYSTEM) is Offer.OTHER


def test_a_draft_of_a_plan_keeps_the_sample_out_and_the_start_page_says_so(shipped_app):
    assert queries.offer_for(SYSTEM) is Offer.OPEN
    with acting_as(SYSTEM):
        first = date(2019, 4, 1)
        drafts.keep("2019", PlanWish("KZ-35", first, first, 14, date(2019, 12, 1), "standard", first=""), None, "draft")
    assert queries.offer_for(SYSTEM) is Offer.DRAFTS
    reader = Reader(shipped_app)
    reader.sign_in(a_user(Role.NATIONAL))
    page = reader.visit("/staff/")
    assert "A draft of a plan is kept here" in reader.text()
    assert page.select_one("main a[href='/staff/relays/drafts']")
    assert not page.select("main form")


def test_every_table_is_of_the_house_or_ships_or_is_of_the_plan(shipped_app):
    from campaign.reports.sample.tables import PARTS, of_the_plan

    assert queries.filled_by_somebody(db.session()) == frozenset()
    assert db.metadata.tables.keys() >= OF_THE_HOUSE | SHIPPED
    assert {table.name for table in of_the_plan()} >= {name for names in PARTS.values() for name in names}
    kept = [db.metadata.tables[name] for name in OF_THE_HOUSE | SHIPPED]
    of_plan = set(of_the_plan())
    assert {table.name for table in kept for key in table.foreign_keys if key.column.table in of_plan} == {"role_grants"}
    of_accounts = {table.name for table in of_plan if {key.column.table.name for key in table.foreign_keys} == {"users"}}
    assert of_accounts == {"access_entries", "access_reasons"}
