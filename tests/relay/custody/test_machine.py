"""Handovers, overrides, leaving, receipts and cancellations in any order: at every step each item has exactly one holder."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from campaign.core.actor import SYSTEM, set_actor
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import CampaignError
from campaign.relay.custody import queries
from campaign.relay.custody.schemas import HandoverState, Party
from campaign.relay.custody.services import moving
from tests.conftest import built_app
from tests.relay.custody.batons import Baton, a_baton, cancel, confirm, entries_of, leave, propose

STOPS, ITEMS = 3, 3
SIDE = st.integers(0, STOPS)  # the last one is the body
SOME = st.sets(st.integers(0, ITEMS - 1), max_size=ITEMS)


class Custody(RuleBasedStateMachine):
    """The relay against a dictionary of who has what; what is refused changes nothing."""

    blank: Path
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        path = self.folder / "machine.db"
        for old in self.folder.glob("machine.db*"):
            old.unlink()
        shutil.copy(self.blank, path)
        self.app = built_app(f"sqlite:///{path}", self.folder)
        self.context = self.app.app_context()
        self.context.push()
        set_actor(SYSTEM)
        self.baton: Baton
        self.where: dict[int, object] = {}
        self.promised: dict[int, int] = {}
        self.open: dict[int, tuple[Party, Party, tuple[int, ...], bool]] = {}

    def teardown(self) -> None:
        db.session.remove()
        db.engine.dispose()
        self.context.pop()

    @initialize()
    def a_relay_with_a_baton(self) -> None:
        self.baton = a_baton(items=ITEMS)
        self.where = dict.fromkeys(self.baton.items, self.baton.body)

    def order(self) -> list[int]:
        """The stops of the chain by their numbers."""
        return list(range(STOPS))

    def follows(self, giver: int, receiver: int) -> bool:
        line = [STOPS, *self.order(), STOPS]
        return (giver, receiver) in pairwise(line)

    def side(self, number: int) -> Party:
        return self.baton.body if number == STOPS else self.baton.stop(number)

    @rule(giver=SIDE, receiver=SIDE, chosen=SOME, with_reason=st.booleans())
    def propose(self, giver: int, receiver: int, chosen: set[int], with_reason: bool) -> None:
        items = tuple(self.baton.items[number] for number in sorted(chosen))
        gives, takes = self.side(giver), self.side(receiver)
        follows, known = self.follows(giver, receiver), {giver, receiver} <= {*self.order(), STOPS}
        held = all(self.where[item] == gives for item in items)
        free = not any(item in self.promised or self.where[item] is None for item in items)
        allowed = bool(items) and giver != receiver and known and free and ((follows and held) or with_reason)
        try:
            number = propose(self.baton, gives, takes, items=items, why="так решил штаб" if with_reason else "")
        except CampaignError:
            assert not allowed
            return
        assert allowed
        self.promised |= dict.fromkeys(items, number)
        self.open[number] = (gives, takes, items, False)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.open)))
        gives, takes, items, has_left = self.open[number]
        try:
            leave(number)
        except CampaignError:
            assert has_left
            return
        assert not has_left
        self.open[number] = (gives, takes, items, True)
        self.where |= dict.fromkeys(items)

    @precondition(lambda self: self.open)
    @rule(data=st.data(), lost=SOME)
    def confirm(self, data: st.DataObject, lost: set[int]) -> None:
        number = data.draw(st.sampled_from(sorted(self.open)))
        gives, takes, items, has_left = self.open[number]
        missing = [item for place, item in enumerate(items) if place in lost]
        try:
            confirm(number, missing=missing)
        except CampaignError:
            assert len(missing) == len(items)
            return
        assert len(missing) < len(items)
        self.where |= dict.fromkeys([item for item in items if item not in missing], takes)
        if has_left:
            self.where |= dict.fromkeys(missing, gives)
        self.ended(number)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.open)))
        gives, _takes, items, has_left = self.open[number]
        cancel(number)
        if has_left:
            self.where |= dict.fromkeys(items, gives)
        self.ended(number)

    def ended(self, number: int) -> None:
        del self.open[number]
        self.promised = {item: other for item, other in self.promised.items() if other != number}

    @invariant()
    def each_item_has_one_holder_or_is_on_the_way(self) -> None:
        found = {item.id: None if item.where.is_on_the_way else item.where.party.party for item in self._items()}
        assert found == self.where

    @invariant()
    def the_recount_agrees(self) -> None:
        if self.where:
            (outcome,) = recount(["custody"])
            assert outcome.wrong == ()

    @invariant()
    def the_line_of_each_item_has_no_gap(self) -> None:
        for item in self.where:
            line = entries_of(item)
            assert [entry.until for entry in line[:-1]] == [entry.since for entry in line[1:]]
            assert line[-1].until is None

    @invariant()
    def what_is_open_is_what_was_left_open(self) -> None:
        if self.where:
            states = {row.id for row in queries.handovers_of(self.baton.relay_id) if row.state in OPEN}
            assert states == set(self.open)

    def _items(self) -> tuple[object, ...]:
        return queries.items_of(self.baton.relay_id) if self.where else ()


OPEN = (HandoverState.PROPOSED, HandoverState.LEFT)


def run(folder: Path, blank: Path, examples: int, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    run_machine(Custody, folder, blank, examples, phases)


def run_machine(
    kind: type[Custody], folder: Path, blank: Path, examples: int, phases: tuple[Phase, ...] = tuple(Phase)
) -> None:
    machine = type("OnThisDatabase", (kind,), {"blank": blank, "folder": folder})
    few = settings(
        max_examples=examples, stateful_step_count=15, deadline=None, phases=phases, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=few)


def test_custody_is_whole_whatever_is_done(blank_database, tmp_path):
    run(tmp_path, blank_database, 6)


def test_the_machine_notices_items_that_stay_promised(blank_database, tmp_path, monkeypatch):
    """The mutant forgets to let the items go when a handover ends."""
    monkeypatch.setattr(moving, "release", lambda session, handover_id: None)
    with pytest.raises(AssertionError):
        run(tmp_path, blank_database, 60, (Phase.generate,))
