"""The event report: what the data say in two languages, what a hand keeps, what a signature freezes."""

from datetime import date, timedelta

import pypdfium2
import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_of
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated, use_language
from campaign.events.figures.amounts import Qualifier
from campaign.events.figures.schemas import Source, Stage
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.papers import documents
from campaign.papers.queries import paper_sheet
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.relay import queries as relays
from campaign.relay.models import Relay, Stop
from campaign.reports.information import queries, services
from campaign.reports.information.gathering import about_event, about_stop
from campaign.reports.information.models import EventReport
from campaign.reports.information.paper import OF_STOP
from campaign.reports.information.schemas import ClauseCode, Head, Information, State
from campaign.territory.models import Region
from tests.events.figures.said import HELD_ON, a_figure, a_held_event, measured
from tests.factories import a_relay, a_stop, a_unit, a_user, an_event, words
from tests.reader import Reader
from tests.reports.information.written import AKIM, HEAD, read

ARRIVES = date(2018, 4, 1)


@pytest.fixture
def stop(app) -> Stop:
    """A stay that ended before the clock of the tests, with two events of one day and what was counted there."""
    return a_told_stop()


def a_told_stop(relay: Relay | None = None) -> Stop:
    measured()
    stop = a_stop(relay or a_relay(), arrives=ARRIVES, departs=date(2018, 4, 4))
    rally, walk = a_held_event(stop, "Митинг"), a_held_event(stop, "Обход", HELD_ON + timedelta(hours=2))
    a_figure(rally, 400, qualifier=Qualifier.ABOUT, source=Source.ESTIMATED)
    a_figure(rally, 500, stage=Stage.PLAN)
    a_figure(rally, 213, "students")
    a_figure(walk, 97)
    a_figure(walk, 12, "vehicles")
    return stop


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def clause(stop: Stop, code: ClauseCode) -> Translated:
    return queries.current(about_stop(stop.id)).clause(code).text


def test_the_course_counts_nobody_twice_and_says_what_is_estimated(stop):
    told = clause(stop, ClauseCode.COURSE)
    assert plain(told.ru).split("\n") == [
        "В 2 мероприятиях приняло участие не менее 400 человек.",
        "Пришедшие на несколько мероприятий посчитаны один раз; всего: около 497 участий.",
    ]
    assert plain(told.kk).split("\n") == [
        "2 іс-шараға кемінде 400 адам қатысты.",
        "Бірнеше іс-шараға келген адамдар бір рет есептелді; барлығы: 497-ге жуық қатысу.",
    ]


def test_a_table_has_plan_fact_and_source_and_the_further_figures_with_their_nouns(stop):
    rows = queries.current(about_stop(stop.id)).clause(ClauseCode.COURSE).rows
    assert [tuple(plain(cell.ru) for cell in row) for row in rows] == [
        ("04.04\n10:00–11:00", "Митинг", "500", "≈ 400", "Оценка, по рядам, Бекова А."),
        ("04.04\n12:00–13:00", "Обход: 12 машин", "–", "97", "Сосчитано на месте"),
    ]
    assert plain(rows[1][1].kk) == "Обход: 12 көлік"
    people = queries.current(about_stop(stop.id)).clause(ClauseCode.PEOPLE).rows
    assert [tuple(cell.ru for cell in row) for row in people] == [("Студенты", "213", "Сосчитано на месте")]


def test_the_report_of_one_event_is_about_it_alone(stop):
    event = db.session.scalars(select(Event).where(Event.stop_id == stop.id).order_by(Event.starts_at.desc())).first()
    report = queries.current(about_event(event.id))
    assert plain(report.clause(ClauseCode.COURSE).text.ru) == "В мероприятии приняли участие 97 человек."
    assert [row[1].kk for row in report.clause(ClauseCode.COURSE).rows] == ["Обход: 12\u00a0көлік"]


def test_what_is_missing_is_named_on_the_page_and_in_the_text(stop):
    a_held_event(stop, "Выставка", HELD_ON + timedelta(hours=4))
    an_event(stop, title="Круглый стол", state=EventState.OPEN, starts=HELD_ON)
    an_event(stop, title="Концерт", state=EventState.CANCELLED, starts=HELD_ON)
    told = plain(clause(stop, ClauseCode.COURSE).ru)
    assert "Участники не подсчитаны: Выставка." in told
    assert "Не проведено: Концерт." in told
    assert "Не отмечено проведённым: Круглый стол." in told
    with use_language("en"):
        lacks = [lack.words for lack in queries.current(about_stop(stop.id)).lacks]
    assert "“Круглый стол” is not marked as held or cancelled: until then the report cannot be signed." in lacks
    assert "“Выставка”: nobody has said how many came." in lacks


@pytest.mark.parametrize("events", [1, 3])
def test_reading_a_report_asks_the_same_questions_however_many_events_there_are(app, statements, events):
    measured()
    stop = a_stop(arrives=ARRIVES, departs=date(2018, 4, 4))
    for number in range(events):
        a_figure(a_held_event(stop, f"Митинг {number}"), 100 + number)
    about = about_stop(stop.id)
    statements.clear()
    queries.information_of(about, None)
    assert len(statements) == 30


def test_words_of_a_hand_stay_and_the_page_says_when_the_data_say_something_else(stop):
    report_id = services.start(about_stop(stop.id), "", "key")
    services.keep_clause(report_id, ClauseCode.COURSE, words("Всё прошло хорошо.", "Бәрі жақсы өтті."), 0)
    assert now(stop, report_id).edited
    assert not now(stop, report_id).differs
    a_figure(db.session.scalars(select(Event).order_by(Event.id)).first(), 420)
    changed = now(stop, report_id)
    assert (changed.text.ru, changed.differs) == ("Всё прошло хорошо.", True)
    assert "420 человек" in plain(changed.data.ru)
    services.keep_mine(report_id, ClauseCode.COURSE, changed.version)
    assert not now(stop, report_id).differs
    with pytest.raises(Stale):
        services.take_over(report_id, ClauseCode.COURSE, changed.version)
    services.take_over(report_id, ClauseCode.COURSE, changed.version + 1)
    assert not now(stop, report_id).edited
    assert now(stop, report_id).text == changed.data


def now(stop: Stop, report_id: int):
    return queries.information_of(about_stop(stop.id), queries.report_row(report_id)).clause(ClauseCode.COURSE)


def test_two_people_at_one_clause(stop):
    report_id = services.start(about_stop(stop.id), "", "key")
    services.keep_clause(report_id, ClauseCode.AIM, words("Первый"), 0)
    with pytest.raises(Stale):
        services.keep_clause(report_id, ClauseCode.AIM, words("Второй"), 0)
    assert services.start(about_stop(stop.id), "", "another key") == report_id


def test_a_signature_freezes_the_report_and_its_events_become_reported(either_app):
    stop = a_told_stop()
    report_id = services.start(about_stop(stop.id), "", "key")
    services.keep_clause(report_id, ClauseCode.LESSONS, words("Раздать жилеты до прихода колонн."), 0)
    old = read(report_id)
    first = db.session.scalars(select(Event).order_by(Event.id)).first()
    a_figure(first, 420)
    with pytest.raises(Stale):
        services.sign(report_id, old, "sign")
    wish = read(report_id)
    services.sign(report_id, wish, "sign")
    services.sign(report_id, wish, "sign")
    before = signed(stop)
    assert {event.state for event in db.session.scalars(select(Event))} == {EventState.REPORTED}
    assert before.signers == (AKIM, HEAD)
    a_figure(first, 1, "teams")
    a_figure(db.session.scalars(select(Event).order_by(Event.id.desc())).first(), 5000, source=Source.TOLD)
    assert signed(stop) == before
    with pytest.raises(Conflict):
        services.keep_clause(report_id, ClauseCode.AIM, words("Поздно"), 0)
    with pytest.raises(Conflict):
        services.sign(report_id, wish, "another key")
    with pytest.raises(Invalid):
        services.start(about_stop(stop.id), "  ", "key 2")
    second = services.start(about_stop(stop.id), "Уточнено число студентов", "key 2")
    assert queries.report_row(second).revision == 2
    assert queries.edits_of(second)[ClauseCode.LESSONS].text.ru == "Раздать жилеты до прихода колонн."
    assert queries.information_of(about_stop(stop.id), queries.report_row(report_id)) == before
    services.discard(second)
    assert [row.state for row in queries.revisions_of(about_stop(stop.id))] == [State.SIGNED]


def signed(stop: Stop) -> Information:
    report = queries.current(about_stop(stop.id))
    assert report.is_signed
    return report


def test_what_was_signed_is_not_shown_once_somebody_has_touched_it(stop):
    report_id = services.start(about_stop(stop.id), "", "key")
    services.sign(report_id, read(report_id), "sign")
    row = db.session.scalars(select(EventReport)).one()
    row.content_hash = "0" * 64
    db.session.commit()
    with pytest.raises(Conflict):
        queries.current(about_stop(stop.id))


def test_an_event_that_is_not_marked_as_held_keeps_the_report_open(stop):
    an_event(stop, title="Круглый стол", state=EventState.OPEN, starts=HELD_ON)
    report_id = services.start(about_stop(stop.id), "", "key")
    with pytest.raises(Conflict, match="Круглый стол"):
        services.sign(report_id, read(report_id), "sign")
    assert queries.report_row(report_id).state is State.DRAFT
    assert EventState.REPORTED not in set(db.session.scalars(select(Event.state)))


def test_the_next_places_read_the_advice_and_nobody_else_does(stop):
    relay = db.session.get(Relay, stop.relay_id)
    after = a_stop(relay, a_unit(db.session.get(Region, stop.region_id), "Сарань"), date(2018, 4, 5), date(2018, 4, 9))
    elsewhere = a_stop(a_relay())
    report_id = services.start(about_stop(stop.id), "", "key")
    services.keep_clause(report_id, ClauseCode.LESSONS, words("Держать запас батарей."), 0)
    found = {}
    for name, place in (("next", after), ("first", stop), ("elsewhere", elsewhere)):
        with acting_as(actor_of(a_user(Role.STOP, stop=place))):
            row = relays.stop_row(place.id)
            chain = {one.id: one for one in relays.chain_of(row.relay_id)}
            found[name] = [lesson.text.ru for lesson in queries.lessons_before(row, chain)]
    assert found == {"next": ["Держать запас батарей."], "first": [], "elsewhere": []}
    services.keep_clause(report_id, ClauseCode.LESSONS, Translated(), 1)
    row = relays.stop_row(after.id)
    assert queries.lessons_before(row, {one.id: one for one in relays.chain_of(row.relay_id)}) == ()


def test_only_those_who_run_the_stop_write_its_report(stop):
    report_id = services.start(about_stop(stop.id), "", "key")
    beside = a_stop(db.session.get(Relay, stop.relay_id))
    with acting_as(actor_of(a_user(Role.STOP, stop=beside))), pytest.raises(NotFound):
        services.keep_clause(report_id, ClauseCode.AIM, words("Чужой"), 0)
    with acting_as(actor_of(a_user(Role.AUDITOR))), pytest.raises(Refused):
        services.keep_clause(report_id, ClauseCode.AIM, words("Аудитор"), 0)
    with pytest.raises(Invalid):
        services.keep_clause(report_id, ClauseCode.AIM, words("я" * 10_000), 0)


def test_a_stop_that_moved_on_owes_its_report_until_it_is_signed(stop):
    assert [(row.stop_id, row.due) for row in queries.due_reports(date(2018, 4, 5))] == [(stop.id, date(2018, 4, 7))]
    report_id = services.start(about_stop(stop.id), "", "key")
    services.sign(report_id, read(report_id), "sign")
    assert queries.due_reports(date(2018, 4, 5)) == ()


def test_the_paper_says_that_a_draft_is_one_and_carries_both_signers(stop):
    report_id = services.start(about_stop(stop.id), "", "key")
    services.keep_head(report_id, Head("3-11/074", date(2018, 4, 5), executor="Ахметова Д. С."), 1)
    draft = printed(stop, "draft")
    assert "Проект: ещё не подписано" in draft
    services.sign(report_id, read(report_id), "sign")
    final = printed(stop, "final")
    assert "Проект" not in final
    for words_of_it in ("ИНФОРМАЦИЯ", "№ 3-11/074", "Байжанов Е. Қ.", "Мусина А. Р.", "≈ 400", "Исп.: Ахметова Д. С."):
        assert words_of_it in final
    assert "АҚПАРАТ" in printed(stop, "both", tongues="two")


def printed(stop: Stop, key: str, **chosen: str) -> str:
    wish = PrintWish("ru", chosen=chosen)
    number = print_paper(OF_STOP.code, SubjectKind.STOP, stop.id, wish, key)
    with pypdfium2.PdfDocument(documents.paper_pdf(paper_sheet(number))) as document:
        return plain(" ".join(page.get_textpage().get_text_bounded() for page in document))


def test_a_clerk_begins_edits_and_signs_on_the_pages(app, stop):
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, stop.id)))
    page = f"/staff/stops/{stop.id}/information"
    reader.visit(page)
    reader.send({}, form="main .page-head form", expect=303)
    reader.follow()
    report_id = db.session.scalars(select(EventReport.id)).one()
    reader.visit(f"/staff/information/{report_id}/clauses/aim")
    reader.send({"text_ru": "я" * 6001, "text_kk": "Мақсат"}, expect=422)
    assert reader.page.select_one("[name=text_kk]").text.strip() == "Мақсат"
    assert "At most 6000 characters fit here, there are 6001." in reader.text()
    reader.send({"text_ru": "Цель", "text_kk": "Мақсат"}, expect=303)
    assert "Цель" in reader.follow().get_text()
    reader.visit(f"/staff/information/{report_id}/signature")
    reader.send({"first_name": ""}, expect=422)
    reader.send({"first_name": "Байжанов Е. Қ.", "first_post_ru": "Заместитель акима"}, expect=303)
    assert "Signed on 5 April 2018" in plain(reader.follow().get_text())
    reader.visit("/staff/information")
    assert "signed on 5 April" in plain(reader.text())
