"""Papers of one document: each kind has its own, says from where to where, and what was taken back says so."""

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import NotFound, Refused
from campaign.materials.models import StockPlace
from campaign.materials.schemas import DocumentKind, PlaceKind
from campaign.materials.services import holder, reverse, transit
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.relay.models import Stop
from tests.factories import a_registration, a_stop, a_user, an_event
from tests.materials.stock import a_material, place_outside, posted, received, store_of, store_of_region
from tests.papers.papers import pages_of


def printed(code: str, document_id: int, language: str = "ru", key: str = "") -> str:
    number = print_paper(
        code, SubjectKind.STOCK_DOCUMENT, document_id, PrintWish(language), f"{code}{document_id}{language}{key}"
    )
    return " ".join(pages_of(number)).replace("\u00a0", " ")


def test_a_receipt_has_packs_and_prices_and_says_when_it_was_taken_back(app):
    store, (soap,) = store_of(a_stop().id), a_material("soap-x", pack=48, price=12_550)
    receipt = received(store, soap, 208)
    page = printed("stock_receipt", receipt.document_id)
    for words in ("Приход материалов № 1/2018", "4 × 48 + 16", "125,50", "26 104", "Поставщик", "не является формой"):
        assert words in page, words
    back = reverse(receipt.document_id, "Қате енгізілді")
    again = printed("stock_receipt", receipt.document_id, key="again")
    assert f"Не действует: отменён документом Сторно № {back.number}/2018" in again
    reversal = printed("stock_reversal", back.document_id, "kk")
    assert ("Қате енгізілді" in reversal, "Кіріс № 1/2018" in reversal) == (True, True)
    with pytest.raises(NotFound):
        printed("stock_transfer", receipt.document_id)


def test_a_transfer_note_and_its_arrival_name_both_stores(app):
    stop = a_stop()
    (soap,), region, store = a_material("soap-x"), store_of_region(stop.region_id), store_of(stop.id)
    received(region, soap, 100)
    with unit_of_work() as session:
        session.get_one(StockPlace, store).responsible = "Нұрмұхамбетова Күлпәш Қожахметқызы"
        road = transit(session, session.get_one(StockPlace, store), None).id
    sent = posted(DocumentKind.TRANSFER, region, (soap, 60, region, road))
    with acting_as(actor_with_id(a_user(Role.STOP, stop=stop).id)):
        note = printed("stock_transfer", sent.document_id, "kk")
    for words in ("жүкқұжаты № 2/2018", "Тасымалдаған", "Нұрмұхамбетова Күлпәш Қожахметқызы", " 60 "):
        assert words in note, words
    lost = place_outside(stop.region_id, PlaceKind.LOST)
    came = posted(DocumentKind.RECEIPT, store, (soap, 58, road, store), (soap, 2, road, lost), of_id=sent.document_id)
    page = printed("stock_receipt", came.document_id, "en")
    for words in ("Transfer No. 2/2018", "→ Lost", "Accepted into the store by"):
        assert words in page, words
    with acting_as(actor_with_id(a_user(Role.STOP, stop=a_stop()).id)), pytest.raises(NotFound):
        printed("stock_receipt", came.document_id, "ru")


def test_an_issue_a_return_and_a_loss_have_papers_of_their_own(app):
    event = an_event()
    (soap,), store = a_material("soap-x"), store_of(event.stop_id)
    received(store, soap, 100)
    lost = place_outside(event.region_id, PlaceKind.LOST)
    with unit_of_work() as session:
        person = holder(session, registration_id=a_registration(event, "Әділ Зейнолла").id).id
    given = posted(DocumentKind.ISSUE, store, (soap, 9, store, person), event_id=event.id)
    back = posted(DocumentKind.RETURN, store, (soap, 6, person, store), (soap, 3, person, lost), reason="су болды")
    gone = posted(DocumentKind.LOSS, store, (soap, 1, store, lost))
    issue, returned = printed("stock_issue", given.document_id, "kk"), printed("stock_return", back.document_id, "kk")
    for page in (issue, returned):
        assert ("Әділ Зейнолла" in page, "soap-x" in page) == (True, True)
    assert ("беру тізімдемесі № 2/2018" in issue, "су болды" in returned, "6 3" in returned) == (True, True, True)
    assert "Акт об утрате материалов № 4/2018" in printed("stock_loss", gone.document_id)
    with acting_as(actor_with_id(a_user(Role.AUDITOR).id)), pytest.raises(Refused):
        printed("stock_issue", given.document_id, "en")


def test_the_page_of_a_document_prints_it(app, reader):
    stop = a_stop()
    (soap,), store = a_material("soap-x"), store_of(stop.id)
    document = received(store, soap, 3).document_id
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, stop.id)))
    reader.visit(f"/staff/stock/documents/{document}")
    reader.send({}, form="form[action$='/papers/stock_receipt']", expect=303)
    assert "00001" in reader.follow().text
