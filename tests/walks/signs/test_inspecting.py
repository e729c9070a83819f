"""Looking at signs again: a reminder that follows the walk, a draw that anybody can repeat, figures of what was seen."""

import re
from datetime import date, timedelta

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.events.checklists.queries import tasks_of_event
from campaign.events.checklists.schemas import TaskState
from campaign.events.models import Event
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.relay.models import Stop
from campaign.walks.schemas import Sign as DoorResult
from campaign.walks.signs import services
from campaign.walks.signs.inspections import drawn, inspection_of, inspection_rules, rule_on
from campaign.walks.signs.models import DoorSign, InspectionRule
from campaign.walks.signs.schemas import Outcome, RuleWish, Seen, SignState
from tests.factories import a_stop, a_user
from tests.papers.papers import pages_of
from tests.people.papers import got, sent, signed_in
from tests.reader import fresh_context
from tests.walks.halls import a_building, a_walk
from tests.walks.signs.runs import a_run, said_at_doors


@pytest.fixture
def walk(app):
    """Thirty doors on three floors; the rule takes three of them."""
    return a_walk(building=a_building(floors={str(f): [f"{f}{door:02d}" for door in range(1, 11)] for f in (1, 2, 3)}))


def all_hang(walk):
    sheet = a_run(walk.event_id)
    said_at_doors(walk.event_id, DoorResult.UP)
    return sheet


def test_the_first_print_puts_a_task_on_the_checklist_and_it_follows_the_walk(walk):
    a_run(walk.event_id, rooms="101")
    a_run(walk.event_id)
    (task,) = tasks_of_event(walk.event_id)
    event = db.session.get(Event, walk.event_id)
    assert (task.due, "10\u00a0%" in task.title.ru) == (event.day + timedelta(days=30), True)
    assert inspection_of(walk.event_id).due == task.due
    event.starts_at += timedelta(days=2)
    event.ends_at += timedelta(days=2)
    event.day += timedelta(days=2)
    db.session.commit()
    assert tasks_of_event(walk.event_id)[0].due == inspection_of(walk.event_id).due == event.day + timedelta(days=30)
    assert services.plan_inspection(walk.event_id) is False, "it stands there"


def test_the_sample_is_drawn_once_from_what_hangs_and_anybody_can_draw_it_again(walk):
    with pytest.raises(Conflict):
        services.draw_sample(walk.event_id)
    all_hang(walk)
    said_at_doors(walk.event_id, DoorResult.REFUSED, "101", "102")
    assert services.draw_sample(walk.event_id) == 3
    found = inspection_of(walk.event_id)
    numbers = [row.number for row in db.session.query(DoorSign) if row.room not in ("101", "102")]
    assert ({look.number for look in found.looks}, found.of) == (drawn(numbers, found.seed, 10), 28)
    assert [look.position for look in found.looks] == [1, 2, 3]
    assert drawn(numbers, "another seed", 10) != drawn(numbers, found.seed, 10)
    assert len(drawn(numbers[:1], found.seed, 1)) == 1
    with pytest.raises(Conflict, match="already"):
        services.draw_sample(walk.event_id)


def test_what_was_seen_stands_in_figures_and_with_the_signs_and_ends_the_task(walk):
    all_hang(walk)
    services.draw_sample(walk.event_id)
    found = inspection_of(walk.event_id)
    first, second, third = found.looks
    version = found.version
    services.record_looks(walk.event_id, [Seen(first.id, Outcome.HANGS), Seen(second.id, Outcome.GONE, "сорвана")], version)
    found = inspection_of(walk.event_id)
    assert (found.seen, found.share_hanging, tasks_of_event(walk.event_id)[0].state) == (2, 50, TaskState.OPEN)
    with pytest.raises(Stale):
        services.record_looks(walk.event_id, [Seen(third.id, Outcome.HANGS)], version)
    services.record_looks(walk.event_id, [Seen(third.id, Outcome.MOVED)], found.version)
    assert tasks_of_event(walk.event_id)[0].state is TaskState.DONE
    db.session.expire_all()
    states = {row.number: row.state for row in db.session.query(DoorSign) if row.state is not SignState.PRINTED}
    assert states == {first.number: SignState.UP, second.number: SignState.GONE, third.number: SignState.MOVED}
    services.record_looks(walk.event_id, [Seen(second.id, Outcome.UNSET)], inspection_of(walk.event_id).version)
    assert tasks_of_event(walk.event_id)[0].state is TaskState.OPEN
    with pytest.raises(Invalid):
        services.record_looks(walk.event_id, [Seen(first.id, Outcome.GONE, "а" * 501)], inspection_of(walk.event_id).version)


def test_a_door_without_its_sign_is_offered_a_new_one_and_a_stranger_sees_nothing(walk):
    all_hang(walk)
    services.draw_sample(walk.event_id)
    look = inspection_of(walk.event_id).looks[0]
    services.record_looks(walk.event_id, [Seen(look.id, Outcome.GONE)], 2)
    new = a_run(walk.event_id, key="new")
    assert [sign.room for sign in new.paper.signs.signs] == [look.room], "the walk put it up, but it is gone since"
    assert [row.state for row in new.rows] == [SignState.PRINTED], "the walk has put up the first one, not this"
    with acting_as(actor_with_id(a_user(Role.STOP, stop=a_stop()).id)):
        for act in (
            lambda: inspection_of(walk.event_id),
            lambda: services.draw_sample(walk.event_id),
            lambda: services.record_looks(walk.event_id, [], 1),
        ):
            with pytest.raises(NotFound):
                act()


def test_the_rule_is_dated_and_only_ever_added_to(app, walk):
    today = clock.campaign_today()
    wish = RuleWish(today + timedelta(days=400), 60, 25, Translated(ru="Приказ № 5"))
    assert services.add_rule(wish, "k") == services.add_rule(wish, "k")
    assert [rule.says.days for rule in inspection_rules(today)] == [60, 30]
    assert [rule.counts for rule in inspection_rules(today)] == [False, True]
    assert (rule_on(date(2018, 4, 6)).share, rule_on(wish.valid_from).share, rule_on(date(2017, 12, 31))) == (10, 25, None)
    wrong = RuleWish(date(2018, 1, 1), 0, 101, Translated(), "я" * 501)
    with pytest.raises(Invalid) as refused:
        services.add_rule(wrong, "w")
    assert {problem.field for problem in refused.value.problems} == {"valid_from", "days", "share", "source_ru", "note"}
    with acting_as(actor_with_id(a_user(Role.STOP, stop=db.session.get(Stop, walk.stop_id)).id)), pytest.raises(Refused):
        services.add_rule(wish, "n")
    db.session.query(InspectionRule).delete()
    db.session.commit()
    assert inspection_of(walk.event_id).due is None
    with pytest.raises(Conflict):
        services.plan_inspection(walk.event_id)


def test_the_page_draws_lists_and_records_and_the_paper_goes_along(app, walk, statements):
    all_hang(walk)
    client = signed_in(app, a_user(Role.STOP, stop=db.session.get(Stop, walk.stop_id)))
    page = f"/staff/events/{walk.event_id}/walk/inspection"
    assert b"Draw the sample" in got(client, page)
    assert sent(client, page, url_to=f"{page}/draw").endswith(page)
    look = inspection_of(walk.event_id).looks[0]
    shown = got(client, page)
    assert look.number.encode() in shown
    fields = {f"outcome_{look.id}": "damaged", f"note_{look.id}": "<b>надорвана</b>"}
    assert sent(client, page, version="2", **fields).endswith(page)
    assert b"&lt;b&gt;" in got(client, page)
    assert inspection_of(walk.event_id).counts[Outcome.DAMAGED] == 1
    mine = {f"outcome_{look.id}": "unset", f"note_{look.id}": "ещё раз"}
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', shown.decode())
    with fresh_context():
        again = client.post(page, data={"csrf_token": token[1], "version": "2", **mine}).get_data(as_text=True)
    assert "Somebody has written down this inspection meanwhile" in again
    assert ('value="damaged" selected' in again, "ещё раз" in again) == (True, True), "theirs stands, what was typed stays"
    sent(client, page, version="3", **{f"outcome_{look.id}": "nonsense"})
    assert inspection_of(walk.event_id).counts[Outcome.DAMAGED] == 1, "nonsense changes nothing"
    assert b"30" in got(client, "/staff/walks/inspection-rule")
    number = print_paper("sign_inspection", SubjectKind.EVENT, walk.event_id, PrintWish("kk"), "p")
    (said,) = pages_of(number)
    for words in (look.number, look.room, inspection_of(walk.event_id).seed, "Есік тақтайшаларын қайта қарау"):
        assert words in said, words
    statements.clear()
    inspection_of(walk.event_id)
    assert len(statements) <= 11
