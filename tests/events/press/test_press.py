"""The press: one page is one publication, what is unapproved is not printed, and who may do what."""

import csv
import doctest
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select, text

from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.events.press import addresses, queries, services
from campaign.events.press.models import Outlet, Publication, Quotation
from campaign.events.press.schemas import (
    Answer,
    Format,
    Kept,
    NewOutlet,
    NewPlanRow,
    NewPublication,
    NewQuotation,
    OutletKind,
    PublicationFilter,
    Tongue,
    Totals,
)
from campaign.papers import documents
from campaign.papers import queries as sheet_queries
from campaign.papers import services as papers
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.territory.models import Region
from tests.events.test_planning import coordinator_of, organizer_of
from tests.factories import a_relay, a_stop, a_user, an_event
from tests.pdf.reading import text_of

LONG = "о" * 10_000
TODAY = date(2018, 4, 5)
PAGE = NewPublication("https://ekaraganda.example/news/1", None, TODAY, Tongue.RU, Format.ARTICLE, 500)
CHANNEL = NewOutlet("Телеканал «Сарыарқа көзі»", OutletKind.TV, Tongue.BOTH, "Ботагөз, 8 721 300 00 17")
QUOTE = NewQuotation("Сәрсенова Г.", Translated(ru="заместитель акима"), Translated("Адал бол", "Будь честен"))
ROW = NewPlanRow(TODAY, Translated("Келу", "Приезд"), None, "билборд", Format.BILLBOARD, Tongue.BOTH, "Бекова А.")
ANY = PublicationFilter()


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def event(stop):
    return an_event(stop)


def add(stop, **more) -> Kept:
    add.count = getattr(add, "count", 0) + 1
    return services.add_publication(stop.id, replace(PAGE, **more), f"key {add.count}")


def complaints(error):
    return [(problem.field, problem.code) for problem in error.value.problems]


def test_the_examples_in_the_code_hold():
    assert doctest.testmod(addresses).failed == 0


@pytest.mark.parametrize(
    "address",
    [
        "http://ekaraganda.example/news/1",
        "https://www.ekaraganda.example/news/1/",
        "HTTPS://M.Ekaraganda.Example:443/news/1?utm_source=tg&fbclid=x#top",
        "https://mobile.ekaraganda.example./news/%31",
    ],
)
def test_one_page_under_several_addresses_is_told_and_counted_once(stop, address):
    three = [an_event(stop).id for _number in range(3)]
    first = add(stop, event_ids=(three[0],))
    assert add(stop, address=address, event_ids=tuple(three)) == Kept(first.id, was_known=True)
    assert add(stop, address=address, event_ids=tuple(three)) == Kept(first.id, was_known=True)
    assert queries.totals(stop.relay_id, ANY) == Totals(publications=1, events=3, reach=500)


def test_three_pages_about_one_event_are_one_event(stop, event):
    for number in range(3):
        add(stop, address=f"https://site{number}.example/a?id=1", event_ids=(event.id,), reach=None if number else 70)
    add(stop, address="https://site0.example/a?id=2")
    assert queries.totals(stop.relay_id, ANY) == Totals(publications=4, events=1, reach=570, without_reach=2)
    assert [len(queries.publications_of(event.id)), len(queries.publications(stop.relay_id, ANY))] == [3, 4]


def test_a_neighbour_who_brings_the_same_page_is_linked_to_it(either_app):
    relay = a_relay()
    stop, neighbour = a_stop(relay), a_stop(relay)
    other = an_event(neighbour)
    first = add(stop)
    with acting_as(coordinator_of(neighbour)):
        with pytest.raises(NotFound):
            queries.publication_row(first.id)
        assert add(neighbour, event_ids=(other.id,)) == Kept(first.id, was_known=True)
        assert queries.publication_row(first.id).events[0].id == other.id
        with pytest.raises(Refused):
            services.remove_publication(first.id)
    with acting_as(coordinator_of(stop)):  # who does not see the neighbour's event does not unlink it
        services.change_publication(first.id, PAGE, 1)
    assert [event.id for event in queries.publication_row(first.id).events] == [other.id]
    assert queries.totals(relay.id, PublicationFilter(stop_id=neighbour.id)) == Totals(1, 1, 500)
    assert queries.counts_at(neighbour.id, TODAY) == (1, 1, 0, 0)
    assert add(a_stop()).was_known is False


WRONG_PUBLICATIONS = (
    ({"address": "javascript:alert(1)"}, "address", "no_address"),
    ({"address": "ekaraganda.kz/news"}, "address", "no_address"),
    ({"address": "ftp://e.kz/1"}, "address", "no_address"),
    ({"address": "https://user:pw@e.kz/1"}, "address", "no_address"),
    ({"address": "https://e.kz/a b"}, "address", "no_address"),
    ({"address": "https://[::1"}, "address", "no_address"),
    ({"address": "https://e.kz:99999/"}, "address", "no_address"),
    ({"address": "https://e.kz/" + "x" * 10_000}, "address", "too_long"),
    ({"address": ""}, "address", "missing"),
    ({"published_on": date(2017, 1, 1)}, "published_on", "outside"),
    ({"published_on": date(2019, 4, 5)}, "published_on", "outside"),
    ({"published_on": TODAY + timedelta(1)}, "published_on", "in_the_future"),
    ({"reach": -1}, "reach", "out_of_range"),
    ({"reach": 10**12}, "reach", "out_of_range"),
    ({"outlet_id": 404}, "outlet", "unknown"),
    ({"note": LONG}, "note", "too_long"),
    ({"event_ids": (404,)}, "events", "unknown"),
)


def test_a_publication_that_cannot_be_right_is_not_kept(stop):
    for more, field, code in WRONG_PUBLICATIONS:
        with pytest.raises(Invalid) as error:
            add(stop, **more)
        assert complaints(error) == [(field, code)]
        assert db.session.scalar(select(func.count(Publication.id))) == 0


def test_the_same_form_sent_twice_is_one_publication(stop, event):
    wish = replace(PAGE, address="", outlet_id=services.add_outlet(CHANNEL, "outlet"), event_ids=(event.id,))
    first = services.add_publication(stop.id, wish, "key")
    assert services.add_publication(stop.id, wish, "key") == first
    assert queries.totals(stop.relay_id, ANY).publications == 1


def test_correcting_an_address_into_another_ones_is_told(stop):
    first, second = add(stop), add(stop, address="https://other.example/1")
    with pytest.raises(Invalid) as error:
        services.change_publication(second.id, PAGE, 1)
    assert complaints(error) == [("address", "taken")]
    services.change_publication(first.id, replace(PAGE, reach=7), 1)
    with pytest.raises(Stale):
        services.change_publication(first.id, PAGE, 1)


def test_a_quotation_is_given_out_only_as_it_was_approved(stop, event):
    with acting_as(coordinator_of(stop)):
        quotation = services.add_quotation(event.id, QUOTE, "key")
        assert queries.approved_quotations(stop.id) == ()
        for by, on, complaint in (("", TODAY, "approved_by"), ("Сәрсенова Г.", TODAY + timedelta(1), "approved_on")):
            with pytest.raises(Invalid) as error:
                services.approve_quotation(quotation, by, on, 1)
            assert [field for field, _code in complaints(error)] == [complaint]
        services.approve_quotation(quotation, "Сәрсенова Г.", TODAY, 1)
        assert [row.approved_by for row in queries.approved_quotations(stop.id)] == ["Сәрсенова Г."]
        services.change_quotation(quotation, QUOTE, 2)
        assert queries.quotation_row(quotation).approved_on
        services.change_quotation(quotation, replace(QUOTE, text=Translated(ru="Иначе")), 2)
        with pytest.raises(Stale):
            services.approve_quotation(quotation, "Сәрсенова Г.", TODAY, 2)
    assert queries.approved_quotations(stop.id) == ()
    assert db.session.scalar(select(Quotation.approved_by)) == ""


WRONG_QUOTATIONS = (
    ({"speaker": ""}, "speaker", "missing"),
    ({"text": Translated()}, "text_ru", "missing"),
    ({"text": Translated(kk=LONG)}, "text_kk", "too_long"),
)


def test_a_quotation_has_a_speaker_and_words(event):
    for more, field, code in WRONG_QUOTATIONS:
        with pytest.raises(Invalid) as error:
            services.add_quotation(event.id, replace(QUOTE, **more), "key")
        assert complaints(error) == [(field, code)]


def test_an_outlet_that_something_names_stays(stop, event):
    with acting_as(coordinator_of(stop)):
        outlet = services.add_outlet(CHANNEL, "key")
        assert services.invite(event.id, [outlet]) == 1
        assert services.invite(event.id, [outlet]) == 0
        services.answer(queries.invitations_of(event.id)[0].id, Answer.CAME)
        with pytest.raises(Refused):
            services.change_outlet(outlet, CHANNEL, 1)
    with acting_as(organizer_of(stop.region_id)):
        with pytest.raises(Invalid):
            services.add_outlet(replace(CHANNEL, name="телеканал Сарыарка кози"), "twin")
        with pytest.raises(Conflict):
            services.remove_outlet(outlet)
        services.uninvite(queries.invitations_of(event.id)[0].id)
        services.remove_outlet(outlet)
        with pytest.raises(Invalid):
            services.invite(event.id, [outlet])
    with acting_as(coordinator_of(stop)):
        own = services.add_outlet(CHANNEL, "again")
    with acting_as(organizer_of(a_stop().region_id)), pytest.raises(NotFound):
        services.remove_outlet(own)


def test_whom_to_ask_for_lies_sealed(stop):
    with acting_as(coordinator_of(stop)):
        services.add_outlet(CHANNEL, "key")
    for table in ("outlets", "audit_entries", "operation_keys"):
        assert "Ботагөз" not in repr(db.session.execute(text(f"SELECT * FROM {table}")).all())
    assert db.session.scalar(select(Outlet)).contact == CHANNEL.contact


WRONG_ROWS = (
    ({"theme": Translated()}, "theme_ru", "missing"),
    ({"platform": ""}, "platform", "missing"),
    ({"platform": LONG}, "platform", "too_long"),
    ({"due_on": date(2018, 2, 28)}, "due_on", "outside"),
    ({"due_on": date(2019, 1, 10)}, "due_on", "outside"),
    ({"link": "javascript:alert(1)"}, "link", "no_address"),
    ({"reach": -5}, "reach", "out_of_range"),
    ({"responsible": LONG}, "responsible", "too_long"),
)


def test_a_row_of_the_media_plan_that_cannot_be_right_is_not_kept(stop):
    for more, field, code in WRONG_ROWS:
        with pytest.raises(Invalid) as error:
            services.add_row(stop.relay_id, stop.id, replace(ROW, **more), "key")
        assert complaints(error) == [(field, code)]


def test_the_plan_of_the_relay_is_its_organizers(app):
    relay = a_relay()
    stop, neighbour = a_stop(relay), a_stop(relay)
    with acting_as(coordinator_of(stop)):
        own = services.add_row(relay.id, stop.id, ROW, "own")
        with pytest.raises(Refused):
            services.add_row(relay.id, None, ROW, "whole")
        with pytest.raises(NotFound):
            services.add_row(relay.id, neighbour.id, ROW, "theirs")
    with acting_as(organizer_of(relay.region_id)):
        whole = services.add_row(relay.id, None, ROW, "whole")
    for who, seen in ((stop, [own, whole]), (neighbour, [whole])):
        with acting_as(coordinator_of(who)):
            assert [row.id for row in queries.media_plan(relay.id)] == seen
            with pytest.raises(Refused):
                services.change_row(whole, ROW, 1)
    services.change_row(own, replace(ROW, link="https://e.kz/1", reach=10), 1)
    row = queries.plan_row(own)
    assert (row.is_done, row.is_late(TODAY + timedelta(9))) == (True, False)
    with pytest.raises(Stale):
        services.change_row(own, ROW, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(stop, statements, count):
    for number in range(count):
        add(stop, address=f"https://e.kz/{number}", event_ids=(an_event(stop).id, an_event(stop).id))
    db.session.expire_all()
    relay_id = stop.relay_id
    statements.clear()
    assert len(queries.publications(relay_id, ANY)) == queries.totals(relay_id, ANY).publications == count
    assert len([line for line in statements if line.startswith("SELECT") and "publication" in line]) == 4


def test_the_file_has_one_row_a_publication_and_no_formula(reader, stop, event):
    add(stop, note="=HYPERLINK(1)", event_ids=(event.id, an_event(stop, title="Автопробег").id))
    add(stop, address="https://e.kz/2", language=Tongue.KK)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/relays/{stop.relay_id}/publications.csv?language=ru", language="ru")
    rows = list(csv.reader(io.StringIO(reader.response.data.decode("utf-8-sig"))))
    assert [rows[1][5], rows[1][7], len(rows)] == [PAGE.address, "Митинг на площади; Автопробег", 2]
    assert not rows[1][8].startswith("=")
    reader.visit(f"/staff/relays/{stop.relay_id}/publications.xlsx", language="ru")
    book = CalamineWorkbook.from_filelike(io.BytesIO(reader.response.data))
    assert len(book.get_sheet_by_index(0).to_python()) == 3


def test_a_coordinator_keeps_the_press_by_the_page(reader, stop, event):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit("/staff/outlets")
    reader.send({"name": "Газета"}, form="main form#page-form", expect=303)
    here = f"/staff/events/{event.id}/press"
    reader.visit(here)
    reader.send({}, form="form#invite-form", expect=422)
    assert "Choose the outlets that were invited." in reader.text()
    reader.send({"outlets": ["1"]}, form="form#invite-form", expect=303)
    reader.follow()
    reader.send({"state": "came"}, form="form[action*='/invitations/']", expect=303)
    reader.visit(here)
    reader.send({"address": "javascript:alert(1)", "note": "заметка"}, form="form#publication-form", expect=422)
    assert "“javascript:alert(1)” is no address of a page." in reader.text()
    assert reader.page.select_one("form#publication-form [name=note]")["value"] == "заметка"
    reader.send({"address": PAGE.address}, form="form#publication-form", expect=303)
    reader.visit(here)
    reader.send({"address": f"{PAGE.address}/?utm_source=x"}, form="form#publication-form", expect=303)
    assert "This address stands in the list already." in " ".join(reader.follow().get_text(" ").split())
    reader.send({"speaker": "Ли Т.", "text_ru": "Честно"}, form="form#quotation-form", expect=303)
    reader.follow()
    assert "not approved" in reader.text()
    reader.visit("/staff/quotations/1")
    reader.send({"approved_by": ""}, form="form#approval-form", expect=422)
    assert "A quotation is approved by somebody" in reader.text()
    reader.send({"approved_by": "Ли Т."}, form="form#approval-form", expect=303)
    assert "approved by Ли Т." in " ".join(reader.follow().get_text(" ").split())
    reader.visit("/staff/publications/1")
    reader.send({"reach": "12"}, form="main form#page-form", expect=303)
    reader.follow()
    assert queries.publication_row(1).reach == 12


def test_a_media_plan_by_the_page_in_three_languages(reader, stop):
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
    here = f"/staff/relays/{stop.relay_id}/media-plan?stop={stop.id}"
    reader.visit(here)
    assert "Nothing is planned yet" in reader.text()
    reader.send({"theme_ru": "", "due_on": "", "platform": "экран"}, form="main form#page-form", expect=422)
    assert "Name the theme or the event in at least one language." in reader.text()
    reader.send({"theme_ru": "Приезд", "due_on": "31.12.2020", "platform": "экран"}, form="main form#page-form", expect=422)
    assert "The campaign's days are 01.03.2018 to 09.01.2019" in reader.text()
    reader.send({"due_on": "04.04.2018"}, form="main form#page-form", expect=303)
    reader.follow()
    assert "the day has passed: say what became of it" in reader.text()
    reader.visit("/staff/media-plan/1")
    reader.send({"link": "https://e.kz/1", "reach": "30"}, form="main form#page-form", expect=303)
    for language in ("kk", "ru", "en"):
        for page in (here, f"/staff/relays/{stop.relay_id}/publications", "/staff/outlets", "/staff/media-plan/1"):
            reader.visit(page, language=language)
    assert clock.campaign_today() == TODAY


def printed(code: str, kind: SubjectKind, subject_id: int, language: str) -> str:
    number = papers.print_paper(code, kind, subject_id, PrintWish(language), f"{code}{language}")
    return text_of(documents.paper_pdf(sheet_queries.paper_sheet(number)))


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_media_plan_is_printed_with_approved_quotations_alone(stop, event, language):
    with acting_as(coordinator_of(stop)):
        services.add_row(stop.relay_id, stop.id, replace(ROW, link="https://e.kz/1", reach=1200), "row")
        services.approve_quotation(services.add_quotation(event.id, QUOTE, "one"), "Сәрсенова Г.", TODAY, 1)
        services.add_quotation(event.id, replace(QUOTE, text=Translated("Жасырын", "Тайно")), "two")
        said = printed("stop_media_plan", SubjectKind.STOP, stop.id, language)
    for words in ("05.04.2018", "билборд", "https://e.kz/1", "Бекова А.", QUOTE.text.text(language)):
        assert words in said
    assert "Тайно" not in said
    assert "Жасырын" not in said
    assert "05.04.2018" in printed("relay_media_plan", SubjectKind.RELAY, stop.relay_id, language)
