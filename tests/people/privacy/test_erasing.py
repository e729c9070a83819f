"""After an erasure nothing of somebody is left anywhere, and every figure is what it was."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from campaign.core import clock, erasures, prints
from campaign.core.actor import Role, acting_as
from campaign.core.checks import recount
from campaign.core.db import Base, db
from campaign.core.errors import Invalid, NotFound, Refused
from campaign.events.models import Event
from campaign.people.duplicates.ports import MERGE_PORTS
from campaign.people.models import Person, Registration
from campaign.people.privacy import ports, services
from campaign.people.privacy.models import Erasure
from campaign.people.privacy.schemas import ERASED
from tests.exhibition.halls import an_actor
from tests.factories import a_person, a_registration, a_stop, an_event
from tests.people.privacy.canaries import NAME, PHONE, everywhere, left, name_canary, papers_of


def sums() -> dict[str, int]:
    """How many rows every table has, but for those in which an erasure writes what it did, and files that are made again."""
    apart = {"erasures", "audit_entries", "audit_blocks", "kept_files", "kept_parts", "merges", "tally_marks", "operation_keys"}
    tables = [table for table in Base.metadata.sorted_tables if table.name not in apart and not table.name.startswith("audit")]
    return {table.name: db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def test_no_canary_is_left_in_tables_files_or_sealed_words(either_app, figure):
    registration = a_registration(an_event(), NAME)
    someone = a_registration(db.session.get_one(Event, registration.event_id), "Другой Человек")
    person = name_canary(registration)
    number = papers_of(registration)
    folder = Path(either_app.config["DATA_DIR"])
    (folder / "letters").mkdir(exist_ok=True)
    (folder / "letters" / "1.eml").write_bytes(b"To: kanareika@primer.kz\r\n\r\nx")
    written = everywhere(registration.region_id)
    db.session.commit()
    assert {line.split(":")[0] for line in left(folder)} > {"people", "printed_sheets.content_sealed", "kept_parts.content"}
    before = sums()
    services.erase(person.id)
    assert list(left(folder)) == []
    assert sums() == before
    rows = prints.sheet_of(number).content()["rows"]
    assert [row["name"] for row in rows] == [ERASED, "Другой Человек"]
    assert db.session.get_one(Person, someone.person_id).full_name == "Другой Человек"
    services.erase(person.id)
    assert db.session.scalar(select(func.count(Erasure.id))) == 1
    figure(f"0 of {written} places left")


def test_a_whole_season_with_the_canary_in_every_text_keeps_its_figures_and_nothing_else(demo_app, figure):
    registration = db.session.scalars(select(Registration).order_by(Registration.id)).first()
    assert registration is not None
    person = name_canary(registration)
    written = everywhere(registration.region_id)
    db.session.commit()
    assert written > 80
    before, wrong = sums(), [len(outcome.wrong) for outcome in recount()]
    services.erase(person.id)
    assert list(left(Path(demo_app.config["DATA_DIR"]))) == []
    assert sums() == before
    assert [len(outcome.wrong) for outcome in recount()] == wrong
    figure(f"0 of {written} texts left")


def test_a_place_at_an_event_to_come_becomes_free(app):
    event = an_event()
    registration = a_registration(event, NAME)
    assert event.taken == 1
    assert services.preview(registration.person_id).upcoming == (1 if event.ends_at > clock.campaign_now() else 0)
    services.erase(registration.person_id)
    db.session.expire_all()
    assert event.taken == 0


def test_a_name_that_somebody_else_bears_stays_where_it_may_be_theirs(app):
    event = an_event()
    mine = a_registration(event, NAME)
    person = name_canary(mine)
    twin = a_person(event.region_id, NAME, "+77010000001")
    brother = a_person(event.region_id, "Канарейкин Братхан", PHONE)
    event.responsible = NAME
    db.session.commit()
    number = papers_of(mine)
    assert services.preview(person.id).shared
    services.erase(person.id)
    db.session.expire_all()
    assert (event.responsible, twin.full_name, brother.phone) == (NAME, NAME, PHONE)
    assert prints.sheet_of(number).content()["rows"][0] == {
        "code": mine.code, "name": ERASED, "phone": ERASED, "parent": ERASED, "note": ERASED,
    }  # fmt: skip


def test_the_list_is_replayed_after_a_restore_and_only_if_it_is_ours(app, tmp_path):
    person = name_canary(a_registration(an_event(), NAME))
    services.erase(person.id)
    path = erasures.own_list()
    assert NAME not in path.read_text()
    db.session.execute(text("DELETE FROM erasures"))
    person.rename(NAME)
    db.session.commit()
    assert (erasures.replay(path), erasures.replay(path)) == (1, 0)
    db.session.expire_all()
    assert person.full_name == ERASED
    line = json.loads(path.read_text().splitlines()[0])
    forged = tmp_path / "forged"
    for changed in ({**line, "uid": "x" * 22}, {**line, "at": "2020-01-01T00:00:00+00:00"}, {"uid": 1}):
        forged.write_text(json.dumps(changed))
        with pytest.raises(Invalid, match="Line 1"):
            erasures.replay(forged)


def test_only_the_organizer_of_the_region_erases(app):
    registration = a_registration(an_event(), NAME)
    stop = a_stop()
    for actor in (an_actor(Role.STOP, stop=stop), an_actor(Role.AUDITOR)):
        with acting_as(actor), pytest.raises((NotFound, Refused)):
            services.erase(registration.person_id)


def test_every_table_that_points_at_a_registration_says_what_is_erased_in_it(app):
    tables = {port.table.name for port in MERGE_PORTS}
    assert tables - {own.table for own in ports.OWN} - set(ports.ONLY_IDS) == set()
    assert Registration is not None
