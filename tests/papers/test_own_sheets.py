"""Sheets with forms of their own, printed and read as a set, a desk or typing back does it: through their presses."""

import pypdfium2
import pytest
from sqlalchemy import select

from campaign.core.db import db, unit_of_work
from campaign.core.errors import NotFound
from campaign.core.prints import PrintedSheet
from campaign.events.models import Event
from campaign.papers.presses import press_of, presses_of
from campaign.papers.queries import subject_of
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.people.badges.schemas import Which
from campaign.people.lists.queries import comers
from campaign.relay.models import Stop
from tests.factories import a_stop

TABLES = {SubjectKind.EVENT: Event, SubjectKind.STOP: Stop}


def first(code, **chosen):
    """The first sheet of this kind that the season can print, and what it is about."""
    press = press_of(code)
    for number in db.session.scalars(select(TABLES[press.subject].id).order_by(TABLES[press.subject].id)).all():
        subject = subject_of(press.subject, number)
        if press not in presses_of(subject) or (press.count and press.count(number) < 5):
            continue
        with unit_of_work() as session:
            return press.freeze(session, subject, PrintWish(press.languages[0], chosen=chosen)), subject
    raise AssertionError(code)


@pytest.mark.parametrize(
    ("code", "chosen", "table", "each"),
    [
        ("badges", {"layout": "a6"}, "registration", 4),
        ("door_signs", {"which": "all", "format": "a5"}, "office", 2),
        ("handover_act", {}, "", 0),
        ("handover_blank", {}, "", 0),
    ],
)
def test_a_press_prints_its_sheet_and_knows_its_rows(demo_app, code, chosen, table, each):
    number, _subject = first(code, **chosen)
    press, sheet = press_of(code), db.session.scalar(select(PrintedSheet).where(PrintedSheet.number == number))
    pdf, rows = b"".join(press.pdf(number)), press.rows(number)
    assert sheet.kind == code
    assert b"".join(press.pdf(number)) == pdf
    if not each:
        assert rows == ()
        return
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    assert [row.page for row in rows] == [place // each + 1 for place in range(sheet.rows)]
    assert {row.key.partition(":")[0] for row in rows} == {table}
    assert len({row.key for row in rows}) == len(rows)
    assert all(row.words[0].split("-")[0].upper() in pages[row.page - 1].upper() for row in rows)


def test_badges_are_those_of_the_list_and_blank_ones_are_nobodys(demo_app):
    number, subject = first("badges", which=Which.ALL.value)
    keys = [row.key for row in press_of("badges").rows(number)]
    assert keys == [f"registration:{line.registration_id}" for line in comers(subject.id, "kk")]
    blank, _subject = first("badges", which=Which.BLANK.value, blanks="3")
    assert [row.key for row in press_of("badges").rows(blank)] == ["", "", ""]


def test_a_stop_without_a_handover_has_only_the_blank_act(app):
    subject = subject_of(SubjectKind.STOP, a_stop().id)
    codes = {press.code for press in presses_of(subject)}
    assert "handover_blank" in codes
    assert "handover_act" not in codes
    with pytest.raises(NotFound), unit_of_work() as session:
        press_of("handover_act").freeze(session, subject, PrintWish("kk"))
