"""The short form of `python3 app.py bench ledger`: whatever is posted, balances and numbers are those of the model."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import update

from campaign.materials.models import StockBalance
from campaign.materials.services import posting
from tests.stateful.machine import hurry
from tests.stateful.stock import StockOfARegion

SHORT = settings(
    max_examples=10, stateful_step_count=25, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate], print_blob=False,
)  # fmt: skip


@pytest.fixture
def app(app):
    hurry()
    return app


def test_whatever_is_posted_the_balances_are_those_of_the_model(app):
    run_state_machine_as_test(StockOfARegion, settings=SHORT)


def test_a_program_that_takes_what_is_not_there_is_caught(app, monkeypatch):
    """The mutant takes as much as there is, and says that it took all."""

    def take_what_there_is(session, key, quantity, places):
        row = session.get(StockBalance, key, populate_existing=True)
        left = max(0, (row.on_hand if row else 0) - quantity)
        of_this = (StockBalance.place_id == key[0], StockBalance.variant_id == key[1])
        session.execute(update(StockBalance).where(*of_this).values(on_hand=left))
        return left

    monkeypatch.setattr(posting, "_take", take_what_there_is)
    always_the_same = settings(SHORT, max_examples=50, derandomize=True, report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(StockOfARegion, settings=always_the_same)
