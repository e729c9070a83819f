"""Making a long table while nobody waits for it."""

from collections.abc import Iterator
from dataclasses import replace

from campaign.core.actor import P
from campaign.core.db import unit_of_work
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.people.exports.schemas import ROWS_A_TURN, ExportLine
from campaign.people.exports.services import TASK, keep_export, people_for, wish_of
from campaign.people.exports.sheets import file_name, people_file
from campaign.sheets.outgoing import MIMETYPES


@task(TASK, _l("People of an event as a table"), P.SHEETS_PRINT)
def export_people(work: Work) -> None:
    """Ends with a kept file, once. The table is held in memory: some 150 bytes a row."""
    wish = wish_of(work.facts)
    people, count = people_for(wish)
    content = list(people_file(replace(people, lines=_counted(work, people.lines, count)), wish.kind))
    with unit_of_work() as session:
        uid = keep_export(session, wish, content, count, file_name(wish.event_id, wish.kind), MIMETYPES[wish.kind])
        work.finish(session, Result("tasks.file", {"file_uid": uid}))


def _counted(work: Work, lines: Iterator[ExportLine], count: int) -> Iterator[ExportLine]:
    """The lines, with a word on how far it is between two readings."""
    work.progress(0, count)
    for number, line in enumerate(lines, 1):
        yield line
        if number % ROWS_A_TURN == 0:
            work.progress(number, count)
