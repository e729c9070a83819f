"""The plain data accounts take in and give out."""

from dataclasses import dataclass
from datetime import datetime

from campaign.core.actor import Role

__all__ = ["AccountRow", "GrantRow", "Invite", "Role", "SignIn"]


@dataclass(frozen=True)
class SignIn:
    """What somebody typed at the door. `address` is the caller's network address, for the limit only."""

    email: str
    password: str
    address: str
    device: str = ""


@dataclass(frozen=True)
class Invite:
    """Whom to invite as what, and where: `region_id` for a region, `stop_id` for a stop, neither for the whole country."""

    email: str
    name: str
    role: Role
    region_id: int | None = None
    stop_id: int | None = None


@dataclass(frozen=True)
class GrantRow:
    role: Role
    region_id: int | None
    stop_id: int | None


@dataclass(frozen=True)
class AccountRow:
    """One account as the list shows it."""

    id: int
    name: str
    email: str
    active: bool
    last_seen_at: datetime | None
    grants: tuple[GrantRow, ...]
