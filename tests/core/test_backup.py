"""Backups: what comes back is what was saved, on either database; what is damaged is refused before anything is touched."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, text

from campaign import registry
from campaign.accounts.models import UserSession
from campaign.core import audit, erasures, schema
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.backup import keeping, restoring, saving, sealing
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid
from campaign.factory import cli
from campaign.people.models import Person, Registration
from tests import postgres
from tests.conftest import KEY, built_app
from tests.factories import a_registration, a_session_of, a_user, an_event


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(cli, [str(one) for one in arguments])


def fill() -> str:
    """People with a registration, somebody signed in, an act in the trail; the phone of one of them."""
    event = an_event()
    phone = db.session.get_one(Person, a_registration(event, "Әлия Қожабергенова").person_id).phone
    a_registration(event)
    a_session_of(a_user())
    with unit_of_work() as session:
        audit.note(session, "tried", "backup", 1)
    db.session.commit()
    return str(phone)


def contents() -> tuple[dict[str, int], dict[str, str]]:
    db.session.rollback()
    with saving.one_picture(db.engine) as picture:
        return saving.sums_of(picture)


@pytest.fixture(autouse=True)
def made_once(blank_database, monkeypatch):
    """On SQLite the empty tables are copied from those that the migrations made for all tests; nothing ships."""
    really = schema.upgrade_to

    def copied(revision: str = "head") -> None:
        if db.engine.dialect.name == "sqlite" and schema.current() is None:
            Path(str(db.engine.url.database)).write_bytes(blank_database.read_bytes())
            db.engine.dispose()
        really(revision)

    monkeypatch.setattr(schema, "upgrade_to", copied)
    monkeypatch.setattr(schema, "load_shipped", lambda: None)


@pytest.fixture
def other_app(either_app, tmp_path):
    """The same installation on an empty machine with the other database: no tables, another folder."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if db.engine.dialect.name == "postgresql":
        yield built_app(f"sqlite:///{folder}/test.db", folder)
        return
    with postgres.fresh_database() as address:
        app = built_app(address, folder)
        yield app
        with app.app_context():
            db.engine.dispose()


def test_a_backup_of_either_database_comes_back_on_the_other(either_app, other_app, tmp_path):
    phone = fill()
    before = contents()
    said = run(either_app, "backup", tmp_path / "a.backup")
    assert said.exit_code == 0, said.output
    with other_app.app_context():
        set_actor(SYSTEM)
        said = run(other_app, "restore", tmp_path / "a.backup")
        assert said.exit_code == 0, said.output
        assert schema.current() == schema.newest()
        after = contents()
        changed = {name for name in before[1] if before[1][name] != after[1][name]}
        assert changed == {
            "user_sessions",
            "audit_entries",
            "audit_blocks",
            "audit_heads",
        }  # everybody signs in anew, and the trail says why
        assert db.session.scalars(select(UserSession.ended_at)).one() is not None
        assert phone in {person.phone for person in db.session.scalars(select(Person))}
        a_registration(an_event())  # numbers go on after those that came back
        with pytest.raises(Exception, match="only ever added to"), unit_of_work() as session:
            session.execute(text("DELETE FROM audit_entries"))
        assert len(db.session.scalars(select(Registration.id)).all()) == 3
        db.session.remove()


@pytest.fixture
def saved(app, tmp_path):
    fill()
    path = tmp_path / "a.backup"
    keeping.make(path)
    return path


def spoilt(path: Path, place: int) -> Path:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    other = path.with_name("spoilt.backup")
    other.write_bytes(content)
    return other


def test_whatever_is_wrong_with_a_file_is_said_and_nothing_is_touched(app, saved, tmp_path):
    size, before = saved.stat().st_size, contents()
    cut = tmp_path / "cut.backup"
    cut.write_bytes(saved.read_bytes()[: size - 20])
    short = tmp_path / "short.backup"
    short.write_bytes(saved.read_bytes()[:30])
    wrong = [spoilt(saved, 0), short, tmp_path / "nowhere.backup", cut]
    for path in wrong:
        with pytest.raises(Invalid):
            restoring.restore(path, KEY)
    for place in range(3, size, size // 40):
        with pytest.raises(Invalid):
            restoring.examine(spoilt(saved, place), KEY)
    with pytest.raises(Invalid, match="another key"):
        restoring.examine(saved, b"x" * 32)
    assert contents() == before


def test_a_backup_shows_no_name_and_is_readable_by_its_owner_alone(saved):
    assert "Әлия".encode() not in saved.read_bytes()
    assert saved.stat().st_mode & 0o777 == 0o600


def test_parts_cannot_change_places(tmp_path, monkeypatch):
    monkeypatch.setattr(sealing, "PART", 16)
    with (tmp_path / "whole").open("wb") as file:
        sealed = sealing.Sealed(file, KEY)
        sealed.write(bytes(range(256)))
        sealed.close()
    content = (tmp_path / "whole").read_bytes()
    head, size = len(sealing.MAGIC) + sealing.SALT + sealing.KEY_SIGN, 16 + sealing.TAG
    one, two, rest = content[head : head + size], content[head + size : head + 2 * size], content[head + 2 * size :]
    for moved in (two + one + rest, one + one + two + rest, one + two, one + rest):
        (tmp_path / "moved").write_bytes(content[:head] + moved)
        with (tmp_path / "moved").open("rb") as file, pytest.raises(Invalid):
            list(sealing.opened(file, KEY))
    with (tmp_path / "whole").open("rb") as file:
        assert b"".join(sealing.opened(file, KEY)) == bytes(range(256))


def test_a_database_in_use_is_replaced_only_when_that_is_said_and_is_kept(app, saved):
    a_registration(an_event(), "Came Later")
    said = run(app, "restore", saved)
    assert (said.exit_code, "--replace" in said.output) == (1, True)
    assert len(db.session.scalars(select(Person.id)).all()) == 3
    db.session.remove()
    said = run(app, "restore", saved, "--replace")
    assert said.exit_code == 0, said.output
    assert len(db.session.scalars(select(Person.id)).all()) == 2
    [kept] = keeping.folder().iterdir()
    assert restoring.examine(kept, KEY).counts["people"] == 3
    db.session.remove()


def test_whoever_was_erased_meanwhile_is_erased_again(app, saved, tmp_path, monkeypatch):
    """By the list that is named, and by the one of the data folder, before anybody sees the rows."""
    asked = []

    def again(path: Path) -> int:
        asked.append((path.name, len(db.session.scalars(select(Person.id)).all())))
        return 1

    given = tmp_path / "since.jsonl"
    given.write_text("")
    said = run(app, "restore", saved, "--replace", "--erasures", tmp_path / "nowhere")
    assert (said.exit_code, "nowhere" in said.output) == (1, True)
    monkeypatch.setattr(registry.personal, "connect", lambda: None)
    monkeypatch.setattr(erasures, "REPLAYS", [again])
    erasures.append({"uid": "of somebody"})
    said = run(app, "restore", saved, "--replace", "--erasures", given)
    assert (said.exit_code, asked) == (0, [("since.jsonl", 2), ("erasures.jsonl", 2)])
    assert "2 people erased again" in said.output


def test_a_restore_that_fails_halfway_leaves_what_was_there(app, saved, monkeypatch):
    before = contents()
    monkeypatch.setattr(registry, "connect", lambda: None)
    monkeypatch.setattr(restoring, "AFTERWARDS", [lambda session: 1 / 0])
    with pytest.raises(ZeroDivisionError):
        restoring.restore(saved, KEY)
    assert contents() == before
    assert not list(Path(app.config["DATA_DIR"]).glob("*.beside*"))


def test_of_dated_backups_the_last_few_stay(app, monkeypatch):
    keeping.folder().mkdir(parents=True)
    for day in range(10, 20):
        (keeping.folder() / f"backup-201804{day}T020000Z.backup").touch()
    (keeping.folder() / "before-0001_core-20180401T020000Z.backup").touch()
    (keeping.folder() / "a-note.txt").touch()
    path, _saved = keeping.make_dated("backup", 3)
    kept = sorted(one.name for one in keeping.folder().iterdir())
    assert kept == [
        "a-note.txt", "backup-20180418T020000Z.backup", "backup-20180419T020000Z.backup", path.name,
        "before-0001_core-20180401T020000Z.backup",
    ]  # fmt: skip
    last = keeping.last()
    assert last is not None
    assert (last.size, last.made_at.date().isoformat()) == (
        path.stat().st_size,
        f"{path.name[7:11]}-{path.name[11:13]}-{path.name[13:15]}",
    )
