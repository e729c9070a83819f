"""Acts on stock that hold several things at once, on PostgreSQL: one waits for the other, and never both for each other."""

from collections.abc import Callable
from datetime import date
from threading import Thread
from time import sleep
from typing import Any

import pytest

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import CampaignError
from campaign.materials import services
from campaign.materials.imports import services as imports
from campaign.materials.imports.incoming import Judged
from campaign.materials.issuing import services as counter
from campaign.materials.issuing.queries import recipient
from campaign.materials.issuing.schemas import Issue, Whom
from campaign.materials.issuing.services import giving
from campaign.materials.ledger.schemas import Arrival
from campaign.materials.ledger.services import arrive
from campaign.materials.models import StockPlace
from campaign.materials.schemas import DocumentKind, Use
from campaign.materials.services import posting
from campaign.materials.teams import books
from campaign.motorcades.queries import cars_of
from campaign.motorcades.services import remove_car
from campaign.walks.closing.services import close_team
from tests.factories import a_registration, a_relay, a_stop, an_event
from tests.materials.stock import a_material, on_hand, posted, received, store_of, transferred
from tests.motorcades.columns import a_car, a_motorcade
from tests.walks.doors.rounds import a_walk_of_today, teams_of

LONG, HEADSTART = 0.4, 0.15
TODAY = date(2018, 4, 5)


def slowly(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, when: Callable[..., bool] = lambda *_of: True) -> None:
    """Let others run at this point: whoever passes it waits a moment, and holds whatever is held by then."""
    real = getattr(where, name)

    def slow(*given: Any, **named: Any) -> Any:
        answer = real(*given, **named)
        if when(*given):
            sleep(LONG)
        return answer

    monkeypatch.setattr(where, name, slow)


def one_then_other(app: Any, *acts: Callable[[], Any]) -> list[Any]:
    """What each said, the second begun while the first is at it: `done`, the code of a refusal, or what broke."""
    said: list[Any] = [None] * len(acts)

    def run(at: int) -> None:
        with app.app_context(), acting_as(SYSTEM):
            sleep(HEADSTART * at)
            try:
                acts[at]()
                said[at] = "done"
            except CampaignError as error:
                said[at] = error.code
            except Exception as error:  # a deadlock is what this looks for
                said[at] = repr(error)
            finally:
                db.session.remove()

    db.session.remove()
    threads = [Thread(target=run, args=(at,)) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def given_to(event_id: int, store: int, whom: Whom, variant: int) -> None:
    counter.issue(event_id, Issue(whom, store, {variant: 1}, recipient(event_id, whom).seen), f"give {whom}")


def test_one_is_given_something_while_everything_comes_back(postgres_app, monkeypatch):
    event = an_event()
    (gloves,), store = a_material("gloves-x", use=Use.REUSABLE), store_of(event.stop_id)
    received(store, gloves, 10)
    event_id, whom = event.id, Whom(registration_id=a_registration(event, "Айша").id)
    given_to(event_id, store, whom, gloves)
    slowly(monkeypatch, giving, "_ensure_as_seen")
    again = Issue(whom, store, {gloves: 1}, recipient(event_id, whom).seen)
    said = one_then_other(
        postgres_app,
        lambda: counter.issue(event_id, again, "again"),
        lambda: counter.all_came_back(event_id, store, "back"),
    )
    assert said == ["done", "done"]
    assert on_hand(store, gloves) in {9, 10}


def test_a_transfer_is_taken_back_while_it_is_received(postgres_app, monkeypatch):
    relay = a_relay()
    here, there = (store_of(an_event(a_stop(relay)).stop_id) for _one in range(2))
    (soap,) = a_material("soap-x")
    received(here, soap, 5)
    sent = transferred(here, there, soap, 5).document_id
    slowly(monkeypatch, posting, "_next_number", lambda _session, store, _year: store == here)
    said = one_then_other(
        postgres_app,
        lambda: services.reverse(sent, "by mistake"),
        lambda: arrive(sent, Arrival({soap: 5}, TODAY, False, "", ""), "came"),
    )
    assert said == ["conflict", "done"]
    assert (on_hand(here, soap), on_hand(there, soap)) == (0, 5)


def test_a_team_gets_its_first_thing_while_it_is_closed(postgres_app, monkeypatch):
    walk = a_walk_of_today()
    team, event_id = teams_of(walk)[0], walk.event_id
    store = store_of(team.stop_id)
    (paint,) = a_material("paint-x")
    received(store, paint, 5)
    slowly(monkeypatch, books, "stop_store")
    whom, version = Whom(team_id=team.id), team.version
    said = one_then_other(
        postgres_app,
        lambda: close_team(whom.team_id or 0, {}, version),
        lambda: given_to(event_id, store, whom, paint),
    )
    assert said == ["done", "closed"]


def test_a_table_comes_in_while_one_of_its_stores_sends_to_the_other(postgres_app, monkeypatch):
    relay = a_relay()
    stops = [an_event(a_stop(relay)).stop_id for _one in range(2)]
    first, second = (store_of(stop) for stop in stops)
    (soap,) = a_material("soap-x")
    received(second, soap, 5)
    received(first, soap, 5)
    wished = {f"stop-{stop}": {soap: 1} for stop in stops}
    monkeypatch.setattr(imports, "look", lambda _rows: Judged(wished, ()))
    slowly(monkeypatch, imports.services, "post", lambda *_of: True)
    said = one_then_other(
        postgres_app,
        lambda: imports.bring_in(None, TODAY, "", "table"),
        lambda: posted(DocumentKind.TRANSFER, second, (soap, 1, second, first)),
    )
    assert said == ["done", "done"]
    assert (on_hand(first, soap), on_hand(second, soap)) == (7, 5)


def test_a_vehicle_is_taken_out_while_a_flag_is_given_to_it(postgres_app, monkeypatch):
    event = a_motorcade()
    car, event_id, store = a_car(event).id, event.id, store_of(event.stop_id)
    (flag,) = a_material("flag-x", use=Use.REUSABLE)
    received(store, flag, 5)
    with unit_of_work() as session:
        place = services.holder(session, car_id=car).id
    slowly(monkeypatch, posting, "_carry")
    said = one_then_other(
        postgres_app,
        lambda: given_to(event_id, store, Whom(car_id=car), flag),
        lambda: remove_car(car),
    )
    assert said == ["done", "conflict"]
    assert [row.id for row in cars_of(event_id)] == [car]
    assert (db.session.get_one(StockPlace, place).car_id, on_hand(place, flag)) == (car, 1)
