"""The stock card and the stocktake sheet of a store, and who prints them."""

from datetime import date

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.errors import Invalid, Refused
from campaign.materials.schemas import DocumentKind, PlaceKind
from campaign.materials.stocktakes.schemas import Extent
from campaign.materials.stocktakes.services import begin_stocktake
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from tests.factories import a_stop, a_user
from tests.materials.stock import a_material, place_outside, posted, received, store_of, store_of_region
from tests.papers.papers import pages_of


def printed(code: str, store_id: int, language: str = "kk", **chosen: str) -> list[str]:
    wish = PrintWish(language, chosen=chosen)
    pages = pages_of(print_paper(code, SubjectKind.STORE, store_id, wish, f"{code}{store_id}{language}{chosen}"))
    return [page.replace("\u00a0", " ") for page in pages]


def test_a_card_carries_its_balance_between_the_days_asked_for(app):
    stop = a_stop()
    (soap,), (_medium, large), store = a_material("soap-x"), a_material("shirt", "M", "L"), store_of(stop.id)
    received(store, soap, 40)
    received(store, large, 7)
    lost = place_outside(stop.region_id, PlaceKind.LOST)
    supplier = place_outside(stop.region_id)
    posted(DocumentKind.RECEIPT, store, (soap, 1250, supplier, store), dated_on=date(2018, 3, 1), counterparty="ТОО «Таза қол»")
    posted(DocumentKind.LOSS, store, (soap, 90, store, lost))
    (whole,) = printed("stock_card", store, "ru")
    for words in (
        "soap-x, остаток 1 200 шт",
        "shirt, размер L",
        "ТОО «Таза қол»",
        "Поступило 1 290, выбыло 90, остаток 1 200 шт",
    ):
        assert words in whole, words
    assert "размер M" not in whole, "nothing of it was ever here"
    (one,) = printed("stock_card", store, "kk", material="SHIRT l")
    assert ("shirt, өлшемі L" in one, "soap-x" in one) == (True, False)
    (later,) = printed("stock_card", store, "en", material="soap-x", since="02.03.2018")
    assert ("Balance before: 0 pcs" in later, "Таза қол" in later, "Went out" in later) == (True, False, True)
    assert "движения не было" in printed("stock_card", store, "ru", until="2000-01-01")[0]
    for chosen, field in (
        ({"material": "zzz"}, "choice_material"),
        ({"since": "31.02.2018"}, "choice_since"),
        ({"since": "05.04.2018", "until": "04.04.2018"}, "choice_until"),
        ({"material": "x" * 10_000}, "choice_material"),
    ):
        with pytest.raises(Invalid) as told:
            printed("stock_card", store, "ru", **chosen)
        assert [problem.field for problem in told.value.problems] == [field]


def test_a_count_sheet_says_what_the_books_say_or_leaves_it_out(app):
    stop = a_stop()
    (soap,), store = a_material("soap-x"), store_of(stop.id)
    assert "ештеңе болған жоқ" in printed("stocktake_sheet", store, blank_rows="0")[0]
    received(store, soap, 4321)
    (by_the_books,) = printed("stocktake_sheet", store, "ru")
    (blind,) = printed("stocktake_sheet", store, "ru", books="without", blank_rows="30")[:1]
    assert ("4 321" in by_the_books, "По учёту" in by_the_books) == (True, True)
    assert ("4 321" in blind, "По учёту" in blind, "soap-x" in blind) == (False, False, True)


def test_the_sheet_of_a_running_stocktake_says_what_was_frozen(app, reader):
    (soap,), store = a_material("soap-x"), store_of(a_stop().id)
    received(store, soap, 4321)
    stocktake = begin_stocktake(store, Extent.STORE, "key")
    received(store, soap, 79)
    (page,) = printed("stocktake_sheet", store, "ru")
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/stocktakes/{stocktake}")
    reader.send({}, form="form[action$='/papers/stocktake_sheet']", expect=303)
    assert ("4 321" in page, "4 400" in page, "инвентаризация начата 5 апреля" in page) == (True, False, True)


def test_the_store_and_the_card_print_and_other_people_do_not(app, reader):
    stop = a_stop()
    (soap,), store, region = a_material("soap-x"), store_of(stop.id), store_of_region(stop.region_id)
    received(store, soap, 3)
    user = a_user(Role.STOP, stop=stop)
    reader.sign_in(user)
    reader.visit(f"/staff/stock/stores/{store}/card/{soap}")
    reader.send({}, form="main form[action$='/papers/stock_card']", expect=303)
    reader.visit(f"/staff/stock/stores/{store}")
    assert "stocktake_sheet" in reader.response.text
    with acting_as(actor_with_id(user.id)), pytest.raises(Refused):
        printed("stock_card", region)
    with acting_as(actor_with_id(a_user(Role.AUDITOR).id)), pytest.raises(Refused):
        printed("stock_card", store)
