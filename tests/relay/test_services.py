"""Proposing, creating and taking back a season, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, KeyReused, NotFound, Refused
from campaign.core.i18n import Translated
from campaign.core.schema import load_shipped
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.relay import planning, queries, services
from campaign.relay.dates import SkipRule
from campaign.relay.models import Campaign, Relay, Stop
from campaign.relay.schemas import NewCampaign, PlanWish
from campaign.territory import queries as territory
from tests.factories import a_campaign, a_registration

WISH = PlanWish("KZ-35", date(2018, 4, 1), date(2018, 4, 2), 14, date(2018, 12, 9), "standard")
KOSTANAY = replace(WISH, region_code="KZ-KUS", stay_days=12)


@pytest.fixture
def house(either_app):
    load_shipped()
    return either_app


def problem_of(wish: PlanWish) -> tuple[str, str]:
    with pytest.raises(Invalid) as refused:
        planning.ensure_fits(services.propose(wish))
    (problem,) = refused.value.problems
    assert str(problem.message)
    return problem.field, problem.code


def an_organizer(region_id: int) -> Actor:
    grants = (Grant(Role.REGION, region_id=region_id),)
    return Actor(None, "x", "x", grants, scope=scope_of(grants))


def test_karaganda_of_2018_is_a_chain_of_eighteen_within_a_percent_of_the_shortest(shipped_app):
    plan = services.propose(WISH)
    assert (len(plan.stops), plan.stops[0].code) == (18, "kar-karaganda")
    assert 1_812 < plan.kilometres < 1_831
    assert (plan.stops[0].stay.arrives, plan.stops[0].stay.departs) == (date(2018, 4, 2), date(2018, 4, 15))
    assert plan.stops[-1].stay.departs == date(2018, 11, 22)
    assert all(giver.stay.departs == taker.stay.arrives for giver, taker in zip(plan.stops, plan.stops[1:], strict=False))


def test_kostanay_of_2018_is_a_chain_of_twenty(shipped_app):
    plan = services.propose(KOSTANAY)
    assert (len(plan.stops), plan.stops[0].code) == (20, "kus-kostanay")
    assert plan.kilometres < 1_583


def test_the_same_region_of_today_has_thirteen_places(shipped_app):
    plan = services.propose(replace(WISH, as_of=date(2026, 1, 1)))
    assert len(plan.stops) == 13
    assert "kar-zhezkazgan" not in {stop.code for stop in plan.stops}


def test_ends_and_pins_are_held(shipped_app):
    plan = services.propose(replace(WISH, first="kar-saran", last="kar-karaganda", pins=(("kar-balkhash", 3),)))
    codes = [stop.code for stop in plan.stops]
    assert (codes[0], codes[2], codes[-1]) == ("kar-saran", "kar-balkhash", "kar-karaganda")


def test_a_free_beginning_is_no_longer_than_the_centre(shipped_app):
    assert services.propose(replace(WISH, first="")).kilometres <= services.propose(WISH).kilometres


def test_a_given_order_is_kept_and_measured_against_the_shortest(shipped_app):
    shortest = services.propose(WISH)
    order = tuple(stop.code for stop in shortest.stops)
    plan = services.propose(replace(WISH, order=(order[0], *reversed(order[1:])), unit_codes=order))
    assert [stop.code for stop in plan.stops] == [order[0], *reversed(order[1:])]
    assert plan.shortest_km == shortest.kilometres < plan.kilometres


def test_a_handover_on_a_skipped_day_moves_and_the_stay_grows(shipped_app):
    plan = services.propose(replace(WISH, skip=SkipRule(weekends=True, holidays=True)))
    assert not [found for found in plan.conflicts if found.kind.value in {"weekend", "holiday"}]
    assert plan.stops[0].stay.departs == date(2018, 4, 16)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"until": date(2018, 4, 1)}, ("until", "dates_backwards")),
        ({"stay_days": 0}, ("stay", "bad_stay")),
        ({"stay_days": -3}, ("stay", "bad_stay")),
        ({"stay_days": 10_000}, ("stay", "bad_stay")),
        ({"stay_days": 30}, ("until", "past_last_day")),
        ({"start": date(1990, 1, 1)}, ("start", "outside_calendar")),
        ({"until": date(9999, 12, 31)}, ("until", "outside_calendar")),
        ({"as_of": date(1, 1, 1)}, ("as_of", "outside_calendar")),
        ({"unit_codes": ()}, ("units", "no_units")),
        ({"unit_codes": ("kar-saran", "kar-saran")}, ("units", "place_twice")),
        ({"unit_codes": ("kus-rudny",)}, ("units", "foreign_place")),
        ({"unit_codes": ("😀\u202e\x00" * 1_000,)}, ("units", "foreign_place")),
        ({"unit_codes": tuple(f"u{number}" for number in range(500))}, ("units", "too_many")),
        ({"as_of": date(2026, 1, 1), "unit_codes": ("kar-zhezkazgan",)}, ("units", "foreign_place")),
        ({"first": "kus-rudny"}, ("order", "unknown_place")),
        ({"order": ("kar-saran",)}, ("order", "other_places")),
        ({"pins": (("kar-saran", 99),)}, ("order", "position_outside")),
        ({"pins": (("kar-saran", 2), ("kar-temirtau", 2))}, ("order", "position_twice")),
        ({"stays": (("kus-rudny", 3),)}, ("stay", "unknown_unit")),
        ({"region_code": "KZ-11"}, ("units", "no_units")),
    ],
)
def test_what_cannot_be_planned_is_answered_with_a_sentence(shipped_app, change, problem):
    assert problem_of(replace(WISH, **change)) == problem


@pytest.mark.parametrize("code", ["KZ-99", "KZ-62", "", "x" * 10_000])
def test_a_region_that_was_not_there_is_not_found(shipped_app, code):
    with pytest.raises(NotFound):
        services.propose(replace(WISH, region_code=code))


def test_a_stay_over_the_last_day_names_the_stop_and_the_remedy(shipped_app):
    with pytest.raises(Invalid, match=r"Stop 17, Satpayev, would last until .* Shorten the stay to 14 days"):
        planning.ensure_fits(services.propose(replace(WISH, stay_days=16)))


def test_a_season_is_created_whole(house):
    made = services.create_season(WISH, "key-1")
    chain = queries.chain_of(made.relay_id)
    relay = queries.relay_row(made.relay_id)
    assert (made.stops, len(chain), relay.stops) == (18, 18, 18)
    assert made.events == db.session.query(Event).count() > 0
    assert [stop.position for stop in chain] == list(range(1, 19))
    assert (relay.starts_on, relay.ends_on, relay.region_name.ru) == (
        date(2018, 4, 2),
        date(2018, 11, 22),
        "Карагандинская область",
    )
    assert {event.kind for events in services.events_of([chain[0].id]).values() for event in events} >= {"rally", "motorcade"}
    assert territory.body_on(relay.last_receiver_id, relay.ends_on).code == "department-KZ-35"
    assert db.session.query(AuditEntry).filter_by(act="relay.season_created").one().after["stops"] == 18


def test_an_empty_database_gets_a_campaign_named_after_region_and_year(house):
    relay = services.create_season(WISH, "key-1").relay_id
    campaign = queries.campaign_of(relay)
    assert campaign.name.ru == "«Адал жол – Честный путь», Карагандинская область, 2018 г."
    other = services.create_season(KOSTANAY, "key-2").relay_id
    assert "Костанайская" in queries.campaign_of(other).name.ru


def test_a_relay_joins_the_campaign_of_its_days(house):
    campaign = a_campaign()
    assert queries.campaign_of(services.create_season(WISH, "key-1").relay_id).id == campaign.id
    assert queries.campaign_of(services.create_season(KOSTANAY, "key-2").relay_id).id == campaign.id


def test_sending_a_season_twice_creates_one(house):
    first, second = services.create_season(WISH, "key-1"), services.create_season(WISH, "key-1")
    assert first == second
    assert db.session.query(Relay).count() == 1
    with pytest.raises(KeyReused):
        services.create_season(replace(WISH, stay_days=13), "key-1")


def test_an_unknown_kit_creates_nothing(house):
    with pytest.raises(Invalid):
        services.create_season(replace(WISH, kit="no-such-kit"), "key-1")
    assert [db.session.query(table).count() for table in (Relay, Stop, Campaign, Event)] == [0, 0, 0, 0]


def test_an_unknown_campaign_or_receiver_creates_nothing(house):
    with pytest.raises(NotFound):
        services.create_season(WISH, "key-1", campaign_id=99)
    with pytest.raises(Invalid):
        services.create_season(replace(WISH, last_receiver_code="nobody"), "key-2")
    assert db.session.query(Relay).count() == 0


def test_an_organizer_plans_their_own_region_only(house):
    a_campaign()
    mine = territory.region_with_code("KZ-35", WISH.as_of).id
    with acting_as(an_organizer(mine)):
        assert services.create_season(WISH, "key-1").stops == 18
        with pytest.raises(Refused):
            services.create_season(KOSTANAY, "key-2")


def test_only_a_national_coordinator_lets_planning_open_a_campaign(house):
    mine = territory.region_with_code("KZ-35", WISH.as_of).id
    with acting_as(an_organizer(mine)), pytest.raises(Refused):
        services.create_season(WISH, "key-1")
    assert db.session.query(Campaign).count() == db.session.query(Relay).count() == 0


def test_a_season_is_taken_back_with_everything_it_made(house):
    made = services.create_season(WISH, "key-1")
    services.remove_season(made.relay_id)
    assert [db.session.query(table).count() for table in (Relay, Stop, Campaign, Event)] == [0, 0, 0, 0]
    with pytest.raises(NotFound):
        services.remove_season(made.relay_id)


def test_a_campaign_that_somebody_opened_stays_when_its_season_goes(house):
    a_campaign()
    services.remove_season(services.create_season(WISH, "key-1").relay_id)
    assert db.session.query(Campaign).count() == 1


def test_a_season_with_somebody_registered_stays(house):
    made = services.create_season(WISH, "key-1")
    event = db.session.query(Event).first()
    a_registration(event)
    with pytest.raises(Conflict):
        services.remove_season(made.relay_id)
    assert db.session.query(Stop).count() == 18


def test_a_season_with_an_open_event_stays(house):
    made = services.create_season(WISH, "key-1")
    db.session.query(Event).first().state = EventState.OPEN
    db.session.commit()
    with pytest.raises(Conflict):
        services.remove_season(made.relay_id)


def test_an_organizer_of_another_region_cannot_find_the_season(house):
    made = services.create_season(WISH, "key-1")
    other = territory.region_with_code("KZ-39", WISH.as_of).id
    with acting_as(an_organizer(other)):
        with pytest.raises(NotFound):
            services.remove_season(made.relay_id)
        with pytest.raises(NotFound):
            queries.chain_of(made.relay_id)
        assert queries.relays() == ()


def test_a_campaign_is_opened_and_changed(either_app):
    new = NewCampaign(
        Translated("Адал жол", "Честный путь"),
        (Translated("Ұран", "Слоган"),),
        date(2018, 3, 1),
        date(2018, 12, 9),
        "1424",
        "kk",
    )
    campaign_id = services.open_campaign(new)
    services.change_campaign(campaign_id, replace(new, hotline="1494"), 1)
    row = queries.campaign_row(campaign_id)
    assert (row.name.kk, row.slogans[0].ru, row.hotline) == ("Адал жол", "Слоган", "1494")
    with pytest.raises(Invalid):
        services.change_campaign(campaign_id, replace(new, ends_on=date(2018, 1, 1)), 2)
    with pytest.raises(Invalid):
        services.open_campaign(replace(new, name=Translated()))
    with acting_as(an_organizer(1)), pytest.raises(Refused):
        services.open_campaign(new)


def test_a_campaign_stays_while_another_region_is_in_it(house):
    made = services.create_season(WISH, "key-1")
    (campaign,) = queries.campaigns()
    other = services.create_season(KOSTANAY, "key-2", campaign.id)
    with acting_as(an_organizer(queries.relay_row(made.relay_id).region_id)):
        services.remove_season(made.relay_id)
    assert queries.relay_row(other.relay_id).campaign_id == campaign.id
