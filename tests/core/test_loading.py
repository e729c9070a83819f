"""The collector rests while the application is loaded, and works from then on; parts taken alone leave it as it is."""

import subprocess
import sys

import pytest

SAID = """import gc
{first}
print(gc.isenabled(), gc.get_freeze_count() > 100_000, gc.get_stats()[2]["collections"] < 5)"""


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("import campaign.pdf.ink", ["True", "False", "True"]),
        ("from campaign import loading", ["False", "False", "True"]),
        ("import campaign.factory", ["True", "True", "True"]),
    ],
)
def test_the_collector_works_again_when_everything_is_loaded(first, said):
    code = SAID.format(first=first)
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == said
