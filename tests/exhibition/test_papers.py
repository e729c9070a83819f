"""Panels on paper: printed through the gate, frozen, closed once something stands against them, forgotten when asked."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from campaign.accounts.queries import actor_of
from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused
from campaign.core.i18n import Translated
from campaign.core.prints import PrintedSheet
from campaign.exhibition import services as gatekept
from campaign.exhibition.blocks import Amount, Article, Bar, Bars, Number, Sentence
from campaign.exhibition.models import PanelPrint
from campaign.exhibition.papers import documents, queries, services
from campaign.exhibition.papers.schemas import PanelsWish, Tongues
from campaign.exhibition.schemas import PanelKind, PanelSize, Way
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from tests.exhibition.halls import FACTS, a_hall, a_panel, a_panel_about_somebody, an_exhibition
from tests.factories import a_stop, a_user
from tests.reader import Reader

NAME = "Вымышлов Тест Примерович"


def text_of(number: int) -> str:
    pdf = documents.panels_pdf(queries.sheet_to_print(number))
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def printed(hall, *panels, tongues=Tongues.BOTH, key="k") -> int:
    with acting_as(hall.author):
        return services.print_panels(hall.id, PanelsWish(panels, tongues), key)


def test_what_is_printed_is_frozen_and_stands_in_the_log(app):
    hall = a_hall()
    facts, poster = a_panel(hall, PanelKind.FACTS, FACTS), a_panel(hall)
    number = printed(hall)
    with acting_as(hall.author):
        before = documents.panels_pdf(queries.sheet_to_print(number))
        gatekept.change_panel(facts, replace(FACTS, title=Translated("Басқа", "Другое")), None, 1)
        assert documents.panels_pdf(queries.sheet_to_print(number)) == before
        said = text_of(number)
        logged = db.session.scalars(db.select(PanelPrint).order_by(PanelPrint.panel_id)).all()
    assert [(row.panel_id, row.sheet, row.version) for row in logged] == [(facts, number, 1), (poster, number, 1)]
    short = logged[0].content_hash[:12].upper()
    for words in ("Сандар", "Цифры", "18", "городов и районов", "Отчёт кампании", f"{short[:4]} {short[4:8]} {short[8:]}"):
        assert words in said
    assert printed(hall) == number  # the same key
    assert printed(hall, poster, key="again") == number + 1


def test_every_kind_is_drawn_in_the_languages_that_were_chosen(app):
    hall = a_hall()
    label = Translated("белгі", "знаков", "signs")
    blocks = {
        PanelKind.FACTS: (Number("2 250", label), Bars(label, Translated(), (Bar(label, 97.5), Bar(label, None)))),
        PanelKind.LAW: (Article(Translated("0-бап", "Статья 0"), label, label, date(2018, 4, 1)),),
        PanelKind.AMOUNTS: (Amount(1_850_000, label), Amount(740_000, label)),
        PanelKind.POSTER: (Sentence(Translated("Пара алмаймын", "Не беру", "I take none")),),
    }
    for kind, of in blocks.items():
        a_panel(hall, kind, replace(FACTS, blocks=of, size=PanelSize.A4, way=Way.LANDSCAPE))
    said = {tongues: text_of_all(hall, tongues) for tongues in Tongues}
    assert all(
        words in said[Tongues.BOTH] for words in ("белгі", "знаков", "97,5", "1\u00a0850\u00a0000", "дерек жоқ · данных нет")
    )
    assert "знаков" not in said[Tongues.KK]
    assert "белгі" not in said[Tongues.RU]
    assert "signs" in said[Tongues.EN]
    assert "1,850,000" in said[Tongues.EN]


def text_of_all(hall, tongues):
    number = printed(hall, tongues=tongues, key=tongues.value)
    with acting_as(hall.author):
        pdf = documents.panels_pdf(queries.sheet_to_print(number))
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_wish_is_refused_with_everything_that_stands_against_it(app):
    hall = a_hall()
    sourceless = a_panel(hall, PanelKind.FACTS, replace(FACTS, source=Translated(), source_checked_on=None))
    label = Translated("Бұқар жырау ауданының орталығы", "центр Бухар-Жырауского района")
    blocks = (*(Number("1", label) for _number in range(4)), Bars(label, label, tuple(Bar(label, 1.0) for _bar in range(24))))
    lead = Translated("сөз " * 290, "слово " * 190)
    endless = a_panel(hall, PanelKind.FACTS, replace(FACTS, lead=lead, blocks=blocks, way=Way.LANDSCAPE))
    unapproved = a_panel_about_somebody(hall, approved=1)
    with pytest.raises(Invalid) as refused:
        printed(hall, sourceless, endless, unapproved)
    codes = [problem.code for problem in refused.value.problems]
    assert codes[:2] == ["source", "unchecked"]
    assert "too_long" in codes
    assert any("approv" in code for code in codes)
    with pytest.raises(Invalid):
        printed(hall)  # none of them may be printed
    assert db.session.scalar(db.select(db.func.count()).select_from(PrintedSheet)) == 0


def test_a_sheet_with_a_person_closes_as_soon_as_the_gate_does(app, monkeypatch):
    hall = a_hall()
    panel = a_panel_about_somebody(hall)
    number = printed(hall, panel)
    with acting_as(hall.author):
        assert NAME in text_of(number)
        assert "вступившему в силу 02.11.2017" in text_of(number)
        stale = clock.shift
        monkeypatch.setattr(clock, "shift", lambda: stale() + timedelta(days=57))
        with pytest.raises(Conflict, match="printed any more"):
            queries.sheet_to_print(number)
        assert {one.code for one in queries.panels_sheet(number).closed} == {"check_old"}
        monkeypatch.setattr(clock, "shift", stale)
        gatekept.erase_person(panel, "по заявлению")
        with pytest.raises(Conflict):
            queries.sheet_to_print(number)
        kept = db.session.scalars(db.select(PrintedSheet).where(PrintedSheet.number == number)).one().content()
    assert NAME not in str(kept)
    assert "Учебный суд" not in str(kept)


def test_only_those_of_the_stop_print_and_nobody_else_sees_the_sheet(app):
    hall, other = a_hall(), a_stop()
    a_panel(hall)
    number = printed(hall)
    stranger, auditor = a_user(Role.STOP, stop=other), a_user(Role.AUDITOR)
    for user, error in ((stranger, NotFound), (auditor, Refused)):
        with acting_as(actor_of(user)), pytest.raises(error):
            services.print_panels(hall.id, PanelsWish(), "theirs")
    address = f"/staff/exhibitions/sheets/{number}"
    reader = Reader(app)
    reader.sign_in(stranger)
    reader.visit(address, expect=404)
    reader.visit(f"{address}.pdf", expect=404)


def test_the_panels_that_are_ticked_are_printed_and_an_empty_wish_is_told(app):
    hall = a_hall()
    facts, _poster = a_panel(hall, PanelKind.FACTS, FACTS), a_panel(hall)
    a_panel_about_somebody(hall, approved=0)
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=hall.stop))
    reader.visit(f"/staff/exhibitions/{hall.id}/print")
    assert len(reader.page.select("input[name=panels]")) == 2
    reader.send({}, expect=303)
    reader.follow()
    reader.visit(f"/staff/exhibitions/{hall.id}/print")
    for box in reader.page.select("input[name=panels]"):
        box.extract()
    reader.send({}, expect=422)
    assert "Tick the panels" in reader.text()
    with acting_as(hall.author):
        assert [one.rows for one in queries.sheets_of(hall.id)] == [2]
    assert NAME not in reader.text()
    assert facts


def test_a_plan_of_the_hall_names_walls_in_the_order_of_the_panels(app):
    hall = a_hall()
    first, second = a_panel(hall), a_panel(hall, PanelKind.FACTS, FACTS)
    with acting_as(hall.author):
        gatekept.place_panel(second, 1, "Северная стена")
        gatekept.place_panel(first, 2, "")
        plan = queries.hall_plan(hall.id)
        assert [(row.id, row.wall) for row in plan.panels] == [(second, "Северная стена"), (first, "")]
        assert print_paper("hall_plan", SubjectKind.EXHIBITION, hall.id, PrintWish("ru"), "plan") == 1


@pytest.mark.parametrize("panels", [1, 3])
def test_the_page_asks_as_much_however_many_panels_there_are(app, statements, panels):
    hall = a_hall()
    for _number in range(panels):
        a_panel(hall, PanelKind.FACTS, FACTS)
    an_exhibition(hall.stop.id)
    with acting_as(hall.author):
        row = queries.exhibition_row(hall.id)
        db.session.expire_all()
        statements.clear()
        assert len(queries.candidates(row)) == panels
    assert len(statements) == 9
