"""Who is asking, what that lets them do, and which rows exist for them. Plain data and two context words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from flask import g

from campaign.core.errors import NotFresh
from campaign.core.i18n import _l


class P(StrEnum):
    """Every permission, as `feature:thing:act`. Alphabetical, so a diff shows one line."""

    ACCOUNTS_MANAGE = "accounts:users:manage"
    AUDIT_READ = "audit:trail:read"
    CATALOGUE_WRITE = "materials:catalogue:write"
    COLUMNS_READ = "motorcades:column:read"
    COLUMNS_WRITE = "motorcades:column:write"
    CUSTODY_WRITE = "relay:custody:write"
    DEVICES_WRITE = "accounts:device:write"
    EVENTS_READ = "events:event:read"
    EVENTS_WRITE = "events:event:write"
    EXHIBITION_APPROVE = "exhibition:panel:approve"
    EXHIBITION_READ = "exhibition:panel:read"
    EXHIBITION_SWITCH = "exhibition:persons:switch"
    EXHIBITION_WRITE = "exhibition:panel:write"
    FIGURES_WRITE = "events:figure:write"
    KITS_WRITE = "events:kit:write"
    MATERIALS_READ = "materials:stock:read"
    MATERIALS_WRITE = "materials:stock:write"
    OPERATION_READ = "operation:state:read"
    PACKAGES_WRITE = "exchange:package:write"
    PAPERS_PRINT = "papers:paper:print"
    PEOPLE_ERASE = "people:person:erase"
    PEOPLE_READ = "people:person:read"
    PEOPLE_WRITE = "people:person:write"
    PERIODS_CLOSE = "reports:period:close"
    PERIODS_READ = "reports:period:read"
    PHOTOS_READ = "people:photo:read"
    PHOTOS_WRITE = "people:photo:write"
    RELAY_READ = "relay:relay:read"
    RELAY_WRITE = "relay:relay:write"
    REPORTS_READ = "reports:report:read"
    REPORTS_WRITE = "reports:report:write"
    RETENTION_RUN = "people:retention:run"
    RULES_WRITE = "events:rule:write"
    SAMPLE_WRITE = "reports:sample:write"
    SHEETS_PRINT = "people:sheet:print"
    STAFF = "staff:desk:enter"
    TERRITORY_WRITE = "territory:unit:write"
    TOKENS_WRITE = "accounts:token:write"
    WALKS_READ = "walks:walk:read"
    WALKS_WRITE = "walks:walk:write"
    WEBHOOKS_WRITE = "exchange:webhook:write"


class Role(StrEnum):
    """What an account is; the scope of it stands in the grant."""

    NATIONAL = "national"
    REGION = "region"
    STOP = "stop"
    AUDITOR = "auditor"


_STOP = frozenset(
    {
        P.STAFF, P.RELAY_READ, P.CUSTODY_WRITE, P.EVENTS_READ, P.EVENTS_WRITE, P.PEOPLE_READ, P.PEOPLE_WRITE, P.SHEETS_PRINT,
        P.PAPERS_PRINT, P.DEVICES_WRITE, P.COLUMNS_READ, P.COLUMNS_WRITE, P.WALKS_READ, P.WALKS_WRITE,
        P.MATERIALS_READ, P.MATERIALS_WRITE, P.FIGURES_WRITE, P.PHOTOS_READ, P.PHOTOS_WRITE, P.EXHIBITION_READ,
        P.EXHIBITION_WRITE, P.REPORTS_READ, P.REPORTS_WRITE, P.TOKENS_WRITE, P.PACKAGES_WRITE,
    }
)  # fmt: skip
ROLES: dict[Role, frozenset[P]] = {
    Role.NATIONAL: frozenset(P),
    Role.REGION: _STOP
    | {
        P.RELAY_WRITE,
        P.KITS_WRITE,
        P.TERRITORY_WRITE,
        P.ACCOUNTS_MANAGE,
        P.CATALOGUE_WRITE,
        P.EXHIBITION_APPROVE,
        P.PERIODS_CLOSE,
        P.PERIODS_READ,
        P.AUDIT_READ,
        P.PEOPLE_ERASE,
        P.RETENTION_RUN,
        P.WEBHOOKS_WRITE,
    },
    Role.STOP: _STOP,
    Role.AUDITOR: frozenset(
        {P.STAFF, P.RELAY_READ, P.EVENTS_READ, P.MATERIALS_READ, P.REPORTS_READ, P.PERIODS_READ, P.AUDIT_READ}
    ),
}


DESK: frozenset[P] = frozenset(
    {
        P.EVENTS_READ, P.RELAY_READ, P.PEOPLE_READ, P.SHEETS_PRINT, P.PAPERS_PRINT, P.COLUMNS_READ, P.WALKS_READ,
        P.MATERIALS_READ,
    }
)  # fmt: skip
"""All that is left of a role in the hands of a print desk: what it needs to print, and to read what it printed."""


@dataclass(frozen=True)
class Grant:
    """One role somebody holds, and where: everywhere (no ids), in a region, or at one stop of a relay."""

    role: Role
    region_id: int | None = None
    stop_id: int | None = None
    relay_id: int | None = None

    @property
    def is_everywhere(self) -> bool:
        return self.role in {Role.NATIONAL, Role.AUDITOR}

    def covers(self, region_id: int | None, stop_id: int | None) -> bool:
        if self.is_everywhere:
            return True
        if self.role is Role.STOP:
            return stop_id is not None and stop_id == self.stop_id
        return region_id is not None and region_id == self.region_id


@dataclass(frozen=True)
class Scope:
    """Which rows exist: everything, only what is public, or these regions and stops. Nothing by default."""

    everything: bool = False
    public: bool = False
    regions: frozenset[int] = frozenset()
    stops: frozenset[int] = frozenset()
    relays: frozenset[int] = frozenset()
    stop_regions: frozenset[int] = frozenset()


NOTHING = Scope()
EVERYTHING = Scope(everything=True)
PUBLIC = Scope(public=True)


@dataclass(frozen=True)
class Actor:
    """One person, the system, a print desk, or nobody, for the length of one request, task or command.

    A desk (`desk_id`) has no account: it never stands at a door of the work pages, it acts inside the services of its own room
    only, and holds no more than DESK of what it was given. A machine (`token_id`) acts for an account, and holds no more than
    `only` of what the account has now. `is_fresh` is False for a browser in which somebody showed who they are longer ago than
    dangerous acts allow; for what works without a browser (system, tasks, machines) it says nothing.
    """

    user_id: int | None = None
    name: str = ""
    email: str = ""
    grants: tuple[Grant, ...] = ()
    is_system: bool = False
    scope: Scope = field(default=PUBLIC)
    desk_id: int | None = None
    token_id: int | None = None
    only: frozenset[P] | None = None
    is_fresh: bool = True

    @property
    def is_known(self) -> bool:
        return self.user_id is not None

    def _holds(self, grant: Grant, permission: P) -> bool:
        if self.only is not None and permission not in self.only:
            return False
        return permission in ROLES[grant.role] and (self.desk_id is None or permission in DESK)

    def may(self, permission: P) -> bool:
        """Whether any grant holds it, wherever; for the menu and the door, not for a thing."""
        return self.is_system or any(self._holds(grant, permission) for grant in self.grants)

    def may_at(self, permission: P, region_id: int | None, stop_id: int | None = None) -> bool:
        """Whether a grant that holds it covers this region or stop."""
        return self.is_system or any(
            self._holds(grant, permission) and grant.covers(region_id, stop_id) for grant in self.grants
        )

    @property
    def is_national(self) -> bool:
        return self.is_system or any(grant.role is Role.NATIONAL for grant in self.grants)


def scope_of(grants: tuple[Grant, ...]) -> Scope:
    """The union of what the grants cover; nothing without any.

    An auditor's opens everything only alone: beside a role that reads people it would open the people of all regions.
    """
    national = any(grant.role is Role.NATIONAL for grant in grants)
    if national or (grants and all(grant.is_everywhere for grant in grants)):
        return EVERYTHING
    at_stops = [grant for grant in grants if grant.role is Role.STOP]
    return Scope(
        regions=frozenset(grant.region_id for grant in grants if grant.role is Role.REGION and grant.region_id is not None),
        stops=frozenset(grant.stop_id for grant in at_stops if grant.stop_id is not None),
        relays=frozenset(grant.relay_id for grant in at_stops if grant.relay_id is not None),
        stop_regions=frozenset(grant.region_id for grant in at_stops if grant.region_id is not None),
    )


NOBODY = Actor()
SYSTEM = Actor(name="system", is_system=True, scope=EVERYTHING)


def current_actor() -> Actor:
    """Who is asking now; nobody unless somebody said so."""
    actor: Actor = g.get("actor", NOBODY)
    return actor


def current_scope() -> Scope:
    """Which rows exist now. Nothing where nobody was named at all: closed by default."""
    if (widened_to := g.get("widened")) is not None:
        return EVERYTHING if widened_to else NOTHING
    return g.actor.scope if "actor" in g else NOTHING


def ensure_fresh() -> None:
    """For services whose act is dangerous. Raises NotFresh; the page then asks for password and second factor, and goes on."""
    if not current_actor().is_fresh:
        raise NotFresh(_l("This is an act of weight: show once more that it is you."))


def set_actor(actor: Actor) -> None:
    """Name who asks for the rest of this request or command."""
    g.actor = actor


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Let `actor` ask inside the block."""
    before = g.get("actor")
    g.actor = actor
    try:
        yield
    finally:
        if before is None:
            g.pop("actor", None)
        else:
            g.actor = before


@contextmanager
def widened() -> Iterator[None]:
    """See every row inside the block, for an act whose rule needs more than its actor may read.

    Only services and sign-in use it (a house test holds them to that): registering looks for a person with the same
    phone, whom the volunteer at the form must never see.
    """
    before = g.get("widened")
    g.widened = True
    try:
        yield
    finally:
        g.widened = before
