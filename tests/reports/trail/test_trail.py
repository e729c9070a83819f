"""The trail as a page: every act in words, narrowed, opened, taken along; each reader sees what is theirs."""

import ast

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_with_id
from campaign.config import ROOT
from campaign.core import audit
from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.i18n import use_language
from campaign.reports.trail import queries
from campaign.reports.trail.facts import NAMES, name_of, value_of
from campaign.reports.trail.schemas import TrailFilter
from campaign.reports.trail.views import PAGES
from campaign.reports.trail.words import CHOICES, OTHER_ACT, OTHER_THING, THINGS, codes_of, nobody_of, thing_of, verb_of
from tests.factories import a_relay, a_stop, a_user, an_event

OPEN_ENDED = {"event.", "stocktake.", "checklist.", "."}  # the rest of the code is a variable's
OF_A_BOOK = ("created", "changed", "checked", "ended")


def acts_and_things() -> tuple[set[str], set[str]]:
    """What the code notes, where it is written out."""
    acts, things = set(), set()
    for path in (ROOT / "campaign").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(attr="note" | "note_many"), args=[_, act, thing, *_]):
                    acts |= {one.value for one in ast.walk(act) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
                    things |= {thing.value} if isinstance(thing, ast.Constant) else set()
                case ast.Call(func=ast.Attribute(value=ast.Name("rules"), attr="add"), args=[_, _, act, thing]):
                    acts, things = acts | {ast.literal_eval(act)}, things | {ast.literal_eval(thing)}
                case ast.Call(func=ast.Name("Book"), args=[_, ast.Constant(str(thing)), ast.Constant(str(_)), *_]):
                    acts, things = acts | {f"{thing}.{done}" for done in OF_A_BOOK}, things | {thing}
    return acts - OPEN_ENDED, things


def test_each_act_and_each_thing_has_a_word():
    acts, things = acts_and_things()
    assert {"rule.ended", "plausibility_rule.ended", "alarm.rule_added"} <= acts, "what is noted by a rule of another room"
    assert {act for act in acts if verb_of(act) is OTHER_ACT} == set()
    assert {thing for thing in things if thing_of(thing) is OTHER_THING} == set()
    assert verb_of("event.nonsense") is OTHER_ACT


def facts_noted() -> set[str]:
    """What the code notes of before and after, where it is written out: in the call, beside it, or by a function of facts."""
    found = set()
    for path in (ROOT / "campaign").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(attr="note" | "note_many"), args=[_, _, _, *rest], keywords=named):
                    tops = [*rest, *named]
                case ast.Assign(targets=[ast.Name("before" | "after")], value=ast.Dict() as top):
                    tops = [top]
                case ast.FunctionDef(returns=ast.Attribute(value=ast.Name("audit"), attr="Facts")):
                    tops = [node]
                case _:
                    continue
            dicts = [one for top in tops for one in ast.walk(top) if isinstance(one, ast.Dict)]
            found |= {key.value for one in dicts for key in one.keys if isinstance(key, ast.Constant)}
    return {fact for fact in found if isinstance(fact, str)}


def test_each_fact_that_is_noted_has_a_word():
    facts = facts_noted()
    assert {"size", "new device", "reserve_after"} <= facts
    assert {fact for fact in facts if fact.replace(" ", "_") not in NAMES} == set()


def test_each_kind_of_thing_stands_in_one_choice():
    assert len(dict(CHOICES)) == len(CHOICES)
    assert {thing for thing in THINGS if thing not in {code for first, _words in CHOICES for code in codes_of(first)}} == set()


def test_somebody_is_found_by_a_part_of_the_name_however_it_is_written(app):
    event = an_event()
    for name in ("Гүлнар Сейтова", "Ольга Ким"):
        with acting_as(actor_with_id(a_user(Role.NATIONAL, name=name).id)):
            some_acts(event)
    for typed in ("сейтова", "Гүлнар", "СЕЙТОВА ГҮЛНАР"):
        with acting_as(reader_of(Role.AUDITOR)):
            assert [row.who for row in queries.trail(TrailFilter(who=typed)).rows] == ["Гүлнар Сейтова"]


def test_each_page_of_a_thing_is_there(app):
    pages = {endpoint: name for endpoint, name, _permission in PAGES.values()}
    there = {rule.endpoint: rule.arguments for rule in app.url_map.iter_rules()}
    assert {endpoint for endpoint, name in pages.items() if there.get(endpoint) != {name}} == set()


def some_acts(event, times: int = 1) -> None:
    with unit_of_work() as session:
        for number in range(times):
            audit.note(session, "event.edited", "event", event.id, region_id=event.region_id, reason=f"Просил Сейтов {number}",
                       before={"day": "2018-04-06"}, after={"day": "2018-04-07"})  # fmt: skip


def reader_of(role: Role, region_id: int | None = None) -> Actor:
    grants = (Grant(role, region_id),)
    return Actor(user_id=1, grants=grants, scope=scope_of(grants))


def test_an_organizer_reads_the_own_region_and_an_auditor_all_but_the_reasons(app):
    here, there = an_event(a_stop(a_relay())), an_event(a_stop(a_relay()))
    some_acts(here)
    some_acts(there)
    with unit_of_work() as session:
        audit.note(session, "signed in", "session", 1)
    with acting_as(reader_of(Role.REGION, here.region_id)):
        rows = queries.trail(TrailFilter()).rows
        assert [(row.thing_id, row.reason) for row in rows if row.thing == "event" and row.reason] == [
            (here.id, "Просил Сейтов 0")
        ]
        assert {row.thing for row in queries.trail(TrailFilter(region_id=there.region_id)).rows} == set()
    with acting_as(reader_of(Role.AUDITOR)):
        rows = queries.trail(TrailFilter()).rows
        assert rows[0].act == "signed in"
        assert [row.reason for row in rows if row.act == "event.edited"] == [None, None]
    with acting_as(reader_of(Role.STOP, here.region_id)):
        assert queries.trail(TrailFilter()).rows == ()


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_asks_three_times_however_long_it_is(app, statements, times):
    some_acts(an_event(), times)
    statements.clear()
    queries.trail(TrailFilter(thing="event"))
    assert len(statements) <= 4


def test_pages_follow_one_another_and_meet_everybody_once(app):
    some_acts(an_event(), 7)
    wish, seen, token = TrailFilter(thing="event"), [], None
    while True:
        page = queries.trail(wish, token, size=3)
        seen += [row.id for row in page.rows]
        if (token := page.after) is None:
            break
    assert seen == list(
        db.session.scalars(select(AuditEntry.id).where(AuditEntry.thing == "event").order_by(AuditEntry.id.desc()))
    )


def test_the_page_says_it_in_words_opens_the_thing_and_gives_the_table(reader):
    event = an_event()
    some_acts(event)
    reader.sign_in(a_user(Role.NATIONAL))
    page = reader.visit("/staff/audit?thing=event&first=2000-01-01&last=nonsense&number=x&region=99999999999")
    said = reader.text()
    assert f"changed : event No. {event.id}" in said
    assert "day: 6 April 2018 → 7 April 2018" in said
    assert "Просил Сейтов 0" in said
    assert str(audit.head()) in said
    assert page.select_one(f"main table a[href='/staff/events/{event.id}']")
    assert b"event.edited" in reader.client.get("/staff/audit.csv?thing=event").data
    assert reader.client.get("/staff/audit.xlsx").data[:2] == b"PK"
    reader.visit("/staff/audit?who=nobody")


def test_an_auditor_takes_no_word_about_people_along(reader):
    some_acts(an_event())
    reader.sign_in(a_user(Role.AUDITOR))
    reader.visit("/staff/audit")
    assert "Сейтов" not in reader.text()
    assert "Сейтов" not in reader.client.get("/staff/audit.csv").get_data(as_text=True)


def test_acts_whose_code_a_variable_holds_have_words_too():
    codes = (
        "figure.said figure.corrected column.offered people.told people.admitted walk.close_team thanks.released kit.declined"
    )
    assert {code for code in codes.split() if verb_of(code) is OTHER_ACT} == set()


def test_what_no_account_did_was_the_system_or_where_strangers_act_perhaps_somebody():
    assert str(nobody_of("event")) == "the system"
    assert str(nobody_of("registration")) == "the system or somebody without an account"


def test_what_was_chosen_from_a_list_is_told_in_the_words_of_the_list(app):
    chosen = (("column.offered", "kind", "minibus"), ("report.clause", "clause", "lessons"), ("stock.posted", "kind", "issue"))
    told = (*chosen, ("groups.made", "state", "waiting"), ("report.clause", "clause", "gone"), ("kit.copied", "from", "bus"))
    told += (("figure.said", "measure", "students"), ("devices.given", "purpose", "check_in"), ("event.filed", "rule", "own"))
    with app.test_request_context("/?lang=ru"), use_language("ru"):
        shown = [value_of(act, fact, code, "Asia/Almaty") for act, fact, code in told]
    assert shown == [
        "микроавтобус", "предложения для следующих этапов", "выдача", "лист ожидания", "gone", "bus",
        "студенты", "отметка о приходе", "own",
    ]  # fmt: skip


def test_facts_are_told_in_words_days_and_things_and_what_is_unknown_as_it_was_noted(app):
    told = ("stop-1", "2018-04-02", "2018-04-02T03:00:00+00:00", "nonsense-1", "АЖ-001", "+")
    with app.test_request_context("/?lang=ru"), use_language("ru"):
        assert [name_of(one) for one in ("giver", "queue_number", "odd_one")] == ["передаёт", "номер в очереди", "odd one"]
        shown = [value_of("stop.arrived", "fact", one, "Asia/Almaty").replace("\u00a0", " ") for one in told]
        assert value_of("stop.arrived", "number", "2018-05-01", "Asia/Almaty") == "2018-05-01"
    assert shown == ["этап № 1", "2 апреля 2018 г.", "2 апреля 2018 г., 09:00", "nonsense-1", "АЖ-001", "да"]
