"""Phones of one team record the same doors at the same moment, on both databases; and a mutant whose doors forget what came."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from campaign.accounts.devices.batches import Batch
from campaign.core import checks, clock
from campaign.core.actor import NOBODY, SYSTEM, acting_as
from campaign.core.db import db
from campaign.core.errors import CampaignError
from campaign.walks.closing.schemas import Counts, Material
from campaign.walks.closing.services import close_team
from campaign.walks.doors import standing
from campaign.walks.doors.items import item_of
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.services import recording, take_batch
from campaign.walks.models import WalkDoor, WalkTeam
from campaign.walks.schemas import Soap
from tests.materials.stock import stocked_for_walks
from tests.phones import undo_of
from tests.walks.doors.rounds import a_phone_of, a_walk_of_today, at_door, doors_in, stands, teams_of

HANDS = 6
Item = dict[str, Any]


def sent_at_once(app: Flask, sendings: list[tuple[str, list[Item]]], beside: Any = None) -> list[list[str]]:
    """What each sending was told, all sent by real threads at the same moment, and `beside` done at that moment too."""
    together = Barrier(len(sendings) + bool(beside))

    def one(sending: tuple[str, list[Item]]) -> list[str]:
        token, items = sending
        with app.app_context(), acting_as(NOBODY):
            try:
                batch = Batch(clock.now(), tuple(map(item_of, items)))
                together.wait()
                return [answer.outcome.value for answer in take_batch(token, batch)]
            finally:
                db.session.remove()

    def other() -> None:
        with app.app_context(), acting_as(SYSTEM):
            try:
                together.wait()
                beside()
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(len(sendings) + 1) as pool:
        done = pool.submit(other) if beside else None
        heard = list(pool.map(one, sendings))
        if done:
            done.result()
    return heard


def is_sound() -> bool:
    db.session.rollback()
    return [outcome.wrong for outcome in checks.recount(["walks"])] == [()]


def test_two_phones_at_the_same_doors_keep_everything_and_the_later_stands(either_app):
    walk = a_walk_of_today()
    team, doors = teams_of(walk)[0], doors_in(walk)
    tokens = [a_phone_of(team, f"№ {number}")[1] for number in range(HANDS)]
    rooms = [doors[room] for room in ("101", "102", "103")]
    sendings = []
    for number, token in enumerate(tokens):
        turned = rooms[number % 3 :] + rooms[: number % 3]
        items = [at_door(door, "given" if number % 2 else "refused", ago=50 - number) for door in turned]
        sendings.append((token, [*items, undo_of(items[0])]))
    heard = sent_at_once(either_app, sendings + sendings[:3])
    assert Counter(outcome for told in heard for outcome in told) == {"taken": (HANDS + 3) * 4}
    assert db.session.scalar(select(func.count()).select_from(DoorRecord)) == HANDS * 4
    assert is_sound()


def test_what_comes_while_a_team_is_closed_is_in_its_figures_or_waits(either_app):
    walk = a_walk_of_today()
    stocked_for_walks(walk.stop_id)
    team, doors = teams_of(walk)[0], doors_in(walk)
    sendings = [(a_phone_of(team, room)[1], [at_door(doors[room])]) for room in ("101", "102", "103")]
    explained = {material: Counts(9, reason="остались у команды") for material in Material}
    team_id, version = team.id, team.version

    def close() -> None:
        try:
            close_team(team_id, explained, version)
        except CampaignError:  # something waits already
            db.session.rollback()

    heard = sent_at_once(either_app, sendings, close)
    taken = sum(told == ["taken"] for told in heard)
    assert {outcome for told in heard for outcome in told} <= {"taken", "review"}
    assert db.session.scalar(select(func.count()).where(WalkDoor.soap == "given")) == taken
    assert db.session.scalar(select(WalkTeam.closed_at).where(WalkTeam.id == team_id)) is not None
    assert is_sound()


def test_without_holding_the_team_a_door_forgets_what_came(postgres_app, monkeypatch):
    """The mutant lets both phones read what stands before either has written, and the earlier one write last: it must lose."""
    walk = a_walk_of_today()
    team, door = teams_of(walk)[0], doors_in(walk)["101"]
    both, held, read = Barrier(2), recording.team_here, standing.latest

    def read_by_both(session: Any, doors: Any) -> Any:
        found = read(session, doors)
        both.wait(20)
        if found[door][0] is Soap.GIVEN:
            wait_until_it_stands(door, Soap.REFUSED)
        return found

    monkeypatch.setattr(recording, "team_here", lambda session, team_id, **_held: held(session, team_id))
    monkeypatch.setattr(standing, "latest", read_by_both)
    items = [at_door(door, "given", ago=60), at_door(door, "refused", ago=30)]
    sent_at_once(postgres_app, [(a_phone_of(team, f"№ {number}")[1], [item]) for number, item in enumerate(items)])
    assert stands(door)[0] == "given"
    assert not is_sound()


def wait_until_it_stands(door: int, soap: Soap) -> None:
    """Ask from outside the present unit of work until the other one has been kept."""
    for _turn in range(2000):
        with db.engine.connect() as connection:
            if connection.execute(select(WalkDoor.__table__.c.soap).where(WalkDoor.__table__.c.id == door)).scalar() is soap:
                return
        sleep(0.01)
    raise AssertionError("the other phone was never heard")
