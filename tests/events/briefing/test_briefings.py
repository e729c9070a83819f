"""Why people come: facts with sources, rules, the briefing of an event, what was sent of it, and who may do what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.events.briefing import queries, services
from campaign.events.briefing.models import BriefingVersion, CampaignFact, ConductRule
from campaign.events.briefing.schemas import Briefed, Contact, NewFact
from campaign.events.models import Event
from campaign.events.queries import event_row
from campaign.events.running import services as running
from campaign.events.running.schemas import RowWish
from campaign.events.schemas import EventState
from campaign.territory.models import Region
from tests.events.test_planning import coordinator_of, organizer_of
from tests.factories import a_place, a_stop, a_user, an_event

LONG = "о" * 10_000
PLACE_IN_INDEX = NewFact(
    Translated("Елдің индекстегі орны", "Место страны в индексе"), "122 / 180", Translated(), 2017, "Индекс",
    "https://example.kz/index", checked=True,
)  # fmt: skip


@pytest.fixture
def stop(app):
    with unit_of_work() as session:
        services.load_shipped(session)
    return a_stop()


@pytest.fixture
def event(stop):
    made = an_event(stop)
    made.place_id, made.responsible = a_place(stop).id, "Алия Бекова"
    db.session.commit()
    return made


def whole(**more):
    return replace(services.usual_text(), **more)


def desk(event):
    return queries.desk_of(event_row(event.id), services.reach_of(event.id))


def complaints(error):
    return [(problem.field, problem.code) for problem in error.value.problems]


WRONG_FACTS = (
    ({"source": ""}, "source", "missing"),
    ({"address": ""}, "address", "missing"),
    ({"address": "javascript:alert(1)"}, "address", "no_address"),
    ({"address": "индекс на сайте"}, "address", "no_address"),
    ({"address": "https://[::1"}, "address", "no_address"),
    ({"address": "https://e.kz/" + LONG}, "address", "too_long"),
    ({"text": Translated(kk="x", ru=LONG)}, "text_ru", "too_long"),
    ({"text": Translated(ru="x")}, "text_kk", "missing"),
    ({"value": ""}, "value", "missing"),
    ({"year": 0}, "year", "out_of_range"),
    ({"year": -2018}, "year", "out_of_range"),
)


def test_a_fact_that_cannot_be_told_is_not_kept(stop):
    for more, field, code in WRONG_FACTS:
        with pytest.raises(Invalid) as error:
            services.add_fact(replace(PLACE_IN_INDEX, **more), "key")
        assert complaints(error) == [(field, code)]


def test_a_fact_grows_old_and_is_renewed_by_one_look_at_its_source(stop):
    fact_id = services.add_fact(PLACE_IN_INDEX, "key")
    assert services.add_fact(PLACE_IN_INDEX, "key") == fact_id
    today = clock.campaign_today()
    assert [(queries.fact_row(fact_id).is_doubtful(today + timedelta(days))) for days in (0, 365, 366)] == [False, False, True]
    services.change_fact(fact_id, replace(PLACE_IN_INDEX, value="113 / 180", checked=False), 1)
    assert queries.fact_row(fact_id).checked_on is None
    with pytest.raises(Stale):
        services.check_fact(fact_id, 1)
    services.check_fact(fact_id, 2)
    assert queries.fact_row(fact_id).checked_on == today


def test_what_ships_is_to_be_verified_and_an_upgrade_leaves_what_a_hand_has_changed(stop):
    assert [fact.checked_on for fact in queries.facts()] == [None, None]
    first, rule = queries.facts()[0], queries.rules()[0]
    services.change_fact(first.id, replace(PLACE_IN_INDEX, value="1999"), 1)
    services.change_rule(rule.id, Translated("Өз ережеміз", "Своё правило"), 1)
    services.use_rule(queries.rules()[1].id, False)
    with unit_of_work() as session:
        services.load_shipped(session)
    assert (queries.fact_row(first.id).value, queries.rule_row(rule.id).text.ru) == ("1999", "Своё правило")
    assert [rule.active for rule in queries.rules()].count(False) == 1


def test_facts_and_rules_belong_to_those_who_wrote_them(stop, event):
    shipped, theirs = queries.facts()[0].id, a_stop()
    with acting_as(organizer_of(stop.region_id)):
        own = services.add_fact(PLACE_IN_INDEX, "own")
        rule = services.add_rule(Translated("Біздің ереже", "Правило области"), "own")
        services.check_fact(shipped, 1)
        with pytest.raises(Refused):
            services.remove_fact(shipped)
    for actor in (organizer_of(theirs.region_id), coordinator_of(stop)):
        with acting_as(actor):
            for act in (lambda: services.remove_fact(own), lambda: services.use_rule(rule, False)):
                with pytest.raises(Refused):
                    act()
    with acting_as(coordinator_of(stop)), pytest.raises(Refused):
        services.check_fact(shipped, 1)
    assert "Правило области" in desk(event).page.rules_in("ru")
    assert "Правило области" not in desk(an_event(theirs)).page.rules_in("ru")


def test_rules_of_another_region_take_no_room_on_a_page(stop, monkeypatch):
    """An organizer could add none once those of all regions together were as many as fit on one page."""
    other, own = a_stop(), [rule for rule in queries.rules(stop.region_id) if rule.active]
    monkeypatch.setattr(services.facts, "MOST_RULES", len(own) + 1)
    with acting_as(organizer_of(other.region_id)):
        services.add_rule(Translated("Өзге", "Чужое"), "theirs")
    with acting_as(organizer_of(stop.region_id)):
        rule_id = services.add_rule(Translated("Біздікі", "Наше"), "ours")
        with pytest.raises(Invalid):
            services.add_rule(Translated("Тағы", "Ещё"), "one more")
        services.use_rule(rule_id, False)
        services.use_rule(rule_id, True)
    with pytest.raises(Invalid):  # for everybody: it would stand on the full page of either
        services.add_rule(Translated("Бәріне", "Всем"), "everybody's")


def test_a_fact_that_a_briefing_names_stays(stop, event):
    fact_id = services.add_fact(PLACE_IN_INDEX, "key")
    services.write(event.id, whole(fact_ids=(fact_id,)))
    with pytest.raises(Conflict):
        services.remove_fact(fact_id)
    services.write(event.id, whole(version=1))
    services.remove_fact(fact_id)
    with pytest.raises(NotFound):
        queries.fact_row(fact_id)


def test_a_briefing_says_what_it_lacks_and_is_not_sent_before(stop):
    event = an_event(stop)
    services.write(event.id, whole(why=Translated(ru="Мы здесь по своей воле.")))
    with pytest.raises(Invalid) as error:
        services.send(event.id, 1, "key")
    assert "in Kazakh, the meeting point, the leader" in str(error.value)
    assert [lack.stops for lack in desk(event).lacks] == [True, True, True, False, False]
    assert db.session.scalars(select(BriefingVersion)).all() == []


WRONG_BRIEFINGS = (
    ({"why": Translated(kk=LONG)}, "why_kk", "too_long"),
    ({"points": Translated(ru="да\n" * 13)}, "points_ru", "too_many"),
    ({"meeting": Translated(en=LONG)}, "meeting_en", "too_long"),
    ({"medic": Contact("", "+77000000001")}, "medic", "missing"),
    ({"lost": Contact(LONG)}, "lost", "too_long"),
    ({"fact_ids": (404,)}, "facts", "unknown"),
    ({"fact_ids": (1, 2, 3, 4, 5, 6, 7)}, "facts", "too_many"),
    ({"waived": LONG}, "waived", "too_long"),
)


def test_a_briefing_that_does_not_fit_is_not_kept(event):
    for more, field, code in WRONG_BRIEFINGS:
        with pytest.raises(Invalid) as error:
            services.write(event.id, whole(**more))
        assert (field, code) in complaints(error)


def test_what_was_sent_is_kept_as_it_was(event):
    services.write(event.id, whole(leader=Contact("Марат Оспанов", "+77000000009"), fact_ids=(1,)))
    assert services.send(event.id, 1, "first").number == 1
    assert services.send(event.id, 1, "again").number == 1
    services.check_fact(1, 1)
    assert not desk(event).has_changed
    services.write(event.id, whole(version=1, why=Translated("Жаңа", "Новое")))
    assert desk(event).has_changed
    with pytest.raises(Conflict):
        services.send(event.id, 1, "old page")
    assert services.send(event.id, 2, "second").number == 2
    first = queries.version(event.id, 1)
    assert (first.leader, first.why.ru[:9], [fact.id for fact in first.facts]) == (
        Contact("Марат Оспанов", "+77000000009"), "Эстафета ", [1],
    )  # fmt: skip
    assert queries.version(event.id, 2).leader.name == "Алия Бекова"
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.act.startswith("briefing."))).all()
    assert acts == ["briefing.written", "briefing.sent", "briefing.sent", "briefing.written", "briefing.sent"]


def test_phones_lie_sealed(event):
    services.write(event.id, whole(medic=Contact("Медпункт", "+77000000115")))
    services.send(event.id, 1, "key")
    for table in ("event_briefings", "briefing_versions", "audit_entries"):
        assert "77000000115" not in repr(db.session.execute(text(f"SELECT * FROM {table}")).all())


def test_two_who_write_at_once_do_not_overwrite_each_other(event):
    services.write(event.id, whole())
    with pytest.raises(Stale):
        services.write(event.id, whole(why=Translated(ru="Иначе")))


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.HELD, EventState.CANCELLED])
def test_nobody_is_briefed_for_what_is_not_to_come(stop, state):
    event = an_event(stop, state=state)
    services.write(event.id, whole())
    with pytest.raises(Conflict):
        services.send(event.id, 1, "key")


def test_only_those_who_run_the_stop_write_and_send(stop, event):
    with acting_as(coordinator_of(stop)):
        services.write(event.id, whole())
    for actor, wrong in ((coordinator_of(a_stop()), NotFound), (organizer_of(a_stop().region_id), NotFound)):
        with acting_as(actor), pytest.raises(wrong):
            services.send(event.id, 1, "key")


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_counts_what_is_needed_whole_and_sent_by_one_question(stop, statements, count):
    for _turn in range(count):
        sent, ready, lacking, waived = (an_event(stop) for _number in range(4))
        for event in (sent, ready):
            services.write(event.id, whole(meeting=Translated("Алаң", "Площадь"), leader=Contact("Алия Бекова")))
        services.send(sent.id, 1, f"{sent.id}")
        services.write(lacking.id, whole(why=Translated()))
        services.write(waived.id, whole(waived="заседание без участников"))
    an_event(stop, state=EventState.CANCELLED)
    empty = a_stop()
    db.session.expire_all()
    ids, wanted = (stop.id, empty.id), Briefed(3 * count, 2 * count, count)
    statements.clear()
    assert queries.briefed_of(ids) == {ids[0]: wanted, ids[1]: Briefed()}
    assert len([line for line in statements if line.startswith("SELECT")]) == 1


@pytest.mark.parametrize("changed", [{"place_id": None, "place_note": ""}, {"responsible": ""}, {}])
def test_the_board_and_the_page_agree(event, changed):
    services.write(event.id, whole())
    for name, value in changed.items():
        setattr(db.session.get(Event, event.id), name, value)
    db.session.commit()
    assert queries.briefed_of([event.stop_id])[event.stop_id].ready == desk(event).is_ready


def test_a_coordinator_writes_reads_and_sends_by_the_pages(reader, stop, event):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/events/{event.id}/briefing", language="ru")
    reader.visit(f"/staff/events/{event.id}/briefing")
    assert "No briefing is written yet" in reader.text()
    reader.visit(f"/staff/events/{event.id}/briefing/edit")
    reader.send({"why_ru": LONG, "medic": "Медпункт"}, form="main form#page-form", expect=422)
    assert "At most 1500 characters fit here, there are 10000." in reader.text()
    assert reader.page.select_one("#medic")["value"] == "Медпункт"
    reader.send({"why_ru": "Честность начинается с нас.", "facts": ["1"]}, form="main form#page-form", expect=303)
    page = reader.follow()
    assert "lacks: the medic" not in reader.text()
    assert "lacks: a fresh look at the sources of its facts" in reader.text()
    assert page.select_one("form[action$='/briefing/send']")
    reader.visit(f"/staff/events/{event.id}/briefing?in=ru")
    assert "Честность начинается с нас." in reader.text()
    reader.send({}, form="form[action$='/briefing/send']", expect=303)
    reader.follow()
    assert "Version 1: 0 letters are in the outbox." in reader.text()
    for language in ("kk", "ru", "en"):
        reader.visit(f"/staff/events/{event.id}/briefing/1", language=language)
    reader.visit(f"/staff/events/{event.id}/briefing/2", expect=404)


def test_an_old_form_keeps_what_was_typed(reader, stop, event):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/events/{event.id}/briefing/edit")
    services.write(event.id, whole())
    reader.send({"why_ru": "Мой текст"}, form="main form#page-form", expect=409)
    assert "Your words are kept here" in reader.text()
    assert reader.page.select_one("#why_ru").get_text().strip() == "Мой текст"


def test_an_organizer_keeps_facts_and_rules_by_the_page(reader, stop):
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
    reader.visit("/staff/facts/new")
    fields = {"text_kk": "Орны", "text_ru": "Место", "value": "122", "year": "2017", "source": "Индекс"}
    reader.send(fields, form="main form#page-form", expect=422)
    assert "A fact without a source is not told to anybody" in reader.text()
    reader.send({"address": "https://example.kz/index"}, form="main form#page-form", expect=303)
    reader.follow()
    assert "Место: 122" in reader.text()
    own = db.session.scalars(select(CampaignFact).where(CampaignFact.code.is_(None))).one()
    reader.send({}, form=f"form[action='/staff/facts/{own.id}/checked']", expect=303)
    assert "checked on 5 April 2018" in " ".join(reader.follow().get_text(" ").replace("\xa0", " ").split())
    reader.visit(f"/staff/facts/{own.id}")
    reader.visit("/staff/rules/new")
    reader.send({"text_kk": "Ереже", "text_ru": "Правило"}, form="main form#page-form", expect=303)
    rule = db.session.scalars(select(ConductRule).where(ConductRule.code.is_(None))).one()
    reader.follow()
    reader.send({}, form=f"form[action='/staff/rules/{rule.id}/use']", expect=303)
    assert not queries.rule_row(rule.id).active
    reader.visit("/staff/facts")
    reader.send({}, form=f"form[action='/staff/facts/{own.id}/remove']", expect=303)
    assert [fact.code for fact in db.session.scalars(select(CampaignFact))] == ["first_law", "international_day"]


def test_the_public_page_has_the_briefing_without_phones(reader, stop, event):
    services.write(event.id, whole(medic=Contact("Медпункт", "+77000000115"), meeting=Translated("Есік", "У входа")))
    reader.visit(f"/events/{event.id}", language="ru")
    assert "Зачем мы здесь" not in reader.text()
    services.send(event.id, 1, "key")
    reader.visit(f"/events/{event.id}", language="ru")
    assert [words in reader.text() for words in ("Зачем мы здесь", "Медпункт", "У входа")] == [True, True, True]
    assert "000 01 15" not in reader.text()
    assert "77000000115" not in str(reader.page)


def test_the_order_of_the_day_follows_from_a_short_running_sheet(event):
    assert desk(event).page.day_in("ru") == ["12:00 Митинг на площади", "13:00 Окончание мероприятия"]
    rows = [RowWish(-30, 30, Translated("Жиналу", "Сбор")), RowWish(0, 60, Translated("Митинг", "Речи"))]
    running.write(event.id, tuple(rows), 0)
    assert desk(event).page.day_in("ru") == ["11:30 Сбор", "12:00 Речи"]
    services.write(event.id, whole(day=Translated(ru="09:00 Своё")))
    assert desk(event).page.day_in("kk") == ["09:00 Своё"]
