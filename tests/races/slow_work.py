"""Work that takes a second and counts its effects; and a worker that knows it: `python -m tests.races.slow_work worker`."""

import time

from campaign.core.actor import P
from campaign.core.db import unit_of_work
from campaign.core.settings import next_number
from campaign.core.tasks import Result, Work, task
from campaign.factory import cli

SLOW = "test.slow"
STEPS = 10


@task(SLOW, "slow work", P.PEOPLE_WRITE)
def slow(work: Work) -> Result | None:
    """Take its time, then have its effect and its end in one transaction."""
    for step in range(STEPS):
        work.progress(step, STEPS)
        time.sleep(0.03)
    with unit_of_work() as session:
        next_number(session, f"effect of {work.facts['number']}")
        time.sleep(0.05)
        work.finish(session)
    return None


if __name__ == "__main__":
    cli()
