"""Certificates and letters of thanks: numbers that stay, sheets that fit, codes that tell real from invented."""

import io
from datetime import timedelta

import pypdf
import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import func, select

from campaign.core import crypto, runner
from campaign.core.actor import NOBODY, Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Closed, NotFound
from campaign.core.files import KeptFile
from campaign.people.hours import services as hours
from campaign.people.hours.schemas import HoursWish, Typed
from campaign.people.models import Person
from campaign.people.thanks import queries, services
from campaign.people.thanks.documents import certificates_pdf
from campaign.people.thanks.models import Certificate
from campaign.people.thanks.schemas import Made, ThanksKind
from campaign.people.thanks.views import making
from tests.factories import NOON, a_registration, a_stop, a_user, an_event, an_organisation, kept
from tests.pdf.reading import pages_of
from tests.people.shifts.shifts import a_place_in, a_shift

LONG_NAME = "Сәрсенбайұлы-Мұхамедқалиева Гүлбаршын Жұмағұлқызы"
LONG_BODY = (
    "«Қарағанды облысы білім басқармасының Теміртау қаласы білім бөлімінің жалпы білім беретін № 20 лицейі» коммуналдық "
    "мемлекеттік мекемесі"
)


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def event(stop):
    return an_event(stop, title="Кеңселерді аралау", capacity=20, starts=NOON - timedelta(days=2))


@pytest.fixture
def coordinator(reader, stop):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    return reader


def at_work(event, name="Әлия Сейтова", minutes=150):
    registration = a_registration(event, name)
    a_place_in(a_shift(event, minutes=minutes), registration)
    return registration


def texts_of(rows):
    return pages_of(b"".join(certificates_pdf(rows)))


def numbers():
    db.session.rollback()
    asked = select(Certificate.number, Certificate.replaced_at.is_(None)).order_by(Certificate.number)
    return [tuple(row) for row in db.session.execute(asked)]


def test_whoever_took_part_gets_one_and_asking_again_gives_the_same_number(event):
    at_work(event)
    at_work(event, "Іңкәр Ким")
    a_registration(event, "Зритель")
    with pytest.raises(Closed, match="Confirm the hours first"):
        services.make_for_all(event.id)
    hours.as_planned(event.id)
    assert [services.make_for_all(event.id), services.make_for_all(event.id)] == [Made(2, 0), Made(0, 2)]
    assert numbers() == [(1, True), (2, True)]


def test_other_hours_or_another_name_are_another_number_and_the_old_one_is_replaced(event):
    someone = at_work(event)
    hours.as_planned(event.id)
    services.make_for_all(event.id)
    hours.write_hours(event.id, Typed({}, (HoursWish(someone.id, 240, 1),), (), "Осталась убирать"))
    services.make_for_all(event.id)
    db.session.get_one(Person, someone.person_id).rename("Әлия Серікқызы Сейтова")
    db.session.commit()
    services.make_for_all(event.id)
    assert numbers() == [(1, False), (2, False), (3, True)]
    (row,) = queries.certificates_of(event.id)
    assert (row.number, row.name, row.minutes) == ("№\u00a0СР-2018/0003", "Әлия Серікқызы Сейтова", 240)


def test_a_sheet_says_everything_in_both_languages_and_its_code_leads_to_its_page(event):
    someone = at_work(event, LONG_NAME)
    db.session.get_one(Person, someone.person_id).organisation_id = an_organisation(event.region_id, LONG_BODY).id
    db.session.commit()
    hours.as_planned(event.id)
    services.make_for_all(event.id)
    rows = queries.certificates_of(event.id)
    (text,) = texts_of(rows)
    for words in (
        LONG_NAME,
        "ҚАТЫСУШЫ СЕРТИФИКАТЫ",
        "СЕРТИФИКАТ УЧАСТНИКА",
        "2 сағат 30 минут",
        "2 часа 30 минут",
        "№ СР-2018/0001",
    ):
        assert words.replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert LONG_BODY.replace(" ", "") in text.replace(" ", "")
    content = b"".join(certificates_pdf(rows))
    assert content == b"".join(certificates_pdf(rows))
    page = pypdfium2.PdfDocument(content)[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    assert found.text.endswith(f"/C/{rows[0].code}")


def test_anybody_may_check_a_code_and_learns_nothing_personal(reader, event):
    at_work(event, "Әлия Сейтова")
    hours.as_planned(event.id)
    services.make_for_all(event.id)
    (row,) = queries.certificates_of(event.id)
    reader.visit(f"/C/{row.code}", expect=302)
    reader.follow()
    assert "This number is real" in reader.text()
    assert "2 hours 30 minutes" in reader.text()
    assert "Сейтова" not in reader.response.get_data(as_text=True)
    for invented in ("X", "Q" * 12, crypto.new_code() + "AAAAA", "ә" * 5000):
        reader.visit(f"/certificates/{invented}", expect=404)
    db.session.execute(Certificate.__table__.update().values(replaced_at=NOON))
    db.session.commit()
    reader.visit(f"/certificates/{row.code}")
    assert "replaced by a newer one" in reader.text()


def test_the_holder_takes_it_from_the_ticket_once_it_is_released(reader, event):
    someone, token = at_work(event), crypto.new_token()
    someone.token_hash = crypto.token_hash(token)
    kept(someone)
    hours.as_planned(event.id)
    services.make_for_all(event.id)
    (row,) = queries.certificates_of(event.id)
    address = f"/ticket/{token}/certificates/{row.id}.pdf"
    reader.visit(f"/ticket/{token}")
    assert "Your confirmed hours: 2:30" in reader.text()
    reader.visit(address, expect=404)
    assert services.release(event.id, out=True) == 1
    reader.visit(f"/ticket/{token}")
    assert reader.page.select_one(f"a[href='{address}']")
    reader.visit(address)
    assert reader.response.mimetype == "application/pdf"
    reader.visit(f"/ticket/{crypto.new_token()}/certificates/{row.id}.pdf", expect=404)
    assert services.release(event.id, out=False) == 1
    reader.visit(address, expect=404)


def test_the_work_page_makes_them_shows_them_and_prints_all_as_one(coordinator, event):
    at_work(event)
    at_work(event, "Іңкәр Ким")
    coordinator.visit(f"/staff/events/{event.id}/thanks")
    assert "Confirm the hours" in coordinator.text()
    hours.as_planned(event.id)
    coordinator.visit(f"/staff/events/{event.id}/thanks")
    coordinator.send({}, form="form[action$='/thanks']", expect=303)
    coordinator.follow()
    assert "2 new certificates; 0 stand as they were" in coordinator.text()
    coordinator.visit(f"/staff/events/{event.id}/thanks.pdf")
    assert len(pypdf.PdfReader(io.BytesIO(coordinator.response.get_data())).pages) == 2


def test_many_are_made_by_a_task_that_ends_with_one_file(coordinator, event, monkeypatch):
    monkeypatch.setattr(making, "AT_ONCE", 1)
    for name in ("Әлия Сейтова", "Іңкәр Ким"):
        at_work(event, name)
    hours.as_planned(event.id)
    name = f"certificates-{event.id}.pdf"
    coordinator.visit(f"/staff/events/{event.id}/thanks")
    coordinator.send({}, form="form[action$='/thanks']", expect=303)
    assert "/tasks/" in coordinator.response.location
    with acting_as(NOBODY):
        assert runner.run_next()
    assert db.session.scalars(select(KeptFile.name)).all() == [name]
    assert db.session.scalar(select(func.count(Certificate.id))) == 2


def test_a_letter_thanks_an_organisation_or_whoever_is_written(coordinator, event):
    school = an_organisation(event.region_id, "Лицей № 20")
    someone = at_work(event)
    db.session.get_one(Person, someone.person_id).organisation_id = school.id
    db.session.commit()
    coordinator.visit(f"/staff/events/{event.id}/thanks")
    coordinator.send({}, form="#letter form", expect=422)
    assert "Choose an organisation, or write a name" in coordinator.text()
    coordinator.send({"organisation": str(school.id)}, form="#letter form", expect=303)
    coordinator.follow()
    for _twice in range(2):
        coordinator.send({"name": "Оспанов Марат Серікұлы"}, form="#letter form", expect=303)
        coordinator.follow()
    rows = queries.certificates_of(event.id, ThanksKind.LETTER)
    assert [row.name for row in rows] == ["Лицей № 20", "Оспанов Марат Серікұлы"]
    assert "АЛҒЫС ХАТ БЛАГОДАРСТВЕННОЕ ПИСЬМО" in texts_of(rows)[0]


def test_the_words_are_the_coordinators_and_what_is_in_braces_is_filled_in(coordinator, event):
    someone = at_work(event)
    coordinator.visit(f"/staff/events/{event.id}/thanks/words")
    page = coordinator.page
    coordinator.send({"letter_ru": ""}, expect=422)
    assert "write it in both" in coordinator.text()
    coordinator.send({"letter_ru": "Спасибо за «{event}»! {мы} 100%", "letter_kk": "Рақмет, {place}!"}, expect=303)
    coordinator.page = page
    coordinator.send({"letter_ru": "Поздно"}, expect=409)
    number = services.make_for_one(someone.id, ThanksKind.LETTER)
    assert queries.certificate_row(number).frozen.facts.text == (
        "Рақмет, Теміртау!",
        "Спасибо за «Кеңселерді аралау»! {мы} 100%",
    )


def test_a_person_without_hours_gets_no_certificate_and_a_foreign_coordinator_finds_nothing(reader, event):
    someone = at_work(event)
    with pytest.raises(Closed, match="Confirm the hours first"):
        services.make_for_one(someone.id, ThanksKind.CERTIFICATE)
    number = services.make_for_one(someone.id, ThanksKind.LETTER)
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    reader.visit(f"/staff/events/{event.id}/thanks", expect=404)
    reader.visit(f"/staff/certificates/{number}.pdf", expect=404)
    with acting_as(NOBODY), pytest.raises(NotFound):
        queries.certificate_row(number)


def test_hostile_names_are_printed_as_they_are_written(event):
    names = ["Әлия <b>Нұр", "R&D (Іңкәр)", "O'Neil \\ {name}", "=1+1", "Ә" * 120]
    for name in names:
        services.make_letter(event.id, None, name)
    rows = queries.certificates_of(event.id)
    for text, name in zip(texts_of(rows), names, strict=True):
        assert name.replace(" ", "") in text.replace(" ", "")
