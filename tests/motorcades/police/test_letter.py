"""The letter to the police: what it suggests, what somebody writes over it, that it was filed, and the paper."""

from datetime import UTC, date, datetime

import pytest

from campaign.core import crypto
from campaign.core.actor import Role
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Stale
from campaign.core.i18n import Translated
from campaign.events.deadlines import queries as deadlines
from campaign.events.deadlines import services as rules
from campaign.events.deadlines.schemas import Basis, PermitWish
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.plates import read
from campaign.motorcades.police import services
from campaign.motorcades.police.queries import letter_of
from campaign.motorcades.police.schemas import LetterWords
from campaign.motorcades.schemas import CarState, VehicleKind
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from tests.factories import a_region, a_relay, a_stop, a_user, an_event, an_event_kind, kept
from tests.motorcades.route.routes import a_route
from tests.papers.papers import pages_of

APRIL_3 = date(2018, 4, 3)


def cars(event, count, first=100):
    for number in range(1, count + 1):
        vehicle = Vehicle(region_id=event.region_id, kind=VehicleKind.CAR, seats=4)
        vehicle.describe(read(f"{first + number} AKM 09"), "", "Лада Гранта", "белая", "Ким Марат")
        car = ColumnCar(
            uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id,
            vehicle_id=kept(vehicle).id, number=number, seats=4,
        )  # fmt: skip
        car.drive(f"Исабеков {number}", "+77010000101")
        kept(car)


@pytest.fixture
def event(app):
    """A motorcade of 19 April 2018 without cars yet, under the rules that ship."""
    with unit_of_work() as session:
        rules.load_shipped(session)
    event = an_event(a_stop(a_relay(a_region())), title="Автоколонна", starts=datetime(2018, 4, 19, 6, tzinfo=UTC))
    event.kind_id = an_event_kind("motorcade").id
    return kept(event)


def asked(event) -> list[str]:
    return [each.rule.code for each in deadlines.permits_of(event.id).about_vehicles]


def test_the_cars_of_the_column_decide_which_rules_count(event):
    rules.set_permit(event.id, PermitWish(Basis.ORDER, "15-р", date(2018, 3, 1), vehicles=20), 0)
    assert asked(event) == ["column_escort", "column_organised"]  # as many as are expected
    cars(event, 2)
    assert asked(event) == []
    cars(event, 9, first=200)
    assert asked(event) == ["column_escort", "column_organised"]
    db.session.query(ColumnCar).first().state = CarState.ABSENT
    db.session.commit()
    assert asked(event) == ["column_organised"]


def test_a_letter_follows_the_column_but_for_what_was_written_in_it(event):
    a_route(event.id)
    cars(event, 11)
    letter = letter_of(event.id)
    assert (letter.patrol_cars, letter.inspection, letter.version) == (2, True, 0)
    assert "Патрульных машин: 2." in letter.words.request.ru
    assert "12:00 start: ул. Мира, 10; прямо по ул. Мира" in letter.words.route.en
    own = LetterWords.of(letter.words.as_facts() | {"number": "7", "addressee": {"ru": "Майору Ахметову"}})
    services.keep_letter(event.id, own, 0)
    with pytest.raises(Stale):
        services.keep_letter(event.id, own, 0)
    db.session.query(ColumnCar).first().state = CarState.ABSENT
    db.session.commit()
    after = letter_of(event.id).words
    assert (after.number, after.addressee.ru) == ("7", "Майору Ахметову")
    assert after.addressee.kk == letter.words.addressee.kk  # nothing was written in Kazakh
    assert "Патрульных" not in after.request.ru


def test_one_click_files_it_for_every_rule_that_waits_and_only_once(event):
    cars(event, 11)
    assert services.file_letter(event.id, "41-07/118", APRIL_3, "key") == 2
    assert services.file_letter(event.id, "41-07/118", APRIL_3, "key") == 2
    with pytest.raises(Closed):
        services.file_letter(event.id, "41-07/119", APRIL_3, "other")
    filings = deadlines.permits_of(event.id).filings
    assert {(row.wish.rule_code, row.wish.number, row.wish.filed_on) for row in filings} == {
        ("column_escort", "41-07/118", APRIL_3), ("column_organised", "41-07/118", APRIL_3),
    }  # fmt: skip


@pytest.mark.parametrize(("language", "ours"), [("kk", "Орындаған: Ким"), ("ru", "Исп.: Ким"), ("en", "Prepared by: Ким")])
def test_the_paper_names_plates_and_nobody_s_phone_but_those_in_charge(event, language, ours):
    cars(event, 3)
    words = LetterWords(
        sender=Translated(ru="Акимат <b>"), doer_name="Ким", responsible_name="Ли", responsible_phone="+77012223344"
    )
    services.keep_letter(event.id, words, 0)
    number = print_paper("police_letter", SubjectKind.EVENT, event.id, PrintWish(language), language)
    letter, annex = pages_of(number)
    assert ours in letter
    assert "8 701 222 33 44" in letter.replace("\u00a0", " ")
    assert [plate in annex.replace("\u00a0", " ") for plate in ("101 AKM 09", "102 AKM 09", "103 AKM 09")] == [True] * 3
    assert "Исабеков" not in annex
    named = print_paper("police_letter", SubjectKind.EVENT, event.id, PrintWish(language, chosen={"drivers": "names"}), "named")
    assert "Исабеков 3" in pages_of(named)[1]
    assert not any("000 01 01" in page.replace("\u00a0", " ") for page in pages_of(named))


def test_a_clerk_writes_prints_and_files_it_and_typed_words_stay(reader, event):
    cars(event, 3)
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/events/{event.id}/permits")
    reader.visit(reader.page.select_one("td a.btn-primary[href$='/column/police']")["href"])
    assert "Letter to the police about an organised column" in reader.text()
    reader.visit(f"/staff/events/{event.id}/column/police/edit")
    reader.send({"request_ru": "п" * 3000}, expect=422)
    assert reader.page.select_one("#request_ru").get_text().strip() == "п" * 3000
    reader.send({"request_ru": "Прошу <b>проводить</b>", "responsible_phone": "нет"}, expect=422)
    reader.send({"responsible_phone": ""}, expect=303)
    reader.follow()
    assert "Прошу <b>проводить</b>" not in reader.text()  # the page is English, and English was left as suggested
    reader.send({"filed_on": "завтра"}, form="#filed-form", expect=422)
    reader.send({"filed_number": "41-07/118", "filed_on": "2018-04-03"}, form="#filed-form", expect=303)
    assert "41-07/118" in reader.follow().get_text()
