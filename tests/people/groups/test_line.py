"""The line of an event with groups in it: whole or split, passed over, put first, and terms that end."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from campaign.core import clock, mail
from campaign.core.audit import AuditEntry
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid
from campaign.events.models import Event
from campaign.people import services
from campaign.people.groups.line_queries import steps_of, unconfirmed, waiting_page
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import GroupState
from campaign.people.groups.services import changing, line, naming, tickets
from campaign.people.models import Person, Registration
from campaign.people.replay import Replay, Step
from campaign.people.schemas import RegistrationState
from campaign.people.services import places
from campaign.people.waiting import waiting_places
from tests.factories import a_phone, a_role
from tests.people.conftest import a_wish
from tests.people.groups.groups import a_group, members, the_group

CONFIRMED, WAITING, PENDING = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.PENDING


def come(event_id, *names):
    """People alone, and the secrets of their tickets."""
    return [services.register(event_id, a_wish(name), name).ticket for name in names]


def state_of(ticket):
    db.session.rollback()
    return services.ticket_with(ticket).state


def taken(event_id):
    db.session.rollback()
    return db.session.scalar(select(Event.taken).where(Event.id == event_id))


@pytest.fixture(autouse=True)
def recounted(app):
    """Whatever a test does, the recount finds nothing wrong, and the trail replays."""
    yield
    db.session.rollback()
    for outcome in recount(["places", "waiting_list"]):
        assert outcome.ok, outcome.wrong


def test_a_group_that_does_not_fit_waits_whole_and_smaller_ones_pass_it(event):
    come(event.id, "Бірінші Адам", "Екінші Адам", "Үшінші Адам")
    group = a_group(event.id, 4)
    assert (group.state, group.held, group.short, taken(event.id)) == (GroupState.WAITING, 0, 4, 3)
    later = come(event.id, "Төртінші Адам", "Бесінші Адам", "Алтыншы Адам")
    assert [state_of(ticket) for ticket in later] == [CONFIRMED, CONFIRMED, WAITING]
    assert the_group(group.id).passed_over == 2
    number = db.session.scalars(select(Registration.id).where(Registration.state == WAITING)).one()
    assert waiting_places(event.id, [number]) == {number: 2}, "the group stands before"
    assert services.ticket_with(later[2]).waiting_place == 2


def test_a_leader_who_agrees_to_be_split_takes_what_there_is_and_waits_for_the_rest_at_the_old_number(event):
    come(event.id, "Бірінші Адам", "Екінші Адам", "Үшінші Адам")
    group = a_group(event.id, 4)
    changing.let_split(group.token, True)
    now = the_group(group.id)
    assert (now.state, now.held, now.short, now.queue_number) == (GroupState.CONFIRMED, 2, 2, group.queue_number)
    assert taken(event.id) == 5
    with pytest.raises(Invalid):
        changing.let_split(a_group(event.id, 2).id, True, reason=" ")


def test_nobody_passes_a_group_for_which_places_are_kept(event):
    first = come(event.id, *(f"Қатысушы {letter}" for letter in "АБВГД"))
    group = a_group(event.id, 2)
    line.let_nobody_pass(group.id, True, "екі рет озып кетті")
    (behind,) = come(event.id, "Кейінгі Адам")
    services.cancel_ticket(first[0])
    assert (state_of(behind), taken(event.id)) == (WAITING, 4)
    (newcomer,) = come(event.id, "Жаңа Адам")
    assert state_of(newcomer) is WAITING, "newcomers do not pass either"
    services.cancel_ticket(first[1])
    now = the_group(group.id)
    assert (now.held, now.no_passing, taken(event.id)) == (2, False, 5)


def test_whoever_is_put_first_gets_the_next_place_and_the_reason_stays(event):
    first = come(event.id, *(f"Қатысушы {letter}" for letter in "АБВГД"))
    waiting = come(event.id, "Күтуші Бір", "Күтуші Екі")
    last = services.ticket_with(waiting[1]).registration_id
    with pytest.raises(Invalid):
        line.put_first(last, " . ")
    assert line.put_first(last, "ардагер") is False
    services.cancel_ticket(first[0])
    assert [state_of(ticket) for ticket in waiting] == [WAITING, CONFIRMED]
    assert [(step.act, step.reason) for step in steps_of(event.id)][-1] == ("people.jumped", "ардагер")
    with pytest.raises(Conflict):
        line.put_first(last, "тағы бір рет")


def test_places_that_a_group_gives_back_go_to_those_who_wait(event):
    group = a_group(event.id, 5)
    waiting = come(event.id, "Күтуші Бір", "Күтуші Екі")
    naming.enter_names(group.token, f"Айбек Нұрланов; {a_phone()}; 1997", "names")
    with pytest.raises(Invalid):
        changing.resize(group.token, 0)
    changing.resize(group.token, 4)
    assert [state_of(ticket) for ticket in waiting] == [CONFIRMED, WAITING]
    changing.cancel(group.token)
    assert [state_of(ticket) for ticket in waiting] == [CONFIRMED, CONFIRMED]
    assert [member.state for member in members(group.id)] == [RegistrationState.CANCELLED]
    with pytest.raises(Closed):
        changing.resize(group.token, 3)


def test_more_places_are_asked_for_at_the_end_of_the_line(event):
    group = a_group(event.id, 4)
    come(event.id, "Бесінші Адам", "Күтуші Адам")
    changing.resize(group.token, 5)
    now = the_group(group.id)
    assert (now.held, now.short, now.queue_number) == (4, 1, 4)


def test_a_member_who_leaves_frees_the_place_and_the_leader_sees_only_a_smaller_number(event):
    group = a_group(event.id, 3, "Айбек Нұрланов", "Дана Серікова")
    come(event.id, "Бір Адам", "Екі Адам")
    (waiting,) = come(event.id, "Күтуші Адам")
    leaving = members(group.id)[0]
    services.cancel_ticket(leaving.token)
    assert state_of(waiting) is CONFIRMED
    assert changing.resize(group.token, 2) is None, "two are left of three, so nothing changes"
    assert the_group(group.id).held == 1


def test_whom_the_leader_takes_off_leaves_the_place_to_the_group(event):
    group = a_group(event.id, 2, "Айбек Нұрланов", "Дана Серікова")
    assert naming.remove(group.token, members(group.id)[0].uid) == "Айбек Нұрланов"
    assert (the_group(group.id).held, taken(event.id)) == (1, 2)


def test_a_role_of_the_group_counts_for_its_places(event):
    role = a_role(event, capacity=2)
    group = a_group(event.id, 2, "Айбек Нұрланов", role_id=role.id)
    db.session.refresh(role)
    assert (role.taken, the_group(group.id).held) == (2, 1)
    assert a_group(event.id, 1, role_id=role.id, organisation="Колледж").state is GroupState.WAITING


def a_term(event_id):
    line.set_term(event_id, 24)
    return come(event_id, *(f"Қатысушы {letter}" for letter in "АБВГД"))


def let_terms_end(*tables):
    for table in tables:
        db.session.execute(
            update(table).where(table.confirm_by.is_not(None)).values(confirm_by=clock.campaign_now() - timedelta(minutes=1))
        )
    db.session.commit()


def test_who_moves_up_confirms_in_time_or_goes_to_the_end_of_the_line(event):
    first = a_term(event.id)
    waiting = come(event.id, "Күтуші Бір", "Күтуші Екі")
    services.cancel_ticket(first[0])
    (one,) = unconfirmed(event.id)
    assert clock.campaign_now() < one.confirm_by <= event.starts_at
    (letter,) = db.session.scalars(select(mail.Message).where(mail.Message.kind == "people.promoted"))
    assert letter.facts["registration_id"] == one.registration_id
    let_terms_end(Registration)
    assert (line.sweep(), line.sweep()) == (1, 0)
    assert [state_of(ticket) for ticket in waiting] == [WAITING, CONFIRMED]
    with pytest.raises(Closed):
        tickets.confirm_ticket(waiting[0])
    tickets.confirm_ticket(waiting[1])
    assert unconfirmed(event.id) == ()


def test_a_place_that_nobody_else_wants_stays_with_whoever_did_not_confirm(event):
    first = a_term(event.id)
    (waiting,) = come(event.id, "Күтуші Адам")
    services.cancel_ticket(first[0])
    let_terms_end(Registration)
    assert line.sweep() == 0
    assert (state_of(waiting), unconfirmed(event.id)) == (CONFIRMED, ())


def test_a_group_that_does_not_confirm_falls_back_whole(event):
    first = a_term(event.id)
    group = a_group(event.id, 2)
    naming.enter_names(group.token, f"Айбек Нұрланов; {a_phone()}; 1997", "names")
    for ticket in first[:2]:
        services.cancel_ticket(ticket)
    (behind,) = come(event.id, "Күтуші Адам")
    assert [(one.name, one.size) for one in unconfirmed(event.id)] == [("Лицей № 20", 2)]
    let_terms_end(Group)
    assert line.sweep() == 1
    now = the_group(group.id)
    assert (now.state, now.held, now.short, [one.state for one in members(group.id)]) == (GroupState.WAITING, 0, 1, [WAITING])
    assert state_of(behind) is CONFIRMED
    assert [row.name for row in waiting_page(event.id).rows] == ["Лицей № 20"]


def test_a_group_keeps_its_places_from_nobody_but_its_own_rest(event):
    come(event.id, "Қатысушы А")
    group = a_group(event.id, 5, may_split=True)
    line.set_term(event.id, 24)
    db.session.execute(update(Group).values(confirm_by=clock.campaign_now() - timedelta(minutes=1)))
    db.session.commit()
    before = the_group(group.id)
    number, held, short = before.queue_number, before.held, before.short
    assert (held, short) == (4, 1)
    assert line.sweep() == 0
    now = the_group(group.id)
    assert (now.queue_number, now.held, now.short, now.confirm_by) == (number, held, short, None)


def test_whoever_came_back_alone_can_be_taken_off_a_group_that_waits(event):
    group = a_group(event.id, 3, "Айбек Нұрланов")
    (mine,) = members(group.id)
    uid, ticket = mine.uid, mine.token
    services.cancel_ticket(ticket)
    assert a_group(event.id, 4, organisation="Колледж").state is GroupState.WAITING
    db.session.execute(update(Group).where(Group.id == group.id).values(confirm_by=clock.campaign_now() - timedelta(minutes=1)))
    db.session.commit()
    assert line.sweep() == 1
    assert services.uncancel_ticket(ticket) is CONFIRMED
    naming.remove(group.id, uid)
    now = the_group(group.id)
    assert (now.state, now.held, now.short, taken(event.id)) == (GroupState.WAITING, 0, 3, 4)


def test_children_wait_for_a_parent_and_the_group_keeps_their_places(event):
    group = a_group(event.id, 2)
    entered = naming.enter_names(group.token, f"Ермек Нұрлан; {a_phone()}; 2006\nДана Серікова; {a_phone()}; 1997", "names")
    assert (entered.confirmed, entered.pending) == (1, 1)
    assert (the_group(group.id).held, taken(event.id)) == (1, 2)
    with pytest.raises(Invalid):
        changing.resize(group.token, 1)
    child = next(one for one in members(group.id) if one.state is PENDING)
    with unit_of_work() as session:
        registration = session.get_one(Registration, child.id)
        held = places.hold(session, event.id)
        _grow_up(session, registration)
        assert places.admit(session, held, registration) is CONFIRMED
    assert (the_group(group.id).held, taken(event.id)) == (0, 2)
    with unit_of_work() as session:
        places.unseat(session, places.hold(session, event.id), session.get_one(Registration, child.id))
    assert (the_group(group.id).held, taken(event.id)) == (1, 2)


def _grow_up(session, registration):
    session.execute(update(Person).where(Person.id == registration.person_id).values(birth_year=1997))


def test_the_replay_says_no_when_somebody_was_passed_over():
    replay = Replay()
    line_of = {"event": 1, "role": None, "state": "waiting"}
    replay.follow(Step("groups.made", "group", 5, {**line_of, "queue_number": 3, "size": 4, "may_split": False,
                                                   "no_passing": False, "mixed": False}))  # fmt: skip
    promoted = Step("people.promoted", "registration", 9, {**line_of, "queue_number": 7, "left": 3, "role_left": None})
    assert replay.passed_over(promoted) is None, "four do not fit into three"
    wrong = replay.passed_over(promoted._replace(after={**promoted.after, "left": 4}))
    assert wrong is not None
    assert (wrong.thing, wrong.id) == ("group", 5)


def test_the_check_finds_a_group_beside_free_places(event):
    come(event.id, *(f"Қатысушы {letter}" for letter in "АБВГД"))
    group = a_group(event.id, 1)
    db.session.execute(update(Event).where(Event.id == event.id).values(capacity=6))
    db.session.commit()
    (wrong,) = (one for outcome in recount(["waiting_list"]) for one in outcome.wrong)
    assert (wrong.thing, wrong.id) == ("group", group.id)
    assert services.give_free_places(event.id) == 1


def test_every_step_of_the_line_is_in_the_trail(event):
    a_group(event.id, 2)
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.thing == "group").order_by(AuditEntry.id)).all()
    assert acts == ["groups.made", "groups.promoted"]
