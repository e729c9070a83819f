"""The pages of the baton and of a handover, as both sides, the organizer, a neighbour and the public see them."""

import re

import pytest
from sqlalchemy import select

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.relay.custody import queries, services
from campaign.relay.custody.models import Handover
from campaign.relay.custody.schemas import HandoverState, Thing
from tests.factories import a_user
from tests.pdf.reading import text_of
from tests.reader import Reader
from tests.relay.custody.batons import (
    Baton,
    a_baton,
    a_key,
    cancel,
    confirm,
    coordinator,
    hand_over,
    leave,
    organizer,
    propose,
)

FORM = "main form#page-form"


def reader_of(app, user) -> Reader:
    reader = Reader(app)
    reader.sign_in(user)
    return reader


@pytest.fixture
def baton(app) -> Baton:
    """Two items at the first of three stops."""
    made = a_baton()
    hand_over(made, made.body, made.stop(0))
    return made


def latest() -> Handover:
    db.session.expire_all()
    return db.session.scalars(select(Handover).order_by(Handover.id.desc()).limit(1)).one()


def wish(baton: Baton, **more: object) -> dict[str, object]:
    return {
        "giver": baton.stop(0).key, "receiver": baton.stop(1).key, "items": [str(item) for item in baton.items],
        "day": "2018-04-07", "time": "15:00", "place_kk": "Алаң", "place_ru": "Площадь",
    } | more  # fmt: skip


def test_a_handover_from_both_sides(app, baton):
    giver, receiver = reader_of(app, coordinator(baton, 0)), reader_of(app, coordinator(baton, 1))
    giver.visit(f"/staff/relays/{baton.relay_id}/handover")
    assert giver.page.select_one("#giver option[selected]")["value"] == baton.stop(0).key
    assert giver.page.select_one("#receiver option[selected]")["value"] == baton.stop(1).key
    giver.send(wish(baton, giver_name="Байжанов Е. Қ.", things="Мыло; 216; в упаковке\nПерчатки; 84"), form=FORM, expect=303)
    page = f"/staff/handovers/{latest().id}"
    assert giver.response.location == page
    giver.follow()
    assert "The other side can see it now." in giver.text()
    assert "Confirm the receipt" not in giver.text()
    giver.send({}, form="#leave-form", expect=303)
    receiver.visit(page)
    assert "on the way" in receiver.text()
    receiver.visit(f"{page}/receipt")
    row = queries.handover_row(latest().id)
    first, second = row.lines
    sent = {f"line_{first.id}": "worn", f"note_{first.id}": "край потёрт", f"line_{second.id}": "missing", "thing_1": "210"}
    receiver.send(sent, form=FORM, expect=303)
    receiver.follow()
    for words in ("край потёрт", "missing", "210 of 216", "84"):
        assert words in receiver.text()
    assert baton.holders() == ["stop 1", "stop 0"]
    receiver.send({}, form=f"form[action='{page}/act']", expect=303)
    pdf = receiver.client.get(receiver.response.location)
    assert pdf.mimetype == "application/pdf"
    words = text_of(pdf.data)
    assert "Байжанов Е. Қ." in words.replace("\u00a0", " ")
    giver.visit(page)
    assert "Sheet No. 00001, revision 1" in giver.text()


def test_a_refusal_stays_on_the_form_with_what_was_typed(app, baton):
    reader = reader_of(app, coordinator(baton, 0))
    reader.visit(f"/staff/relays/{baton.relay_id}/handover")
    reader.send(wish(baton, receiver=baton.stop(2).key, place_ru="Площадь у фонтана"), form=FORM, expect=422)
    assert "This is out of order: the next in the chain is" in reader.text()
    assert reader.page.select_one("#place_ru")["value"] == "Площадь у фонтана"
    for sent, words in (
        (wish(baton, items=[]), "Choose at least one item"),
        (wish(baton, receiver=baton.stop(0).key), "Nobody hands the baton over to themselves."),
        (wish(baton, receiver=""), "There is no such stop or body"),
        (wish(baton, day="", time="мин"), "Please fill this in."),
        (wish(baton, things="просто мыло"), "is not understood. For example: White gloves; 84; washed."),
        (wish(baton, place_ru="о" * 10_000), "At most 200 characters fit here, there are 10000."),
    ):
        reader.visit(f"/staff/relays/{baton.relay_id}/handover")
        reader.send(sent, form=FORM, expect=422)
        assert words in reader.text()


def test_an_organizer_sees_where_to_say_why_and_a_coordinator_does_not(app, baton):
    page = f"/staff/relays/{baton.relay_id}/handover"
    assert reader_of(app, coordinator(baton, 0)).visit(page).select_one("#override_reason") is None
    reader = reader_of(app, organizer(baton))
    reader.visit(page)
    sent = wish(baton, receiver=baton.stop(2).key, override_reason="Темиртау закрыт на карантин")
    reader.send(sent, form=FORM, expect=303)
    reader.follow()
    assert "The order was broken: Темиртау закрыт на карантин" in reader.text()


def test_an_organizer_types_a_signed_paper(app, baton):
    reader = reader_of(app, organizer(baton))
    reader.visit(f"/staff/relays/{baton.relay_id}/handover")
    reader.send(wish(baton, day="2018-04-04"), form=FORM, expect=303)
    page = f"/staff/handovers/{latest().id}/receipt"
    reader.visit(page)
    assert reader.page.select_one("#paper_first").has_attr("checked")
    reader.send({"day": "2018-04-04", "time": "15:00"}, form=FORM, expect=422)
    assert "It cannot be received before" in reader.text()
    reader.visit(page)
    reader.send({}, form=FORM, expect=303)
    reader.follow()
    assert "typed from a signed paper" in reader.text()


def test_calling_off_needs_a_reason(app, baton):
    reader = reader_of(app, coordinator(baton, 0))
    page = f"/staff/handovers/{propose(baton, baton.stop(0), baton.stop(1))}"
    reader.visit(page)
    reader.send({"reason": " "}, form="#cancel-form", expect=422)
    assert "Please fill this in." in reader.text()
    reader.send({"reason": "буран"}, form="#cancel-form", expect=303)
    reader.follow()
    assert "Called off: буран" in reader.text()
    assert latest().state is HandoverState.CANCELLED


def test_a_receipt_from_before_a_change_says_so_and_loses_nothing(app, baton):
    reader = reader_of(app, coordinator(baton, 1))
    number = propose(baton, baton.stop(0), baton.stop(1))
    page = f"/staff/handovers/{number}"
    reader.visit(f"{page}/receipt")
    leave(number)
    reader.send({"remarks": "Чехол порван"}, form=FORM, expect=409)
    assert "Somebody else has changed this handover meanwhile." in reader.text()
    reader.send({}, form=FORM, expect=303)
    assert "Чехол порван" in reader.follow().get_text()
    reader.visit(f"{page}/receipt", expect=302)
    assert reader.response.location == page


def test_a_handover_that_has_ended_says_so_to_whoever_calls_it_off(app, baton):
    number = propose(baton, baton.stop(0), baton.stop(1))
    giver = reader_of(app, coordinator(baton, 0))
    giver.visit(f"/staff/handovers/{number}")
    cancel(number)
    giver.send({"reason": "ещё раз"}, form="#cancel-form", expect=303)
    assert "This handover was cancelled." in giver.follow().get_text(" ")


def test_neighbours_see_where_the_items_are_and_no_handover(app, baton):
    number = propose(baton, baton.stop(0), baton.stop(1))
    reader = reader_of(app, coordinator(baton, 2))
    reader.visit(f"/staff/handovers/{number}", expect=404)
    reader.visit(f"/staff/handovers/{number}/receipt", expect=404)
    reader.visit(f"/staff/relays/{baton.relay_id}/baton")
    assert "Караганда" in reader.text()
    assert queries.handover_row(number).number not in reader.text()
    stranger = reader_of(app, coordinator(a_baton(), 0))
    stranger.visit(f"/staff/relays/{baton.relay_id}/baton", expect=404)
    stranger.visit(f"/staff/items/{baton.items[0]}", expect=404)


def test_the_proposer_may_not_open_the_receipt_of_a_stop_that_is_not_theirs(app, baton):
    reader = reader_of(app, coordinator(baton, 0))
    reader.visit(f"/staff/handovers/{propose(baton, baton.stop(0), baton.stop(1))}/receipt", expect=403)


def test_the_way_of_an_item_from_place_to_place(app, baton):
    confirm(propose(baton, baton.stop(0), baton.stop(1)))
    reader = reader_of(app, coordinator(baton, 1))
    steps = reader.visit(f"/staff/items/{baton.items[0]}").select(".stations li")
    assert [step.span.find(string=True).strip() for step in steps] == ["Департамент по области", "Караганда", "Темиртау"]
    assert [bool(step.select_one("a")) for step in steps] == [False, False, True], "only their own handovers are links"
    assert steps[-1]["aria-current"] == "step"


def test_items_are_kept_by_the_organizer_on_the_page(app):
    baton = a_baton(items=0)
    reader = reader_of(app, organizer(baton))
    page = f"/staff/relays/{baton.relay_id}/baton"
    reader.visit(page)
    assert "The baton has no items yet" in reader.text()
    reader.send({"name_kk": "Ту"}, form=FORM, expect=422)
    item = {"kind": "flag", "name_kk": "Эстафета туы", "name_ru": "Знамя", "inventory": "АЖ-1", "since": "2018-04-01"}
    reader.send(item, form=FORM, expect=303)
    reader.follow()
    assert "Знамя" in reader.text()
    reader.send(item, form=FORM, expect=422)
    assert "Another item of this relay has the inventory number АЖ-1." in reader.text()
    number = queries.items_of(baton.relay_id)[0].id
    reader.visit(f"/staff/items/{number}")
    reader.send({"inventory": "АЖ-2"}, form=FORM, expect=303)
    reader.follow()
    assert "АЖ-2" in reader.text()
    reader.send({}, form=f"form[action='/staff/items/{number}/remove']", expect=303)
    assert queries.items_of(baton.relay_id) == ()


def test_the_stop_shows_its_handovers_and_prints_a_blank_act(app, baton):
    reader = reader_of(app, coordinator(baton, 0))
    number = propose(baton, baton.stop(0), baton.stop(1))
    reader.visit(f"/staff/stops/{baton.stops[0]}")
    assert f"No. {queries.handover_row(number).number}" in reader.text()
    reader.send({}, form=f"form[action='/staff/stops/{baton.stops[0]}/blank-act']", expect=303)
    assert reader.client.get(reader.response.location).mimetype == "application/pdf"


def test_the_code_on_a_paper_leads_to_the_handover(app, baton):
    number = propose(baton, baton.stop(0), baton.stop(1))
    sheet = services.print_act(number, a_key())
    reader = reader_of(app, coordinator(baton, 1))
    reader.visit(f"/S/{sheet:05d}-1", expect=302)
    reader.visit(reader.response.location, expect=302)
    assert reader.response.location == f"/staff/handovers/{number}"
    blank = services.print_blank(baton.stops[1], a_key())
    reader.visit(f"/staff/acts/{blank}", expect=302)
    assert reader.response.location == f"/staff/acts/{blank}.pdf"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("held", "The baton is here: Караганда."),
        ("left", "The baton is on the way to Темиртау."),
        ("ended", "The relay is over."),
    ],
)
def test_the_public_page_says_where_the_baton_really_is(app, baton, step, words):
    if step == "left":
        leave(propose(baton, baton.stop(0), baton.stop(1)))
    if step == "ended":
        for giver, receiver in ((baton.stop(0), baton.stop(1)), (baton.stop(1), baton.stop(2)), (baton.stop(2), baton.body)):
            hand_over(baton, giver, receiver)
    reader = Reader(app)
    page = reader.visit(f"/relays/{baton.relay_id}")
    assert words in page.select_one("meta[name=description]")["content"]
    home = " ".join(reader.visit("/").get_text(" ").split())
    assert {"held": "Караганда", "left": "on the way to Темиртау", "ended": "The relay is finished"}[step] in home


def test_an_auditor_reads_and_changes_nothing(app, baton):
    number = propose(baton, baton.stop(0), baton.stop(1), things=(Thing("Мыло", 3),))
    reader = reader_of(app, a_user(Role.AUDITOR))
    reader.visit(f"/staff/handovers/{number}")
    assert reader.page.select("main form") == []
    reader.visit(f"/staff/relays/{baton.relay_id}/handover", expect=403)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_the_baton_asks_as_much_for_one_handover_as_for_three(app, statements, rows):
    baton = a_baton()
    for giver, receiver in [(baton.body, baton.stop(0)), (baton.stop(0), baton.stop(1)), (baton.stop(1), baton.stop(2))][:rows]:
        hand_over(baton, giver, receiver)
    reader = reader_of(app, organizer(baton))
    reader.visit(f"/staff/relays/{baton.relay_id}/baton")
    statements.clear()
    reader.visit(f"/staff/relays/{baton.relay_id}/baton")
    asked = [said for said in statements if re.match(r"\s*SELECT", said)]
    assert len(asked) <= 20


@pytest.mark.parametrize("left_out", ["day", "time"])
def test_half_a_moment_is_not_taken_for_now(app, baton, left_out):
    handover = propose(baton, baton.stop(0), baton.stop(1))
    giver = reader_of(app, coordinator(baton, 0))
    giver.visit(f"/staff/handovers/{handover}")
    giver.send({left_out: ""}, form="#leave-form", expect=422)
    assert "Please fill this in." in giver.text()
    assert latest().state is HandoverState.PROPOSED
    giver.send({"day": "", "time": ""}, form="#leave-form", expect=303)
    assert latest().state is HandoverState.LEFT, "both empty is now"


def test_an_item_that_no_body_brings_is_told_on_its_form(app):
    baton = a_baton(items=0)
    reader = reader_of(app, organizer(baton))
    reader.visit(f"/staff/relays/{baton.relay_id}/baton")
    item = {"name_kk": "Эстафета туы", "name_ru": "Знамя", "inventory": "АЖ-1", "since": "2018-04-01", "holder": "999999"}
    reader.send(item, form=FORM, expect=422)
    assert reader.page.select_one("#inventory")["value"] == "АЖ-1"
