"""Handovers, overrides, slips and undoing them: one holder an item, no gap in the chain, and nothing done is rewritten."""

from datetime import date

import pytest
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import CampaignError
from campaign.relay.custody import queries as custody
from campaign.relay.custody.schemas import HandoverState, Holder
from campaign.relay.dates import SkipRule
from campaign.relay.queries import chains_of
from campaign.relay.schemas import StopRow
from campaign.relay.slip import services
from campaign.relay.slip.schemas import Following, SlipAct, SlipWish
from tests.relay.custody.test_machine import STOPS, Custody, run_machine
from tests.relay.slip.slips import slip

PLACE = st.integers(0, STOPS - 1)
Fact = tuple[str, int, date]


class Slipping(Custody):
    """The machine of custody on a chain that moves under it.

    `steps` are the slips that were not undone, with the chain as each found it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[tuple[int, list[tuple[int, date, date]]]] = []

    def order(self) -> list[int]:
        return [self.baton.stops.index(stop.id) for stop in self.rows() if stop.id in self.baton.stops]

    def rows(self) -> tuple[StopRow, ...]:
        db.session.rollback()
        return chains_of([self.baton.relay_id])[self.baton.relay_id]

    def days(self) -> list[tuple[int, date, date]]:
        return [(stop.id, stop.arrives_on, stop.departs_on) for stop in self.rows()]

    def done(self) -> set[Fact]:
        """The days of what has left or was confirmed: of the giver its last one, of the receiver its first one."""
        days = {stop: (arrives, departs) for stop, arrives, departs in self.days()}
        facts: set[Fact] = set()
        for row in custody.handovers_of(self.baton.relay_id):
            if row.state in {HandoverState.LEFT, HandoverState.CONFIRMED}:
                gives, takes = row.giver.party, row.receiver.party
                facts |= {("departs", gives.id, days[gives.id][1])} if gives.holder is Holder.STOP else set()
                facts |= {("arrives", takes.id, days[takes.id][0])} if takes.holder is Holder.STOP else set()
        return facts

    @rule(
        act=st.sampled_from([SlipAct.MOVE, SlipAct.LENGTH, SlipAct.LENGTH, SlipAct.SWAP, SlipAct.SKIP, SlipAct.INSERT]),
        place=PLACE, other=PLACE, days=st.integers(-5, 5), following=st.sampled_from(Following), weekends=st.booleans(),
    )  # fmt: skip
    def move(self, act: SlipAct, place: int, other: int, days: int, following: Following, weekends: bool) -> None:
        before, done = self.days(), self.done()
        wish = SlipWish(
            self.baton.relay_id, act, self.baton.stops[place], days, other_stop_id=self.baton.stops[other],
            unit_id=self.left_out(), following=following, skip=SkipRule(weekends=weekends, holidays=True),
        )  # fmt: skip
        try:
            number = slip(wish).slip_id
        except CampaignError:
            assert self.days() == before
            return
        self.steps.append((number, before))
        assert self.done() == done

    def left_out(self) -> int | None:
        """A place that was left out before, to be put in again."""
        inside = {stop.id for stop in self.rows()}
        gone = next((stop for stop in self.baton.stops if stop not in inside), None)
        rows = chains_of([self.baton.relay_id], with_left_out=True)[self.baton.relay_id]
        return next((row.unit_id for row in rows if row.id == gone), None)

    @precondition(lambda self: self.steps)
    @rule()
    def undo(self) -> None:
        number, was = self.steps[-1]
        before, done = self.days(), self.done()
        try:
            services.undo(self.baton.relay_id, number)
        except CampaignError:
            assert self.days() == before
            return
        self.steps.pop()
        assert self.days() == was
        assert self.done() == done

    @precondition(lambda self: len(self.steps) > 1)
    @rule()
    def undo_one_that_is_not_the_latest(self) -> None:
        with pytest.raises(CampaignError):
            services.undo(self.baton.relay_id, self.steps[-2][0])

    @invariant()
    def the_chain_has_no_gap(self) -> None:
        if self.where:
            (outcome,) = recount(["chain"])
            assert outcome.wrong == ()


def test_chain_and_custody_are_whole_whatever_is_done(blank_database, tmp_path):
    run_machine(Slipping, tmp_path, blank_database, 8)


def test_the_machine_notices_a_chain_that_is_written_by_halves(blank_database, tmp_path, monkeypatch):
    """The mutant forgets to put the days back when a step is undone."""
    monkeypatch.setattr(services, "_restore", lambda stop, was: None)
    with pytest.raises(AssertionError):
        run_machine(Slipping, tmp_path, blank_database, 60, (Phase.generate,))
