"""Several people at one page of a sheet: one of them types it, it is posted once and taken back once, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from campaign.core import crypto
from campaign.core.actor import Actor, acting_as
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.papers.typed import services
from campaign.people.checkin import services as door
from campaign.relay.models import Stop
from tests.events.test_planning import coordinator_of
from tests.people.typed.sheets import NAMES, a_printed_list, an_event_of_today, state_of, typed

HANDS = 6


def at_once(app: Flask, actors: list[Actor], acts: list[Callable[[], object]]) -> list[object]:
    """What each act gave, or the name of what it raised."""
    together = Barrier(len(acts))

    def one(actor: Actor, act: Callable[[], object]) -> object:
        with app.app_context(), acting_as(actor):
            try:
                together.wait()
                return act()
            except Conflict as error:
                return type(error).__name__
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, actors, acts))


def test_a_page_is_begun_posted_and_taken_back_once(either_app):
    event, people = an_event_of_today()
    number, registration_id = a_printed_list(event, "check_in_letters"), people[1].id
    one = coordinator_of(db.session.get(Stop, event.stop_id))
    crowd = [Actor(user_id=place, grants=one.grants, scope=one.scope) for place in range(1, HANDS + 1)]
    begun = at_once(either_app, crowd, [lambda: services.begin(number, 1)] * HANDS)
    assert begun.count("Conflict") == HANDS - 1
    winner = next(place for place, uid in enumerate(begun) if uid != "Conflict")
    with acting_as(crowd[winner]):
        services.drop(str(begun[winner]))
        uid = typed(number, "1-3\n+ Ким Анна 8 700 555 01 23\n=4")
        keys = [crypto.new_uid() for _turn in range(2)]
        services.reopen(uid)
    at_once(either_app, [crowd[winner]] * 4, [lambda key=key: services.add_line(uid, "5", key) for key in keys * 2])
    with acting_as(crowd[winner]):
        services.finish(uid, sums="5")
    phone = [lambda: door.let_in(registration_id)]
    at_once(either_app, crowd, [*[lambda: services.post(uid)] * (HANDS - 1), *phone])
    after = dict.fromkeys(NAMES, "confirmed") | dict.fromkeys((*NAMES[:3], NAMES[4], "Ким Анна"), "in")
    assert state_of(event) == after
    at_once(either_app, crowd, [lambda: services.undo(uid)] * HANDS)
    left = state_of(event)
    assert left.pop(NAMES[1]) in {"in", "confirmed"}, "in when the phone was first"
    assert left == dict.fromkeys(NAMES[:1] + NAMES[2:], "confirmed") | {"Ким Анна": "cancelled"}
