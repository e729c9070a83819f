"""The collector rests while the application is loaded, and works from then on."""

import subprocess
import sys

SAID = """import gc
import campaign
rested = not gc.isenabled()
import campaign.factory
print(rested, gc.isenabled(), gc.get_freeze_count() > 100_000, gc.get_stats()[2]["collections"])"""


def test_the_collector_works_again_when_everything_is_loaded():
    done = subprocess.run([sys.executable, "-c", SAID], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "True", "0"]
