"""Handovers: who may do which step, what is refused and how it is said, and where the items are after each."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from campaign.core import clock
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Closed, Conflict, Invalid, KeyReused, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.relay import queries as relay_queries
from campaign.relay import services as relay_services
from campaign.relay.custody import queries, services
from campaign.relay.custody.models import BatonItem
from campaign.relay.custody.schemas import (
    Condition,
    HandoverState,
    Holder,
    ItemKind,
    ItemWords,
    LineAnswer,
    Party,
    Proposal,
    Receipt,
    Signer,
    Thing,
)
from campaign.relay.custody.services import confirming
from tests.factories import a_relay, a_stop
from tests.relay.custody.batons import (
    a_baton,
    a_body,
    a_key,
    acting,
    an_item,
    answers,
    cancel,
    confirm,
    coordinator,
    custody_is_whole,
    hand_over,
    leave,
    on,
    organizer,
    propose,
    today_is,
)


def complaints(error) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]


def sentences(error) -> str:
    return " ".join(str(problem.message) for problem in error.value.problems)


def test_an_item_is_with_the_department_until_its_first_handover(app):
    baton = a_baton()
    assert baton.holders() == ["body", "body"]
    hand_over(baton, baton.body, baton.stop(0))
    assert baton.holders() == ["stop 0", "stop 0"]
    assert baton.way() == ["body", "stop 0"]
    assert custody_is_whole()


def test_items_stay_with_the_giver_until_they_leave_and_are_in_transit_until_they_are_received(either_app):
    baton = a_baton()
    first = propose(baton, baton.body, baton.stop(0))
    assert baton.holders() == ["body", "body"]
    leave(first)
    assert baton.holders() == ["transit", "transit"]
    assert queries.handover_row(first).state is HandoverState.LEFT
    confirm(first)
    assert baton.holders() == ["stop 0", "stop 0"]
    assert baton.way() == ["body", "transit", "stop 0"]
    assert custody_is_whole()


def test_without_leaving_the_receiver_may_confirm_at_once(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    hand_over(baton, baton.stop(0), baton.stop(1))
    assert baton.way() == ["body", "stop 0", "stop 1"]


def test_the_last_receiver_is_a_body(app):
    baton = a_baton()
    way = [baton.body, baton.stop(0), baton.stop(1), baton.stop(2), baton.body]
    for giver, receiver in pairwise(way):
        hand_over(baton, giver, receiver)
    assert baton.way() == ["body", "stop 0", "stop 1", "stop 2", "body"]
    assert custody_is_whole()


def test_acts_are_numbered_by_year_and_region(app):
    baton = a_baton()
    first, second = hand_over(baton, baton.body, baton.stop(0)), hand_over(baton, baton.stop(0), baton.stop(1))
    numbers = [queries.handover_row(number).number for number in (first, second)]
    assert [number.rsplit("-", 1)[1] for number in numbers] == ["01", "02"]
    assert all(number.startswith("2018-T") for number in numbers)


def test_the_same_key_is_one_handover(either_app):
    baton = a_baton()
    at = clock.campaign_now()
    assert propose(baton, baton.body, baton.stop(0), key="k", at=at) == propose(
        baton, baton.body, baton.stop(0), key="k", at=at
    )
    with pytest.raises(KeyReused):
        propose(baton, baton.body, baton.stop(0), key="k", at=at + timedelta(days=1))


def test_a_stop_gives_on_the_day_on_which_it_received(app):
    baton = a_baton()
    today_is(date(2018, 4, 10))
    confirm(propose(baton, baton.body, baton.stop(0)), at=on(date(2018, 4, 10), 10))
    confirm(propose(baton, baton.stop(0), baton.stop(1)), at=on(date(2018, 4, 10), 15))
    assert baton.way() == ["body", "stop 0", "stop 1"]


def test_what_is_received_before_it_came_to_the_giver_is_refused(app):
    baton = a_baton()
    today_is(date(2018, 4, 10))
    confirm(propose(baton, baton.body, baton.stop(0)), at=on(date(2018, 4, 10), 10))
    second = propose(baton, baton.stop(0), baton.stop(1))
    with pytest.raises(Invalid) as error:
        confirm(second, at=on(date(2018, 4, 10), 9))
    assert complaints(error) == [("received", "too_early")]
    with pytest.raises(Invalid) as error:
        leave(second, on(date(2018, 4, 9)))
    assert complaints(error) == [("left", "too_early")]


def test_what_lies_in_the_future_is_not_written_down(app):
    baton = a_baton()
    number = propose(baton, baton.body, baton.stop(0))
    for act, field in ((leave, "left"), (lambda handover, at: confirm(handover, at=at), "received")):
        with pytest.raises(Invalid) as error:
            act(number, clock.campaign_now() + timedelta(hours=2))
        assert complaints(error) == [(field, "in_the_future")]


def test_days_on_the_way_are_a_warning_not_a_refusal(app):
    baton = a_baton()
    today_is(date(2018, 4, 12))
    number = propose(baton, baton.body, baton.stop(0), at=on(date(2018, 4, 9)))
    leave(number, on(date(2018, 4, 9)))
    confirm(number, at=on(date(2018, 4, 12), 10))
    row = queries.handover_row(number)
    assert (row.days_on_the_way, row.days_off_plan) == (3, 10)


def test_giving_what_was_not_received_is_refused(app):
    baton = a_baton()
    with pytest.raises(Invalid) as error:
        propose(baton, baton.stop(0), baton.stop(1))
    assert complaints(error)[0] == ("items", "not_held")
    assert "What was not received cannot be given" in sentences(error)
    assert baton.holders() == ["body", "body"]


def test_out_of_order_is_refused_and_says_who_is_next(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    for receiver in (baton.stop(2), baton.body):
        with pytest.raises(Invalid) as error:
            propose(baton, baton.stop(0), receiver)
        assert ("receiver", "out_of_order") in complaints(error)
        assert "Темиртау" in sentences(error) or "Теміртау" in sentences(error)


def test_handing_over_to_oneself_is_refused(app):
    baton = a_baton()
    with pytest.raises(Invalid) as error:
        propose(baton, baton.body, baton.body)
    assert complaints(error) == [("receiver", "to_oneself")]


def test_an_item_is_promised_once(app):
    baton = a_baton()
    first = propose(baton, baton.body, baton.stop(0))
    with pytest.raises(Invalid) as error:
        propose(baton, baton.body, baton.stop(0))
    assert complaints(error) == [("items", "promised")] * 2
    leave(first)
    with pytest.raises(Invalid) as error:
        propose(baton, baton.body, baton.stop(0), why="а вдруг")
    assert complaints(error) == [("items", "in_transit")] * 2


def test_an_organizer_breaks_the_order_with_a_reason_which_is_audited(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    with acting(organizer(baton)):
        with pytest.raises(Invalid) as error:
            propose(baton, baton.stop(0), baton.stop(2))
        assert ("override_reason", "needed") in complaints(error)
        number = propose(baton, baton.stop(0), baton.stop(2), why="Темиртау закрыт на карантин")
    confirm(number)
    assert baton.holders() == ["stop 2", "stop 2"]
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "handover.proposed_out_of_order")).one()
    assert (noted.thing_id, noted.reason) == (number, "Темиртау закрыт на карантин")
    assert custody_is_whole()


def test_a_coordinator_does_not_break_the_order(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    with acting(coordinator(baton, 0)):
        with pytest.raises(Invalid) as error:
            propose(baton, baton.stop(0), baton.stop(2))
        assert complaints(error) == [("receiver", "out_of_order")]
        with pytest.raises(Refused):
            propose(baton, baton.stop(0), baton.stop(2), why="так удобнее")


def test_giving_before_the_receipt_was_written_down_passes_through_the_giver(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    number = propose(baton, baton.stop(1), baton.stop(2), why="акт приёма Темиртау утерян")
    leave(number)
    confirm(number)
    assert baton.way() == ["body", "stop 0", "stop 1", "transit", "stop 2"]
    assert custody_is_whole()


def test_a_reason_that_is_not_needed_is_not_kept(app):
    baton = a_baton()
    number = propose(baton, baton.body, baton.stop(0), why="на всякий случай")
    assert queries.handover_row(number).override_reason == ""


def test_a_missing_item_stays_with_the_giver(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    number = propose(baton, baton.stop(0), baton.stop(1))
    leave(number)
    confirm(number, missing=[baton.items[1]], note="книги в машине не было")
    assert baton.holders() == ["stop 1", "stop 0"]
    assert baton.way(1) == ["body", "stop 0", "transit", "stop 0"]
    row = queries.handover_row(number)
    assert (row.differences, row.lines[1].missing, row.lines[1].note) == (2, True, "книги в машине не было")
    assert custody_is_whole()


def test_a_receipt_of_nothing_is_refused(app):
    baton = a_baton()
    number = propose(baton, baton.body, baton.stop(0))
    with pytest.raises(Invalid, match="not written down") as error:
        confirm(number, missing=baton.items)
    assert complaints(error) == [("", "nothing")]


def test_every_item_has_to_be_answered(app):
    baton = a_baton()
    number = propose(baton, baton.body, baton.stop(0))
    row = queries.handover_row(number)
    line = row.lines[0]
    for given in (
        (), (LineAnswer(line.id, Condition.GOOD),), (*answers(row)[:1], LineAnswer(row.lines[1].id, None)),
        (*answers(row), LineAnswer(999_999, Condition.GOOD)),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            services.confirm(number, row.version, Receipt(given))
    assert baton.holders() == ["body", "body"]


def test_the_condition_received_is_the_condition_from_then_on(app):
    baton = a_baton(items=1)
    confirm(propose(baton, baton.body, baton.stop(0)), condition=Condition.WORN, note="потёрт край")
    (item,) = queries.items_of(baton.relay_id)
    assert item.condition is Condition.WORN
    following = queries.handover_row(propose(baton, baton.stop(0), baton.stop(1)))
    assert following.lines[0].given is Condition.WORN


def test_things_that_go_along_are_counted(app):
    baton = a_baton()
    things = (Thing("Мыло «Чистые руки»", 216, "в упаковке"), Thing("Перчатки белые, пара", 84))
    number = propose(baton, baton.body, baton.stop(0), things=things)
    row = queries.handover_row(number)
    services.confirm(number, row.version, Receipt(answers(row), (210, None)))
    row = queries.handover_row(number)
    assert [(thing.quantity, thing.received) for thing in row.things] == [(216, 210), (84, 84)]
    assert row.differences == 1


def test_what_goes_along_is_told_to_whoever_keeps_it(app, monkeypatch):
    class Store:
        told: list[object] = []

        def goes_along(self, session, giver):
            return [Thing("Мыло", 5)]

        def handed_over(self, session, handover_id, giver, receiver, things):
            self.told += [(handover_id, giver, receiver, [thing.received for thing in things])]

    monkeypatch.setattr(confirming, "ALONG_PORTS", [Store()])
    baton = a_baton()
    assert services.goes_along(baton.body) == (Thing("Мыло", 5),)
    number = hand_over(baton, baton.body, baton.stop(0), things=(Thing("Мыло", 5),))
    assert Store.told == [(number, baton.body, baton.stop(0), [5])]


def test_only_the_other_side_confirms(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    giver, receiver, third = (coordinator(baton, place) for place in range(3))
    with acting(giver):
        number = propose(baton, baton.stop(0), baton.stop(1))
        with pytest.raises(Refused):
            confirm(number)
    with acting(third), pytest.raises(NotFound):
        queries.handover_row(number)
    with acting(receiver):
        assert queries.handover_row(number).number
        with pytest.raises(Refused):
            leave(number)
        with pytest.raises(Refused):
            cancel(number)
        confirm(number)
    assert baton.holders() == ["stop 1", "stop 1"]


def test_nobody_confirms_what_they_proposed_but_an_organizer_who_types_a_paper(app):
    baton = a_baton()
    with acting(organizer(baton)):
        number = propose(baton, baton.body, baton.stop(0))
        with pytest.raises(Refused, match="the other side confirms"):
            confirm(number)
        confirm(number, paper=True)
    assert queries.handover_row(number).paper_first is True
    with acting(coordinator(baton, 0)):
        second = propose(baton, baton.stop(0), baton.stop(1))
    with acting(coordinator(baton, 1)), pytest.raises(Refused, match="Only an organizer"):
        confirm(second, paper=True)


def test_a_paper_is_typed_days_later(app):
    baton = a_baton()
    today_is(date(2018, 4, 20))
    with acting(organizer(baton)):
        number = propose(baton, baton.body, baton.stop(0), at=on(date(2018, 4, 2), 11))
        confirm(number, paper=True, at=on(date(2018, 4, 2), 11))
    (item, _) = queries.items_of(baton.relay_id)
    assert item.where.since == on(date(2018, 4, 2), 11)


def test_strangers_neither_propose_nor_see(app):
    baton, other = a_baton(), a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    number = propose(baton, baton.stop(0), baton.stop(1))
    for stranger in (coordinator(other, 0), organizer(other)):
        with acting(stranger):
            for act in (lambda: queries.handover_row(number), lambda: queries.items_of(baton.relay_id), lambda: leave(number)):
                with pytest.raises(NotFound):
                    act()
            with pytest.raises(NotFound):
                propose(baton, baton.stop(0), baton.stop(1))
    with acting(coordinator(baton, 2)):
        with pytest.raises(Refused):
            propose(baton, baton.stop(0), baton.stop(1))
        assert len(queries.items_of(baton.relay_id)) == 2
        assert queries.handovers_of(baton.relay_id) == ()


def test_cancelling_brings_the_items_back_and_needs_a_reason(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    number = propose(baton, baton.stop(0), baton.stop(1))
    leave(number)
    with pytest.raises(Invalid) as error:
        cancel(number, "")
    assert complaints(error) == [("reason", "needed")]
    cancel(number, "дорогу замело")
    assert baton.holders() == ["stop 0", "stop 0"]
    assert queries.handover_row(number).cancel_reason == "дорогу замело"
    hand_over(baton, baton.stop(0), baton.stop(1))
    assert baton.way() == ["body", "stop 0", "transit", "stop 0", "stop 1"]
    assert custody_is_whole()


def test_what_has_ended_does_not_go_on(app):
    baton = a_baton()
    done = hand_over(baton, baton.body, baton.stop(0))
    called_off = propose(baton, baton.stop(0), baton.stop(1))
    cancel(called_off)
    for number, words in ((done, "confirmed already"), (called_off, "was cancelled")):
        for act in (confirm, leave, cancel):
            with pytest.raises(Closed, match=words):
                act(number)


def test_a_page_that_was_opened_before_a_change_is_stale(app):
    baton = a_baton()
    number = propose(baton, baton.body, baton.stop(0))
    row = queries.handover_row(number)
    leave(number)
    with pytest.raises(Stale):
        services.confirm(number, row.version, Receipt(answers(row)))


LONG = "о" * 10_000


def wish_with(baton, **more):
    return Proposal(
        baton.relay_id, baton.body, baton.stop(0), tuple(baton.items), clock.campaign_now(), Translated(ru="Площадь"), **more
    )


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"override_reason": LONG}, "override_reason"),
        ({"signers": (Signer(LONG), Signer(), Signer())}, "giver_name"),
        ({"signers": (Signer(), Signer(), Signer("", Translated(kk=LONG)))}, "witness_post_kk"),
        ({"things": (Thing(LONG, 1),)}, "things"),
        ({"things": (Thing("Мыло", 0),)}, "things"),
        ({"things": (Thing("Мыло", 1),) * 41}, "things"),
        ({"copies": 4}, "copies"),
        ({"witness_body_id": 999_999}, "witness"),
    ],
)
def test_what_does_not_fit_on_an_act_is_refused_in_a_sentence(app, more, field):
    baton = a_baton()
    with pytest.raises(Invalid) as error:
        services.propose(wish_with(baton, **more), a_key())
    assert [name for name, _code in complaints(error)] == [field]
    assert len(sentences(error)) < 200
    assert baton.holders() == ["body", "body"]


def test_a_note_of_ten_thousand_characters_is_refused(app):
    baton = a_baton(items=1)
    number = propose(baton, baton.body, baton.stop(0))
    with pytest.raises(Invalid) as error:
        confirm(number, note=LONG)
    assert "At most 500 characters fit here, there are 10000." in sentences(error)


def test_items_and_sides_of_other_relays_do_not_exist(app):
    baton, other = a_baton(), a_baton()
    with pytest.raises(Invalid) as error:
        propose(baton, baton.body, baton.stop(0), items=other.items)
    assert complaints(error) == [("items", "unknown")]
    for party in (other.stop(0), Party(Holder.BODY, 999_999)):
        with pytest.raises(NotFound):
            propose(baton, party, baton.stop(0))
    with pytest.raises(Invalid):
        propose(baton, baton.body, baton.stop(0), items=[])


def test_a_body_that_is_not_the_last_receiver_is_out_of_order(app):
    baton = a_baton(("Караганда", "Қарағанды"))
    other = a_body(baton.region_id, "Акимат области", "Облыс әкімдігі")
    hand_over(baton, baton.body, baton.stop(0))
    with pytest.raises(Invalid) as error:
        propose(baton, baton.stop(0), Party(Holder.BODY, other))
    assert complaints(error)[0] == ("receiver", "out_of_order")


def test_an_inventory_number_stands_once_in_a_relay(app):
    baton = a_baton(items=1)
    with pytest.raises(Invalid) as error:
        an_item(baton, 0)
    assert complaints(error) == [("inventory", "taken")]
    assert a_baton(items=1).items


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": Translated(ru="Знамя")}, "name_kk"),
        ({"name": Translated(kk="Ту", ru=LONG)}, "name_ru"),
        ({"inventory": ""}, "inventory"),
        ({"note": LONG}, "note"),
        ({"since": date(2030, 1, 1)}, "since"),
    ],
)
def test_an_item_that_cannot_stand_on_an_act_is_refused(app, more, field):
    baton = a_baton(items=0)
    with pytest.raises(Invalid) as error:
        an_item(baton, 0, **more)
    assert [name for name, _code in complaints(error)] == [field]


def test_items_are_corrected_and_taken_out_while_no_handover_names_them(app):
    baton = a_baton()
    flag, book = baton.items
    services.change_item(flag, ItemWords(ItemKind.CUP, Translated(kk="Кубок", ru="Кубок"), "К-1", "с крышкой"))
    row = queries.item_row(flag)
    assert (row.kind, row.inventory, row.note) == (ItemKind.CUP, "К-1", "с крышкой")
    services.remove_item(book)
    assert [item.id for item in queries.items_of(baton.relay_id)] == [flag]
    propose(baton, baton.body, baton.stop(0), items=[flag])
    with pytest.raises(Conflict):
        services.remove_item(flag)
    assert custody_is_whole()


def test_only_organizers_keep_the_items(app):
    baton = a_baton()
    with acting(coordinator(baton, 0)):
        for act in (
            lambda: an_item(baton, 2), lambda: services.remove_item(baton.items[0]),
            lambda: services.change_item(baton.items[0], ItemWords(ItemKind.CUP, Translated(kk="К", ru="К"), "К-1", "")),
        ):  # fmt: skip
            with pytest.raises(Refused):
                act()


def test_a_season_goes_with_its_baton_until_the_baton_has_left(either_app):
    baton = a_baton()
    propose(baton, baton.body, baton.stop(0))
    relay_services.remove_season(baton.relay_id)
    assert db.session.scalars(select(BatonItem.id)).all() == []
    other = a_baton()
    hand_over(other, other.body, other.stop(0))
    with pytest.raises(Conflict, match="handed over already"):
        relay_services.remove_season(other.relay_id)


def test_where_the_baton_is_comes_from_custody_when_there_are_items(app):
    baton = a_baton()
    bare = a_relay()
    a_stop(bare)

    def now(relay_id):
        chain = relay_queries.chain_of(relay_id)
        found = queries.baton_now(relay_id, chain)
        return found.here and found.here.id, found.following and found.following.id, found.on_the_way, bool(found.body)

    assert now(bare.id) == (None, relay_queries.chain_of(bare.id)[0].id, False, False)
    first, second, third = baton.stops
    assert now(baton.relay_id) == (None, first, False, False)
    hand_over(baton, baton.body, baton.stop(0))
    assert now(baton.relay_id) == (first, second, False, False)
    number = propose(baton, baton.stop(0), baton.stop(1))
    leave(number)
    assert now(baton.relay_id) == (None, second, True, False)
    confirm(number)
    hand_over(baton, baton.stop(1), baton.stop(2))
    assert now(baton.relay_id) == (third, None, False, False)
    hand_over(baton, baton.stop(2), baton.body)
    assert now(baton.relay_id) == (None, None, False, True)


@pytest.mark.parametrize("items", [1, 3])
def test_the_items_of_a_relay_take_six_statements_however_many_there_are(app, statements, items):
    baton = a_baton(items=items)
    db.session.rollback()
    statements.clear()
    queries.items_of(baton.relay_id)
    assert len([said for said in statements if said.startswith("SELECT")]) <= 6
