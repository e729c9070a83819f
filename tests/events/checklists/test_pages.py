"""The pages of checklists, as staff reads and ticks them."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.checklists import queries
from campaign.events.checklists.schemas import TaskAnchor, TaskState
from campaign.events.checklists.services import add_task
from campaign.territory.models import Region
from tests.events.checklists.test_tasks import a_wish
from tests.factories import a_relay, a_stop, a_user, an_event, words


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def coordinator(reader, stop):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    return reader


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_open_empty_and_full(coordinator, stop, language):
    event = an_event(stop)
    pages = [
        "/staff/checklists", f"/staff/stops/{stop.id}/tasks", f"/staff/events/{event.id}/tasks", f"/staff/stops/{stop.id}",
        "/staff/checklists?who=me&days=7&state=all&person=x&stop=9&page=%00",
        f"/staff/stops/{stop.id}/tasks/new?event={event.id}",
    ]  # fmt: skip
    for _turn in ("empty", "full"):
        for page in pages:
            coordinator.visit(page, language=language)
        task_id = add_task(a_wish(stop, event_id=event.id, anchor=TaskAnchor.EVENT, title=words("Ұ" * 190, "Ұ" * 190)))
        pages.append(f"/staff/checklists/{task_id}")


def test_one_tap_ticks_a_task_and_another_takes_it_back(coordinator, stop):
    task_id = add_task(a_wish(stop))
    coordinator.visit(f"/staff/stops/{stop.id}")
    assert "4 days overdue" in coordinator.text()
    coordinator.send({}, form="form:has(input[value=done])", expect=303)
    assert queries.task_row(task_id).state is TaskState.DONE
    coordinator.follow()
    assert "“Письмо в полицию” is done." in coordinator.text()
    assert "Show 1 settled task" in coordinator.text()
    coordinator.send({}, form=".flash form", expect=303)
    assert queries.task_row(task_id).state is TaskState.OPEN


def test_a_task_is_typed_and_changed(coordinator, stop):
    event = an_event(stop, title="Митинг")
    coordinator.visit(f"/staff/stops/{stop.id}/tasks/new?event={event.id}")
    fields = {"title_ru": "Проверить звук", "days": "2", "when": "before_event", "at": "16.30", "person": "Рахимов М."}
    coordinator.send(fields | {"days": "-3"}, expect=422)
    assert "Between 0 and 366 days." in coordinator.text()
    coordinator.send(fields, expect=303)
    coordinator.follow()
    assert "Проверить звук" in coordinator.text()
    (row,) = queries.tasks_of_event(event.id)
    assert (row.anchor, row.day_offset, f"{row.at:%H:%M}", row.who) == (TaskAnchor.EVENT, -2, "16:30", "Рахимов М.")
    coordinator.visit(f"/staff/checklists/{row.id}")
    coordinator.send({"when": "fixed", "fixed_on": "04.04.2018", "event": "", "at": ""}, form="#page-form", expect=303)
    changed = queries.task_row(row.id)
    assert (changed.anchor, changed.due.isoformat(), changed.event_id, changed.at) == (
        TaskAnchor.FIXED,
        "2018-04-04",
        None,
        None,
    )


def test_the_list_of_everybody_is_filtered(reader, app):
    relay = a_relay()
    here, there = a_stop(relay), a_stop(relay)
    organizer = a_user(Role.REGION, region=db.session.get(Region, relay.region_id), name="Марат")
    reader.sign_in(organizer)
    add_task(a_wish(here, title=words("Моя задача"), user_id=organizer.id, person=""))
    add_task(a_wish(there, title=words("Чужая задача"), day_offset=20))
    reader.visit("/staff/checklists")
    assert {"Моя задача", "Чужая задача"} <= {tag.get_text(strip=True) for tag in reader.page.select("th[scope=row] a")}
    for address in ("?who=me", "?days=7", f"?stop={here.id}", "?person=Марат"):
        reader.visit(f"/staff/checklists{address}")
        assert [tag.get_text(strip=True) for tag in reader.page.select("th[scope=row] a")] == ["Моя задача"], address


def test_an_auditor_reads_and_cannot_tick(reader, stop):
    add_task(a_wish(stop))
    reader.sign_in(a_user(Role.AUDITOR))
    reader.visit(f"/staff/stops/{stop.id}/tasks")
    assert "Письмо в полицию" in reader.text()
    assert reader.page.select_one("main form") is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_same_however_long_it_is(coordinator, stop, statements, count):
    for _turn in range(count):
        add_task(a_wish(stop))
    db.session.expunge_all()
    statements.clear()
    coordinator.visit("/staff/checklists")
    assert len([words for words in statements if words.startswith("SELECT")]) == 7
