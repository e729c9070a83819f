"""The plain data accounts take in and give out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.core.actor import Role
from campaign.core.i18n import Translated

__all__ = [
    "COOKIE",
    "DEMO_DOMAIN",
    "DEMO_PASSWORD",
    "DESK",
    "FRESH_FOR",
    "LINK_LIFE",
    "PENDING_LIFE",
    "SESSION_LIFE",
    "AccountRow",
    "AccountState",
    "Arrival",
    "DemoAccount",
    "GrantRow",
    "Invite",
    "LinkPurpose",
    "LinkRow",
    "NewSession",
    "PasswordChange",
    "Role",
    "SessionRow",
    "SignIn",
    "Strength",
    "Whence",
]

DESK: Final = "/staff/"
COOKIE: Final = "adalzhol_session"
SESSION_LIFE: Final = timedelta(hours=12)
PENDING_LIFE: Final = timedelta(minutes=20)
FRESH_FOR: Final = timedelta(minutes=10)
DEMO_DOMAIN: Final = "@demo.example"
DEMO_PASSWORD: Final = "adal-zhol-2018"  # noqa: S105 - invented people on a loopback address, printed on the page


class LinkPurpose(StrEnum):
    """What a link that was sent is good for."""

    INVITATION = "invitation"
    RESET = "reset"


LINK_LIFE: Final = {LinkPurpose.INVITATION: timedelta(days=7), LinkPurpose.RESET: timedelta(hours=1)}


class Strength(StrEnum):
    """What a session has shown: the password alone, both factors, or the password where the demonstration asks no more."""

    PENDING = "pending"
    STRONG = "strong"
    EXCEPTED = "excepted"


class AccountState(StrEnum):
    """Invited: nobody has chosen a password yet. Off: may not come in."""

    ACTIVE = "active"
    INVITED = "invited"
    OFF = "off"


@dataclass(frozen=True)
class Whence:
    """From where somebody comes: what the browser calls itself, its address on the network, and the secret we know it by."""

    device: str = ""
    address: str = ""
    browser: str = ""


@dataclass(frozen=True)
class SignIn:
    """What somebody typed at the door. `address` is the caller's whole address, for the limit only."""

    email: str
    password: str
    address: str
    device: str = ""
    old_token: str = ""
    browser: str = ""

    @property
    def whence(self) -> Whence:
        return Whence(self.device, self.address, self.browser)


@dataclass(frozen=True)
class Arrival:
    """What somebody who was invited says about themselves."""

    name: str
    password: str
    language: str
    whence: Whence = Whence()


@dataclass(frozen=True)
class PasswordChange:
    """The password that was, and the one that shall be."""

    old: str
    new: str
    whence: Whence = Whence()


@dataclass(frozen=True)
class NewSession:
    """A session that has just begun: the secret for the cookie, the account's language, and what was shown so far."""

    token: str
    language: str
    strength: Strength = Strength.STRONG


@dataclass(frozen=True)
class GrantRow:
    """A role and where it holds. At a stop, `region_id` is the region of the stop. `place` is empty for the whole country."""

    role: Role
    region_id: int | None = None
    stop_id: int | None = None
    id: int | None = None
    place: Translated = Translated()  # noqa: RUF009 - frozen

    @property
    def code(self) -> str:
        """The word by which a list of choices names it: national, region-3, stop-12."""
        where = self.stop_id if self.role is Role.STOP else self.region_id
        return self.role.value if where is None else f"{self.role.value}-{where}"


@dataclass(frozen=True)
class Invite:
    """Whom to invite as what, and in which language to write."""

    email: str
    name: str
    grant: GrantRow
    language: str = "ru"


@dataclass(frozen=True)
class AccountRow:
    """One account as far as the reader may see it: `grants` are those inside the reader's scope, in the order given."""

    id: int
    name: str
    email: str
    language: str
    state: AccountState
    last_seen_at: datetime | None
    grants: tuple[GrantRow, ...]
    has_more_grants: bool = False
    has_second: bool = False


@dataclass(frozen=True)
class SessionRow:
    """A signed-in browser of the reader."""

    id: int
    device: str
    network: str
    made_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class LinkRow:
    """A link that is still good, and whose it is."""

    id: int
    uid: str
    purpose: LinkPurpose
    user_id: int
    name: str
    email: str
    language: str
    expires_at: datetime


@dataclass(frozen=True)
class DemoAccount:
    """Somebody a visitor of the demonstration may be; the password is the same for all."""

    email: str
    name: str
    grant: GrantRow | None
