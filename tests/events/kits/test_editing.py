"""Kits are made, copied and edited; formulas are reckoned; nonsense is refused with a sentence."""

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import select

from campaign.core.actor import acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from campaign.events import services as events
from campaign.events.checklists.schemas import TaskAnchor
from campaign.events.kits import queries, services
from campaign.events.kits.formulas import arithmetic, head_count, in_words
from campaign.events.kits.schemas import Basis, Formula, Measures, NewKit, RoleOfKit, TaskOfKit
from campaign.events.kits.showing import days_of
from campaign.events.models import Kit, KitEvent
from campaign.events.schemas import Anchor
from campaign.events.seasons import EventsOfASeason
from tests.events.kits.makers import MARSHAL, a_kit, an_event_wish, event_of, save, version_of
from tests.events.test_planning import complaints, coordinator_of
from tests.factories import a_stop, words

ALL = Measures(participants=301, teams=7, offices=68)


@pytest.mark.parametrize(
    ("formula", "count", "says", "sum_of_it"),
    [
        (Formula(), None, "no limit", ""),
        (Formula(amount=3), 3, "3", ""),
        (Formula(Basis.PARTICIPANTS, 1, 15), 21, "participants: 1 for every 15", "301 : 15 ≈ 21"),
        (Formula(Basis.TEAMS, 9, 1), 63, "teams: 9 for each", "7 × 9 = 63"),
        (Formula(Basis.OFFICES, 3, 4), 51, "offices: 3 for every 4", "68 : 4 = 17, × 3 = 51"),
    ],
)
def test_a_formula_is_reckoned_and_said_in_words(app, formula, count, says, sum_of_it):
    assert (head_count(formula, ALL), in_words(formula), arithmetic(formula, ALL)) == (count, says, sum_of_it)


def test_a_kit_is_made_filled_and_given_to_a_stop(app):
    a_kit("own", "Митинг", "Шествие")
    rally = event_of("own", "Митинг").id
    services.save_task("own", None, TaskOfKit(words("Звук"), rally, TaskAnchor.EVENT, -1, time(16)), version_of("own"))
    stop = a_stop()
    assert events.apply_kit(stop.id, "own") == 2
    kit = queries.kit_row("own")
    assert (kit.version, kit.own, [row.title.ru for row in kit.events]) == (4, True, ["Митинг", "Шествие"])
    assert [(day.label, len(day.events), len(day.tasks)) for day in days_of(kit)] == [("D\u22121", 0, 1), ("D", 2, 0)]
    assert kit.events[0].roles[0].capacity == 20


def test_a_copy_is_a_kit_of_its_own(app):
    with unit_of_work() as session:
        events.load_shipped(session)
    assert services.copy_kit("standard", NewKit("small", words("Малый")), "key") == "small"
    assert services.copy_kit("standard", NewKit("small", words("Малый")), "key") == "small"
    copy, pattern = queries.kit_row("small"), queries.kit_row("standard")
    assert [replace(row, id=0, kit_id=0) for row in copy.events] == [replace(row, id=0, kit_id=0) for row in pattern.events]
    assert [row.title for row in copy.tasks] == [row.title for row in pattern.tasks]
    assert {row.event_id for row in copy.tasks} & {row.id for row in pattern.events} == set()
    services.remove_event("small", copy.events[0].id, copy.version)
    assert len(queries.kit_row("standard").events) == 7
    assert [kit.code for kit in EventsOfASeason().kits()] == ["standard", "small"]


def test_what_organizers_changed_is_left_alone_by_an_update_of_the_program(app):
    with unit_of_work() as session:
        events.load_shipped(session)
    row = queries.kit_row("standard")
    with unit_of_work() as session:
        events.load_shipped(session)
    assert queries.kit_row("standard") == row, "an update without news changes nothing"
    services.rename_kit("standard", words("Наш набор"), row.version)
    with unit_of_work() as session:
        events.load_shipped(session)
    assert queries.kit_row("standard").name.ru == "Наш набор"


def test_an_update_of_the_program_with_news_is_a_new_version(app):
    with unit_of_work() as session:
        events.load_shipped(session)
        shipped = session.scalars(select(KitEvent).order_by(KitEvent.position)).first()
        shipped.minutes = 45
    with unit_of_work() as session:
        events.load_shipped(session)
    kit = queries.kit_row("standard")
    assert (kit.version, [row.revision for row in kit.events]) == (2, [2, 1, 1, 1, 1, 1, 1])


def test_saving_what_is_there_already_makes_no_version(app):
    a_kit("own", "Митинг")
    before = version_of("own")
    save("own", event_of("own", "Митинг").id, an_event_wish(title=words("Митинг")))
    assert version_of("own") == before


def test_the_order_is_changed_one_by_one(app):
    a_kit("own", "А", "Б", "В")
    services.move_event("own", event_of("own", "В").id, True, version_of("own"))
    services.move_event("own", event_of("own", "А").id, True, version_of("own"))
    assert [row.title.ru for row in queries.kit_row("own").events] == ["А", "В", "Б"]


def test_two_editors_at_once(app):
    a_kit("own", "Митинг")
    seen = version_of("own")
    services.rename_kit("own", words("Первый"), seen)
    for late in (
        lambda: services.rename_kit("own", words("Второй"), seen),
        lambda: services.save_event("own", None, an_event_wish(), seen),
        lambda: services.remove_event("own", event_of("own", "Митинг").id, seen),
        lambda: services.retire_kit("own", True, seen),
    ):
        with pytest.raises(Stale):
            late()
    assert queries.kit_row("own").name.ru == "Первый"


def test_a_used_kit_is_retired_and_not_removed(app):
    a_kit("own", "Митинг")
    a_kit("empty")
    events.apply_kit(a_stop().id, "own")
    with pytest.raises(Conflict, match="Retire it"):
        services.remove_kit("own", version_of("own"))
    services.retire_kit("own", True, version_of("own"))
    with pytest.raises(Invalid, match="was retired"):
        events.apply_kit(a_stop().id, "own")
    assert [kit.code for kit in queries.kits()] == ["empty"]
    with pytest.raises(Conflict, match="only kit"):
        services.retire_kit("empty", True, version_of("empty"))
    services.retire_kit("own", False, version_of("own"))
    services.remove_kit("empty", version_of("empty"))
    assert db.session.scalars(select(Kit.code)).all() == ["own"]


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"day_offset": 10_000}, "days", "At most 366 days"),
        ({"minutes": 0}, "minutes", "at least one minute"),
        ({"minutes": 1000}, "minutes", "at most 839 minutes"),
        ({"measures": Measures(participants=0)}, "capacity", "Between 1 and"),
        ({"measures": Measures(300, teams=-1)}, "teams", "Between 1 and"),
        ({"title": words("")}, "title_ru", "Name the event"),
        ({"description": words("я" * 10_000)}, "description_ru", "there are 10000"),
        ({"kind": "balls"}, "kind", "no such kind"),
        ({"roles": (replace(MARSHAL, formula=Formula(Basis.PARTICIPANTS, 1, 0)),)}, "roles", "“1 per 0” cannot be reckoned"),
        ({"roles": (replace(MARSHAL, formula=Formula(Basis.TEAMS, 1, 1)),)}, "roles", "it counts teams"),
        ({"roles": (replace(MARSHAL, formula=Formula(Basis.PARTICIPANTS, None, 5)),)}, "roles", "say how many people"),
        ({"roles": (replace(MARSHAL, formula=Formula(amount=0)),)}, "roles", "between 1 and 1 000 000"),
        ({"roles": (MARSHAL,) * 41}, "roles", "At most 40 roles"),
    ],
)
def test_nonsense_in_an_event_is_refused_with_a_sentence(app, changes, field, says):
    a_kit("own")
    with pytest.raises(Invalid) as error:
        save("own", None, an_event_wish(**changes))
    assert says in complaints(error)[field]


@pytest.mark.parametrize("code", ["", "Own", "own kit", "new", "-a", "a" * 41, "taken", "жинақ"])
def test_a_code_that_cannot_be_is_refused(app, code):
    a_kit("taken")
    with pytest.raises(Invalid) as error:
        services.make_kit(NewKit(code, words("Набор")))
    assert list(complaints(error)) == ["code"]


def test_a_task_of_a_kit_hangs_on_the_stay_or_on_an_event_of_the_kit(app):
    a_kit("own", "Митинг")
    a_kit("other", "Чужой")
    for wish in (
        TaskOfKit(words("Звук"), event_of("other", "Чужой").id, TaskAnchor.EVENT, -1),
        TaskOfKit(words("Звук"), None, TaskAnchor.EVENT, -1),
        TaskOfKit(words("Звук"), None, TaskAnchor.FIXED, 0),
        TaskOfKit(words(""), None, TaskAnchor.ARRIVAL, 0),
    ):
        with pytest.raises(Invalid):
            services.save_task("own", None, wish, version_of("own"))
    with pytest.raises(NotFound):
        services.save_event("own", event_of("other", "Чужой").id, an_event_wish(), version_of("own"))


def test_only_organizers_edit_kits(app):
    a_kit("own", "Митинг")
    with acting_as(coordinator_of(a_stop())):
        for act in (
            lambda: services.make_kit(NewKit("x1", words("Набор"))),
            lambda: services.copy_kit("own", NewKit("x2", words("Набор"))),
            lambda: services.save_event("own", None, an_event_wish(), version_of("own")),
            lambda: services.remove_kit("own", version_of("own")),
        ):
            with pytest.raises(Refused):
                act()


def test_the_trail_says_what_was_done_to_a_kit(app):
    a_kit("own", "Митинг")
    save("own", event_of("own", "Митинг").id, an_event_wish(roles=(RoleOfKit(words("фотограф"), Formula(amount=2)),)))
    services.save_event("own", None, an_event_wish(anchor=Anchor.DEPARTURE, day_offset=3), version_of("own"))
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.thing == "kit").order_by(AuditEntry.id)).all()
    assert acts == ["kit.made", "kit.event_saved", "kit.event_saved", "kit.event_saved"]
