"""No path prints or shows a panel about a person while a condition of X2 is missing: services and raw SQL, both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from campaign.core.actor import acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Refused
from campaign.core.i18n import Translated
from campaign.exhibition import gate, queries, services
from campaign.exhibition.blocks import Picture
from campaign.exhibition.models import Panel
from campaign.exhibition.schemas import PanelKind, PanelState, PictureRight, TakedownReason
from tests.exhibition.halls import ABOUT, FACTS, INVENTED, POSTER, TODAY, a_hall, a_panel, a_panel_about_somebody, approve

PRINT = (
    "INSERT INTO panel_prints (panel_id, region_id, stop_id, sheet, version, content_hash, printed_at, printed_on) "
    "SELECT id, region_id, stop_id, 77, version, content_hash, '2018-04-05 03:00:00', :day FROM panels WHERE id = :id"
)
SHOW = "UPDATE panels SET state = 'shown', shown_on = :day WHERE id = :id"


def tried(statement: str, **facts: object) -> str:
    """Run raw SQL and commit; how the database refuses."""
    try:
        db.session.execute(text(statement), facts)
        db.session.commit()
    except DBAPIError as refusal:
        db.session.rollback()
        signs = {
            "not ready": "not ready", "another day": "another day", "new version": "version", "wrote a panel": "own work",
            "only ever added": "kept",
        }  # fmt: skip
        return next((word for sign, word in signs.items() if sign in str(refusal)), str(refusal))
    return "done"


def codes(panel_id: int, today: date = TODAY) -> list[str]:
    return [one.code for one in gate.refusals(queries.panel_row(panel_id), today)]


def by_service(hall, panel_id: int) -> list[str]:
    """Hanging and printing it through the services."""
    outcome = []
    with acting_as(hall.author):
        for act in (lambda: services.hang(panel_id, 1), lambda: services.note_print(panel_id, 78)):
            try:
                act()
                outcome.append("done")
            except Conflict:
                outcome.append("refused")
    return outcome


MISSING = [
    ("name", {"name": ""}), ("court", {"court": ""}), ("case", {"case_number": ""}), ("article", {"article": ""}),
    ("sentence", {"sentence": Translated()}), ("person_source", {"source": ""}), ("verdict", {"verdict_on": None}),
    ("verdict_ahead", {"verdict_on": date(2018, 4, 6)}), ("in_force", {"in_force_on": None}),
    ("in_force_ahead", {"in_force_on": date(2018, 4, 6)}), ("in_force_before", {"in_force_on": date(2017, 10, 1)}),
    ("unchecked", {"checked_on": None}), ("check_old", {"checked_on": date(2018, 3, 5)}),
    ("checked_ahead", {"checked_on": date(2018, 4, 6)}), ("spent", {"spent_on": None}),
    ("spent_over", {"spent_on": TODAY}), ("picture", {"picture": None}),
    ("picture_basis", {"picture": PictureRight.AGREED, "picture_basis": ""}),
]  # fmt: skip


def test_each_missing_condition_shuts_every_path(either_app):
    """One panel for each condition, lacking only that; the same day, one hall."""
    hall = a_hall()
    for code, changed in MISSING:
        panel_id = a_panel_about_somebody(hall, **changed)
        said = codes(panel_id)
        assert code in said, said
        assert by_service(hall, panel_id) == ["refused", "refused"], code
        assert [tried(PRINT, id=panel_id, day=TODAY), tried(SHOW, id=panel_id, day=TODAY)] == ["not ready"] * 2, code


def test_with_every_condition_it_is_printed_and_shown(either_app):
    hall = a_hall()
    one, other = (a_panel_about_somebody(hall) for _number in range(2))
    assert codes(one) == []
    assert by_service(hall, one) == ["done", "done"]
    assert [tried(PRINT, id=other, day=TODAY), tried(SHOW, id=other, day=TODAY)] == ["done", "done"]
    row = queries.panel_row(one)
    assert (row.state, row.prints[0].sheet, row.prints[0].printed_until) == (PanelState.SHOWN, 78, date(2019, 11, 1))
    edge = a_panel_about_somebody(hall, checked_on=date(2018, 3, 6), spent_on=date(2018, 4, 6), in_force_on=TODAY)
    assert (codes(edge), by_service(hall, edge)) == ([], ["done", "done"])


def test_two_others_approve_this_very_version_or_nothing_is_printed(either_app):
    hall = a_hall()
    panel_id = a_panel_about_somebody(hall, approved=1)
    assert (codes(panel_id), tried(PRINT, id=panel_id, day=TODAY)) == (["approvals"], "not ready")
    with pytest.raises(Conflict):
        approve(panel_id, hall.approvers[0])
    with pytest.raises(Refused):
        approve(panel_id, hall.author)
    add = (
        "INSERT INTO panel_approvals "
        "(panel_id, region_id, stop_id, version, content_hash, approver_id, approved_at, withdrawn_why) "
        "SELECT id, region_id, stop_id, version, content_hash, :who, '2018-04-05 03:00:00', '' FROM panels WHERE id = :id"
    )
    assert tried(add, id=panel_id, who=hall.author.user_id) == "own work"
    assert tried(add, id=panel_id, who=hall.approvers[0].user_id) == "version"
    approve(panel_id, hall.approvers[1])
    assert codes(panel_id) == []

    with acting_as(hall.author):
        assert services.change_panel(panel_id, replace(ABOUT, lead=Translated("Жаңа", "Новое")), INVENTED, 1)
    assert (codes(panel_id), tried(PRINT, id=panel_id, day=TODAY)) == (["approvals"], "not ready")
    with acting_as(hall.approvers[0]):  # who writes once is no approver any more
        services.change_panel(panel_id, ABOUT, replace(INVENTED, court="Учебный суд № 1"), 2)
    with pytest.raises(Refused):
        approve(panel_id, hall.approvers[0], 3)
    approve(panel_id, hall.approvers[1], 3)
    assert tried(SHOW, id=panel_id, day=TODAY) == "not ready"
    approve(panel_id, hall.national, 3)
    assert tried(SHOW, id=panel_id, day=TODAY) == "done"


def test_raw_sql_changes_nothing_that_was_approved(either_app):
    hall = a_hall()
    panel_id = a_panel_about_somebody(hall)
    by_service(hall, panel_id)
    refused = {
        "UPDATE panels SET title = '{}' WHERE id = :id": "version",
        "UPDATE panels SET kind = 'poster' WHERE id = :id": "kept",
        "UPDATE panels SET version = 2 WHERE id = :id": "not ready",
        "UPDATE panel_persons SET spent_on = '2030-01-01' WHERE panel_id = :id": "version",
        "UPDATE panel_persons SET spent_on = '2030-01-01', version = 2 WHERE panel_id = :id": "not ready",
        "DELETE FROM panel_persons WHERE panel_id = :id": "not ready",
        "DELETE FROM panel_approvals WHERE panel_id = :id": "not ready",
        "UPDATE panel_approvals SET withdrawn_at = '2018-04-05 03:00:00' WHERE panel_id = :id": "not ready",
        "UPDATE panel_approvals SET version = 2 WHERE panel_id = :id": "kept",
        "UPDATE panel_versions SET author_id = NULL WHERE panel_id = :id": "kept",
        "DELETE FROM panel_versions WHERE panel_id = :id": "kept",
        "UPDATE panel_prints SET printed_on = '2018-04-04' WHERE panel_id = :id": "kept",
        "DELETE FROM panel_prints WHERE panel_id = :id": "kept",
        "UPDATE person_switches SET is_on = false WHERE :id = :id": "not ready",
        "DELETE FROM person_switches WHERE :id = :id": "not ready",
        "UPDATE panels SET shown_on = '2018-04-04' WHERE id = :id": "another day",
        "UPDATE exhibitions SET campaign_id = campaign_id WHERE :id = :id": "kept",
    }
    assert {said: tried(said, id=panel_id) for said in refused} == refused
    again = a_panel_about_somebody(hall)
    assert [tried(PRINT, id=again, day=date(2018, 4, 4)), tried(SHOW, id=again, day=date(2018, 4, 20))] == ["another day"] * 2
    assert tried("DELETE FROM stops WHERE id = :id", id=hall.stop.id) == "done"


def test_off_is_where_every_campaign_begins_and_only_the_country_switches(either_app):
    hall = a_hall(persons=False)
    panel_id = a_panel_about_somebody(hall)
    assert codes(panel_id) == ["switched_off"]
    assert by_service(hall, panel_id) == ["refused", "refused"]
    assert tried(SHOW, id=panel_id, day=TODAY) == "not ready"
    for actor, error in ((hall.author, Refused), (hall.approvers[0], Refused)):
        with acting_as(actor), pytest.raises(error):
            services.turn(hall.campaign_id, True, "Так надо", 0)
    with acting_as(hall.national):
        with pytest.raises(Invalid):
            services.turn(hall.campaign_id, True, "", 0)
        services.turn(hall.campaign_id, True, "Решение штаба", 0)
    assert by_service(hall, panel_id) == ["done", "done"]
    with acting_as(hall.national):
        assert services.turn(hall.campaign_id, False, "Жалоба", 1) == 1
    row = queries.panel_row(panel_id)
    assert (row.state, [one.reason for one in row.open_takedowns]) == (PanelState.BLOCKED, [TakedownReason.SWITCHED_OFF])


def test_what_blocks_a_hanging_panel_opens_a_task_of_one_working_day(app):
    hall = a_hall()
    edited, withdrawn, asked = (a_panel_about_somebody(hall) for _number in range(3))
    for panel_id in (edited, withdrawn, asked):
        by_service(hall, panel_id)
    with acting_as(hall.author):
        services.change_panel(edited, replace(ABOUT, lead=Translated("Жаңа", "Новое")), INVENTED, 1)
        services.ask_takedown(asked, "Позвонили из суда")
    with acting_as(hall.approvers[0]):
        services.take_back(queries.panel_row(withdrawn).approvals[0].id, "Суд отменил приговор")
    rows = [queries.panel_row(panel_id) for panel_id in (edited, withdrawn, asked)]
    assert [row.state for row in rows] == [PanelState.DRAFT, PanelState.BLOCKED, PanelState.BLOCKED]
    assert [(one.reason, one.version, one.due_on) for row in rows for one in row.takedowns] == [
        (reason, 1, date(2018, 4, 6)) for reason in (TakedownReason.EDITED, TakedownReason.WITHDRAWN, TakedownReason.ASKED)
    ]
    with acting_as(hall.author):
        with pytest.raises(Invalid):
            services.finish_takedown(rows[2].takedowns[0].id, "")
        services.finish_takedown(rows[2].takedowns[0].id, "Снял Ахметов, фото у завхоза")
    done = queries.panel_row(asked)
    assert (done.state, done.takedowns[0].note, done.open_takedowns) == (
        PanelState.TAKEN_DOWN, "Снял Ахметов, фото у завхоза", (),
    )  # fmt: skip
    assert tried("UPDATE panels SET state = 'shown', shown_on = :day WHERE id = :id", id=asked, day=TODAY) == "not ready"
    assert tried("DELETE FROM panel_takedowns WHERE panel_id = :id", id=asked) == "kept"


def test_a_spent_record_blocks_and_opens_the_task(app):
    """The days pass; the sweep may look as often as it likes, and one that was never printed opens none."""
    hall = a_hall()
    shown, never = (a_panel_about_somebody(hall, spent_on=date(2018, 4, 6)) for _number in range(2))
    by_service(hall, shown)
    assert (services.sweep(), codes(shown)) == (0, [])
    assert codes(shown, date(2018, 4, 6)) == ["spent_over"]  # said at once, whenever the sweep comes
    for panel_id in (shown, never):
        db.session.execute(text("UPDATE panels SET state = 'draft' WHERE id = :id"), {"id": panel_id})
        db.session.execute(
            text("UPDATE panel_persons SET spent_on = '2018-04-05', version = version + 1 WHERE panel_id = :id"),
            {"id": panel_id},
        )
    db.session.commit()
    with acting_as(hall.national):
        assert (services.sweep(), services.sweep()) == (2, 0)
        assert [queries.panel_row(panel_id).state for panel_id in (shown, never)] == [PanelState.BLOCKED] * 2
        assert [(one.takedown.panel_id, one.takedown.reason) for one in queries.hanging()] == [(shown, TakedownReason.SPENT)]


def test_a_panel_without_a_person_needs_no_approval_but_says_its_source(either_app):
    hall = a_hall(persons=False)
    poster, facts = a_panel(hall), a_panel(hall, PanelKind.FACTS, FACTS)
    lacking = a_panel(hall, PanelKind.FACTS, replace(FACTS, source=Translated(), source_checked_on=None))
    assert [codes(panel_id) for panel_id in (poster, facts, lacking)] == [[], [], ["source", "unchecked"]]
    assert [by_service(hall, panel_id) for panel_id in (poster, facts)] == [["done", "done"]] * 2
    assert by_service(hall, lacking) == ["refused", "refused"]
    with acting_as(hall.author):
        services.hide(poster)
    assert db.session.get_one(Panel, poster).state is PanelState.DRAFT


FORBIDDEN = [
    ("iin", {"story": Translated(ru="ИИН 750101300123")}),
    ("suspect", {"story": Translated(ru="Подозреваемый признал вину")}),
    ("suspect", {"story": Translated(kk="Күдіктінің айтуынша")}),
    ("relative", {"story": Translated(ru="Взятку передала супруга")}),
    ("relative", {"sentence": Translated(kk="жұбайы да сотталды")}),
    ("address", {"story": Translated(ru="проживает на ул. Мира, 5")}),
    ("address", {"post": Translated(kk="Мира көшесі")}),
    ("iin", {"source": "дело 750101300123"}),
]


@pytest.mark.parametrize(("code", "changed"), FORBIDDEN)
def test_nothing_of_relatives_addresses_suspects_or_an_iin_is_kept(app, code, changed):
    hall = a_hall()
    with pytest.raises(Invalid) as refused:
        a_panel_about_somebody(hall, **changed)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_person_is_named_in_the_sealed_field_only_and_on_no_other_kind(app):
    hall = a_hall()
    for kind, new, person in (
        (PanelKind.PERSON, replace(ABOUT, title=Translated("Вымышлов", "Дело Вымышлова")), INVENTED),
        (PanelKind.POSTER, replace(POSTER, lead=Translated(ru="Тестов Пример Примерович осуждён за взятку")), None),
        (PanelKind.FACTS, replace(FACTS, title=Translated(ru="750101300123")), None),
    ):
        with pytest.raises(Invalid):
            a_panel(hall, kind, new, person)
    pictured = a_panel_about_somebody(hall, panel=replace(ABOUT, blocks=(Picture(1, Translated()),)))
    assert codes(pictured) == ["picture_there"]
    stored = str(db.session.execute(text("SELECT * FROM panel_persons")).all()) + str(
        db.session.execute(text("SELECT * FROM panels")).all()
    )
    assert [word for word in ("Вымышлов", "Учебный") if word in stored] == []
    with acting_as(hall.author):
        services.hang(a := a_panel_about_somebody(hall), 1)
        forgotten: list[int] = []
        services.ERASED.append(lambda _session, sheets: forgotten.extend(sheets))
        try:
            services.note_print(a, 12)
            services.erase_person(a, "Заявление")
        finally:
            services.ERASED.pop()
        row = queries.panel_row(a)
        assert (row.person.name, row.person.court, row.state, forgotten) == ("", "", PanelState.BLOCKED, [12])
        assert codes(a)[0] == "erased"
        with pytest.raises(Conflict):
            services.change_panel(a, ABOUT, INVENTED, 1)


def test_another_stop_sees_nothing_and_two_who_write_at_once_are_told(app):
    hall, other = a_hall(), a_hall()
    panel_id = a_panel_about_somebody(hall)
    with acting_as(other.author), pytest.raises(NotFound):
        services.change_panel(panel_id, ABOUT, INVENTED, 1)
    with acting_as(other.approvers[0]), pytest.raises(NotFound):
        services.approve(panel_id, 1)
    with acting_as(hall.author):
        assert not services.change_panel(panel_id, ABOUT, INVENTED, 1)  # nothing changed: the approvals stay
        with pytest.raises(Conflict):
            services.change_panel(panel_id, POSTER, INVENTED, 7)
        with pytest.raises(Conflict), unit_of_work():
            services.remove_exhibition(_printed(hall))
    assert codes(panel_id) == []


def _printed(hall) -> int:
    services.note_print(a_panel(hall), 5)
    return hall.id
