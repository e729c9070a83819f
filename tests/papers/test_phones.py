"""Papers without phones: of everything that a season prints, nobody's number is left on a sheet that was asked for without."""

import re
from itertools import islice

import pypdfium2
import pytest
from sqlalchemy import func, select

from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, NotFound
from campaign.events.models import Event
from campaign.exhibition.models import Exhibition
from campaign.materials.models import StockDocument, StockPlace
from campaign.materials.schemas import STORES
from campaign.papers.presses import PRESSES
from campaign.papers.queries import subject_of
from campaign.papers.schemas import Phones, PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.papers.settings import hidden
from campaign.people.models import Person, Registration
from campaign.relay.models import Relay, Stop

TABLES = {
    SubjectKind.RELAY: Relay, SubjectKind.STOP: Stop, SubjectKind.EVENT: Event, SubjectKind.STORE: StockPlace,
    SubjectKind.STOCK_DOCUMENT: StockDocument, SubjectKind.EXHIBITION: Exhibition,
}  # fmt: skip
OF_EACH = 1  # subject that has a kind of paper


def subjects(press):
    """The first ones of the season, and the events with the most people: the most is written down about them."""
    table = TABLES[press.subject]
    asked = select(table.id).order_by(table.id)
    if table is StockPlace:
        asked = asked.where(StockPlace.kind.in_(STORES))
    if table is Event:
        asked = asked.outerjoin(Registration).group_by(table.id).order_by(None).order_by(func.count(Registration.id).desc())
    numbers = db.session.scalars(asked)
    found = (subject_of(press.subject, number) for number in numbers.all())
    return islice((subject for subject in found if press.suits(subject)), OF_EACH)


def printed(press, subject, phones):
    """The words of a sheet as a reader copies them out of it."""
    try:
        with unit_of_work() as session:
            number = press.freeze(session, subject, PrintWish("ru", chosen={"phones": phones}))
    except (Invalid, NotFound):  # nobody is on the list, each door has its sign: there is no such sheet to look at
        return ""
    pages = pypdfium2.PdfDocument(b"".join(press.pdf(number)))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def numbers_in(words, known):
    """Phones by what they look like, and those of people whatever stands between their digits."""
    digits = re.sub(r"\D", "", words)
    return {line for line in words.splitlines() if hidden(line) != line} | {one for one in known if one in digits}


def test_no_phone_is_left_on_a_paper_printed_without_them(demo_app):
    known = {person.phone[-10:] for person in db.session.scalars(select(Person)) if person.phone}
    shown = set()
    for press in PRESSES.values():
        for subject in subjects(press):
            if numbers_in(printed(press, subject, "with"), known):
                shown.add(press.code)
            if press.phones in (Phones.NONE, Phones.OPTIONAL):
                assert numbers_in(printed(press, subject, "without"), known) == set(), press.code
    assert len(known) > 50
    assert shown <= {press.code for press in PRESSES.values() if press.phones is not Phones.NONE}
    assert {"sign_in", "march", "column_sheet", "drivers_sheets", "relay_schedule", "walk_sheet"} <= shown


def test_a_paper_made_to_call_people_is_not_printed_without_phones(demo_app):
    event = next(subjects(PRESSES["drivers_sheets"]))
    with pytest.raises(Invalid) as refused:
        print_paper("drivers_sheets", SubjectKind.EVENT, event.id, PrintWish("ru", chosen={"phones": "without"}), "none")
    assert [one.code for one in refused.value.problems] == ["needed"]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Ахметова Д. С., 8 701 555 01 23", "Ахметова Д. С."),
        ("Исп.: Иванов, тел. 8\u00a0701\u00a0555\u00a001\u00a023", "Исп.: Иванов"),
        ("Иванов (тел. +7 (7212) 42-10-10), штаб", "Иванов, штаб"),
        ("+996 555 123 456\nканал 4", "\nканал 4"),
        ("06.04.2018 11:00 · № 7 · 112 · 12 345 678", "06.04.2018 11:00 · № 7 · 112 · 12 345 678"),
        ("ИИН 780101300123", "ИИН 780101300123"),
    ],
)
def test_what_leads_to_a_phone_goes_with_it(words, left):
    assert hidden(words) == left
