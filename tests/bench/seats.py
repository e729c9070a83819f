"""Seats of a thousand people in sixty cars, a car that fails to come, and small columns beside the best of all answers."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace

from campaign.motorcades.seats.solver.schemas import Bay, Rider, Seating, Task
from campaign.motorcades.seats.solver.solve import solve
from tests.bench.measure import Case, Figures, cpu, medians
from tests.motorcades.seats.brute import Judge
from tests.motorcades.seats.crowd import a_column

MOST_SECONDS = 2.0
SEEDS = 8
SMALL = 300


def first_fit(task: Task) -> dict[int, int]:
    """What a naive program does: pins, then each group whole into the first car that holds it, the rest where there is room."""
    room = {bay.id: bay.seats for bay in task.bays}
    seats = {}

    def sit(rider: Rider, bay: int) -> None:
        seats[rider.id] = bay
        room[bay] -= 1

    for rider in task.riders:
        if rider.pin is not None:
            sit(rider, rider.pin)
    for group in dict.fromkeys(rider.group for rider in task.riders if rider.group is not None):
        people = [rider for rider in task.riders if rider.group == group and rider.id not in seats]
        whole = next((bay for bay, free in room.items() if free >= len(people)), None)
        for rider in people if whole is not None else ():
            sit(rider, whole or 0)
    for rider in task.riders:
        if rider.id not in seats and (bay := next((bay for bay, free in room.items() if free), None)) is not None:
            sit(rider, bay)
    return seats


def torn(task: Task, seats: dict[int, int]) -> int:
    cars = {(rider.group, seats.get(rider.id)) for rider in task.riders if rider.group is not None}
    return sum(count > 1 for count in Counter(group for group, _car in cars).values())


def ours(people: int) -> Figures:
    """The slowest of several columns, and how many groups are torn in all of them together."""
    slowest = broken = unproven = 0.0
    for seed in range(SEEDS):
        task = _task(seed, people)
        began = cpu()
        answer = solve(task)
        slowest = max(slowest, cpu() - began)
        broken += torn(task, dict(answer.seats))
        unproven += not answer.proven
    return {"cpu": slowest, "torn": broken, "unproven": unproven}


def naive(people: int) -> Figures:
    tasks = [_task(seed, people) for seed in range(SEEDS)]
    began = cpu()
    broken = sum(torn(task, first_fit(task)) for task in tasks)
    return {"cpu": (cpu() - began) / SEEDS, "torn": broken}


def lost(people: int) -> Figures:
    """A car fails to come: how many change theirs who need not, and beside it how many do when all are seated anew."""
    slowest = moved = anew = 0.0
    for seed in range(SEEDS):
        task = _task(seed, people, slack=80)
        left = without(task, solve(task), task.bays[seed].id)
        began = cpu()
        again = solve(left)
        slowest = max(slowest, cpu() - began)
        moved += again.cost.moved
        anew += Judge(left).cost(solve(forgotten(left)).seats).moved
    return {"cpu": slowest, "moved": moved, "anew": anew}


def without(task: Task, answer: Seating, gone: int) -> Task:
    riders = (
        replace(one, sits=answer.seats.get(one.id), pin=None if one.pin == gone else one.pin) for one in task.riders
    )  # fmt: skip
    return Task(tuple(riders), tuple(bay for bay in task.bays if bay.id != gone), steady=True)


def forgotten(task: Task) -> Task:
    """The same, with nobody remembering where they sat."""
    return Task(tuple(replace(one, sits=None) for one in task.riders), task.bays)


def small(count: int) -> Figures:
    """How many of so many small columns have an answer that is dearer than the best of all."""
    rng, worse, ours_took, brute_took = random.Random(6), 0, 0.0, 0.0
    for turn in range(count):
        task = a_small(rng, steady=bool(turn % 2))
        began = time.process_time()
        answer = solve(task)
        middle = time.process_time()
        worse += answer.cost != Judge(task).cheapest()
        ours_took, brute_took = ours_took + middle - began, brute_took + time.process_time() - middle
    return {"worse": worse, "cpu": ours_took, "brute": brute_took}


def a_small(rng: random.Random, *, steady: bool) -> Task:
    bays = tuple(Bay(100 + number, rng.randint(0, 4)) for number in range(rng.randint(1, 3)))
    cars = [bay.id for bay in bays]
    now = [None, 99, *cars] if steady else [None]
    riders = tuple(
        Rider(number, rng.choice([None, 1, 1, 2]), minor=rng.random() < 0.25, sits=rng.choice(now))
        for number in range(1, rng.randint(2, 7))
    )
    return Task(riders, bays, steady)


def _task(seed: int, people: int, slack: int = 40) -> Task:
    """Nine of ten come in groups, and few seats are left: first fit tears some."""
    if people == 1000:
        return a_column(seed, slack=slack, in_groups=0.9)
    return a_column(seed, people=people, groups=40, minors=10, pins=5, slack=slack, in_groups=0.8)


def cases(quick: bool) -> list[Case]:
    people, few = (1000, SMALL) if not quick else (600, 30)
    found = medians({"ours": (ours, people), "naive": (naive, people), "lost": (lost, people), "small": (small, few)})
    mine, plain, gone, least = (found[name] for name in ("ours", "naive", "lost", "small"))
    goal = f"< {MOST_SECONDS:.0f} s"
    return [
        Case(
            f"{people} people, 60 cars", mine["cpu"], "cpu s", naive=plain["cpu"], goal=goal, reached=mine["cpu"] < MOST_SECONDS
        ),
        Case("groups torn", mine["torn"], f"of {80 * SEEDS}", naive=plain["torn"], goal="0", reached=mine["torn"] == 0),
        Case("a car is lost", gone["cpu"], "cpu s", goal=goal, reached=gone["cpu"] < MOST_SECONDS),
        Case(
            "others who change car", gone["moved"], "people", naive=gone["anew"], goal="fewer than anew",
            reached=gone["moved"] < gone["anew"],
        ),
        Case(
            f"{few} small columns", least["worse"], "worse than brute force", goal="0", reached=least["worse"] == 0,
        ),
    ]  # fmt: skip
