"""A scanner from outside against a running season, as a stranger and as a national coordinator; nothing above information."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from campaign.accounts.queries import COOKIE
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db
from campaign.factory import create_app
from tests import postgres
from tests.bench.measure import Case
from tests.chaos.migrations import a_season
from tests.chaos.scanner import Scan
from tests.chaos.site import Site
from tests.conftest import config_for
from tests.factories import a_session_of, a_user


def measured(name: str, database: str, quick: bool) -> list[Case]:
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite:///{folder}/test.db"
        a_season(address, Path(folder))
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


def cases(quick: bool) -> list[Case]:
    found = measured("SQLite", "", quick)
    with postgres.fresh_database() as address:
        return [*found, *measured("PostgreSQL", address, quick)]
