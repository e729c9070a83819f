"""The pictures of the guide, taken of the demo season by a browser: `test_guide.py` says how to take them all anew.

Each has a name, what it shows and as whom; the phone's are tall, the others wide. They lie in `campaign/static/guide`, and
`test_guide.py` holds those against what the pages look like now.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from campaign.config import ROOT
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from campaign.core.i18n import LANGUAGES
from campaign.events.models import Event, EventKind
from campaign.papers.desk import queries as desks
from campaign.people.groups.models import Group
from campaign.people.models import Registration
from campaign.relay.models import Stop
from campaign.territory.models import Unit
from tests.browser.conftest import Site, sign_in
from tests.papers.desk.desks import a_desk, address
from tests.people.checkin.phones import a_door

FOLDER = ROOT / "campaign/static/guide"
TALL, WIDE = {"width": 360, "height": 640}, {"width": 1000, "height": 640}
SMALL = (50, 32)
"""What pictures are compared by: so few pixels that the edge of a letter is none of them."""
ALIKE = 6.0
"""How far two pictures may be apart, as the mean of 0 … 255; a changed row or panel moves it by ten and more."""


PLAN = "/staff/relays/new/order?region=KZ-35&chosen=1&start=2018-04-02&stay=14&until=2018-12-09&skip=none&kit=standard"


@dataclass(frozen=True)
class Shot:
    """One picture: where, as whom (a demo account, or nobody), and what is done there before it is taken."""

    name: str
    path: str
    who: str = ""
    tall: bool = False
    before: Callable[[Page], None] = lambda page: None

    def file(self, code: str) -> Path:
        return FOLDER / f"{self.name}.{code}.webp"


@dataclass(frozen=True)
class Rows:
    """The rows of the demo that the pictures show."""

    relay: int
    units: str
    stop: int
    rally: int
    held: int
    ticket: str
    group: str
    desk: str
    pin: str
    door: str


def rows_of(site: Site) -> Rows:
    """Look for them, and give out a print desk and a link for a door."""
    with site.app.app_context():
        set_actor(SYSTEM)
        relay, stop = db.session.execute(
            select(Stop.relay_id, Stop.id).join(Unit, Unit.id == Stop.unit_id).where(Unit.code == "kar-temirtau").limit(1)
        ).one()
        rally, held = (_event(code, place) for code, place in (("rally", "kar-temirtau"), ("lecture", "kar-karaganda")))
        registration = db.session.scalars(select(Registration).where(Registration.event_id == rally.id).limit(1)).one()
        group = db.session.scalars(select(Group).order_by(Group.id).limit(1)).one()
        desk = a_desk(rally.id)
        units = db.session.scalars(select(Stop.unit_id).where(Stop.relay_id == relay).order_by(Stop.position))
        found = Rows(
            relay=relay, units="".join(f"&unit={number}" for number in units), stop=stop, rally=rally.id, held=held.id,
            ticket=registration.token, group=group.token, desk=address(desk), pin=desks.pin_of(desk), door=a_door(rally)[1],
        )  # fmt: skip
        db.session.remove()
    return found


def _event(kind: str, place: str) -> Event:
    asked = (
        select(Event)
        .join(EventKind, EventKind.id == Event.kind_id)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .where(EventKind.code == kind, Unit.code == place)
    )
    return db.session.scalars(asked.order_by(Event.starts_at).limit(1)).one()


def shots(rows: Rows) -> tuple[Shot, ...]:
    """Every picture of the guide."""
    region, city = "karaganda", "temirtau"
    return (
        Shot("plan", f"{PLAN}{rows.units}", region),
        Shot("board", f"/staff/relays/{rows.relay}/board", region),
        Shot("stop", f"/staff/stops/{rows.stop}", region),
        Shot("slip", f"/staff/relays/{rows.relay}/slip?stop={rows.stop}", region),
        Shot("baton", f"/staff/relays/{rows.relay}/baton", region),
        Shot("rollup", f"/staff/relays/{rows.relay}/rollup", region),
        Shot("today", "/staff/", city),
        Shot("event", f"/staff/events/{rows.rally}", city),
        Shot("people", f"/staff/events/{rows.rally}/people", city),
        Shot("minors", f"/staff/events/{rows.rally}/people?state=pending", city),
        Shot("figures", f"/staff/events/{rows.held}/figures", region),
        Shot("dashboard", "/staff/dashboard", "auditor"),
        Shot("trail", "/staff/audit", "auditor"),
        Shot("desk_door", rows.desk),
        Shot("desk", rows.desk, before=lambda page: _enter(page, rows.pin)),
        Shot("checkin", f"/field/checkin/{rows.door}", tall=True, before=_is_ready),
        Shot("checkin_found", f"/field/checkin/{rows.door}", tall=True, before=_looks_for_a_name),
        Shot("group", f"/group/{rows.group}", tall=True),
        Shot("programme", f"/events/{rows.rally}", tall=True),
        Shot("register", f"/events/{rows.rally}/register", tall=True),
        Shot("ticket", f"/ticket/{rows.ticket}", tall=True),
    )


def _enter(page: Page, pin: str) -> None:
    page.locator("input[name=pin]").fill(pin)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()


def _is_ready(page: Page) -> None:
    expect(page.locator("#ready-words")).to_be_visible()


def _looks_for_a_name(page: Page) -> None:
    _is_ready(page)
    page.locator("[data-way=name]").click()


@contextmanager
def a_window(browser: Browser, site: Site, shot: Shot, code: str) -> Iterator[Page]:
    """A browser that has been nowhere, of the shot's size, language and account."""
    context = browser.new_context(viewport=TALL if shot.tall else WIDE, locale=code, timezone_id="Asia/Almaty")
    context.add_cookies([{"name": "language", "value": code, "url": site.url}])
    if shot.who:
        sign_in(context, site, shot.who)
    yield context.new_page()
    context.close()


def taken(browser: Browser, site: Site, shot: Shot, code: str) -> Image.Image:
    """The picture as the page looks now, its first screen; the line of the demonstration is no part of it."""
    with a_window(browser, site, shot, code) as page:
        mark = "&" if "?" in shot.path else "?"
        answer = page.goto(site / f"{shot.path}{mark}lang={code}")
        assert answer is not None
        assert answer.ok, f"{shot.path} is {answer.status}"
        shot.before(page)
        page.evaluate("document.querySelector('.demo-line')?.remove(); document.activeElement?.blur(); document.fonts.ready")
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def distance(one: Image.Image, other: Image.Image) -> float:
    """How unlike two pictures are: the mean difference of their grey pixels made small, 0 … 255; 255 for other sizes."""
    if one.size != other.size:
        return 255.0
    small = [image.convert("L").resize(SMALL, Image.Resampling.BOX) for image in (one, other)]
    seen = ImageChops.difference(*small).get_flattened_data()
    return sum(seen) / len(seen)


def retake(browser: Browser, site: Site) -> Iterator[Path]:
    """Take all pictures anew in three languages, some 60 kB each; yields the files that were written."""
    FOLDER.mkdir(exist_ok=True)
    for shot in shots(rows_of(site)):
        for code in LANGUAGES:
            taken(browser, site, shot, code).save(shot.file(code), "WEBP", quality=75, method=6)
            yield shot.file(code)
