"""Another machine that is told, and webhooks for tests."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from campaign.core import outward
from campaign.core.db import db
from campaign.core.outward import Act
from campaign.exchange.webhooks import queries, services
from campaign.exchange.webhooks.schemas import HookRow, HookWish
from campaign.relay.models import Stop

ALL = tuple(Act)


class Machine:
    """A server on loopback that remembers what it was told. It answers with `answers` in turn, then with 204."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.headers: dict[str, str] = {}
        machine = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                machine.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(machine.answers.pop(0) if machine.answers else 204)
                for name, value in machine.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *words: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/told?from=relay"

    @property
    def told(self) -> list[tuple[str, dict[str, object]]]:
        return [(found["type"], found["data"]) for found in (json.loads(body) for _headers, body in self.heard)]


@contextmanager
def a_machine() -> Iterator[Machine]:
    machine = Machine()
    thread = threading.Thread(target=machine.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield machine
    finally:
        machine.server.shutdown()
        machine.server.server_close()
        thread.join()


def a_webhook(url: str, region_id: int | None = None, *acts: str, name: str = "Сайт акимата") -> HookRow:
    """Put in by whoever acts now."""
    hook_id, _made = services.add(HookWish(name, url, acts or ALL, region_id), f"{name}{url}{region_id}")
    outward.ask_again()
    return queries.webhook(hook_id)


def a_called_machine(stop_id: int) -> dict[str, int | str]:
    """A webhook of a stop's region with one call in its log: for the matrix."""
    stop = db.session.get_one(Stop, stop_id)
    hook = a_webhook("https://machine.example/told", stop.region_id, Act.PERIOD_CLOSED)
    delivery_id = services.ping(hook.id, "ping")
    services.pause(hook.id)
    return {"hook_id": hook.id, "delivery_id": delivery_id}
