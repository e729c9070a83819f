"""Two who do the same at one moment, on PostgreSQL: whoever comes second is told so in a sentence, whatever the act was."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from campaign.core import audit, settings
from campaign.core.db import db, unit_of_work
from campaign.core.settings import Counter, Setting
from campaign.events.figures.schemas import NewMeasure, Unit
from campaign.events.figures.services import add_measure
from campaign.events.figures.shipping import load_shipped as load_measures
from campaign.events.kits.schemas import NewKit
from campaign.events.kits.services import make_kit
from campaign.events.models import EventKind
from campaign.events.press import services as press
from campaign.events.press.schemas import NewOutlet, OutletKind, Tongue
from campaign.events.schemas import NewKind
from campaign.events.services import create_kind
from tests.factories import an_event, words
from tests.races.test_stock_waits import one_then_other, slowly


def in_turn(act: str) -> Any:
    """Whether this note of the trail is of that act: by then its rows are written or held, and not committed."""
    return lambda _session, noted, *_more: noted == act


def test_of_two_new_things_of_one_name_the_second_is_told(postgres_app, monkeypatch):
    slowly(monkeypatch, audit, "note", in_turn("kit.made"))
    acts = [partial(make_kit, NewKit("steppe", words("Степь")), key) for key in ("one", "other")]
    assert one_then_other(postgres_app, *acts) == ["done", "stale"]


def test_of_two_outlets_of_the_country_of_one_name_the_second_is_told(postgres_app, monkeypatch):
    slowly(monkeypatch, audit, "note", in_turn("outlet.added"))
    channel = NewOutlet("Телеканал", OutletKind.TV, Tongue.BOTH)
    assert one_then_other(postgres_app, *(partial(press.add_outlet, channel, key) for key in "ab")) == ["done", "stale"]


def test_of_two_kinds_and_of_two_measures_of_one_name_the_second_is_told(postgres_app, monkeypatch):
    an_event()
    with unit_of_work() as session:
        load_measures(session)
    slowly(monkeypatch, audit, "note", lambda _session, noted, *_more: noted in {"kind.created", "measure.added"})
    kinds = [partial(create_kind, NewKind(words("Субботник")), key) for key in "ab"]
    assert one_then_other(postgres_app, *kinds) == ["done", "invalid"]
    measures = [partial(add_measure, NewMeasure(words("Шары"), Unit.PIECES), key) for key in "cd"]
    assert one_then_other(postgres_app, *measures) == ["done", "invalid"]


def test_a_button_that_is_pressed_twice_makes_one_thing_and_says_so_twice(postgres_app, monkeypatch):
    an_event()
    slowly(monkeypatch, audit, "note", in_turn("kind.created"))
    press_it = partial(create_kind, NewKind(words("Субботник")), "one form")
    assert one_then_other(postgres_app, press_it, press_it) == ["done", "done"]
    assert db.session.scalar(select(func.count()).select_from(EventKind)) == 2  # with that of the event


def test_what_names_a_thing_that_is_just_taken_out_is_told(postgres_app, monkeypatch):
    event_id, outlet = an_event().id, press.add_outlet(NewOutlet("Телеканал", OutletKind.TV, Tongue.BOTH), "outlet")
    slowly(monkeypatch, audit, "note", in_turn("outlet.removed"))
    acts = partial(press.remove_outlet, outlet), partial(press.invite, event_id, [outlet])
    assert one_then_other(postgres_app, *acts) == ["done", "stale"]


def test_of_two_who_wait_for_each_other_one_is_told(postgres_app, monkeypatch):
    with unit_of_work() as session:
        session.add_all(Counter(name=name, value=0) for name in ("one", "two"))

    def count(*names: str) -> None:
        with unit_of_work() as session:
            for name in names:
                settings.next_number(session, name)

    slowly(monkeypatch, settings, "next_number")
    assert sorted(one_then_other(postgres_app, partial(count, "one", "two"), partial(count, "two", "one"))) == ["done", "stale"]
    assert set(db.session.execute(select(Counter.value).where(Counter.name.in_(("one", "two")))).scalars()) == {1}


def test_whoever_changes_a_thing_that_is_just_taken_out_is_told(postgres_app, monkeypatch):
    with unit_of_work() as session:
        settings.keep(session, "short", 1)

    def take_out() -> None:
        with unit_of_work() as session:
            session.execute(delete(Setting).where(Setting.name == "short"))
            settings.value_of("none")

    def change() -> None:
        with unit_of_work() as session:
            session.get_one(Setting, "short").value = 2

    slowly(monkeypatch, settings, "value_of")
    assert one_then_other(postgres_app, take_out, change) == ["done", "stale"]
    assert settings.value_of("short") is None


def test_what_is_wrong_with_us_is_not_blamed_on_others(either_app):
    """A rule of the table that our own judging should have kept is an error of ours."""
    with unit_of_work() as session:
        session.add(Counter(name="long", value=1))
    with pytest.raises(IntegrityError), unit_of_work() as session:
        session.execute(update(Counter).values(value=None))
