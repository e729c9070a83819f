"""How gunicorn serves: one process, for SQLite has one writer, threads that wait side by side, and queued work beside them."""

import gc
import os
import shutil
import sys
from pathlib import Path
from typing import Any, Final

from campaign.core import consumer
from campaign.core.operation import scratch

worker_class = "gthread"
workers = 1
threads = 8
timeout = 120
graceful_timeout = 20
loglevel = "warning"
control_socket_disable = True
COUNTS: Final = "PROMETHEUS_MULTIPROC_DIR"  # where the processes of this server put their counts together
_own_counts: list[Path] = []
if "gunicorn.app" in sys.modules and COUNTS not in os.environ:  # before what counts is loaded
    _own_counts.append(scratch.folder("metrics"))
    os.environ[COUNTS] = str(_own_counts[0])
preload_app = True  # a worker that was killed is back in milliseconds instead of loading everything anew


_crews: list[consumer.Crew] = []


def settle() -> None:
    """What is loaded stays for good: looking through all of it for garbage would cost one request in twenty 150 ms."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """With CAMPAIGN_JOBS=1 the process that serves does the queued work too; else `adalzhol worker` does."""
    settle()
    if worker.wsgi.config["DOES_JOBS"]:
        _crews.append(consumer.start_inside(worker.wsgi))
    else:
        consumer.wake_elsewhere(worker.wsgi)


def worker_exit(server: Any, worker: Any) -> None:
    """What is being done comes to a stopping place and goes back into the queue."""
    for crew in _crews:
        crew.end()


def child_exit(server: Any, worker: Any) -> None:
    """What a worker that is gone counted stays counted; what it held at the moment does not."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """The folder goes that was made here; one that the environment names is somebody else's."""
    for folder in _own_counts:
        shutil.rmtree(folder, ignore_errors=True)


def when_ready(server: Any) -> None:
    """Say where to look, once somebody answers there."""
    print(f"Adal Zhol answers at {server.LISTENERS[0]}/ (stop with Ctrl+C)", flush=True)
