"""The pages of the exhibition: from an empty stop to a panel that hangs, and to one that came off the wall."""

import re

import pytest
from sqlalchemy import text

from campaign.core.actor import NOBODY, SYSTEM, Role, acting_as
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.exhibition import queries, services
from campaign.exhibition.models import Panel
from campaign.web.guards import OPEN, door_of
from tests.exhibition.halls import a_hall, a_panel, a_panel_about_somebody, an_exhibition
from tests.factories import a_stop, a_user


def test_from_an_empty_stop_to_a_panel_that_hangs(app, reader):
    stop = a_stop()
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/stops/{stop.id}/exhibitions/new")
    send(reader, title_kk="Фойедегі көрме", title_ru="Выставка в фойе")
    assert "Now put panels into it" in reader.text()
    hall = everything()[0]
    reader.visit(f"/staff/exhibitions/{hall.id}/panels/new/facts")
    send(reader, title_kk="Сандар", title_ru="Цифры", number_1_value="18", number_1_kk="қала", number_1_ru="городов",
        bars_title_ru="Знаки", bars="Теміртау; Темиртау; 82,5\nҚаражал; Каражал", source_checked_on="",
    )  # fmt: skip
    shown = reader.text()
    assert [words in shown for words in ("No source is named.", "Каражал: no data", "82.5")] == [True] * 3
    panel = db.session.query(Panel).one()
    reader.visit(f"/staff/panels/{panel.id}/edit")
    send(reader, source_ru="Листы обхода", source_checked_on="05.04.2018")
    assert "Every condition is fulfilled today." in reader.text()
    press(reader, f"/staff/panels/{panel.id}/hang")
    assert "hangs in the hall" in reader.text()
    reader.visit(f"/staff/stops/{stop.id}")
    assert "Выставка в фойе" in reader.text()


def test_what_was_typed_stays_and_the_sentence_says_where(app, reader):
    hall = a_hall()
    reader.sign_in(a_user(Role.STOP, stop=hall.stop))
    reader.visit(f"/staff/exhibitions/{hall.id}/panels/new/facts")
    send(reader, expect=422, title_ru="Тестов Пример Примерович осуждён", bars="Темиртау 82")
    assert "Line 1 cannot be read: “Темиртау 82”" in reader.text()
    send(reader, expect=422, title_ru="Тестов Пример Примерович осуждён", bars="")
    assert "names a convicted person on a panel of another kind" in reader.text()
    assert reader.page.select_one("#title_ru")["value"] == "Тестов Пример Примерович осуждён"
    reader.visit(f"/staff/exhibitions/{hall.id}/panels/new/nonsense", expect=404)


def test_words_without_their_number_are_told_with_a_title_that_is_missing(app, reader):
    """A line whose number is empty is left out of the panel, and its words would have gone with it."""
    hall = a_hall()
    reader.sign_in(a_user(Role.STOP, stop=hall.stop))
    for kind, line, sentence in (
        ("facts", "number_2", "Say how many, or clear the words of this line."),
        ("amounts", "amount_2", "Give the sum, or clear the words of this line."),
    ):
        reader.visit(f"/staff/exhibitions/{hall.id}/panels/new/{kind}")
        send(reader, expect=422, title_ru="", **{f"{line}_ru": "школ построено"})
        assert [sentence in reader.text(), "Give it a title in one language at least." in reader.text()] == [True, True]
        assert reader.page.select_one(f"#{line}_ru")["value"] == "школ построено"


def test_a_panel_about_somebody_says_every_missing_condition_and_two_others_approve_it(app, reader):
    hall = a_hall()
    panel_id = a_panel_about_somebody(hall, approved=0, spent_on=None)
    reader.sign_in(a_user(Role.STOP, stop=hall.stop))
    reader.visit(f"/staff/panels/{panel_id}")
    assert [one["id"] for one in reader.page.select("#missing ol li")] == ["missing-spent", "missing-approvals"]
    reader.visit(f"/staff/panels/{panel_id}/edit")
    send(reader, spent_on="02.11.2019")
    for actor in hall.approvers:
        with acting_as(actor):
            services.approve(panel_id, 2)
    reader.visit(f"/staff/panels/{panel_id}")
    assert "Every condition is fulfilled today." in reader.text()
    with acting_as(hall.author):
        services.note_print(panel_id, 3)
        services.ask_takedown(panel_id, "Позвонили из суда")
        (task,) = queries.hanging()
    reader.visit("/staff/")
    assert "take down panel 1" in reader.text()
    reader.visit(f"/staff/takedowns/{task.takedown.id}")
    send(reader, expect=422, note="")
    send(reader, note="Снял завхоз, фото в папке")
    reader.visit(f"/staff/exhibitions/{hall.id}/log")
    assert "Снял завхоз, фото в папке" in reader.text()


@pytest.mark.parametrize("count", [1, 3])
def test_the_hall_asks_as_much_for_one_panel_as_for_three(app, reader, statements, count):
    hall = a_hall()
    for _number in range(count):
        a_panel_about_somebody(hall)
    reader.sign_in(a_user(Role.STOP, stop=hall.stop))
    statements.clear()
    reader.visit(f"/staff/exhibitions/{hall.id}")
    assert sum(statement.startswith("SELECT") for statement in statements) <= 20


def test_no_public_page_knows_the_exhibition(app, client):
    """No door that is open leads there, and whoever is nobody finds no rows."""
    hall = a_hall()
    panel_id = a_panel_about_somebody(hall)
    rooms = ("exhibition_staff.", "panels_staff.", "library_staff.")
    inside = [name for name in app.view_functions if name.startswith(rooms)]
    assert len(inside) > 20
    assert [name for name in inside if door_of(app, name) == OPEN] == []
    assert client.get(f"/staff/panels/{panel_id}").status_code in {302, 303, 401, 403, 404}
    with acting_as(NOBODY):
        assert queries.exhibitions() == ()
    for address in (f"/relays/{hall.stop.relay_id}", f"/relays/{hall.stop.relay_id}/programme"):
        assert not re.search("Вымышлов|Выставка в фойе", client.get(address).text)


def test_the_recount_finds_what_was_changed_behind_its_back(app):
    hall = a_hall()
    changed, fine = a_panel(hall), a_panel_about_somebody(hall)
    with acting_as(hall.author):
        services.note_print(fine, 1)
    assert [outcome.wrong for outcome in recount(["exhibition"])] == [()]
    db.session.execute(text("DROP TRIGGER panels_edited"))
    db.session.execute(text("UPDATE panels SET way = 'landscape' WHERE id = :id"), {"id": changed})
    db.session.execute(text("DELETE FROM panel_approvals WHERE panel_id = :id"), {"id": fine})
    db.session.commit()
    assert [(one.thing, one.id) for one in recount(["exhibition"])[0].wrong] == [("panel", changed), ("print", 1)]


def test_an_exhibition_in_which_nothing_was_printed_can_be_removed(app, reader):
    stop = a_stop()
    hall = an_exhibition(stop.id)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/exhibitions/{hall}/edit")
    press(reader, f"/staff/exhibitions/{hall}/remove")
    assert "There is no exhibition yet" in reader.text()


def everything():
    with acting_as(SYSTEM):
        return queries.exhibitions()


def send(reader, *, expect: int = 303, **fields: str) -> None:
    """The main form of the page, filled in; what comes of it."""
    reader.send(fields, form="#page-form", expect=expect)
    if expect == 303:
        reader.follow()


def press(reader, address: str) -> None:
    """A button of the page."""
    reader.send({}, form=f'form[action="{address}"]', expect=303)
    reader.follow()
