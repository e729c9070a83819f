"""The counter as its people use it: a queue of volunteers, four teams, a list of what is out."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db, unit_of_work
from campaign.materials.issuing.schemas import Whom
from campaign.materials.norms.schemas import Basis
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services import load_shipped
from campaign.relay.models import Stop
from campaign.walks.models import WalkTeam
from tests.factories import a_registration, a_user, an_event, kept
from tests.materials.issuing.counters import Counter, a_counter, a_norm, one_each
from tests.materials.stock import on_hand
from tests.walks.halls import a_walk, a_walk_event

CYRILLIC = str.maketrans("ABEKMHPCTYX", "авекмнрстух")


@pytest.fixture
def counter(app) -> Counter:
    return a_counter()


@pytest.fixture
def at(reader, counter):
    """The reader signed in as the coordinator of the stop."""
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, counter.event.stop_id)))
    return reader


def test_a_ticket_a_size_and_the_next(at, counter):
    """The code typed on a Cyrillic keyboard leads to the person; a size is one tap; then the next ticket."""
    aisha = a_registration(counter.event, "Айша Оспанова")
    what = one_each(counter.shirts[0]).word
    desk = f"/staff/events/{counter.event.id}/materials/issue"
    at.visit(f"{desk}?what={what}&q={aisha.code.lower().translate(CYRILLIC)}", expect=302)
    at.follow()
    assert [press.get_text(" ", strip=True) for press in at.page.select("button[name=size]")] == ["S left: 2", "L left: 2"]
    at.send({}, form="#page-form", expect=422)
    assert "Nothing is entered" in at.text()
    with_size = at.page.select_one("#page-form")
    with_size.append(at.page.new_tag("input", attrs={"type": "hidden", "name": "size", "value": counter.shirts[1]}))
    at.send({}, form="#page-form", expect=303)
    at.follow()
    assert "Issued, Айша Оспанова: shirt, size L – 1 pcs." in at.text()
    assert "/staff/stock/documents/" in at.page.select_one("main .flash.good a")["href"]
    assert at.page.select_one("option[selected]")["value"] == what
    at.visit(f"{desk}/people/{aisha.id}?what={what}")
    assert "Has already: shirt, size L – 1 pcs" in at.text()
    assert "Nothing more is due here" in at.text()


def test_a_team_is_offered_what_its_doors_and_people_need(reader, app):
    event = a_walk_event()
    a_walk(event)
    counter = a_counter(event)
    a_norm(counter.soap, Basis.OFFICIAL, 2)
    a_norm(counter.sign, Basis.OFFICE)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    team = db.session.query(WalkTeam).filter_by(event_id=event.id, number=1).one()
    reader.visit(f"/staff/events/{event.id}/materials/issue/teams/{team.id}")
    fields = {name: reader.page.select_one(f"[name={name}]")["value"] for name in (f"n_{counter.soap}", f"n_{counter.sign}")}
    assert list(fields.values()) == ["6", "3"]
    reader.send({f"n_{counter.soap}": "48"}, form="#page-form", expect=303)
    reader.follow()
    assert "Issued, team No. 1: soap-x – 48 pcs; sign-x – 3 pcs" in reader.text()
    reader.visit(f"/staff/events/{event.id}/materials/return/teams/{team.id}")
    reader.send({f"back_{counter.soap}": "10", f"lost_{counter.soap}": "1"}, expect=422)
    assert "Please write why" in reader.text()
    reader.send({"reason": "упало в лужу"}, expect=303)
    assert on_hand(counter.store, counter.soap) == 500 - 48 + 10


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"soap": "1,5"}, "This is no whole number."),
        ({"soap": "-1"}, "A quantity is a whole number"),
        ({"soap": "9" * 30}, "A quantity is a whole number"),
        ({"soap": "501"}, "soap-x: only 500 left here"),
        ({"soap": ""}, "Nothing is entered."),
        ({"dated_on": "2019-01-01", "soap": "1"}, "today or earlier"),
        ({"note": "н" * 10_000, "soap": "1"}, "At most 500 characters fit here"),
    ],
)
def test_what_cannot_be_is_told_and_stays(at, counter, typed, said):
    aisha = a_registration(counter.event, "Айша Оспанова")
    at.visit(f"/staff/events/{counter.event.id}/materials/issue/people/{aisha.id}")
    fields = {f"n_{counter.soap}" if name == "soap" else name: words for name, words in typed.items()}
    at.send(fields, form="#page-form", expect=422)
    assert said in at.text()
    assert [at.page.select_one(f"[name={name}]")["value"] for name in fields] == list(fields.values())


def test_a_size_that_does_not_exist_and_a_ticket_of_another_event(at, counter):
    aisha, other = a_registration(counter.event, "Айша Оспанова"), an_event(db.session.get(Stop, counter.event.stop_id))
    stranger = a_registration(other, "Данияр Ахметов")
    page = f"/staff/events/{counter.event.id}/materials/issue"
    at.visit(f"{page}/people/{aisha.id}")
    at.page.select_one("#page-form").append(at.page.new_tag("input", attrs={"type": "hidden", "name": "size", "value": "9999"}))
    at.send({}, form="#page-form", expect=422)
    assert "There is no such material or size." in at.text()
    at.visit(f"{page}?q={stranger.code}")
    assert f"The ticket {stranger.code} is for another event." in at.text()
    far = a_registration(an_event(), "Данияр Ахметов")
    at.visit(f"{page}?q={far.code}")
    assert f"The ticket {far.code} is not for this event." in at.text()
    at.visit(f"{page}/people/{far.id}", expect=404)
    at.visit(f"{page}?q=Nobody")
    assert "Nobody of this event is called “Nobody”." in at.text()


def test_whoever_gave_up_the_place_stands_first_and_gets_nothing_more(at, counter):
    aisha, daniyar = a_registration(counter.event, "Айша Оспанова"), a_registration(counter.event, "Данияр Ахметов")
    for one in (aisha, daniyar):
        counter.give(one, counter.gloves)
    daniyar.state = RegistrationState.CANCELLED
    kept(daniyar)
    at.visit(f"/staff/events/{counter.event.id}/materials")
    assert [row.get_text(" ", strip=True) for row in at.page.select("tbody th")] == [
        "Данияр Ахметов has no place here any more", "Айша Оспанова",
    ]  # fmt: skip
    at.visit(f"/staff/events/{counter.event.id}/materials/issue/people/{daniyar.id}")
    assert "has given up the place. Take back what is out" in at.text()


def test_the_auditor_sees_how_much_is_out_and_nobodys_name(reader, counter):
    counter.give(a_registration(counter.event, "Айша Оспанова"), counter.gloves)
    reader.sign_in(a_user(Role.AUDITOR))
    reader.visit(f"/staff/events/{counter.event.id}/materials?q=Айша")
    assert "Айша" not in reader.text().replace("“Айша”", "")
    reader.visit(f"/staff/events/{counter.event.id}/materials")
    assert "gloves-x – 1 pcs" in reader.text()
    assert "Айша" not in reader.text()


def test_the_ticket_says_what_was_given(reader, counter):
    aisha = a_registration(counter.event, "Айша Оспанова")
    counter.give(aisha, counter.gloves)
    aisha = db.session.get(Registration, aisha.id)
    aisha.issue(1)
    kept(aisha)
    with unit_of_work() as session:
        load_shipped(session)
    reader.visit(f"/ticket/{aisha.token}")
    assert "You were given gloves-x please bring it back after the event 1 pcs" in reader.text()


@pytest.mark.parametrize("people", [1, 3])
def test_what_is_out_asks_the_same_however_many_have_something(at, counter, statements, people):
    for number in range(people):
        counter.give(Whom(a_registration(counter.event, f"Айша {number}").id), counter.gloves)
    at.visit(f"/staff/events/{counter.event.id}/materials")
    statements.clear()
    at.visit(f"/staff/events/{counter.event.id}/materials")
    assert len(statements) == 14


def test_without_a_store_the_counter_leads_to_its_first_receipt(reader):
    event = an_event()
    who = a_registration(event)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    for page in ("issue", "many", f"issue/people/{who.id}"):
        reader.visit(f"/staff/events/{event.id}/materials/{page}")
        link = reader.page.select_one("main .empty a.btn-primary")["href"]
        assert link == f"/staff/stock/documents/new/receipt?book=stop-{event.stop_id}"
    reader.visit(link)
