"""The print desk: a link and a PIN, the papers of one event, and nothing else."""

import re
from datetime import timedelta

import pytest

from campaign.core import runner
from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Gone, NotFound, Refused
from campaign.core.prints import PrintedSheet
from campaign.events.models import Event
from campaign.events.plan.queries import event_subject
from campaign.events.schemas import EventState
from campaign.papers.desk import queries, services
from campaign.papers.desk.schemas import DeskState
from campaign.papers.presses import presses_of
from campaign.papers.schemas import Phones, PrintWish
from campaign.relay.models import Stop
from campaign.walks.signs.schemas import SIGNS
from tests.factories import a_registration, a_stop, a_user, an_event, kept
from tests.motorcades.papers.columns import a_motorcade
from tests.papers.desk.desks import LABEL, Clerk, a_desk
from tests.papers.papers import acting
from tests.reader import parsed
from tests.walks.halls import a_walk

PHONE = re.compile(r"8\s7\d\d\s\d{3}")
KINDS = {"rally": an_event, "motorcade": lambda: a_motorcade(3), "walk": lambda: db.session.get(Event, a_walk().event_id)}


def desk_of(row):
    return queries.desk_with(queries.token_of(row))


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_of_the_event_is_printed_there(shipped_app, kind):
    """With the little that a desk may: a paper that asks for more would be refused here."""
    event_id = (event := KINDS[kind]()).id
    a_registration(event, "Ахметова Айгерим")  # badges are printed for somebody
    for phones in (True, False):
        desk = desk_of(a_desk(event_id, phones=phones))
        for press in presses_of(event_subject(event_id)):
            if press.phones in (Phones.NEEDED, Phones.SHARED) and not phones:
                with pytest.raises(NotFound):
                    services.print_at(desk, press.code, PrintWish("ru"), "key")
                continue
            chosen = {"which": "all"} if press.code == SIGNS else {}  # each door has its sign the second time
            printed = services.print_at(desk, press.code, PrintWish("ru", chosen=chosen), "key")
            assert queries.sheet_pdf(desk, queries.sheet_of(desk, printed.number))[:5] == b"%PDF-", press.code


def test_a_clerk_prints_with_a_link_and_a_pin_and_the_organizer_sees_it(app, reader):
    event = an_event(title="Митинг на площади")
    a_registration(event, "Ахметова Айгерим")
    row = a_desk(event.id)
    clerk = Clerk(app, row)
    clerk.visit(clerk.home)
    assert "Митинг" not in clerk.text() + clerk.page.title.get_text()
    assert clerk.enter().page.h1.get_text() == "Митинг на площади"
    clerk.print("sign_in", language="kk", large="y", saving="y")
    clerk.follow()
    assert "No. 00001" in clerk.text()
    assert "Қазақша" in clerk.text()
    (sheet,) = db.session.query(PrintedSheet)
    chosen = sheet.content()["chosen"]
    assert (sheet.desk_id, sheet.printed_by, sheet.language) == (row.id, None, "kk")
    assert (chosen["type"], chosen["ink"]) == ("large", "saving")
    back = clerk.page.select_one("a.btn-plain.btn-big")["href"]
    clerk.visit(clerk.page.select_one("a.btn-primary")["href"])
    first = clerk.response.data
    clerk.visit(back)
    assert clerk.page.select_one("input[name=language][checked]")["value"] == "kk"
    assert "sheet No. 00001" in clerk.text()
    clerk.visit(clerk.page.select_one("a[href*='/sheets/1']")["href"] + ".pdf")
    assert clerk.response.data == first
    assert {(entry.act, entry.user_id, entry.desk_id) for entry in db.session.query(AuditEntry) if entry.desk_id} == {
        ("desks.entered", None, row.id), ("sheet.printed", None, row.id),
    }  # fmt: skip
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    reader.visit(f"/staff/desks/{row.id}")
    assert "No. 00001" in reader.text()
    reader.visit("/S/00001-1", expect=302)
    reader.follow()
    assert f"Print desk: {LABEL}" in reader.text()


def test_sending_a_print_twice_is_one_sheet_and_two_browsers_share_the_desk(app):
    row = a_desk(an_event().id)
    one, other = Clerk(app, row).enter(), Clerk(app, row).enter()
    again = str(one.page)
    one.print("sign_in")
    one.page = parsed(again)
    one.print("sign_in")
    other.print("sign_in")
    assert [sheet.number for sheet in db.session.query(PrintedSheet)] == [1, 2]
    one.visit(f"{one.home}/sheets/2")


def test_a_desk_reads_only_what_it_printed_itself(app):
    event = an_event()
    row, other = a_desk(event.id), a_desk(event.id, before=2)
    desk, neighbour = desk_of(row), desk_of(other)
    number = services.print_at(neighbour, "sign_in", PrintWish("ru"), "key").number
    with pytest.raises(NotFound):
        queries.sheet_of(desk, number)
    with pytest.raises(NotFound):
        services.print_at(desk, "stop_plan", PrintWish("ru"), "key")
    few = desk_of(a_desk(event.id, papers=("briefing",)))
    assert [paper.press.code for paper in queries.papers_of(few)] == ["briefing"]
    with pytest.raises(NotFound):
        services.print_at(few, "sign_in", PrintWish("ru"), "key")


def test_a_desk_without_phones_prints_none_whatever_is_wished(app):
    event = an_event()
    a_registration(event, "Ахметова Айгерим")
    texts = []
    for phones in (True, False):
        desk = desk_of(a_desk(event.id, phones=phones))
        number = services.print_at(desk, "sign_in", PrintWish("ru", chosen={"phones": "with"}), "key").number
        texts.append(str(db.session.query(PrintedSheet).filter_by(number=number).one().content()))
    assert [bool(PHONE.search(text)) for text in texts] == [True, False]


@pytest.mark.parametrize(
    ("moved", "state", "status", "words"),
    [
        (7, EventState.OPEN, 409, "too early"),
        (-7, EventState.HELD, 410, "days of this print desk are over"),
        (0, EventState.CANCELLED, 410, "was called off"),
    ],
)
def test_the_days_follow_the_event_and_a_cancelled_one_prints_nothing(app, moved, state, status, words):
    event = an_event()
    row = a_desk(event.id, before=1, after=0)
    desk = desk_of(row)
    assert (desk.state, row.first_day(desk.days).day, row.last_day(desk.days).day) == (DeskState.OPEN, 5, 6)
    clerk = Clerk(app, row).enter()
    by = timedelta(days=moved)
    event.starts_at, event.ends_at, event.state = event.starts_at + by, event.ends_at + by, state
    kept(event)
    clerk.print("sign_in", expect=status)
    clerk.visit(clerk.home, expect=status)
    assert words in clerk.text()
    with pytest.raises(NotFound):
        queries.actor_with_desk_id(row.id)
    assert db.session.query(PrintedSheet).count() == 0


def test_the_slip_of_a_desk_that_is_over_leads_to_its_page(app, reader):
    row = a_desk(an_event().id)
    services.withdraw(row.id)
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/desks/{row.id}/slip.pdf", expect=303)
    assert reader.response.location == f"/staff/desks/{row.id}"


def test_a_withdrawn_link_is_dead_at_once_and_a_new_one_has_another_pin(app):
    row = a_desk(an_event().id)
    clerk = Clerk(app, row).enter()
    services.withdraw(row.id)
    clerk.visit(clerk.home, expect=410)
    with pytest.raises(Gone):
        services.enter(queries.token_of(row), queries.pin_of(row))
    new = services.renew(row.id)
    assert queries.pin_of(new) != queries.pin_of(row)
    clerk.visit(clerk.home, expect=404)
    assert Clerk(app, new).enter().page.select("button[name=paper]")
    clerk.client.set_cookie("adalzhol_desk", "x" * 43, path=clerk.home)


def test_a_lost_browser_is_outside_after_leaving(app):
    row = a_desk(an_event().id)
    clerk = Clerk(app, row).enter()
    secret = clerk.client.get_cookie("adalzhol_desk", path=clerk.home).value
    clerk.send({}, form=f"form[action='{clerk.home}/leave']", expect=303)
    assert not queries.is_inside(desk_of(row), secret)
    clerk.client.set_cookie("adalzhol_desk", secret, path=clerk.home)
    clerk.visit(f"{clerk.home}/sheets/1", expect=303)
    assert clerk.visit(clerk.home).select_one("input[name=pin]")


def test_a_long_list_is_a_task_of_the_desk(app, monkeypatch):
    event = an_event()
    row = a_desk(event.id)
    monkeypatch.setattr(services, "MOST_AT_ONCE", -1)
    clerk = Clerk(app, row).enter()
    clerk.print("sign_in")
    waiting = clerk.response.location
    clerk.follow()
    assert clerk.page.select_one("progress")
    assert "My tasks" not in clerk.text()
    other = Clerk(app, a_desk(event.id, before=2)).enter()
    other.visit(waiting.replace(clerk.home, other.home), expect=404)
    while runner.run_next():
        pass
    clerk.visit(waiting, expect=303)
    clerk.follow()
    assert "No. 00001" in clerk.text()
    assert db.session.query(PrintedSheet).one().desk_id == row.id


@pytest.mark.parametrize("inside", [True, False])
def test_only_those_who_run_the_stop_give_desks(app, reader, inside):
    event = an_event()
    stop = db.session.get(Stop, event.stop_id)
    reader.sign_in(a_user(Role.STOP, stop=stop if inside else a_stop()))
    reader.visit(f"/staff/events/{event.id}/desks", expect=200 if inside else 404)
    row = a_desk(event.id)
    reader.visit(f"/staff/desks/{row.id}", expect=200 if inside else 404)
    if not inside:
        return
    reader.visit(f"/staff/events/{event.id}")
    reader.visit(reader.page.select_one("a[href$='/desks']")["href"])
    reader.send({"label": "Ы" * 10_000, "days_before": "-1", "days_after": "1e9", "papers": []}, expect=422)
    assert reader.page.select_one("input[name=label]")["value"] == "Ы" * 10_000
    good = {"label": "Подрядчик", "days_before": "2", "days_after": "0", "phones": "without", "papers": ["sign_in"]}
    reader.send(good, expect=303)
    reader.follow()
    assert reader.page.select_one(".code-shown")
    slip = reader.page.select_one("a[href$='slip.pdf']")["href"]
    reader.visit(slip)
    newest = queries.desks_of(event_subject(event.id), queries.days_of(event.id))[0].row
    Clerk(app, newest).enter()
    reader.visit(f"/staff/desks/{newest.id}")
    assert not reader.page.select_one(".code-shown"), "a PIN that was used is shown no more"


@pytest.mark.parametrize("desks", [1, 3])
def test_a_page_of_desks_asks_as_much_for_three_as_for_one(app, statements, desks):
    event = an_event()
    for number in range(desks):
        a_desk(event.id, before=number)
    subject, days = event_subject(event.id), queries.days_of(event.id)
    statements.clear()
    assert len(queries.desks_of(subject, days)) == desks
    assert len(statements) == 1


def test_the_system_acts_and_an_auditor_gives_nothing(app):
    event = an_event()
    with acting(a_user(Role.AUDITOR)), pytest.raises(Refused):
        a_desk(event.id)


def test_a_language_that_there_is_not_prints_nothing(app):
    clerk = Clerk(app, a_desk(an_event().id)).enter()
    clerk.print("sign_in", language="xx", expect=422)
