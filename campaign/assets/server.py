"""How gunicorn serves: one process, for SQLite has one writer, and threads that wait side by side."""

from typing import Any

worker_class = "gthread"
workers = 1
threads = 8
timeout = 120
graceful_timeout = 20
loglevel = "warning"
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Say where to look, once somebody answers there."""
    print(f"Adal Zhol answers at {server.LISTENERS[0]}/ (stop with Ctrl+C)", flush=True)
