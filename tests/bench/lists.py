"""The people of an event: the first page of the staff list, and all of them as page, CSV, XLSX and PDF."""

from __future__ import annotations

import statistics
import tempfile

from flask.testing import FlaskClient

from campaign.config import fresh_key
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.people.paper.schemas import PrintWish
from campaign.people.services.printing import print_roster
from tests.bench import house, mini
from tests.bench.measure import REFERENCE, Case, Figures, calibrate, cpu, in_child, medians
from tests.factories import a_relay, a_role, a_stop, a_user, an_event
from tests.factories.crowds import a_crowd, names

WARM, TIMES = 2, 5


def prepare(folder: str, count: int) -> Figures:
    """Two databases with the same number of people, a signed-in coordinator and a frozen sheet in ours."""
    mini.build(f"sqlite:///{folder}/mini.db", count)
    with house.new(folder):
        stop = a_stop(a_relay())
        event = an_event(stop)
        a_crowd(event, names(count), [a_role(event), a_role(event, "распорядитель"), a_role(event, "фотограф")])
        number = print_roster(event.id, PrintWish("kk"), "bench")
        house.sign_in(folder, a_user(Role.STOP, stop=stop))
        return {"event": event.id, "sheet": number}


def _cost(client: FlaskClient, url: str, times: int = TIMES) -> Figures:
    """CPU of one request in a process that has answered before, and the bytes of its answer."""
    spent, size = [], 0
    for _ in range(WARM + times):
        began = cpu()
        response = client.get(url, headers=house.LANGUAGE)
        size = len(response.data)
        spent.append(cpu() - began)
        if response.status_code != 200:
            raise RuntimeError(f"{url}: {response.status_code}")
    return {"cpu": statistics.median(spent[WARM:]), "bytes": size}


def ours(folder: str, url: str) -> Figures:
    """Our answer, through the whole application: session, door, scope, decryption, template or file."""
    return _cost(house.browser(house.opened(folder), folder), url)


def printing(folder: str, event: int) -> Figures:
    """Freezing everybody as a sheet and making its PDF, as the command does."""
    with house.inside(folder):
        began = cpu()
        print_roster(event, PrintWish("kk"), fresh_key())
        spent = cpu() - began
        db.session.remove()
    return {"cpu": spent}


def minis(folder: str) -> Figures:
    """The least application's one list."""
    return _cost(mini.application(f"sqlite:///{folder}/mini.db").test_client(), "/list/1")


def cases(quick: bool) -> list[Case]:
    count, rounds = (500, 1) if quick else (10_000, 3)
    with tempfile.TemporaryDirectory() as folder:
        made = in_child(prepare, folder, count)
        event, sheet = int(made["event"]), int(made["sheet"])
        urls = {
            "page": f"/staff/events/{event}/people",
            "all": f"/staff/events/{event}/roster?all=1&in=kk",
            "csv": f"/staff/sheets/{sheet}.csv",
            "xlsx": f"/staff/sheets/{sheet}.xlsx",
            "pdf": f"/staff/sheets/{sheet}.pdf",
        }
        jobs = {name: (ours, folder, url) for name, url in urls.items()}
        found = medians(
            {**jobs, "print": (printing, folder, event), "mini": (minis, folder), "calibration": (calibrate,)}, rounds
        )
    return _judged(found, f"{count:,}")


def _judged(found: dict[str, Figures], size: str) -> list[Case]:
    scale = REFERENCE / found["calibration"]["cpu"]
    page, bare = found["page"]["cpu"] * scale * 1000, found["mini"]["cpu"]
    whole = found["all"]["cpu"] / bare
    return [
        Case(f"first page of {size}", page, "cpu ms", ratio=page, goal="≤ 30 ms", reached=page <= 30),
        Case(f"{size} as page", found["all"]["cpu"], "cpu s", bare, ratio=whole, goal="≤ 1.5× mini", reached=whole <= 1.5),
        Case(f"{size} as CSV", found["csv"]["cpu"], "cpu s", bare, goal="≤ 1/10 peer"),
        Case(f"{size} as XLSX", found["xlsx"]["cpu"], "cpu s", bare, goal="≤ 1/3 peer"),
        Case(f"{size} as PDF", found["pdf"]["cpu"], "cpu s", bare),
        Case(f"{size} frozen as a sheet", found["print"]["cpu"], "cpu s", bare),
    ]
