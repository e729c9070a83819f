"""A scanner from outside against a running season, as a stranger and as a national coordinator; nothing above information.

With --peers also Wapiti, as a stranger and as a regional coordinator, for some minutes each on SQLite.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from campaign.accounts.models import User
from campaign.accounts.queries import COOKIE
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db
from campaign.factory import create_app
from tests import postgres
from tests.bench.measure import Case, wants_peers
from tests.chaos import outsider
from tests.chaos.scanner import Scan
from tests.chaos.site import Site
from tests.conftest import config_for, load_demo_into
from tests.factories import a_session_of, a_user

COORDINATOR = "karaganda@demo.example"
SECONDS = 30  # of each of Wapiti's attacks


def measured(name: str, database: str, quick: bool) -> list[Case]:
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite:///{folder}/test.db"
        load_demo_into(address)
        with create_app(config_for(address, Path(folder))).app_context(), acting_as(SYSTEM):
            cookie = f"{COOKIE}={a_session_of(a_user(Role.NATIONAL))}"
            db.session.remove()
            db.engine.dispose()
        with Site(address, Path(folder), 2) as site:
            most = 25 if quick else 400
            scans = {"a stranger": Scan(site.port, most=most).run(), "national": Scan(site.port, cookie, most).run()}
    return [case for who, scan in scans.items() for case in told(who, name, scan)]


def told(who: str, name: str, scan: Scan) -> list[Case]:
    for level, path, what in scan.serious:
        print(f"{level}: {path} {what}", file=sys.stderr)
    of = f"{who}, {scan.pages} pages, {scan.probes} requests, {name}"
    return [
        Case(f"{of}: above information", len(scan.serious), "findings", goal="none", reached=not scan.serious),
        Case(f"{of}: information", len(scan.findings) - len(scan.serious), "findings"),
    ]


def others(quick: bool) -> list[Case]:
    """What Wapiti finds; by level and kind, each that is none with its reason."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = f"sqlite:///{folder}/test.db"
        load_demo_into(address)
        with create_app(config_for(address, folder)).app_context(), acting_as(SYSTEM):
            user = db.session.scalars(select(User).where(User.email == COORDINATOR)).one()
            cookie = f"{COOKIE}={a_session_of(user)}"
            db.session.remove()
            db.engine.dispose()
        with Site(address, folder, 2) as site:
            seconds = 3 if quick else SECONDS
            scans = {
                "a stranger": outsider.scanned(site.url, folder / "stranger", "", seconds),
                "coordinator": outsider.scanned(site.url, folder / "coordinator", cookie, seconds),
            }
            with outsider.hole() as open_page:
                proof = outsider.scanned(open_page, folder / "hole", "", seconds)
    holes = sum(one.module == "xss" for one in proof.found)
    return [
        Case("Wapiti, a page with a hole", holes, "findings of it", goal="≥ 1", reached=holes > 0),
        *(
            case
            for who, scan in scans.items()
            for case in weighed(f"Wapiti, {who}, {scan.pages} pages and forms, {scan.work} of /staff/", scan.found)
        ),
    ]


def weighed(of: str, found: list[outsider.Found]) -> list[Case]:
    serious = [one for one in found if one.level != "info" and not one.not_so]
    for one in serious:
        print(f"{of}: {one.level}: {one.module}: {one.what} ({one.where})", file=sys.stderr)
    kinds = Counter((one.level, one.module, one.not_so) for one in found)
    return [
        Case(f"{of}: above information", len(serious), "findings", goal="none", reached=not serious),
        *(
            Case(f"{of}: {level}: {module}{why and f', which is none: {why}'}", count, "findings")
            for (level, module, why), count in kinds.items()
        ),
    ]


def cases(quick: bool) -> list[Case]:
    found = [*measured("SQLite", "", quick), *(others(quick) if wants_peers() else [])]
    with postgres.fresh_database() as address:
        return [*found, *measured("PostgreSQL", address, quick)]
