"""The way by the page: a table is kept, read by a job, mapped by hand, and written by a job, once whatever happens."""

from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from campaign.core import clock, files, runner, tasks
from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, KeyReused, NotFound, Refused
from campaign.core.tasks import Job, JobState, Work
from campaign.people.imports import queries, services
from campaign.people.imports.models import Import
from campaign.people.imports.schemas import ImportState, Options, Outcome, Reading, Upload, Why
from campaign.people.models import Person, Registration
from tests.factories import a_user, an_event
from tests.people.imports.tables import PHONE, a_csv, a_row, an_xlsx, count, rows_of

ADDING = Options(create_organisations=True)


def done_jobs():
    """Do all that is due."""
    while runner.run_next():
        pass
    db.session.rollback()


def job_of(number):
    db.session.rollback()
    uid = db.session.get(Import, number).job_uid
    return db.session.scalars(select(Job).where(Job.uid == uid), execution_options={"populate_existing": True}).one()


def read(event, upload, key="key"):
    number = services.start(event.id, upload, key)
    done_jobs()
    db.session.add(event)
    return number


def test_a_table_is_read_judged_and_written_by_jobs(either_app):
    event = an_event()
    number = read(event, an_xlsx(rows_of(120)))
    row = queries.import_row(number)
    assert (row.state, row.counts.rows, row.counts.failed, count(Registration)) == (ImportState.JUDGED, 120, 120, 0)
    opened = queries.report(row)
    assert {error.code for error in opened.all_errors()} == {"unknown_organisation"}
    assert opened.report.headings[:2] == ("ФИО", "Телефон")
    assert opened.report.reading.columns["phone"] == 1

    services.remap(number, row.reading, ADDING)
    done_jobs()
    row = queries.import_row(number)
    opened = queries.report(row)
    assert (row.counts.created, row.counts.failed, opened.report.new_organisations[:1]) == (120, 0, ("Лицей № 20",))
    assert [line.row for line in opened.row_page(3)] == list(range(102, 122))
    assert opened.row_page(1)[0].outcome is Outcome.NEW

    job = services.commit(number, ADDING, "commit")
    assert services.commit(number, ADDING, "commit") == job
    done_jobs()
    row = queries.import_row(number)
    assert (row.state, count(Registration), job_of(number).state) == (ImportState.WRITTEN, 120, JobState.DONE)
    assert job_of(number).result == {"endpoint": "people_imports.import_page", "values": {"import_id": number}}
    assert [imported.id for imported in queries.imports_of_event(row.event_id)] == [number]
    with pytest.raises(Conflict):
        services.commit(number, ADDING, "again")
    services.undo(number)
    assert count(Registration) == 0


def test_sending_the_file_twice_is_one_import(app):
    event, upload = an_event(), a_csv(rows_of(2))
    assert services.start(event.id, upload, "key") == services.start(event.id, upload, "key")
    with pytest.raises(KeyReused):
        services.start(event.id, a_csv(rows_of(3)), "key")
    assert (count(Import), count(Job)) == (1, 1)


def test_a_file_that_is_no_table_leaves_a_sentence(app):
    number = read(an_event(), Upload("people.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50)))
    row = queries.import_row(number)
    assert row.state is ImportState.FAILED
    assert "picture" in queries.report(row).report.trouble


def test_a_table_without_a_head_can_be_mapped_by_hand(app):
    number = read(an_event(), a_csv([["Сейтова Әлия", "87015550123"], ["Ким Олег", "87015550124"]], head=()))
    row = queries.import_row(number)
    report = queries.report(row).report
    assert (row.state, report.sample[1][:2]) == (ImportState.FAILED, ("Ким Олег", "87015550124"))
    services.remap(number, Reading("", 0, {"full_name": 0, "phone": 1}), Options())
    done_jobs()
    assert queries.import_row(number).counts.created == 2


def test_what_was_decided_for_a_row_holds(either_app):
    event = an_event()
    rows = [a_row(1, "Сейтова Әлия", phone=""), a_row(2, "Сейтова Әлия", phone=""), a_row(3, phone="12345"), a_row(4)]
    number = read(event, a_csv(rows))
    choices = {3: Outcome.NEW, 4: Outcome.SKIP}
    services.remap(number, None, Options(create_organisations=True))
    done_jobs()
    lines = queries.report(queries.import_row(number)).row_page(1)
    assert [line.outcome for line in lines] == [Outcome.NEW, Outcome.SAME, Outcome.FAILED, Outcome.NEW]
    assert [(line.why, line.other) for line in lines] == [(None, None), (Why.SAME_NAME, 2), (Why.WRONG, None), (None, None)]
    assert lines[1].may_be_decided
    options = Options(create_organisations=True, choices=choices)
    services.remap(number, None, options)
    done_jobs()
    services.commit(number, options, "commit")
    done_jobs()
    counts = queries.import_row(number).counts
    assert (counts.created, counts.matched, counts.skipped, counts.failed, count(Person)) == (3, 0, 1, 0, 3)


def test_what_became_wrong_meanwhile_is_reported_and_nothing_is_written(either_app):
    event = an_event()
    number = read(event, a_csv([a_row(1, "Сейтова Әлия", phone="87015550123", place="")]))
    other = a_csv([a_row(1, "Басқа Адам", phone="87015550123", place="")])
    services.bring_in(event.id, other, Options())
    services.commit(number, Options(), "commit")
    done_jobs()
    row = queries.import_row(number)
    assert (row.state, count(Registration)) == (ImportState.JUDGED, 1)
    assert [error.code for error in queries.report(row).all_errors()] == ["taken"]


class Killed(BaseException):
    """The process ends here."""


def killed(*_anything, **_else):
    raise Killed


@pytest.mark.parametrize("moment", ["write", "finish"])
@pytest.mark.parametrize("kind", ["read", "write"])
def test_a_job_whose_process_was_killed_has_one_effect(either_app, monkeypatch, kind, moment):
    event = an_event()
    number = services.start(event.id, a_csv(rows_of(20)), "key")
    if kind == "write":
        done_jobs()
        services.commit(number, ADDING, "commit")
    with monkeypatch.context() as patched, pytest.raises(Killed):
        place = {"write": (services, "_renew_report"), "finish": (Work, "finish")}[moment]
        patched.setattr(*place, killed)
        runner.run_next()
    db.session.remove()
    assert count(Registration) == 0
    with unit_of_work() as session:
        session.execute(update(Job).values(due_at=clock.now() - timedelta(seconds=1)))
    done_jobs()
    assert job_of(number).state is JobState.DONE
    if kind == "write":
        assert (count(Registration), count(AuditEntry, AuditEntry.act == "people.imported")) == (20, 1)
    assert count(files.KeptFile) == 2


def test_a_job_that_somebody_else_took_up_meanwhile_keeps_nothing(app):
    event = an_event()
    number = services.start(event.id, a_csv(rows_of(5)), "key")
    done_jobs()
    services.commit(number, ADDING, "commit")
    job = runner._take()
    lost = Work(job.id, job.uid, "another", job.facts)
    with pytest.raises(tasks.LeaseLost):
        services.write_import(lost)
    assert (count(Registration), queries.import_row(number).state) == (0, ImportState.WRITING)


def an_organizer(event):
    user = a_user()
    grants = (Grant(Role.REGION, region_id=event.region_id),)
    return Actor(user_id=user.id, name="Марат", grants=grants, scope=scope_of(grants))


def test_the_job_of_somebody_who_lost_the_right_fails_closed(app):
    event = an_event()
    marat = an_organizer(event)
    people = {marat.user_id: marat}
    tasks.install(app, people.__getitem__)
    with acting_as(marat):
        number = services.start(event.id, a_csv(rows_of(5)), "key")
        done_jobs()
        assert queries.import_row(number).state is ImportState.JUDGED
        services.commit(number, ADDING, "commit")
    elsewhere = (Grant(Role.REGION, region_id=999),)
    people[marat.user_id] = Actor(user_id=marat.user_id, grants=elsewhere, scope=scope_of(elsewhere))
    done_jobs()
    assert (job_of(number).state, count(Registration)) == (JobState.FAILED, 0)


def test_nobody_else_sees_the_file_or_changes_the_import(app):
    event = an_event()
    marat, other = an_organizer(event), an_organizer(event)
    with acting_as(marat):
        number = services.start(event.id, a_csv(rows_of(5)), "key")
    grants = (Grant(Role.AUDITOR),)
    auditor = Actor(user_id=5, grants=grants, scope=scope_of(grants))
    with acting_as(other), pytest.raises(NotFound):
        queries.upload_of(queries.import_row(number))
    for act in (lambda: services.remap(number, None, ADDING), lambda: services.commit(number, ADDING, "c")):
        with acting_as(auditor), pytest.raises(Refused):
            act()
    with acting_as(auditor), pytest.raises(Refused):
        services.start(event.id, a_csv(rows_of(1)), "other")


def test_the_copy_says_beside_each_row_what_is_wrong(app, tmp_path):
    event = an_event()
    rows = rows_of(4)
    rows[2][PHONE] = "12345"
    number = read(event, an_xlsx(rows))
    services.remap(number, None, ADDING)
    done_jobs()
    (tmp_path / "copy.xlsx").write_bytes(queries.copy_with_errors(queries.import_row(number)))
    sheet = CalamineWorkbook.from_path(tmp_path / "copy.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[0][8] == "What is wrong"
    assert [bool(row[8]) for row in sheet[1:]] == [False, False, True, False]
    assert "11 digits" in sheet[3][8]
    assert sheet[1][0] == rows[0][0]
