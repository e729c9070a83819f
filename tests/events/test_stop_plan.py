"""The plan of events of a stop, column by column, and what is written down for it and for the schedule."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated, use_language
from campaign.events.plan import services
from campaign.events.plan.paper import plan_paper
from campaign.events.plan.queries import plan_of
from campaign.events.plan.schemas import PlanLine
from campaign.events.schemas import EventState
from campaign.papers.schemas import PrintWish, Signers, SubjectKind
from campaign.papers.services import print_paper
from campaign.pdf.parts import Grid
from campaign.relay.schedule.queries import duty_of, schedule_of
from campaign.relay.schedule.schemas import Duty
from campaign.relay.schedule.services import keep_duty
from tests.factories import a_place, a_stop, a_user, an_event, words
from tests.papers.papers import acting, pages_of

LONG = "Бәсекеге қабілеттіліктің халықаралық рейтингтеріндегі көрсеткіштер туралы түсіндірме жұмыстары"
CONTROL = words("заместителя акима города", "қала әкімінің орынбасары")
DUTY = Duty(words("Парк Победы", "Жеңіс саябағы"), "Байжанов Е. Қ.", "+77004232076", CONTROL)


def grid_of(stop_id: int, code: str = "ru") -> Grid:
    with use_language(code):
        paper = plan_paper(plan_of(stop_id), Signers())
    return next(part for part in paper.parts if isinstance(part, Grid))


def test_the_columns_are_those_that_offices_file(app):
    stop = a_stop()
    event = an_event(stop, capacity=300)
    event.place_id, event.responsible, event.responsible_phone = a_place(stop).id, "Ахметова Д. С.", "+77004121780"
    an_event(stop, title="Отменённое", state=EventState.CANCELLED)
    db.session.commit()
    grid = grid_of(stop.id)
    assert [column.title for column in grid.columns] == [
        "№", "Мероприятие", "Форма завершения", "Срок исполнения", "Место", "Ответственные исполнители", "Прогноз охвата",
        "Источник финансирования", "Примечание",
    ]  # fmt: skip
    (row,) = [[cell.replace("\u00a0", " ") for cell in cells] for cells in grid.rows]
    assert row == [
        "", "Митинг на площади", "информация, фото, публикация", "6 апреля\n12:00–13:00", "Площадь перед акиматом, пр. Мира, 1",
        "Ахметова Д. С.\n8 700 412 17 80", "300", "не требуется", "",
    ]  # fmt: skip
    services.keep_line(event.id, PlanLine(words("Пост"), 50, words("Местный бюджет"), words("Дождь – в фойе")), 0)
    assert grid_of(stop.id).rows[0][2] == "Пост"
    assert grid_of(stop.id).rows[0][6:] == ("50", "Местный бюджет", "Дождь – в фойе")


def test_the_paper_is_approved_agreed_and_controlled(app):
    stop = a_stop()
    empty = " ".join(pages_of(print_paper("stop_plan", SubjectKind.STOP, stop.id, PrintWish("ru"), "empty")))
    assert "пока не запланировано" in empty
    for number in range(30):
        an_event(stop, title=f"{LONG} № {number} «Ғ» ₸ 100")
    keep_duty(stop.id, DUTY, 0)
    pages = pages_of(print_paper("stop_plan", SubjectKind.STOP, stop.id, PrintWish("kk"), "many"))
    text = " ".join(pages)
    assert len(pages) > 1
    assert all(f"№ {number} «Ғ» ₸ 100" in text for number in range(30))
    for said in ("БЕКІТЕМІН", "КЕЛІСІЛДІ", "Үйлестіру мен бақылау жүктелсін: қала әкімінің орынбасары"):
        assert said in text, said
    assert "Орындаушы" in pages[-1]
    assert "№ 29" in pages[-1], "the last rows stay with the signature"


def test_a_duty_stands_in_the_schedule_and_is_its_stop_s(app):
    stop = a_stop()
    assert duty_of(stop.id) == (Duty(), 0)
    with acting(a_user(Role.STOP, stop=stop)):
        keep_duty(stop.id, DUTY, 0)
    row = next(row for row in schedule_of(stop.relay_id).rows if row.stop_id == stop.id)
    assert (row.ceremony.ru, row.responsible, row.phone) == ("Парк Победы", "Байжанов Е. Қ.", "+77004232076")
    with pytest.raises(Stale):
        keep_duty(stop.id, DUTY, 0)
    with pytest.raises(Invalid):
        keep_duty(stop.id, Duty(Translated(kk="Ы" * 10_000)), 1)
    with acting(a_user(Role.AUDITOR)), pytest.raises(Refused):
        keep_duty(stop.id, DUTY, 1)
    with acting(a_user(Role.STOP, stop=a_stop())), pytest.raises(NotFound):
        keep_duty(stop.id, DUTY, 1)


def test_both_are_written_through_their_pages(app, reader):
    stop = a_stop()
    event = an_event(stop)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/stops/{stop.id}/plan")
    reader.visit(f"/staff/events/{event.id}/plan-line")
    reader.send({"reach": "0"}, form="#page-form", expect=422)
    reader.send({"reach": "many"}, form="#page-form", expect=422)
    reader.send({"reach": "120", "note_ru": "Флешмоб"}, form="#page-form", expect=303)
    reader.follow()
    assert "120" in reader.text()
    reader.visit(f"/staff/stops/{stop.id}/duty")
    reader.send({"phone": "12"}, form="#page-form", expect=422)
    reader.send({"phone": "8 700 423 20 76", "responsible": "Байжанов Е. Қ."}, form="#page-form", expect=303)
    reader.follow()
    assert "Байжанов Е. Қ." in reader.text()
    reader.visit(f"/staff/stops/{stop.id}/duty")
    keep_duty(stop.id, DUTY, 1)
    reader.send({"responsible": "Ахметова Д. С."}, form="#page-form", expect=409)
    assert reader.page.select_one("#responsible")["value"] == "Ахметова Д. С.", "what was typed stays"
    reader.send({}, form="#page-form", expect=303)
    assert duty_of(stop.id)[0].responsible == "Ахметова Д. С."
