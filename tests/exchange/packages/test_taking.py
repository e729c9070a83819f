"""A stop taken along: what goes, what does not, and who can open it."""

import pytest
from sqlalchemy import func, select

from campaign.accounts.models import User
from campaign.core import crypto
from campaign.core.actor import Role, acting_as
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused
from campaign.events.models import Event
from campaign.exchange.packages import filing, queries, services
from campaign.exchange.packages.carried import comes_home
from campaign.exchange.packages.schemas import PackageState
from campaign.exchange.packages.services.gathering import coordinator_of, gathered
from campaign.people.models import Person, Registration
from campaign.relay.models import Stop
from tests.exchange.packages.journeys import taken
from tests.factories import a_registration, a_relay, a_stop, a_user, an_event


def the_fullest_stop() -> int:
    people = func.count(Registration.id)
    return (
        db.session.execute(select(Registration.stop_id).group_by(Registration.stop_id).order_by(people.desc()))
        .scalars()
        .first()
    )


def everything_at(stop_id):
    stop = db.session.get_one(Stop, stop_id)
    return gathered(db.session(), stop, 1)


def a_taken_stop():
    relay = a_relay()
    stop = a_stop(relay)
    a_registration(an_event(stop, title="Митинг"), "Іңкәр Әлиқызы")
    return stop, a_user(Role.STOP, stop=stop, name="Координатор Темиртау")


def test_the_demo_is_the_same_on_the_other_machine(demo_app, road):
    stop_id = the_fullest_stop()
    traveller = queries.travellers_to(stop_id)[0]
    before = everything_at(stop_id)
    opened = road.open(*taken(stop_id, traveller.id))
    with road.there():
        there = everything_at(stop_id)
        wrong = {found.name: [one.thing for one in found.wrong] for found in recount() if not found.ok}
    for table in comes_home():
        assert there[table.name] == before[table.name], table.name
    assert sum(len(there[table.name]) for table in comes_home()) > 1000
    assert wrong == {}
    assert opened.email == db.session.get_one(User, traveller.id).email


def test_nothing_of_another_stop_goes_along(app, road):
    stop, user = a_taken_stop()
    neighbour = a_stop(db.session.get_one(type(a_relay()), stop.relay_id))
    a_registration(an_event(neighbour, title="CANARYEVENT"), "CANARYPERSON")
    foreign = a_user(Role.STOP, stop=neighbour, name="CANARYUSER")
    content, passphrase = taken(stop.id, user.id)
    key = filing.unwrapped(filing.head_of(content), passphrase)
    said = str(filing.opened_with(content, key))
    assert "Іңкәр Әлиқызы" in said
    assert "CANARY" not in said
    assert foreign.email not in said
    assert "Іңкәр".encode() not in content


def test_the_traveller_works_there_and_nobody_else(either_app, road):
    stop, user = a_taken_stop()
    content, passphrase = taken(stop.id, user.id)
    opened = road.open(content, passphrase)
    assert opened.place == queries.place_of(stop.id)
    with road.there():
        actor = coordinator_of(db.session.get_one(Stop, stop.id), user.id)
        with acting_as(actor):
            assert db.session.scalars(select(Event.title)).one().ru == "Митинг"
            assert db.session.scalars(select(Person)).one().phone.startswith("+7700")
        assert db.session.scalars(select(User.email).where(User.active)).all() == [user.email]
        assert [row.state for row in queries.packages()] == [PackageState.OUT]
        with pytest.raises(Conflict, match="fresh one"):
            services.open_package(content, passphrase)


def test_only_the_whole_file_and_its_passphrase_open_it(app, road):
    stop, user = a_taken_stop()
    content, passphrase = taken(stop.id, user.id)
    size = len(content)
    broken = [content[: size - at] for at in (1, 70, size - 3)]
    broken += [content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :] for at in (0, 9, 30, size // 2, size - 3)]
    for one in (*broken, b"", b"x" * 500):
        with pytest.raises(Invalid):
            road.open(one, passphrase)
    with pytest.raises(Invalid, match="passphrase"):
        road.open(content, filing.new_passphrase())
    assert road.open(content, passphrase.lower().replace("-", " ")).rows > 0


def test_a_stop_is_on_the_road_once(app):
    stop, user = a_taken_stop()
    first = services.take_along(stop.id, user.id, "one")
    assert services.take_along(stop.id, user.id, "one") == first.__class__(first.id, None)
    with pytest.raises(Conflict, match="on the road already"):
        services.take_along(stop.id, user.id, "two")
    services.give_up(first.id, 1, "Ноутбук разбит")
    assert services.take_along(stop.id, user.id, "three").id != first.id


def test_the_command_tells_the_passphrase_also_where_the_file_cannot_be_written(app, tmp_path):
    stop, user = a_taken_stop()
    words = ["packages", "take", "--stop", str(stop.id), "--traveller", str(user.id), "--out"]
    nowhere = app.test_cli_runner().invoke(args=[*words, str(tmp_path / "no" / "folder.adz")])
    assert (nowhere.exit_code, "No such file or directory" in nowhere.output) == (1, True)
    assert "Passphrase: " in nowhere.output


def test_it_is_for_those_who_work_at_the_stop(app):
    stop, user = a_taken_stop()
    neighbour = a_stop(a_relay())
    with acting_as(coordinator_of(neighbour, a_user(Role.STOP, stop=neighbour).id)), pytest.raises(NotFound):
        services.take_along(stop.id, user.id, crypto.new_uid())
    with acting_as(coordinator_of(stop, user.id)):
        package = services.take_along(stop.id, user.id, crypto.new_uid())
    with acting_as(coordinator_of(neighbour, 1)), pytest.raises(NotFound):
        services.give_up(package.id, 1, "чужой")
    with pytest.raises(Invalid):
        services.take_along(neighbour.id, user.id, crypto.new_uid())
    with pytest.raises((NotFound, Refused)):
        services.pack_up(package.id)


def test_the_pages_show_the_passphrase_once(app, reader):
    stop, user = a_taken_stop()
    reader.sign_in(user)
    reader.visit(f"/staff/packages/take/{stop.id}")
    reader.send({}, expect=422)
    reader.send({"traveller": str(user.id)}, expect=200)
    assert "Why do you look?" in reader.text()
    reader.send({"reason_kind": "event"}, expect=200)
    assert "Write the passphrase down now" in reader.text()
    package = queries.packages()[0]
    reader.visit(f"/staff/packages/take/{stop.id}")
    assert "On the road with Координатор Темиртау" in reader.text()
    reader.visit(f"/staff/stops/{stop.id}")
    assert "On the road with Координатор Темиртау" in reader.text()
    assert reader.client.get(f"/staff/packages/{package.id}/file").data[:8] == b"ADZPACK1"
    reader.visit(f"/staff/packages/{package.id}")
    reader.send({"reason": "Ноутбук разбит", "version": "9" * 20}, form="#page-form", expect=409)
    reader.visit(f"/staff/packages/{package.id}")
    reader.send({"reason": "Ноутбук разбит"}, form="#page-form", expect=303)
    reader.follow()
    assert "given up" in reader.text()
    reader.visit("/staff/packages")
