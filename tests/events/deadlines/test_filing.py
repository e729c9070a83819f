"""Legal bases, filings and rules are kept as they were typed, judged, and seen by whoever may."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_of
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.events.deadlines import queries, services
from campaign.events.deadlines.models import Filing
from campaign.events.deadlines.schemas import Answer, Basis, Measure, PermitRow, PermitWish, Standing, StopStanding
from campaign.events.deadlines.slips import DeadlinesOfASlip
from campaign.events.models import Event
from campaign.events.slips import EventsOfASlip
from campaign.relay.dates import Severity, Stay
from campaign.relay.schemas import StopMove
from tests.events.deadlines.papers import a_filing_wish, a_rule, a_rule_wish, resting_on
from tests.events.test_planning import complaints
from tests.factories import NOON, a_region, a_relay, a_stop, a_user, an_event, words

TODAY = date(2018, 4, 5)  # by the campaign's clock of tests


@pytest.fixture
def region(app):
    return a_region()


@pytest.fixture
def stop(region):
    return a_stop(a_relay(region))


@pytest.fixture
def event(stop):
    """On 19 April 2018: five working days before is the 12th."""
    return an_event(stop, starts=NOON + timedelta(days=13))


def code_of(rule_id: int) -> str:
    return queries.rule_row(rule_id).code


def as_role(role, **where):
    return acting_as(actor_of(a_user(role, **where)))


def test_a_basis_is_kept_and_who_was_slower_is_told(event):
    services.set_permit(event.id, PermitWish(Basis.ORDER, "15-р", date(2018, 4, 2), vehicles=20), 0)
    assert queries.permits_of(event.id).subject.permit == PermitRow(Basis.ORDER, "15-р", date(2018, 4, 2), "", 20, 1)
    with pytest.raises(Stale):
        services.set_permit(event.id, PermitWish(Basis.NONE, reason="внутреннее"), 0)
    services.set_permit(event.id, PermitWish(Basis.NONE, reason="внутреннее"), 1)
    assert queries.permits_of(event.id).subject.permit.basis is Basis.NONE


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (PermitWish(Basis.UNSET), "basis"),
        (PermitWish(Basis.NONE), "reason"),
        (PermitWish(Basis.ORDER, issued_on=date(2018, 5, 1)), "issued_on"),
        (PermitWish(Basis.ORDER, number="9" * 61), "number"),
        (PermitWish(Basis.NOTIFICATION, vehicles=-1), "vehicles"),
    ],
)
def test_a_basis_that_cannot_be_is_refused_beside_its_field(event, wish, field):
    with pytest.raises(Invalid) as refused:
        services.set_permit(event.id, wish, 0)
    assert set(complaints(refused)) == {field}


def test_a_paper_is_written_down_for_all_events_it_is_about_once(stop, event):
    code = code_of(a_rule())
    other = an_event(stop, starts=event.starts_at)
    far = an_event(stop, starts=event.starts_at + timedelta(days=3))
    found = queries.deadlines_of_stop(stop.id)
    mine = next(each for each in found if each.subject.event_id == event.id)
    assert [each.subject.event_id for each in queries.also_waiting(mine, found)] == [other.id]
    wish = a_filing_wish(code, filed_on=TODAY, also=(other.id,))
    first = services.record_filing(event.id, wish, "paper")
    assert services.record_filing(event.id, wish, "paper") == first
    assert db.session.scalars(select(Filing.event_id).order_by(Filing.id)).all() == [event.id, other.id]
    assert {each.subject.event_id: each.standing for each in queries.deadlines_of_stop(stop.id)} == {
        event.id: Standing.WAITING, other.id: Standing.WAITING, far.id: Standing.DUE,
    }  # fmt: skip


def test_an_answer_is_written_down_corrected_and_taken_back(event):
    code = code_of(a_rule())
    filing_id = services.record_filing(event.id, a_filing_wish(code), "paper")
    answered = a_filing_wish(code, answer=Answer.REFUSED, answered_on=date(2018, 4, 3), answer_number="3-9")
    services.edit_filing(filing_id, answered, 1)
    with pytest.raises(Stale):
        services.edit_filing(filing_id, answered, 1)
    (deadline,) = queries.permits_of(event.id).deadlines
    assert (deadline.standing, deadline.is_open) == (Standing.REFUSED, True)
    services.record_filing(event.id, a_filing_wish(code, filed_on=TODAY, number="18"), "again")
    assert queries.permits_of(event.id).deadlines[0].standing is Standing.WAITING
    services.remove_filing(filing_id, 2)
    assert [row.wish.number for row in queries.permits_of(event.id).filings] == ["18"]
    noted = select(AuditEntry.act).where(AuditEntry.thing == "event").order_by(AuditEntry.id)
    assert list(db.session.scalars(noted)) == ["event.filed", "event.filing_answered", "event.filed", "event.filing_removed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"filed_on": date(2018, 4, 6)}, "filed_on"),
        ({"filed_on": date(2014, 4, 6)}, "filed_on"),
        ({"answer": Answer.ACCEPTED}, "answered_on"),
        ({"answered_on": date(2018, 4, 2)}, "answer"),
        ({"answer": Answer.ACCEPTED, "answered_on": date(2018, 3, 1)}, "answered_on"),
        ({"note": "о" * 10_000}, "note"),
    ],
)
def test_a_filing_that_cannot_be_is_refused_beside_its_field(event, changes, field):
    code = code_of(a_rule())
    with pytest.raises(Invalid) as refused:
        services.record_filing(event.id, a_filing_wish(code, **changes), "paper")
    assert set(complaints(refused)) == {field}
    assert db.session.scalars(select(Filing)).all() == []


def test_foreign_events_do_not_exist_and_auditors_only_read(region, event):
    code = code_of(a_rule())
    filing_id = services.record_filing(event.id, a_filing_wish(code), "paper")
    neighbour = a_stop(a_relay(region))
    with as_role(Role.STOP, stop=neighbour):
        for act in (
            lambda: services.set_permit(event.id, PermitWish(Basis.ORDER), 0),
            lambda: services.record_filing(event.id, a_filing_wish(code), "x"),
            lambda: services.record_filing(an_event(neighbour).id, a_filing_wish(code, also=(event.id,)), "y"),
            lambda: services.edit_filing(filing_id, a_filing_wish(code), 1),
            lambda: services.remove_filing(filing_id, 1),
            lambda: queries.permits_of(event.id),
            lambda: queries.filing_row(filing_id),
        ):
            with pytest.raises(NotFound):
                act()
    with as_role(Role.AUDITOR):
        assert queries.permits_of(event.id).filings
        with pytest.raises(Refused):
            services.record_filing(event.id, a_filing_wish(code), "z")
    with as_role(Role.REGION, region=region), pytest.raises(Refused):
        services.create_rule(a_rule_wish(), "own")


def test_a_rule_without_a_source_is_refused_with_a_sentence(app):
    with pytest.raises(Invalid) as refused:
        a_rule(source=Translated())
    assert complaints(refused) == {
        "source_ru": "A rule names its source: the law, order or letter with its number and date. "
        "Without one nobody can check it."
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": Translated()}, "name_ru"),
        ({"days": -1}, "days"),
        ({"days": 10_000}, "days"),
        ({"answer_days": 0}, "answer_days"),
        ({"measure": Measure.VEHICLES}, "threshold"),
        ({"threshold": 3}, "measure"),
        ({"valid_from": date(2018, 5, 1), "valid_to": date(2018, 4, 1)}, "valid_to"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_url": "https://[::1"}, "source_url"),
        ({"kinds": ("no such kind",)}, "kinds"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_beside_its_field(app, changes, field):
    with pytest.raises(Invalid) as refused:
        a_rule(**changes)
    assert set(complaints(refused)) == {field}


def test_a_new_version_ends_the_old_one_and_both_stay(event):
    first = a_rule()
    services.check_rule(first)
    second = services.change_rule(first, a_rule_wish(days=10, valid_from=date(2018, 4, 18)), "second")
    with pytest.raises(Stale):
        services.change_rule(first, a_rule_wish(), "other")
    third = services.change_rule(second, a_rule_wish(days=9, valid_from=date(2018, 4, 18)), "third")
    versions = {row.id: (row.wish.valid_from, row.wish.valid_to, row.withdrawn) for row in queries.rules()}
    assert versions == {
        first: (None, date(2018, 4, 17), False), second: (date(2018, 4, 18), None, True),
        third: (date(2018, 4, 18), None, False),
    }  # fmt: skip
    assert queries.rule_row(first).checked_on == TODAY
    assert queries.rule_row(third).checked_on is None
    assert [each.rule.id for each in queries.permits_of(event.id).deadlines] == [third]
    with pytest.raises(Invalid):
        services.change_rule(third, a_rule_wish(valid_from=date(2018, 4, 1)), "backwards")
    services.end_rule(third, date(2018, 4, 18))
    assert queries.permits_of(event.id).deadlines == ()
    with pytest.raises(Closed):
        services.end_rule(third, date(2018, 4, 19))
    assert [change.act for change in queries.history_of_rule(code_of(first))] == [
        "rule.created", "rule.checked", "rule.changed", "rule.changed", "rule.ended",
    ]  # fmt: skip


def test_what_ships_has_sources_is_to_be_verified_and_keeps_what_was_changed(app):
    with unit_of_work() as session:
        services.load_shipped(session)
    shipped = queries.rules()
    assert {row.code for row in shipped} == {
        "decide_basis", "assembly_1995", "assembly_notice", "assembly_approval", "column_organised", "column_escort",
        "media_forecast",
    }  # fmt: skip
    assert all(row.wish.source.kk and row.wish.source.ru and row.wish.source.en and not row.checked_on for row in shipped)
    notice = next(row for row in shipped if row.code == "assembly_notice")
    assert (notice.wish.days, notice.wish.answer_days, notice.wish.bases) == (5, 3, (Basis.NOTIFICATION,))
    changed = services.change_rule(notice.id, replace(notice.wish, days=6, valid_from=date(2026, 1, 1)), "changed")
    with unit_of_work() as session:
        services.load_shipped(session)
    assert len(queries.rules()) == len(shipped) + 1
    assert (queries.rule_row(changed).wish.days, queries.rule_row(changed).shipped) == (6, False)


@pytest.mark.parametrize("size", [1, 3])
def test_the_standing_of_stops_costs_three_questions_however_many(app, region, statements, size):
    code = code_of(a_rule())
    stops = [a_stop(a_relay(region)) for _turn in range(size)]
    for stop in stops:
        late = an_event(stop, starts=NOON + timedelta(days=1))  # was due on 2 April
        an_event(stop, starts=NOON + timedelta(days=13))
        filed = an_event(stop, starts=NOON + timedelta(days=14))
        services.record_filing(filed.id, a_filing_wish(code, filed_on=TODAY), f"paper-{stop.id}")
        over = an_event(stop, starts=NOON - timedelta(days=3))
    assert late.day > TODAY > over.day
    ids = [stop.id for stop in stops]
    db.session.expunge_all()
    statements.clear()
    found = queries.standing_of(ids, queries.deadlines_of_stops(ids))
    assert len(statements) == 3
    assert set(found.values()) == {StopStanding(filed=1, all=4)}


def test_deadlines_follow_their_events_when_stops_slip(stop, event):
    code = code_of(a_rule())
    resting_on(event)
    filed = an_event(stop, title="Поданное", starts=event.starts_at)
    services.record_filing(filed.id, a_filing_wish(code), "paper")
    days = Stay("kar-temirtau", 1, stop.arrives_on, stop.departs_on)
    back = timedelta(days=-9)
    move = StopMove(
        stop.id, stop.relay_id, stop.region_id, words("Темиртау"), stop.time_zone, days,
        replace(days, arrives=days.arrives + back, departs=days.departs + back),
    )  # fmt: skip
    earlier = EventsOfASlip().preview([move], only_unannounced=False, earlier=()).shifts
    plan = DeadlinesOfASlip().preview([move], only_unannounced=False, earlier=earlier)
    assert {(shift.before, shift.after) for shift in plan.shifts} == {(date(2018, 4, 12), date(2018, 4, 3))}
    assert [clash.severity for clash in plan.clashes] == [Severity.SOFT, Severity.SOFT]
    said = sorted(str(clash.words) for clash in plan.clashes)
    assert said == [
        "Notice for “Митинг на площади” would have been due on 3\u00a0April, which is over.",
        "Notice for “Поданное” was filed for the old day.",
    ]
    assert DeadlinesOfASlip().preview([move], only_unannounced=False, earlier=()).shifts == ()


def test_a_cancelled_event_owes_nothing(event):
    a_rule()
    db.session.get(Event, event.id).state = "cancelled"
    db.session.commit()
    assert queries.permits_of(event.id).deadlines == ()
    assert queries.deadlines_of_stop(event.stop_id) == ()
