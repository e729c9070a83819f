"""`GET /metrics` for Prometheus: what was counted, and how the installation is. For this machine, or with the token."""

import hmac
import ipaddress
import os
import time
from collections.abc import Iterator

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from campaign.core import clock
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.operation import nightly, state
from campaign.web.guards import open_to_all

bp = Blueprint("metrics", __name__)
SHARED = "PROMETHEUS_MULTIPROC_DIR"
REQUESTS = Counter("adalzhol_requests", "Requests answered.", ["endpoint", "method", "status"])
SECONDS = Histogram(
    "adalzhol_request_seconds", "How long a request took.", ["endpoint"], buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10)
)


class Gauges:
    """The state of the installation, asked for when somebody looks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = state.now()
        figures = {
            "up_to_date": (now.migrations is state.Part.OK, "Whether the database is at the version of the program."),
            "worker_age_seconds": (now.worker_age, "Since a worker last said that it lives."),
            "disk_free_bytes": (now.disk_free, "Room on the disk of the data folder."),
            "database_bytes": (now.database_size, "Size of the database."),
            "jobs_waiting": (now.jobs_waiting, "Queued work that waits."),
            "jobs_failed": (now.jobs_failed, "Queued work that failed in the last week."),
            "job_oldest_seconds": (now.oldest_job or 0, "How long the oldest work that is due has waited."),
            "letters_waiting": (now.letters_waiting, "Letters that are not sent yet."),
            "backup_age_seconds": (backup_age(now), "Since the last backup was made."),
            "check_wrong": (nightly.how_many_wrong(), "What the last nightly check found to be wrong."),
        } | {name: (count, f"{name.capitalize()} now.") for name, count in now.counted.items()}
        for name, (value, words) in figures.items():
            if value is not None:
                yield GaugeMetricFamily(f"adalzhol_{name}", words, value=float(value))


def backup_age(now: state.State) -> float | None:
    return None if now.backup is None else (clock.now() - now.backup.made_at).total_seconds()


def count(app: Flask) -> None:
    """Count every answer by endpoint and status; an address that leads nowhere has no endpoint of its own."""

    @app.after_request
    def counted(response: Response) -> Response:
        endpoint = request.endpoint or "nowhere"
        REQUESTS.labels(endpoint, request.method, response.status_code).inc()
        if (began := g.get("request_began")) is not None:
            SECONDS.labels(endpoint).observe(time.perf_counter() - began)
        return response


@bp.get("/metrics")
@open_to_all
def metrics() -> Response:
    """404 for everybody else: a token in the head of the request, or a request from this machine itself."""
    if not (_has_token() or _from_here()):
        abort(404)
    registry = CollectorRegistry()
    with acting_as(SYSTEM):
        registry.register(Gauges())
        body = generate_latest(registry)
    if os.environ.get(SHARED):
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        body += generate_latest(together)
    else:
        body += generate_latest(REGISTRY)
    return Response(body, content_type=CONTENT_TYPE_LATEST)


def _has_token() -> bool:
    expected = current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def _from_here() -> bool:
    """A proxy that nobody declared makes all the world look local: whoever was forwarded is not."""
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"))
    if forwarded and not current_app.config["TRUSTED_PROXIES"]:
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
