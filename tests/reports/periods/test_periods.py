"""A closed period: nothing changes it, what changes beside it is told, and its sheet stays the same to the byte."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from campaign.accounts.queries import actor_of
from campaign.core import clock
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused
from campaign.core.i18n import use_language
from campaign.events.figures.amounts import Qualifier
from campaign.events.figures.models import EventAudience, Figure
from campaign.events.figures.schemas import PARTICIPANTS, Source
from campaign.events.schemas import EventState
from campaign.relay.models import Relay
from campaign.relay.services import remove_season
from campaign.reports.periods import snapshot
from campaign.reports.periods.comparing import Change, compared
from campaign.reports.periods.documents import sheet_pdf
from campaign.reports.periods.models import PeriodClose
from campaign.reports.periods.queries import closed_period, kept_sheet, month_to_close, read, scopes
from campaign.reports.periods.schemas import CloseWish
from campaign.reports.periods.services import PeriodsOfASeason, close_period, print_corrections
from campaign.reports.periods.words import said, what, who_and_when
from campaign.reports.queries import start_for
from campaign.reports.rollup.queries import rollup_of
from campaign.reports.rollup.schemas import Period
from campaign.reports.schemas import TaskKind
from campaign.territory.models import Region
from tests.factories import NOON, a_relay, a_stop, a_user, an_event
from tests.reader import Reader
from tests.reports.periods.closed import SIGNER
from tests.reports.rollup.said import FIRST, a_held_relay, a_said_figure

APRIL = date(2018, 4, 1), date(2018, 4, 30)


@pytest.fixture
def later(app):
    """May: April is over."""
    clock.set_shift(datetime(2018, 5, 3, 9, 0, tzinfo=ZoneInfo("Asia/Almaty")) - clock.now())
    return app


def wish_of(relay, first=APRIL[0], last=APRIL[1]):
    return CloseWish(relay.region_id, relay.id, first, last, SIGNER)


def pages_of(close_id):
    return {code: sheet_pdf(kept_sheet(number)) for code, number in closed_period(close_id).row.sheets.items()}


def test_later_edits_are_corrections_and_leave_every_sheet_the_same_to_the_byte(later):
    relay, chain, events = a_held_relay(3)
    rough = a_said_figure(events[1], 400, "vehicles", qualifier=Qualifier.ABOUT, source=Source.ESTIMATED, method="на глаз")
    close_id = close_period(wish_of(relay), "key")
    assert close_period(wish_of(relay), "key") == close_id
    before, found = pages_of(close_id), closed_period(close_id)
    assert (found.is_clean, sorted(before), found.rollup.table.bottom.sums[PARTICIPANTS].value) == (
        True,
        ["en", "kk", "ru"],
        303,
    )
    user = a_user(Role.REGION, region=db.session.get(Region, relay.region_id), name="Марат Оспанов")
    db.session.delete(rough)
    counted = db.session.scalars(select(Figure).where(Figure.event_id == events[0].id)).one()
    counted.value = 700
    a_said_figure(an_event(chain[2], state=EventState.HELD, starts=NOON + timedelta(days=11), title="Лекция"), 15)
    db.session.add(AuditEntry(
        at=clock.now(), campaign_at=clock.campaign_now(), user_id=user.id, act="figure.corrected", thing="figures_of_event",
        thing_id=events[0].id, region_id=relay.region_id, before={}, after={"measure": PARTICIPANTS}, reason="",
    ))  # fmt: skip
    db.session.commit()
    after = closed_period(close_id)
    changes = [(told.change, told.correction.key.split(":")[0], told.who) for told in after.corrections]
    assert changes == [
        (Change.CHANGED, "figure", "Марат Оспанов"), (Change.GONE, "figure", ""), (Change.ADDED, "event", ""),
        (Change.ADDED, "figure", ""),
    ]  # fmt: skip
    first = after.corrections[0]
    with use_language("ru"):
        measures = after.rollup.table.measures
        assert what(first, measures) == "Участники"
        assert [said(facts, measures).partition(",")[0] for facts in (first.correction.before, first.correction.now)] == [
            "100",
            "700",
        ]
        assert who_and_when(first, "Asia/Almaty").startswith("Марат Оспанов, 03.05.2018")
    assert pages_of(close_id) == before
    assert after.rollup.table.bottom.sums[PARTICIPANTS].value == 303
    number = print_corrections(close_id, "ru", "print")
    kept = sheet_pdf(kept_sheet(number))
    counted.value = 800
    db.session.commit()
    assert (print_corrections(close_id, "ru", "print"), sheet_pdf(kept_sheet(number))) == (number, kept)


def test_what_is_closed_adds_up_as_what_is_not(later):
    relay, chain, events = a_held_relay(3, silent=1)
    a_said_figure(events[0], 60, "vehicles", qualifier=Qualifier.MORE_THAN)
    second = an_event(chain[0], state=EventState.HELD)
    a_said_figure(second, 250, qualifier=Qualifier.ABOUT, source=Source.TOLD)
    db.session.add(EventAudience(event_id=second.id, stop_id=second.stop_id, region_id=second.region_id, label="other"))
    db.session.commit()
    live = rollup_of(SYSTEM, relay.id, Period(*APRIL))
    closed = closed_period(close_period(wish_of(relay), "key")).rollup
    assert closed.table.bottom == live.table.bottom
    for then, now in zip(closed.table.lines, live.table.lines, strict=True):
        assert {code: (total.headline, total.times) for code, total in then.totals.items()} == {
            code: (total.headline, total.times) for code, total in now.totals.items()
        }
        assert (then.standing, then.held, then.place) == (now.standing, now.held, now.place)
    assert [debt.name.text("ru") for debt in closed.debts] == ["Город 3"]


def test_no_person_is_in_what_is_kept(later):
    relay, _chain, events = a_held_relay(1)
    a_said_figure(events[0], 9, "buses", source=Source.ESTIMATED, method="со слов Ахметова")
    stored = db.session.get(PeriodClose, close_period(wish_of(relay), "key"))
    assert "Ахметов" not in stored.snapshot
    assert "штаб" not in stored.snapshot
    assert snapshot.canonical(json.loads(stored.snapshot)) == stored.snapshot


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2018, 4, 30), date(2018, 5, 2), "first"),
        (date(2018, 5, 2), date(2018, 5, 1), "last"),
        (date(2018, 5, 1), date(2018, 5, 3), "last"),
    ],
)
def test_days_that_are_closed_not_over_or_backwards_are_refused(later, first, last, field):
    relay, _chain, _events = a_held_relay(1)
    close_period(wish_of(relay), "key")
    with pytest.raises(Invalid) as refused:
        close_period(wish_of(relay, first, last), "other")
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_region_and_its_relay_share_no_day_and_other_relays_are_apart(later):
    relay, _chain, _events = a_held_relay(1)
    other = a_relay(db.session.get(Region, relay.region_id))
    a_said_figure(an_event(a_stop(other), state=EventState.HELD), 5)
    close_period(wish_of(relay), "one")
    close_period(wish_of(other), "two")
    with pytest.raises(Invalid):
        close_period(CloseWish(relay.region_id, None, *APRIL), "three")
    with pytest.raises(Conflict):
        remove_season(relay.id)
    spans = {scope.code: month_to_close(scope, date(2018, 7, 1))[0] for scope in scopes(SYSTEM)}
    assert spans[f"relay-{relay.id}"] == date(2018, 5, 1)


def test_a_season_whose_days_its_region_closed_stays(later):
    (_relay, chain, _events), (_other, elsewhere, _others) = a_held_relay(1), a_held_relay(1)
    close_period(CloseWish(chain[0].region_id, None, *APRIL, SIGNER), "region")
    with pytest.raises(Conflict, match="closed"):
        PeriodsOfASeason().ensure_removable(db.session(), [chain[0].id])
    PeriodsOfASeason().ensure_removable(db.session(), [elsewhere[0].id])


def test_the_database_itself_keeps_what_is_closed_and_holds_periods_apart(either_app):
    clock.set_shift(datetime(2018, 5, 3, 9, 0, tzinfo=ZoneInfo("Asia/Almaty")) - clock.now())
    relay, _chain, _events = a_held_relay(1)
    close_id, region_id = close_period(wish_of(relay), "key"), relay.region_id
    copied = (
        "INSERT INTO period_closes (region_id, first_day, last_day, closed_at, signer, note, snapshot, snapshot_hash) "
        "SELECT region_id, '2018-04-30', '2018-05-01', closed_at, signer, note, snapshot, 'x' FROM period_closes"
    )
    for statement in (copied, "UPDATE period_closes SET note = 'x'", "DELETE FROM period_closes"):
        with pytest.raises(DBAPIError, match="closed period"):
            db.session.execute(text(statement))
        db.session.rollback()
    assert recount(["periods"])[0].ok
    drop = "DROP TRIGGER period_closes_no_update"
    if db.engine.dialect.name == "postgresql":
        drop = "DROP TRIGGER period_closes_no_change ON period_closes"
    db.session.execute(text(drop))
    db.session.execute(text("UPDATE period_closes SET snapshot = replace(snapshot, '100', '900')"))
    db.session.commit()
    (outcome,) = recount(["periods"])
    assert [(wrong.id, wrong.message) for wrong in outcome.wrong] == [(close_id, "does not hash to what was closed")]
    with pytest.raises(Conflict):
        read(db.session.get(PeriodClose, close_id))
    assert region_id


ROWS = st.dictionaries(
    st.integers(1, 9), st.tuples(st.integers(0, 3), st.sampled_from(["exact", "about"])), max_size=6
)  # fmt: skip


@given(ROWS, ROWS)
def test_comparing_tells_every_difference_once_and_nothing_else(then, now):
    def rows(given):
        return [
            {
                "key": f"figure:{key}",
                "kind": "figure",
                "event": key,
                "place": 1,
                "value": value,
                "qualifier": how,
                "source": "told",
            }
            for key, (value, how) in given.items()
        ]

    found = {correction.key: correction.change for correction in compared(rows(then), rows(now))}
    expected = {f"figure:{key}": Change.ADDED for key in now.keys() - then.keys()}
    expected |= {f"figure:{key}": Change.GONE for key in then.keys() - now.keys()}
    expected |= {f"figure:{key}": Change.CHANGED for key in now.keys() & then.keys() if now[key] != then[key]}
    assert found == expected
    assert compared(rows(now), reversed(rows(now))) == ()


def test_a_month_that_is_over_and_not_closed_stands_on_today(later):
    relay, chain, _events = a_held_relay(1)
    actor = actor_of(a_user(Role.REGION, region=db.session.get(Region, relay.region_id)))

    def open_months(whom):
        with acting_as(whom):
            return [(task.what, task.page) for task in start_for(whom).tasks if task.kind is TaskKind.PERIODS]

    with use_language("ru"):
        assert open_months(actor) == [("апрель 2018", ("closes_staff.close", "relay", relay.id))]
        assert open_months(actor_of(a_user(Role.STOP, stop=chain[0]))) == []
        close_period(wish_of(relay), "key")
        assert open_months(actor) == []


def test_who_sees_and_closes(later):
    relay, chain, _events = a_held_relay(1)
    close_id = close_period(wish_of(relay), "key")
    stranger = actor_of(a_user(Role.REGION, region=db.session.get(Region, a_held_relay(1)[0].region_id)))
    coordinator = actor_of(a_user(Role.STOP, stop=chain[0]))
    for actor in (stranger, coordinator):
        with acting_as(actor), pytest.raises(NotFound):
            closed_period(close_id)
    for actor in (coordinator, actor_of(a_user(Role.AUDITOR))):
        with acting_as(actor), pytest.raises(Refused):
            close_period(wish_of(relay, date(2018, 3, 1), date(2018, 3, 31)), "other")
    with acting_as(actor_of(a_user(Role.AUDITOR))):
        assert closed_period(close_id).is_clean


def test_the_page_shows_what_would_be_closed_keeps_what_was_typed_and_closes(later):
    clock.set_shift(datetime(2018, 5, 3, 2, 0, tzinfo=ZoneInfo("Asia/Almaty")) - clock.now())  # the day before in Greenwich
    relay, _chain, _events = a_held_relay(2, silent=1)
    reader, form = Reader(later), "form#page-form"
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, relay.region_id)))
    page = reader.visit("/staff/reports/periods/close")
    assert "Город 2" in page.get_text(" ")
    assert page.select_one("[name=first][type=hidden]")["value"] == FIRST.replace(day=1).isoformat()
    again = reader.send({"signer_name": "Ж" * 121}, form=form, expect=422)
    assert again.select_one("[name=signer_name]")["value"] == "Ж" * 121
    reader.send({"signer_name": "Мұқашев О. Ғ."}, form=form, expect=303)
    shown = reader.follow().get_text(" ")
    assert "nothing was corrected since" in shown
    assert "Мұқашев О. Ғ." in shown
    assert "3\N{NO-BREAK SPACE}May" in reader.visit("/staff/reports/periods").select_one("[data-label=Closed]").get_text(" ")
    number = next(iter(closed_period(db.session.scalars(select(PeriodClose.id)).one()).row.sheets.values()))
    reader.visit(f"/staff/reports/periods/sheets/{number}")
    assert "There is nothing to close" in reader.visit("/staff/reports/periods/close?from=2018-03-01&to=2018-03-02").get_text(
        " "
    )
    reader.visit("/staff/reports/periods/close?scope=relay-999999", expect=404)
    assert db.session.get(Relay, relay.id)
