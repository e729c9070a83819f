"""The plain data of second factors."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

STEP: Final = 30  # seconds a code of an app is shown
DIGITS: Final = 6
TOLERATED: Final = (0, -1, 1)  # steps: clocks of phones are wrong, and hands are slow
RECOVERY_CODES: Final = 10
RECOVERY_LENGTH: Final = 16
CHALLENGE_LIFE: Final = timedelta(minutes=5)
PASSKEYS_MOST: Final = 10
ANSWER_LENGTH: Final = 16 * 1024  # characters; what a passkey answers has a few hundred
ISSUER: Final = "Адал жол"


class ChallengeUse(StrEnum):
    """What a passkey is asked for: to come in, to become known, or to show once more who one is."""

    SIGN_IN = "sign_in"
    SET_UP = "set_up"
    CONFIRM = "confirm"


class Means(StrEnum):
    """What was shown as the second factor."""

    APP = "app"
    RECOVERY = "recovery"
    PASSKEY = "passkey"


@dataclass(frozen=True)
class SetUp:
    """What an app is told to begin with: the secret to be typed, and the same as an address for its camera."""

    secret: str
    address: str

    @property
    def typed(self) -> str:
        """The secret in groups of four, as one reads it from a page."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


@dataclass(frozen=True)
class PasskeyRow:
    """A passkey of the reader."""

    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """What an account has besides its password."""

    app_since: datetime | None = None
    passkeys: tuple[PasskeyRow, ...] = ()
    codes_left: int = 0
    codes_made: int = 0

    @property
    def has_any(self) -> bool:
        return self.app_since is not None or bool(self.passkeys)


@dataclass(frozen=True)
class Site:
    """Where passkeys hold: the name of the machine they belong to, and the address whose pages may ask for them."""

    name: str
    origin: str


@dataclass(frozen=True)
class Asked:
    """What a browser has a passkey sign: the challenge by its uid, and the options in the browser's own words (JSON)."""

    uid: str
    options: str


@dataclass(frozen=True)
class Shown:
    """What a passkey answered to a challenge, as the browser sent it (JSON)."""

    uid: str
    answer: str
    site: Site


@dataclass(frozen=True)
class Confirm:
    """What somebody shows once more. `code` is empty for whoever has no second factor (the demonstration only)."""

    password: str
    code: str = ""


@dataclass(frozen=True)
class Waiting:
    """What was sent and waits until its sender has shown who they are: the address, and the fields in their order."""

    path: str
    fields: tuple[tuple[str, str], ...]
