"""What a handover refuses, and in which words: order, receipt before giving, twice, strangers, what does not fit."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from campaign.core import clock
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Closed, Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.relay.custody import queries, services
from campaign.relay.custody.schemas import (
    Condition,
    Holder,
    LineAnswer,
    Party,
    Proposal,
    Receipt,
    Signer,
    Thing,
)
from tests.relay.custody.batons import (
    a_baton,
    a_body,
    a_key,
    acting,
    answers,
    cancel,
    complaints,
    confirm,
    coordinator,
    custody_is_whole,
    hand_over,
    leave,
    on,
    organizer,
    propose,
    sentences,
    today_is,
)


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
