"""Acts on imports: sending a table, reading it another way, writing it, taking it back; for pages (by jobs) and the console."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock, crypto, files, operations, tasks
from campaign.core.actor import current_actor
from campaign.core.bulk import many_held
from campaign.core.db import db, unit_of_work
from campaign.core.errors import CampaignError, Conflict, Crossed, Unavailable
from campaign.core.i18n import _l
from campaign.core.tasks import Job, Result, Work
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.imports import reports
from campaign.people.imports.columns import head_of
from campaign.people.imports.doing import NoHead, Survey, event_to_fill, held_plan, may_write, planned, survey
from campaign.people.imports.models import Import
from campaign.people.imports.planning import Plan
from campaign.people.imports.queries import import_row, no_import, upload_of
from campaign.people.imports.schemas import ImportState, Options, Reading, Report, Upload
from campaign.people.imports.undoing import take_back
from campaign.people.imports.writing import write
from campaign.people.policies import ensure_can_write_people
from campaign.people.queries import event_line
from campaign.people.services.places import hold
from campaign.sheets.mapping import SAMPLE
from campaign.sheets.reading import RawTable, headings

READ: Final = "people.import.read"
WRITE: Final = "people.import.write"
KEPT: Final = timedelta(days=7)
MOST_TURNS: Final = 3
MEANWHILE: Final = _l("Others are putting in the same people at this moment. Please try again.")


def start(event_id: int, upload: Upload, key: str) -> int:
    """Keep the file for a week, queue its reading, and give the import's number; the same key again gives the same import.

    Raises NotFound, Refused, KeyReused.
    """
    digest = hashlib.sha256(upload.data).hexdigest()
    with unit_of_work() as session:
        answer = operations.begin(session, READ, key, {"event": event_id, "file": digest})
        if answer is None:
            event = event_to_fill(event_id)
            file_uid = files.keep(
                session, [upload.data], name=upload.name, mimetype="application/octet-stream", region_id=event.region_id,
                stop_id=event.stop_id, kept=KEPT,
            )  # fmt: skip
            imported = _new(session, event, upload.name, digest, ImportState.READING)
            imported.file_uid = file_uid
            imported.job_uid = tasks.queue(session, READ, event_line(event), import_id=imported.id)
            answer = {"import": imported.id}
            operations.finish(session, READ, key, answer)
        return int(answer["import"])


def remap(import_id: int, reading: Reading | None, options: Options) -> str:
    """Judge the file again, with other columns or choices, and give the job's uid; None lets the columns be guessed anew.

    Raises NotFound, Refused, Conflict for one that is written or being written.
    """
    with unit_of_work() as session:
        imported = _mine_to_change(session, import_id)
        if imported.state in {ImportState.WRITTEN, ImportState.UNDONE} or _is_busy(session, imported, WRITE):
            raise Conflict(_l("This import is written already."))
        imported.reading = reading.as_facts() if reading else {}
        _keep_options(imported, options)
        imported.state = ImportState.READING
        imported.job_uid = tasks.queue(session, READ, event_line(event_row(imported.event_id)), import_id=imported.id)
        return imported.job_uid


def commit(import_id: int, options: Options, key: str) -> str:
    """Queue the writing and give the job's uid; the same key again gives the same job.

    Raises NotFound, Refused, KeyReused, Conflict when there is nothing judged to write.
    """
    with unit_of_work() as session:
        answer = operations.begin(session, WRITE, key, {"import": import_id})
        if answer is None:
            imported = _mine_to_change(session, import_id)
            if imported.state not in {ImportState.JUDGED, ImportState.WRITING} or _is_busy(session, imported, WRITE):
                raise Conflict(_l("This import cannot be written now: it is being read or written, or is done."))
            _keep_options(imported, options)
            imported.state = ImportState.WRITING
            imported.job_uid = tasks.queue(session, WRITE, event_line(event_row(imported.event_id)), import_id=imported.id)
            answer = {"job": imported.job_uid}
            operations.finish(session, WRITE, key, answer)
        return str(answer["job"])


def undo(import_id: int) -> None:
    """Take a written import back as a whole (see `take_back`); done twice it is done once.

    Raises NotFound, Refused, Conflict for one that was never written.
    """
    with unit_of_work() as session:
        imported = _mine_to_change(session, import_id)
        if imported.state is ImportState.UNDONE:
            return
        if imported.state is not ImportState.WRITTEN:
            raise Conflict(_l("This import was not written, so there is nothing to take back."))
        take_back(session, imported, hold(session, imported.event_id))


@dataclass(frozen=True)
class Brought:
    """What became of a table that was brought in at once; `import_id` is None when nothing was written."""

    import_id: int | None
    plan: Plan


@many_held()
def bring_in(event_id: int, upload: Upload, options: Options, *, dry_run: bool = False) -> Brought:
    """Read, judge and write a table in one go, without a job: what the console does.

    Nothing is written for a dry run, nor when anything is wrong unless the options take the good rows. Raises NotFound,
    Refused, Invalid for what is no table, Unavailable when others were faster three times. 100,000 rows take some seconds.
    """
    found = survey(event_to_fill(event_id), upload, None, options)
    if dry_run:
        return Brought(None, planned(db.session(), found, options))
    for _turn in range(MOST_TURNS):
        try:
            return _bring_in(found, upload, options)
        except Crossed:
            continue
    raise Unavailable(MEANWHILE)


def _bring_in(found: Survey, upload: Upload, options: Options) -> Brought:
    with unit_of_work() as session:
        held, event, made = held_plan(session, found, options)
        if not may_write(made, options):
            return Brought(None, made)
        digest = hashlib.sha256(upload.data).hexdigest()
        imported = _new(session, event, upload.name, digest, ImportState.WRITING)
        imported.reading = found.reading.as_facts()
        _keep_options(imported, options)
        write(session, imported, held, event, made)
        return Brought(imported.id, made)


@many_held()
def read(work: Work) -> Result | None:
    """The job that reads and judges. A file that is no table leaves a report that says so, and the job done."""
    row = import_row(work.facts["import_id"])
    event = event_to_fill(row.event_id)
    try:
        found = survey(event, upload_of(row), row.reading, row.options, work.progress)
    except NoHead as error:
        _keep_report(work, _without_head(error), None)
        return None
    except CampaignError as error:
        _keep_report(work, Report(trouble=str(error)), None)
        return None
    made = planned(db.session(), found, row.options)
    _keep_report(work, _report(found, made), made)
    return None


@many_held()
def write_import(work: Work) -> Result | None:
    """The job that writes: once, however often it is begun. What is wrong now, and was not at the dry run, is reported."""
    row = import_row(work.facts["import_id"])
    if row.state is not ImportState.WRITING or row.job_uid != work.uid:
        return _page(row.id)

    def progress(done: int, total: int) -> None:
        work.progress(done // 3, total)  # judging is about a third of it; the rest is one transaction, without a stop

    found = survey(event_to_fill(row.event_id), upload_of(row), row.reading, row.options, progress)
    for _turn in range(MOST_TURNS):
        try:
            _write_once(work, found, row.options)
        except Crossed:
            continue
        return None
    raise Unavailable(MEANWHILE)


def _write_once(work: Work, found: Survey, options: Options) -> None:
    with unit_of_work() as session:
        imported = _mine_to_change(session, work.facts["import_id"])
        if imported.state is ImportState.WRITING and imported.job_uid == work.uid:
            held, event, made = held_plan(session, found, options)
            if may_write(made, options):
                write(session, imported, held, event, made)
            else:
                imported.state = ImportState.JUDGED
            _renew_report(session, imported, _report(found, made), made)
        work.finish(session, _page(imported.id))


def _page(import_id: int) -> Result:
    return Result("people_imports.import_page", {"import_id": import_id})


def _mine_to_change(session: Session, import_id: int) -> Import:
    """The import, held until the unit of work ends. Raises NotFound, Refused."""
    wanted = select(Import).where(Import.id == import_id).with_for_update()
    imported = session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()
    if imported is None:
        raise no_import()
    ensure_can_write_people(current_actor(), imported.region_id, imported.stop_id)
    return imported


def _is_busy(session: Session, imported: Import, kind: str) -> bool:
    open_job = select(Job.id).where(Job.uid == imported.job_uid, Job.kind == kind, Job.state.in_(tasks.OPEN))
    return session.scalar(open_job) is not None


def _new(session: Session, event: EventRow, file_name: str, digest: str, state: ImportState) -> Import:
    imported = Import(
        uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id,
        owner_id=current_actor().user_id, state=state, file_name=file_name[:120], file_hash=digest, made_at=clock.now(),
        reading={}, choices={},
    )  # fmt: skip
    session.add(imported)
    session.flush()
    return imported


def _keep_options(imported: Import, options: Options) -> None:
    imported.skip_errors, imported.create_organisations = options.skip_errors, options.create_organisations
    imported.choices = {str(row): choice.value for row, choice in options.choices.items()}


def _keep_report(work: Work, report: Report, made: Plan | None) -> None:
    """Put the report beside the import, once; an import that was sent on meanwhile keeps what it has."""
    with unit_of_work() as session:
        imported = _mine_to_change(session, work.facts["import_id"])
        if imported.state is ImportState.READING and imported.job_uid == work.uid:
            if report.reading is not None:
                imported.reading = report.reading.as_facts()
            imported.state = ImportState.JUDGED if made else ImportState.FAILED
            _renew_report(session, imported, report, made)
        work.finish(session, _page(imported.id))


def _renew_report(session: Session, imported: Import, report: Report, made: Plan | None) -> None:
    if imported.report_uid is not None:
        files.drop(session, imported.report_uid)
    imported.keep_counts(report.counts)
    content = reports.written(report, made.errors if made else (), made.lines if made else ())
    imported.report_uid = files.keep(
        session, content, name=f"{imported.uid}.ndjson", mimetype=reports.MIMETYPE, region_id=imported.region_id,
        stop_id=imported.stop_id, kept=KEPT,
    )  # fmt: skip


def _report(found: Survey, made: Plan) -> Report:
    return replace(
        _of_table(found.table, found.reading), counts=made.counts, waiting=made.waiting, errors=len(made.errors),
        new_organisations=tuple(made.new_organisations.values()),
    )  # fmt: skip


def _without_head(error: NoHead) -> Report:
    """What can be shown of a table whose head nobody found, so that its columns can be named by hand."""
    return replace(_of_table(error.table, Reading(error.table.sheet, 0, {})), trouble=str(error))


def _of_table(table: RawTable, reading: Reading) -> Report:
    sample = tuple(tuple(table.row(reading.head_row + number)) for number in range(1, SAMPLE + 1))
    words = tuple(headings(table, head_of(reading)))
    return Report(sheets=table.sheets, headings=words, sample=sample, reading=reading)
