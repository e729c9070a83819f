"""Keys change while the house lives in it: everything opens afterwards, what was broken off goes on, others notice."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import LargeBinary, select, text

from campaign.config import ConfigError
from campaign.core import crypto, files, keys, rotation, settings
from campaign.core.checks import recount
from campaign.core.db import Base, db, unit_of_work
from campaign.core.keys import KeyUse
from campaign.exhibition.models import PanelPerson
from campaign.factory import cli, create_app
from campaign.motorcades.models import ColumnCar
from campaign.people.models import Person, Registration, phone_index
from campaign.people.photos import queries as photos
from campaign.people.photos.schemas import Size
from tests.conftest import KEY, config_for
from tests.exhibition.halls import a_hall, a_panel_about_somebody, run_the_clock
from tests.factories import a_registration, an_event
from tests.people.photos.pictures import a_photo
from tests.reader import fresh_context

OTHER = b"o" * 32


def lived_in() -> tuple[Person, str, int]:
    """A person with a phone and a registration, a kept file, a photo, a panel about somebody."""
    with unit_of_work() as session:
        keys.keep_first_keys(session)
    event = an_event()
    registration = a_registration(event, "Әлия Сейтова")
    person = db.session.get_one(Person, registration.person_id)
    person.phone = "+77015550123"
    registration.email = "aliya@example.kz"
    db.session.commit()
    with unit_of_work() as session:
        uid = files.keep(
            session, [b"a" * 100, b"b" * files.PART], name="x.csv", mimetype="text/csv", region_id=event.region_id,
            stop_id=event.stop_id, kept=timedelta(days=1),
        )  # fmt: skip
    run_the_clock()
    a_panel_about_somebody(a_hall())
    return person, uid, a_photo(event.id)


def everything(person_id: int, uid: str, photo_id: int) -> list[object]:
    db.session.expire_all()
    person, registration = db.session.get_one(Person, person_id), db.session.scalars(select(Registration)).one()
    panel = db.session.scalars(select(PanelPerson)).one()
    return [
        person.phone, registration.email, registration.token, b"".join(files.content_of(uid))[:200],
        photos.content(photo_id, next(iter(Size))), panel.said("name"), panel.said("sentence"),
    ]  # fmt: skip


def test_after_a_rotation_everything_opens_with_the_new_key_only(either_app):
    person, uid, photo = lived_in()
    other = create_app(config_for(db.engine.url.render_as_string(hide_password=False), Path("unused")))
    before = everything(person.id, uid, photo)
    said: list[str] = []
    assert rotation.rotate_fields(said.append) == 2
    assert {"people.phone_sealed: 1", "panel_persons.name_sealed: 1"} < set(said)
    assert everything(person.id, uid, photo) == before
    with unit_of_work() as session:
        assert rotation.left_over(session, 2) == 0
        first = keys.all_keys(session, KeyUse.FIELDS)[0]
        assert (first.retired_at is None, first.wrapped == b"") == (False, False)
        assert session.scalar(select(settings.Setting).where(settings.Setting.name == rotation.RESEALING)) is None
    sealed = db.session.scalars(select(Person.phone_sealed)).one()
    with other.app_context():
        assert crypto.unseal(sealed, "people.phone", person.uid) == "+77015550123"  # it had not heard of key 2
        db.engine.dispose()
    assert [outcome.wrong for outcome in recount(["photos"])] == [()]
    assert "Key 1 is forgotten." in run(either_app, "forget", "1")
    keys.read_again()
    assert everything(person.id, uid, photo) == before
    with pytest.raises(ValueError, match="key 1"):
        crypto.unseal(b"\x01" + sealed[3:], "people.phone", person.uid)


def test_a_rotation_that_was_killed_goes_on_with_the_same_key(app, monkeypatch):
    person, uid, photo = lived_in()
    before, done = everything(person.id, uid, photo), 0
    whole = rotation.reseal

    def killed(column: rotation.SealedColumn, number: int) -> Iterator[int]:
        nonlocal done
        if column.table == "photo_parts":
            raise KeyboardInterrupt
        for count in whole(column, number):
            done += count
            yield count

    monkeypatch.setattr(rotation, "reseal", killed)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate_fields(lambda _line: None)
    assert done > 0
    assert everything(person.id, uid, photo) == before
    monkeypatch.undo()
    assert rotation.rotate_fields(lambda _line: None) == 2
    assert everything(person.id, uid, photo) == before


def test_who_has_a_phone_is_found_by_the_new_index_and_links_keep_working(either_app):
    person, _uid, _photo = lived_in()
    hall = db.session.scalars(select(Registration)).one()
    car = ColumnCar(uid=crypto.new_uid())
    car.drive("Ерлан", "+77015550199")
    before, token, body = phone_index("+77015550123"), hall.token, crypto.blind_index("a", "b")
    rotation.rotate_index(lambda _line: None)
    assert phone_index("+77015550123") != before
    db.session.expire_all()
    assert db.session.scalars(select(Person.id).where(Person.phone_index == phone_index("+77015550123"))).all() == [person.id]
    assert (hall.token, crypto.blind_index("a", "b")) == (token, body)


def test_a_new_master_key_opens_all_that_the_old_one_did_and_a_foreign_one_is_refused(app):
    person, uid, photo = lived_in()
    before = everything(person.id, uid, photo)
    database = db.engine.url.render_as_string(hide_password=False)
    with pytest.raises(keys.ForeignDatabase, match="does not open the keys"):
        keys.install(OTHER, None)
    keys.install(OTHER, KEY)
    assert everything(person.id, uid, photo) == before
    assert (keys.rewrap(), keys.rewrap()) == (3, 0)
    keys.install(OTHER, None)
    assert everything(person.id, uid, photo) == before
    with pytest.raises(ConfigError, match="does not open the keys"):
        create_app(config_for(database, Path("unused")))
    keys.install(OTHER, None)
    db.session.execute(text("UPDATE data_keys SET wrapped = substr(wrapped, 2)"))
    with pytest.raises(keys.ForeignDatabase):
        keys.read_again()


def test_every_column_of_bytes_is_sealed_or_says_why_not(app):
    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert {f"{one.table}.{one.column}" for one in rotation.sealed_columns()} | set(rotation.PLAIN) == columns


def test_a_key_in_use_is_not_forgotten_and_the_list_says_what_there_is(app):
    lived_in()
    assert "There is no retired key 1" in run(app, "forget", "1")
    assert "fields 1: in use since" in run(app, "list")
    assert "key 2" in run(app, "rotate")
    assert "fields 1: retired on" in run(app, "list")


def run(app: Flask, *words: str) -> str:
    with fresh_context():
        return CliRunner().invoke(cli, ["keys", *words], obj=ScriptInfo(create_app=lambda: app), catch_exceptions=False).output
