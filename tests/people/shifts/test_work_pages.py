"""The work pages of shifts: planning them, in bulk too, filling them, noting who was briefed, and the printed list."""

from datetime import timedelta

from sqlalchemy import func, select

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.i18n import use_language
from campaign.papers.schemas import Signers
from campaign.pdf.parts import Grid
from campaign.people.shifts.models import Shift, ShiftBriefing, ShiftPlace
from campaign.people.shifts.paper import briefing_roll, briefing_roll_paper
from campaign.people.shifts.services import assign, assign_role
from tests.factories import NOON, a_registration, a_role, a_stop, a_user, an_event
from tests.people.shifts.shifts import a_place_in, a_shift

WISH = {
    "title_ru": "Подготовка сцены", "day": "2018-04-05", "starts": "22:00", "ends": "02:30", "need": "4",
    "leader": "Марат Оспанов", "leader_phone": "8 701 555 01 23",
}  # fmt: skip


def test_a_shift_is_planned_on_the_wall_of_the_place_and_moves_with_its_event(coordinator, event):
    coordinator.visit(f"/staff/events/{event.id}/shifts/new")
    coordinator.send(WISH, expect=303)
    coordinator.follow()
    assert "05 April" in coordinator.text() or "5 April" in coordinator.text()
    assert "22:00–02:30" in coordinator.text()
    event.move(NOON + timedelta(days=2, hours=1), NOON + timedelta(days=2, hours=2))
    db.session.commit()
    coordinator.visit(f"/staff/events/{event.id}/shifts")
    assert "Saturday, 7 April 2018" in coordinator.text()
    assert "23:00–03:30" in coordinator.text()
    assert "0 of 4" in coordinator.text()


WRONG = (
    ({"title_ru": ""}, "Write it in at least one language"),
    ({"title_kk": "ә" * 10_000}, "At most 200 characters"),
    ({"need": "0"}, "From 1 to 500"),
    ({"need": "-3"}, "From 1 to 500"),
    ({"need": "много"}, "no whole number"),
    ({"day": "2018-05-30"}, "at most 7 days before or after"),
    ({"day": "вчера"}, "This is no date"),
    ({"starts": "25:00"}, "This is no time"),
    ({"leader_phone": "12"}, "A number has 11 digits"),
)


def test_what_is_wrong_is_said_and_what_was_typed_stays(coordinator, event):
    for typed, said in WRONG:
        coordinator.visit(f"/staff/events/{event.id}/shifts/new")
        coordinator.send(WISH | typed, expect=422)
        assert said in coordinator.text()
        assert coordinator.page.select_one("#leader")["value"] == "Марат Оспанов"


def test_sending_twice_plans_one_shift_and_a_stale_edit_is_told(coordinator, event):
    coordinator.visit(f"/staff/events/{event.id}/shifts/new")
    form = coordinator.page
    coordinator.send(WISH, expect=303)
    coordinator.page, first = form, coordinator.response.location
    coordinator.send(WISH, expect=303)
    assert coordinator.response.location == first
    shift_id = db.session.scalars(select(Shift.id)).one()
    coordinator.visit(f"/staff/shifts/{shift_id}/edit")
    form = coordinator.page
    coordinator.send({"need": "5"}, expect=303)
    coordinator.page = form
    coordinator.send({"need": "6"}, expect=409)
    assert db.session.scalar(select(Shift.need)) == 5


def test_no_shift_needs_fewer_than_are_in_it(coordinator, event):
    shift = a_shift(event)
    for name in ("Әлия Сейтова", "Іңкәр Ким"):
        a_place_in(shift, a_registration(event, name))
    coordinator.visit(f"/staff/shifts/{shift.id}/edit")
    coordinator.send({"need": "1"}, expect=422)
    assert "2 people are in it already" in coordinator.text()


def test_each_role_gets_one_shift_over_the_event_as_large_as_the_kit_reckoned(coordinator, event):
    a_role(event, "фотограф", capacity=2)
    a_role(event, "волонтёр")
    coordinator.visit(f"/staff/events/{event.id}/shifts")
    coordinator.send({}, form="form[action$=of-roles]", expect=303)
    coordinator.follow()
    db.session.rollback()
    assert db.session.execute(select(Shift.offset, Shift.minutes, Shift.need).order_by(Shift.id)).all() == [
        (0, 60, 2),
        (0, 60, 1),
    ]
    assert coordinator.page.select_one("form[action$=of-roles]") is None


def test_shifts_are_copied_as_far_from_the_start_and_only_once(coordinator, stop, event):
    other = an_event(stop, title="Автоколонна", starts=NOON + timedelta(days=1))
    a_shift(other, "Построение", begins=-90, minutes=45, need=7)
    for _ in range(2):
        coordinator.visit(f"/staff/events/{event.id}/shifts")
        coordinator.send({}, form="form[action$=copy]", expect=303)
    db.session.rollback()
    copied = select(Shift.offset, Shift.minutes, Shift.need).where(Shift.event_id == event.id)
    assert db.session.execute(copied).all() == [(-90, 45, 7)]


def test_several_are_put_in_at_once_and_taken_out_again(coordinator, event):
    shift = a_shift(event, need=2)
    people = [a_registration(event, name) for name in ("Қуаныш Өтеғалиев", "Іңкәр Ким", "Ғани Сапаров")]
    coordinator.visit(f"/staff/shifts/{shift.id}?q=Kuanysh")
    assert [label.get_text(strip=True) for label in coordinator.page.select("#candidates tbody label")] == ["Қуаныш Өтеғалиев"]
    coordinator.visit(f"/staff/shifts/{shift.id}")
    ticks = f"form[action$='/shifts/{shift.id}/people']"
    coordinator.send({"person": [one.id for one in people]}, form=ticks, expect=422)
    assert "You chose 3 people, but 2 places are free" in coordinator.text()
    coordinator.send({"person": [one.id for one in people[:2]]}, form=ticks, expect=303)
    coordinator.follow()
    assert "2 people are in the shift now" in coordinator.text()
    coordinator.send({}, form="form[action$='/out']", expect=303)
    db.session.rollback()
    assert db.session.scalar(select(Shift.taken)) == db.session.scalar(select(func.count(ShiftPlace.id))) == 1


def test_whoever_is_elsewhere_is_left_out_by_name_and_an_unseen_event_stays_untold(coordinator, stop, event, ticket):
    busy, free = a_registration(event, "Ғани Сапаров"), a_registration(event, "Іңкәр Ким")
    elsewhere = an_event(a_stop(), title="Тайное собрание", starts=NOON)
    ticket(elsewhere, "Ғани Сапаров", busy.person_id)
    shift = a_shift(event)
    coordinator.visit(f"/staff/shifts/{shift.id}")
    coordinator.send({"person": [busy.id, free.id]}, form=f"form[action$='/shifts/{shift.id}/people']", expect=422)
    assert "Ғани Сапаров Is at that time at an event of another stop (6 April 2018, 12:00–13:00)" in coordinator.text()
    assert "Тайное собрание" not in coordinator.text()
    db.session.rollback()
    assert db.session.scalars(select(ShiftPlace.registration_id)).all() == [free.id]


def test_a_clash_that_came_later_stands_on_the_page(coordinator, stop, event, ticket):
    registration = a_registration(event, "Ғани Сапаров")
    a_place_in(a_shift(event, "Охрана"), registration)
    ticket(an_event(stop, title="Лекция", starts=NOON), "Ғани Сапаров", registration.person_id)
    coordinator.visit(f"/staff/events/{event.id}/shifts")
    assert "Ғани Сапаров: Охрана Is at that time at “Лекция”" in coordinator.text()


def test_the_role_goes_into_its_shift_with_one_click(event):
    role = a_role(event)
    shift = a_shift(event, role_id=role.id, need=1)
    for name in ("Әлия Сейтова", "Іңкәр Ким"):
        a_registration(event, name).role_id = role.id
    db.session.commit()
    assert assign_role(shift.id).count == 1
    assert assign(shift.id, []).count == 0


def test_who_was_briefed_is_noted_with_the_day(coordinator, event):
    first, second = a_registration(event, "Әлия Сейтова"), a_registration(event, "Іңкәр Ким")
    shift = a_shift(event)
    for registration in (first, second):
        a_place_in(shift, registration)
    coordinator.visit(f"/staff/events/{event.id}/shifts/briefed")
    coordinator.send({"day": "2018-04-06"}, expect=422)
    assert "has not come yet" in coordinator.text()
    coordinator.send({"day": "2018-04-04", "briefed": [first.id]}, expect=303)
    coordinator.visit(f"/staff/events/{event.id}/shifts/briefed")
    coordinator.send({"day": "2018-04-05", "briefed": [first.id, second.id]}, expect=303)
    db.session.rollback()
    noted = db.session.execute(
        select(ShiftBriefing.registration_id, ShiftBriefing.briefed_on).order_by(ShiftBriefing.briefed_on)
    )
    assert [(number, f"{on:%d.%m}") for number, on in noted] == [(first.id, "04.04"), (second.id, "05.04")]


def test_each_person_stands_once_on_the_briefing_list_under_their_first_shift(event):
    role = a_role(event, "фотограф")
    late, early = a_shift(event, "Уборка", begins=60), a_shift(event, "Подготовка", begins=-60)
    both, none = a_registration(event, "Әлия Сейтова"), a_registration(event, "Іңкәр Ким")
    a_registration(event, "Зритель Просто")
    none.role_id = role.id
    for shift in (late, early):
        a_place_in(shift, both)
    with use_language("ru"):
        paper = briefing_roll_paper(briefing_roll(event.id), Signers())
    (grid,) = [part for part in paper.parts if isinstance(part, Grid)]
    assert [row[0].split(" · ")[0] if len(row) == 1 else (row[1], row[3]) for row in grid.rows] == [
        "Подготовка", ("Әлия Сейтова", "Уборка 13:00–14:00"), grid.rows[2][0], ("Іңкәр Ким", "фотограф"),
    ]  # fmt: skip


def test_pages_ask_as_much_for_one_as_for_three(coordinator, event, statements):
    pages = (f"/staff/events/{event.id}/shifts", f"/staff/events/{event.id}/shifts/briefed")
    for page in pages:
        coordinator.visit(page)  # the first look of an hour is written down
    counts = []
    for number in range(3):
        shift = a_shift(event, begins=60 * number)
        a_place_in(shift, a_registration(event, f"Ким {number}"))
        statements.clear()
        for page in pages:
            coordinator.visit(page)
        counts.append(len(statements))
    assert counts[0] == counts[2]


def test_the_coordinator_of_another_stop_finds_nothing(reader, event):
    shift = a_shift(event)
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    for address in (f"events/{event.id}/shifts", f"shifts/{shift.id}", f"shifts/{shift.id}/edit"):
        reader.visit(f"/staff/{address}", expect=404)
