"""What a stop's store has goes on with the baton: proposed, moved when it is received, with what differs."""

from datetime import date

import pytest
from sqlalchemy import select, update

from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import Translated, use_language
from campaign.materials.handing.models import HandoverDocument
from campaign.materials.models import Material, MaterialVariant, StockDocument, StockPeriod
from campaign.materials.schemas import DocumentKind, Origin, PlaceKind, Use
from campaign.materials.services import holder
from campaign.relay.custody import queries, services
from campaign.relay.custody.act.queries import act_sheet
from campaign.relay.custody.models import HandoverThing
from campaign.relay.custody.schemas import HandoverState, Receipt, Thing
from campaign.relay.models import Stop
from tests.factories import a_registration, an_event
from tests.materials.stock import a_material, on_hand, place_outside, posted, received, store_of, store_of_region
from tests.reader import Reader
from tests.relay.custody.batons import (
    a_baton,
    a_key,
    acting,
    answers,
    cancel,
    complaints,
    coordinator,
    hand_over,
    leave,
    organizer,
    propose,
)

FORM = "main form#page-form"


def a_stocked(soap: int = 10, shirts: int = 4):
    """A baton at the first stop, whose store has soap and T-shirts of size L; the numbers of the two variants."""
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    (first,), (second,) = a_material("soap-x"), a_material("shirt-x", "L", use=Use.REUSABLE)
    received(store_of(baton.stops[0]), first, soap)
    received(store_of(baton.stops[0]), second, shirts)
    return baton, first, second


def count(handover: int, *counts: int | None, remarks: str = "") -> None:
    row = queries.handover_row(handover)
    services.confirm(handover, row.version, Receipt(answers(row), counts, remarks=remarks))


def documents() -> list[StockDocument]:
    db.session.expire_all()
    return list(db.session.scalars(select(StockDocument).where(StockDocument.origin == Origin.HANDOVER)))


def the_ledger_adds_up() -> bool:
    db.session.commit()
    ledger, along = recount(["ledger", "along"])
    assert (ledger.wrong, along.wrong) == ((), ())
    return ledger.ok and along.ok


def test_what_the_store_has_goes_along_with_fewer_lost_and_more_found(either_app):
    baton, soap, shirt = a_stocked()
    with use_language("ru"):
        things = services.goes_along(baton.stop(0))
    assert [(thing.name, thing.quantity) for thing in things] == [
        ("shirt-x, өлшемі L / shirt-x, размер L", 4), ("soap-x", 10),
    ]  # fmt: skip
    with acting(coordinator(baton, 0)):
        handover = propose(baton, baton.stop(0), baton.stop(1), things=(*things, Thing("Знамя города", 1)))
    leave(handover)
    first, second = store_of(baton.stops[0]), store_of(baton.stops[1])
    assert (on_hand(first, soap), documents()) == (10, []), "nothing moves before it is received"
    with acting(coordinator(baton, 1)):
        count(handover, 5, 7, None, remarks="три куска размокли")
    assert [on_hand(place, soap) for place in (first, second)] == [0, 7]
    assert [on_hand(place, shirt) for place in (first, second)] == [0, 5]
    (document,) = documents()
    assert (document.kind, document.store_id, document.to_stop_id) == (DocumentKind.TRANSFER, first, baton.stops[1])
    assert document.reason == f"Handover No. {queries.handover_row(handover).number}: три куска размокли"
    (moved,) = services.moved_by(handover)
    assert moved.page == ("ledger_staff.document", "document_id", document.id)
    assert the_ledger_adds_up()


def test_what_was_issued_meanwhile_is_not_lost_and_what_was_not_there_cannot_have_come(either_app):
    baton, soap, _shirt = a_stocked()
    things = services.goes_along(baton.stop(0))
    handover = propose(baton, baton.stop(0), baton.stop(1), things=things)
    store, lost = store_of(baton.stops[0]), place_outside(baton.region_id, PlaceKind.LOST)
    posted(DocumentKind.LOSS, store, (soap, 3, store, lost))
    with pytest.raises(Conflict, match="soap-x: the store of the giver has only 7 now, and 10 are said to have come"):
        count(handover, 4, 10)
    assert queries.handover_row(handover).state is HandoverState.PROPOSED
    count(handover, 4, 7)
    (document,) = documents()
    assert the_ledger_adds_up()
    assert (on_hand(store, soap), on_hand(store_of(baton.stops[1]), soap)) == (0, 7)
    assert db.session.scalars(select(HandoverDocument.document_id)).all() == [document.id]
    with unit_of_work() as session:
        session.execute(update(HandoverThing).where(HandoverThing.received == 7).values(received=8))
    (along,) = recount(["along"])
    assert [wrong.message for wrong in along.wrong] == [f"8 of variant {soap} are said to have come, its transfer brought 7"]


def test_at_the_end_of_the_chain_it_comes_into_the_store_of_the_region(app):
    baton, soap, _shirt = a_stocked()
    hand_over(baton, baton.stop(0), baton.stop(1), things=services.goes_along(baton.stop(0)))
    hand_over(baton, baton.stop(1), baton.stop(2), things=services.goes_along(baton.stop(1)))
    hand_over(baton, baton.stop(2), baton.body, things=services.goes_along(baton.stop(2)))
    assert on_hand(store_of_region(baton.region_id), soap) == 10
    assert services.goes_along(baton.body) == ()
    assert len(documents()) == 3


def test_more_than_there_is_is_not_proposed_and_what_is_called_off_posts_nothing(app):
    baton, soap, _shirt = a_stocked()
    code = f"variant-{soap}"
    with pytest.raises(Invalid) as error:
        propose(baton, baton.stop(0), baton.stop(1), things=(Thing("мыло", 6, code=code), Thing("мыло", 5, code=code)))
    assert complaints(error) == [(f"along_{code}", "too_much")]
    with pytest.raises(Invalid):
        propose(baton, baton.stop(0), baton.stop(1), things=(Thing("?", 1, code="variant-999"),))
    handover = propose(baton, baton.stop(0), baton.stop(1), things=services.goes_along(baton.stop(0)))
    leave(handover)
    cancel(handover)
    assert (documents(), on_hand(store_of(baton.stops[0]), soap)) == ([], 10)


def test_closed_books_keep_a_handover_open_with_what_was_typed(app):
    baton, _soap, _shirt = a_stocked()
    handover = propose(baton, baton.stop(0), baton.stop(1), things=services.goes_along(baton.stop(0)))
    with unit_of_work() as session:
        session.get_one(StockPeriod, baton.region_id).closed_through = date(2018, 4, 30)
    reader = Reader(app)
    reader.sign_in(coordinator(baton, 1))
    reader.visit(f"/staff/handovers/{handover}/receipt")
    reader.send({"thing_2": "9", "remarks": "мешок порван"}, form=FORM, expect=409)
    assert "The books are closed up to 30.04.2018" in reader.text()
    assert reader.page.select_one("#thing_2")["value"] == "9"
    assert queries.handover_row(handover).state is HandoverState.PROPOSED


def test_what_is_with_people_is_told(app):
    baton, _soap, shirt = a_stocked()
    event = an_event(stop=db.session.get(Stop, baton.stops[0]))
    with unit_of_work() as session:
        people = [holder(session, registration_id=a_registration(event, name).id).id for name in ("Айша", "Дамир")]
    store = store_of(baton.stops[0])
    posted(DocumentKind.ISSUE, store, *((shirt, 1, store, person) for person in people), event_id=event.id)
    with use_language("en"):
        (thing,) = services.still_out(baton.stop(0))
    assert (thing.quantity, thing.note) == (2, "2 people")
    (flag,) = a_material("flag-x", use=Use.REUSABLE)
    received(store, flag, 1)
    posted(DocumentKind.ISSUE, store, (flag, 1, store, people[0]), event_id=event.id)
    for variant, name in ((shirt, "Бас киім"), (flag, "Әбзел")):
        db.session.get_one(Material, db.session.get_one(MaterialVariant, variant).material_id).name = Translated(kk=name)
    db.session.commit()
    with use_language("kk"):
        assert [one.name.split(",")[0] for one in services.still_out(baton.stop(0))] == ["Әбзел", "Бас киім"]
    assert services.still_out(baton.stop(1)) == services.still_out(baton.body) == ()


def test_the_form_shows_the_store_and_keeps_what_was_typed(app):
    baton, soap, shirt = a_stocked()
    reader = Reader(app)
    reader.sign_in(organizer(baton))
    page = reader.visit(f"/staff/relays/{baton.relay_id}/handover")
    assert [page.select_one(f"#along_variant-{number}")["value"] for number in (soap, shirt)] == ["10", "4"]
    when = {"day": "2018-04-07", "time": "15:00"}
    reader.send({f"along_variant-{soap}": "11", **when}, form=FORM, expect=422)
    assert "only 10 in the store. Enter fewer." in reader.text()
    assert reader.page.select_one(f"#along_variant-{soap}")["value"] == "11"
    for typed, words in (("-1", "A whole number from 0 to"), ("2,5", "This is no whole number."), ("9" * 10_000, "to 1000000")):
        reader.send({f"along_variant-{soap}": typed, **when}, form=FORM, expect=422)
        assert words in reader.text()
    reader.send({"giver": baton.stop(1).key, f"along_variant-{soap}": "10", **when}, form=FORM, expect=422)
    assert reader.page.select_one(f"#along_variant-{soap}") is None, "the store of the second stop is empty"
    reader.visit(f"/staff/relays/{baton.relay_id}/handover")
    reader.send({f"along_variant-{soap}": "6", f"along_variant-{shirt}": "", **when}, form=FORM, expect=303)
    page = reader.follow()
    assert "only" not in reader.text()
    (row,) = [row for row in queries.handovers_of(baton.relay_id) if row.state is HandoverState.PROPOSED]
    assert [(thing.name, thing.quantity) for thing in queries.things_of(row.id)] == [("soap-x", 6)]
    store, lost = store_of(baton.stops[0]), place_outside(baton.region_id, PlaceKind.LOST)
    posted(DocumentKind.LOSS, store, (soap, 8, store, lost))
    reader.visit(f"/staff/handovers/{row.id}")
    assert "only 2 in the store now" in reader.text()
    count(row.id, 2)
    reader.visit(f"/staff/handovers/{row.id}")
    assert "Transfer No. 4/2018 in the book of the giver's store" in reader.text()


def test_something_gone_from_the_store_meanwhile_is_told(app):
    baton, soap, shirt = a_stocked()
    reader = Reader(app)
    reader.sign_in(coordinator(baton, 0))
    reader.visit(f"/staff/relays/{baton.relay_id}/handover")
    store, lost = store_of(baton.stops[0]), place_outside(baton.region_id, PlaceKind.LOST)
    posted(DocumentKind.LOSS, store, (soap, 10, store, lost))
    reader.send({"day": "2018-04-07", "time": "15:00"}, form=FORM, expect=422)
    assert "Something of this list is no longer in the store." in reader.text()
    assert reader.page.select_one(f"#along_variant-{shirt}")["value"] == "4"


def test_a_coordinator_does_not_look_into_another_store(app):
    baton, soap, _shirt = a_stocked()
    reader = Reader(app)
    reader.sign_in(coordinator(baton, 1))
    reader.visit(f"/staff/relays/{baton.relay_id}/handover?from={baton.stop(0).key}")
    assert reader.page.select_one(f"#along_variant-{soap}") is None


def test_the_act_lists_what_goes_along_in_both_languages(app):
    baton, _soap, _shirt = a_stocked()
    handover = propose(baton, baton.stop(0), baton.stop(1), things=services.goes_along(baton.stop(0)))
    rows = act_sheet(services.print_act(handover, a_key())).paper.rows
    assert [row[0] for row in rows[2:]] == ["shirt-x, өлшемі L / shirt-x, размер L", "soap-x"]
    assert [row[2] for row in rows[2:]] == ["4", "10"]
