"""A coordinator brings people in by a table, in a real browser: mistakes, the corrected file, the list, and back again."""

from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from campaign.accounts.models import User
from campaign.accounts.queries import COOKIE, actor_with_id
from campaign.core import runner, tasks
from campaign.core.actor import Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.tasks import Job, JobState
from campaign.relay.models import Stop
from tests.browser.conftest import DESK, PHONE, Site, sideways
from tests.factories import a_session_of, a_user, an_event, an_organisation, words

HEAD = ("№", "ФИО участника", "Телефон", "Место учёбы")
MANY = 60
"""Rows with a mistake: more than one page of them."""


def a_workbook(path: Path, phones: list[str]) -> Path:
    """A table as offices make them: a title above the head, a number before each person, a total at the end."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Список")
    sheet.merge_range(0, 0, 0, 3, "Список студентов на обход кабинетов")
    rows = [HEAD, *((number, f"Студент Номер {number:03d}", phone, "Лицей № 20") for number, phone in enumerate(phones, 1))]
    for number, row in enumerate([*rows, ("Итого", "", len(phones), "")], 2):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    book.close()
    return path


@pytest.fixture
def event_id(live_site: Site, app: Flask) -> int:
    event = an_event(title="Кабинеттерді аралау", capacity=MANY)
    an_organisation(event.region_id)
    return event.id


@pytest.fixture
def coordinator(event_id: int, app: Flask) -> str:
    """The cookie of whoever runs the stop."""
    stop = db.session.query(Stop).one()
    return a_session_of(a_user(Role.STOP, stop=stop))


def work() -> None:
    while runner.run_next():
        pass


def send(page: Page, table: Path) -> None:
    page.get_by_label("Таблица с людьми").set_input_files(table)
    page.get_by_role("button", name="Проверить таблицу").click()


def looked_at(page: Page, axe_clean) -> None:
    """On a phone and on a desk, with all senses."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert sideways(page) == 0, page.url
        axe_clean(page)


def test_a_table_with_mistakes_is_mended_taken_in_and_taken_back(
    page: Page, live_site: Site, coordinator: str, event_id: int, tmp_path: Path, axe_clean
):
    page.context.add_cookies([{"name": COOKIE, "value": coordinator, "url": live_site.url}])
    wrong = a_workbook(tmp_path / "список.xlsx", [f"8 701 555 {number:02d}" for number in range(MANY)])
    good = a_workbook(tmp_path / "список 2.xlsx", [f"8 701 555 00 {number:02d}" for number in range(MANY + 1)])
    page.goto(live_site / f"/staff/events/{event_id}/people?lang=ru")
    page.get_by_role("link", name="Импорт таблицы").first.click()
    looked_at(page, axe_clean)
    send(page, wrong)
    expect(page.locator("progress")).to_be_visible()
    looked_at(page, axe_clean)
    work()
    expect(page.get_by_role("heading", name="Ошибки в таблице")).to_be_visible()  # the page has renewed itself
    looked_at(page, axe_clean)
    page.get_by_role("link", name="Дальше").first.click()
    expect(page.locator("#errors tbody tr")).to_have_count(MANY - 50)
    with page.expect_download() as marked:
        page.get_by_role("link", name="Скачать таблицу с отмеченными ошибками").click()
    assert marked.value.suggested_filename == "список-errors.xlsx"
    page.get_by_role("link", name="Отправить исправленную таблицу").click()
    send(page, good)
    work()
    button = page.get_by_role("button", name=f"Внести {MANY + 1} человек")
    expect(button).to_be_visible()
    expect(page.get_by_text("1 человек попадёт в лист ожидания")).to_be_visible()
    looked_at(page, axe_clean)
    button.click()
    expect(page.locator("progress")).to_be_visible()
    work()
    page.get_by_role("link", name="К списку людей").click()
    expect(page.get_by_role("link", name="Студент Номер 001")).to_be_visible()
    looked_at(page, axe_clean)
    page.get_by_role("link", name="Импорт таблицы").first.click()
    page.get_by_role("link", name="список 2.xlsx").click()
    page.wait_for_url("**/staff/imports/*")
    looked_at(page, axe_clean)
    page.get_by_role("link", name="Отменить импорт").click()
    page.wait_for_url("**/staff/imports/*/undo")
    looked_at(page, axe_clean)
    page.get_by_role("button", name="Убрать из списка").click()
    expect(page.locator(".flash.good")).to_contain_text("Импорт отменён")
    looked_at(page, axe_clean)
    page.goto(live_site / f"/staff/events/{event_id}/people")
    expect(page.get_by_text("Студент Номер")).to_have_count(0)


def test_all_of_it_works_without_scripts(browser: Browser, live_site: Site, coordinator: str, event_id: int, tmp_path: Path):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="ru")
    context.add_cookies([{"name": COOKIE, "value": coordinator, "url": live_site.url}])
    page = context.new_page()
    page.goto(live_site / f"/staff/events/{event_id}/imports")
    send(page, a_workbook(tmp_path / "a.xlsx", ["8 701 555 00 01", "8 701 555 00 02"]))
    expect(page.locator("progress")).to_be_visible()
    work()
    page.get_by_role("button", name="Внести 2 человек").click(timeout=15_000)  # the page comes anew every three seconds
    work()
    page.get_by_role("link", name="К списку людей").click(timeout=15_000)
    expect(page.get_by_role("link", name="Студент Номер 002")).to_be_visible()
    context.close()


def test_whoever_was_signed_out_sees_the_door_and_not_a_door_inside_the_page(
    page: Page, live_site: Site, coordinator: str, event_id: int, tmp_path: Path
):
    page.context.add_cookies([{"name": COOKIE, "value": coordinator, "url": live_site.url}])
    page.goto(live_site / f"/staff/events/{event_id}/imports?lang=ru")
    send(page, a_workbook(tmp_path / "a.xlsx", ["8 701 555 00 01"]))
    expect(page.locator("progress")).to_be_visible()
    page.context.clear_cookies(name=COOKIE)
    page.wait_for_url("**/sign-in**")
    expect(page.locator("h1")).to_have_count(1)


STATES = {
    "empty": None,
    "waiting": {"state": JobState.WAITING},
    "running": {"state": JobState.RUNNING, "done": 300, "total": 1200},
    "running without an end": {"state": JobState.RUNNING},
    "tried again": {"trouble": "Почтовый сервер не отвечает."},
    "failed": {"state": JobState.FAILED, "trouble": "На листе Excel помещается миллион строк."},
    "cancelled": {"state": JobState.CANCELLED},
    "done": {"state": JobState.DONE, "result": {"endpoint": "health.healthz", "values": {}}},
    "its file is gone": {"state": JobState.DONE, "result": {"endpoint": "tasks.file", "values": {"file_uid": "a" * 22}}},
}


@pytest.mark.parametrize("state", STATES)
def test_a_task_is_readable_in_every_state(page: Page, live_site: Site, coordinator: str, state: str, axe_clean):
    values, user_id = STATES[state], db.session.scalars(select(User.id)).one()
    page.context.add_cookies([{"name": COOKIE, "value": coordinator, "url": live_site.url}])
    if values is not None:
        with acting_as(actor_with_id(user_id)), unit_of_work() as session:
            uid = tasks.queue(session, "people.roster", words("Митинг на площади", "Алаңдағы митинг"))
            session.execute(update(Job).where(Job.uid == uid).values(**values))
        page.goto(live_site / f"/staff/tasks/{uid}?lang=kk")
        looked_at(page, axe_clean)
    page.goto(live_site / "/staff/tasks?lang=kk")
    looked_at(page, axe_clean)
