"""kill -9 of `adalzhol worker` in the middle of a paper set: the next one goes on with it, and no paper is frozen twice."""

import io
from datetime import UTC, datetime

import pypdf
import pytest
from sqlalchemy import func, select

from campaign.core import files
from campaign.core.db import db
from campaign.core.files import KeptFile
from campaign.core.prints import PrintedSheet
from campaign.core.tasks import Job, JobState
from campaign.papers.queries import subject_of
from campaign.papers.schemas import SubjectKind
from campaign.papers.sets import services
from campaign.papers.sets.models import PaperSetItem
from campaign.papers.sets.queries import items_of, offered, set_row
from campaign.papers.sets.schemas import SetWish
from tests.chaos.workers import Workers, kill, states, until
from tests.factories import a_registration, a_stop, an_event

EVENTS = 4


@pytest.fixture
def workers(either_app, tmp_path):
    all_of_them = Workers(tmp_path)
    yield all_of_them
    all_of_them.end()


def a_long_set() -> str:
    """All papers of a stop with some events queued."""
    stop = a_stop()
    stop.position = 1
    for number in range(EVENTS):
        a_registration(
            an_event(stop, title=f"Митинг {number}", starts=datetime(2018, 4, 6, 6 + number, tzinfo=UTC)), "Әлия Сейтова"
        )
    codes = tuple(press.code for press in offered(subject_of(SubjectKind.STOP, stop.id)))
    return services.ask_for_set(SubjectKind.STOP, stop.id, SetWish(codes, ("ru",)), "key")


def numbered() -> dict[int, int]:
    """The papers that have a sheet, by their place in the set."""
    db.session.rollback()
    asked = select(PaperSetItem.position, PaperSetItem.number).where(PaperSetItem.number.is_not(None))
    return dict(db.session.execute(asked).all())


def test_a_set_whose_worker_is_killed_is_finished_by_the_next_and_no_sheet_is_frozen_twice(workers):
    uid = a_long_set()
    of = len(items_of(uid))
    present = workers.start()
    until(lambda: len(numbered()) > 0)
    workers.start()
    until(lambda: len(numbered()) > of // 3)
    kill(present)
    before = numbered()
    assert 0 < len(before) < of, "nobody was in the middle of it"
    until(lambda: states() == [JobState.DONE])
    after = numbered()
    assert before.items() <= after.items(), "a sheet got another number"
    assert {item.position for item in items_of(uid) if not item.trouble} == set(after)
    assert db.session.scalar(select(func.count(PrintedSheet.id))) == len(set(after.values())) == len(after)
    assert db.session.scalar(select(func.count(KeptFile.id))) == 1
    assert db.session.scalar(select(Job.attempts)) > 1
    row = set_row(uid)
    outline = pypdf.PdfReader(whole(row.file_uid)).outline
    assert sum(len(entry) for entry in outline if isinstance(entry, list)) >= len(after), "a paper is missing in the file"
    assert row.papers == len(after)


def whole(file_uid: str | None) -> io.BytesIO:
    return io.BytesIO(b"".join(files.content_of(str(file_uid), owned=False)))
