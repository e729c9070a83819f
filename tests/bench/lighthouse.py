"""Lighthouse on a phone against the demo season: what it gives five kinds of pages, how they load, and what they weigh.

The server is gunicorn as in operation, with keys of its own (no demo mode), compressed and with a year for static files;
Chromium is the one of the browser tests and resolves no name at all. Loopback counts as a secure place, so Lighthouse's audit
of HTTPS passes; what only HTTPS gives (HTTP/2, Strict-Transport-Security) is not measured. Neither is the canonical address,
which only a house with `CAMPAIGN_PUBLIC_URL` has. Scores are medians of three loads with Lighthouse's own model of a slow
phone; the layout shift is the worst of those and of one load whose network really was slow, so that the type came late.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from campaign.accounts.models import User
from campaign.accounts.queries import COOKIE
from campaign.assets.vendor import npm_install
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.factory import create_app
from campaign.people.models import Registration
from campaign.relay.models import Relay
from tests.bench.measure import ROOT, ROUNDS, Case
from tests.browser.chromium import ARGUMENTS, cache, launch_options, one_at_a_time
from tests.chaos.site import Site
from tests.conftest import config_for, load_demo_into
from tests.factories import a_session_of
from tests.node import node

PACKAGES = ROOT / "tests/lighthouse"
WHO = "karaganda@demo.example"
LANGUAGE = "kk"  # its words are the longest, and its letters take a file more of the type
CATEGORIES = {
    "performance": "performance", "accessibility": "accessibility", "best-practices": "best practices", "seo": "SEO",
}  # fmt: skip
LEAST = 95
MOST_SHIFT = 0.01  # a line of a paragraph that grows by a pixel; 0.1 is what Lighthouse calls good
NOWHERE = '--host-resolver-rules="MAP * ~NOTFOUND,EXCLUDE 127.0.0.1"'
GOALS = {
    **dict.fromkeys(CATEGORIES.values(), f"≥ {LEAST}"),
    "layout shift": f"≤ {MOST_SHIFT}", "largest paint": "ms", "blocked": "ms", "weight": "KB",
    "type": "KB", "scripts first": "none", "elsewhere": "none",
}  # fmt: skip
MOST_TYPE = 45  # KB
PATIENCE = 300


@dataclass(frozen=True)
class Look:
    """One page: its name, its path, whether anybody may see it, and what it may weigh at most, in KB."""

    name: str
    path: str
    public: bool = False
    light: float | None = None
    with_type: bool = True


def lighthouse() -> Path:
    """The program, of the version that the lock file names; fetched once for all checkouts."""
    version = sha256((PACKAGES / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = cache() / f"lighthouse-{version}"
    with one_at_a_time(folder.with_suffix(".lock")):
        if not (folder / "node_modules").exists():
            folder.mkdir(exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix="npm-") as work:
                shutil.move(str(npm_install(PACKAGES, Path(work))), folder / "node_modules")
    return folder / "node_modules/lighthouse/cli/index.js"


def pages() -> list[Look]:
    """Of the demo: the open event with most people, and the relay that it belongs to."""
    registered = func.count(Registration.id)
    full = select(Event.id).join(Registration, Registration.event_id == Event.id).where(Event.state == EventState.OPEN)
    event = db.session.scalars(full.group_by(Event.id).order_by(registered.desc(), Event.id).limit(1)).one()
    relay = db.session.scalar(select(func.min(Relay.id)))
    return [
        Look("registration", f"/events/{event}/register", public=True, light=60, with_type=False),
        Look("page of a relay", f"/relays/{relay}", public=True, light=140),
        Look("staff start", "/staff/"),
        Look("event", f"/staff/events/{event}"),
        Look("people of an event", f"/staff/events/{event}/people"),
        Look("roster", f"/staff/events/{event}/roster"),
    ]


@contextmanager
def season() -> Iterator[tuple[Site, list[Look], str]]:
    """The demo, served; its pages, and the cookie of its coordinator."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = f"sqlite:///{folder}/test.db"
        load_demo_into(address)
        with create_app(config_for(address, folder)).app_context(), acting_as(SYSTEM):
            user = db.session.scalars(select(User).where(User.email == WHO)).one()
            cookie, found = f"{COOKIE}={a_session_of(user)}", pages()
            db.session.remove()
            db.engine.dispose()
        with Site(address, folder, 2) as site:
            yield site, found, cookie


def warm(site: Site, look: Look, headers: Mapping[str, str]) -> None:
    """Every worker has shown the page before: what is measured is a server that has been running."""
    for _turn in range(8):
        connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
        connection.request("GET", look.path, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{look.path} answers {answer.status}")


def seen(site: Site, look: Look, cookie: str, slow: bool = False) -> dict[str, Any]:
    """What Lighthouse says of one load. `slow`: the network really is; else its slowness is worked out afterwards."""
    headers = {"Accept-Language": LANGUAGE, **({} if look.public else {"Cookie": cookie})}
    options = launch_options()
    flags = " ".join(("--headless", "--no-sandbox", NOWHERE, *ARGUMENTS))
    command = [
        node(), str(lighthouse()), site.url + look.path, "--quiet", "--output=json", "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}", f"--extra-headers={json.dumps(headers)}",
        f"--throttling-method={'devtools' if slow else 'simulate'}",
        f"--chrome-flags={flags}",
    ]  # fmt: skip
    environment = {**options.get("env", os.environ), "CHROME_PATH": options["executable_path"]}
    warm(site, look, headers)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise RuntimeError(f"Lighthouse on {look.path}: {done.stderr.strip()[-600:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    if error := report.get("runtimeError"):
        raise RuntimeError(f"Lighthouse on {look.path}: {error['message']}")
    return report


def figures(report: Mapping[str, Any]) -> dict[str, float]:
    """Scores out of a hundred, moments in milliseconds, weights in KB on the wire, requests elsewhere."""
    audits = report["audits"]
    asked = audits["network-requests"]["details"]["items"]
    home = report["finalDisplayedUrl"].split("/", 3)[2]
    return {
        **{name: 100 * report["categories"][name]["score"] for name in CATEGORIES},
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        "LCP": audits["largest-contentful-paint"]["numericValue"],
        "TBT": audits["total-blocking-time"]["numericValue"],
        "weight": sum(item["transferSize"] for item in asked) / 1024,
        "type": sum(item["transferSize"] for item in asked if item["resourceType"] == "Font") / 1024,
        "waited for": sum(".js" in item.get("url", "") for item in _blocking(audits)),
        "strangers": sum(item["url"].startswith("http") and item["url"].split("/", 3)[2] != home for item in asked),
    }


def _blocking(audits: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = audits["render-blocking-insight"].get("details", {}).get("items", [])
    return found


def faults(report: Mapping[str, Any], public: bool) -> dict[str, str]:
    """The audits that took points from a category, by name, each in a line."""
    names = [name for name in CATEGORIES if public or name != "seo"]
    refs = [ref for name in names for ref in report["categories"][name]["auditRefs"] if ref["weight"]]
    audits = [audit for ref in refs if (audit := report["audits"][ref["id"]])["score"] is not None]
    lost = [audit for audit in audits if audit["score"] < LEAST / 100]
    return {audit["id"]: f"{audit['title']} {audit.get('displayValue', '')}".rstrip() for audit in lost}


def judged(look: Look, loads: list[dict[str, float]], late: list[dict[str, float]]) -> list[Case]:
    """The cases of one page, one a goal."""
    middle = {name: statistics.median(load[name] for load in loads) for name in loads[0]}
    cases = [
        Case(
            f"{look.name}: {words}", middle[name], "of 100", ratio=middle[name],
            goal=f"≥ {LEAST}" if name != "seo" or look.public else "",
            reached=middle[name] >= LEAST if name != "seo" or look.public else None,
        )
        for name, words in CATEGORIES.items()
    ]  # fmt: skip
    worst = max(load["shift"] for load in (*loads, *late))
    held, strangers = (max(load[name] for load in (*loads, *late)) for name in ("waited for", "strangers"))
    return [
        *cases,
        most(f"{look.name}: layout shift", worst, "CLS", MOST_SHIFT),
        Case(f"{look.name}: largest paint", middle["LCP"], "ms"),
        Case(f"{look.name}: blocked", middle["TBT"], "ms"),
        most(f"{look.name}: weight", middle["weight"] - (0 if look.with_type else middle["type"]), "KB", look.light),
        most(f"{look.name}: type", middle["type"], "KB", MOST_TYPE),
        most(f"{look.name}: scripts first", held, "scripts", 0),
        most(f"{look.name}: elsewhere", strangers, "requests", 0),
    ]


def most(name: str, value: float, unit: str, bound: float | None) -> Case:
    """No goal without a bound."""
    if bound is None:
        return Case(name, value, unit)
    return Case(name, value, unit, ratio=value, goal=f"≤ {bound:g}" if bound else "none", reached=value <= bound)


def cases(quick: bool) -> list[Case]:
    found: list[Case] = []
    with season() as (site, looks, cookie):
        for look in looks[:1] if quick else looks:
            reports = [seen(site, look, cookie) for _round in range(1 if quick else ROUNDS)]
            late = [] if quick else [seen(site, look, cookie, slow=True)]
            found += judged(look, [figures(report) for report in reports], [figures(report) for report in late])
            lost = {name: words for report in reports for name, words in faults(report, look.public).items()}
            found += [Case(f"{look.name}: {name}: {words}", None, "audit") for name, words in lost.items()]
    return found


def table(name: str, cases: list[Case]) -> str:
    """A page a line; what is missed has a mark, and the goals, which are the same for all pages, stand above."""
    found: dict[str, dict[str, Case]] = {}
    for case in cases:
        page, _, what = case.case.partition(": ")
        found.setdefault(page, {})[what] = case
    rows = [("", *GOALS, "reached"), ("goal", *GOALS.values(), "")]
    for page, of in found.items():
        missed = any(case.reached is False for case in of.values())
        rows.append((page, *(shown(of.get(what)) for what in GOALS), "NO" if missed else "yes"))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lost = [f"{page}: {what}" for page, of in found.items() for what in of if what not in GOALS]
    return "\n".join([name, *(f"  {line}" for line in (*lines, *lost))])


def shown(case: Case | None) -> str:
    """The figure with its bound where only this page has one; ! when it is missed."""
    if case is None or case.ours is None:
        return "–"
    figure = f"{case.ours:.3f}" if case.unit == "CLS" else f"{case.ours:.1f}" if case.unit == "KB" else f"{case.ours:.0f}"
    return figure + (f" ({case.goal})" if case.unit == "KB" and case.goal else "") + ("!" if case.reached is False else "")
