"""Settings from the environment, all with the prefix `CAMPAIGN_`; refuses to start half-configured.

Demo mode is a start without `CAMPAIGN_SECRET_KEY`: keys are made once and kept in the data folder, readable by nobody else.
"""

import base64
import binascii
import ipaddress
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import make_url

from campaign.core.languages import LANGUAGES

ROOT: Final = Path(__file__).resolve().parent.parent
KEY_NAMES: Final = ("SECRET_KEY", "DATA_KEY", "BACKUP_KEY")
PREFIX: Final = "CAMPAIGN_"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
KNOWN: Final = (
    *KEY_NAMES, "SQLALCHEMY_DATABASE_URI", "DATA_DIR", "DEFAULT_LANGUAGE", "MAIL_SERVER", "MAIL_SENDER", "MAIL_USER",
    "MAIL_PASSWORD", "OLD_DATA_KEY", "JOBS", "JOB_LEASE", "PORT", "PUBLIC_URL", "TRUSTED_PROXIES", "DEMO",
    "METRICS_TOKEN", "LOG",
    "WEBHOOK_NETWORKS",
)  # fmt: skip


class ConfigError(Exception):
    """The environment does not make sense; the sentence says what to set."""


def fresh_key() -> str:
    """256 random bits, base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _demo_keys(folder: Path) -> dict[str, str]:
    """The keys of a demo installation, made on first use with mode 0600."""
    path = folder / "keys.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        keys = {name: fresh_key() for name in KEY_NAMES}
        draft = path.with_suffix(f".{os.getpid()}")
        with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(keys, file)
        try:
            os.link(draft, path)  # the first of several processes wins, the others read its keys
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    keys = json.loads(path.read_text(encoding="utf-8"))
    return {name: str(keys[name]) for name in KEY_NAMES}


def _as_key(name: str, value: str) -> bytes:
    try:
        key = base64.b64decode(value, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise ConfigError(f"{PREFIX}{name} must be 32 random bytes in base64: python3 app.py key prints one.")
    return key


@dataclass(frozen=True)
class Config:
    """Everything the application is told from outside."""

    secret_key: str
    data_key: bytes = field(repr=False)
    backup_key: bytes = field(repr=False)
    database: str
    data_dir: Path
    default_language: str = "kk"
    demo: bool = False
    does_jobs: bool = False
    job_lease: float = 60.0
    testing: bool = False
    mail: Mapping[str, str] = field(default_factory=dict)
    public_url: str = ""
    trusted_proxies: int = 0
    metrics_token: str = field(default="", repr=False)
    log: str = "plain"
    old_data_key: bytes | None = field(default=None, repr=False)  # opens the keys until `keys rewrap` has run
    webhook_networks: tuple[Network, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Config":
        """Read `CAMPAIGN_…`. Raises ConfigError with a sentence when something is missing, unknown or malformed."""
        given = os.environ if environment is None else environment
        values = {name[len(PREFIX) :]: value for name, value in given.items() if name.startswith(PREFIX)}
        if unknown := sorted(set(values) - set(KNOWN)):
            raise ConfigError(f"No such setting: {', '.join(PREFIX + name for name in unknown)}.")
        folder = Path(values.get("DATA_DIR") or ROOT / "data").resolve()
        demo = not values.get("SECRET_KEY")
        if demo and (half := sorted(set(values) & {"DATA_KEY", "BACKUP_KEY"})):
            raise ConfigError(
                f"{PREFIX}{half[0]} is set but {PREFIX}SECRET_KEY is not: set all three keys, or none for a demo."
            )
        keys = _demo_keys(folder) if demo else {name: values.get(name, "") for name in KEY_NAMES}
        if missing := [name for name in KEY_NAMES if not keys[name]]:
            raise ConfigError(f"{PREFIX}{missing[0]} is missing: set all three keys, or none for a demo.")
        return cls(
            secret_key=keys["SECRET_KEY"],
            data_key=_as_key("DATA_KEY", keys["DATA_KEY"]),
            backup_key=_as_key("BACKUP_KEY", keys["BACKUP_KEY"]),
            database=values.get("SQLALCHEMY_DATABASE_URI") or f"sqlite:///{folder / 'campaign.db'}",
            data_dir=folder,
            default_language=_one_of(values, "DEFAULT_LANGUAGE", LANGUAGES, "kk"),
            demo=demo,
            does_jobs=_one_of(values, "JOBS", ("0", "1"), "0") == "1",
            job_lease=_seconds(values, "JOB_LEASE", 60.0),
            mail=_mail(values),
            public_url=values.get("PUBLIC_URL", "").rstrip("/"),
            old_data_key=_as_key("OLD_DATA_KEY", values["OLD_DATA_KEY"]) if values.get("OLD_DATA_KEY") else None,
            metrics_token=values.get("METRICS_TOKEN", ""),
            log=_one_of(values, "LOG", ("json", "plain"), "plain" if demo else "json"),
            webhook_networks=_networks(values, "WEBHOOK_NETWORKS"),
            trusted_proxies=int(_one_of(values, "TRUSTED_PROXIES", tuple("0123456789"), "0")),
        )

    def as_flask(self) -> dict[str, Any]:
        """The names Flask and its extensions know."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database,
            "SQLALCHEMY_ENGINE_OPTIONS": engine_options(self.database),
            "DATA_DIR": str(self.data_dir),
            "BACKUP_KEY": self.backup_key,
            "BABEL_DEFAULT_LOCALE": self.default_language,
            "DEMO": self.demo,
            "DOES_JOBS": self.does_jobs,
            "JOB_LEASE": self.job_lease,
            "TESTING": self.testing,
            "MAIL_SERVER": self.mail.get("SERVER", ""),
            "MAIL_SENDER": self.mail.get("SENDER") or "adalzhol@localhost",
            "MAIL_USER": self.mail.get("USER", ""),
            "MAIL_PASSWORD": self.mail.get("PASSWORD", ""),
            "PUBLIC_URL": self.public_url,
            "METRICS_TOKEN": self.metrics_token,
            "TRUSTED_PROXIES": self.trusted_proxies,
            "WEBHOOK_NETWORKS": self.webhook_networks,
            "MAX_CONTENT_LENGTH": 4 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
            "SESSION_COOKIE_NAME": "adalzhol",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.is_https,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_I18N_ENABLED": False,  # WTForms keeps its catalogues; Flask-WTF would read them anew for every request
        }

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


def _one_of(values: Mapping[str, str], name: str, allowed: tuple[str, ...], otherwise: str) -> str:
    value = values.get(name, otherwise)
    if value not in allowed:
        raise ConfigError(f"{PREFIX}{name} is {value!r}: it takes one of {', '.join(allowed)}.")
    return value


def _seconds(values: Mapping[str, str], name: str, otherwise: float) -> float:
    try:
        seconds = float(values.get(name, otherwise))
    except ValueError:
        seconds = 0
    if not 1 <= seconds <= 3600:
        raise ConfigError(f"{PREFIX}{name} is {values[name]!r}: it takes seconds, from 1 to 3600.")
    return seconds


def _mail(values: Mapping[str, str]) -> dict[str, str]:
    """By which server letters go out, and in whose name. A port that is none would be noticed with the first letter only."""
    found = {name: values.get(f"MAIL_{name}", "") for name in ("SERVER", "SENDER", "USER", "PASSWORD")}
    _host, colon, port = found["SERVER"].partition(":")
    if colon and not (port.isascii() and port.isdecimal() and len(port) <= 5 and 1 <= int(port) <= 65535):
        raise ConfigError(
            f"{PREFIX}MAIL_SERVER is {found['SERVER']!r}: it takes a name, or a name and a port, mail.example.kz:587."
        )
    return found


def _networks(values: Mapping[str, str], name: str) -> tuple[Network, ...]:
    """Inner networks that webhooks may call besides the public internet, with commas between them."""
    try:
        return tuple(ipaddress.ip_network(one.strip()) for one in values.get(name, "").split(",") if one.strip())
    except ValueError as error:
        raise ConfigError(
            f"{PREFIX}{name} is {values[name]!r}: it takes networks, for example 10.20.0.0/16,fd00:20::/32."
        ) from error


LOCK_SECONDS = 30  # how long a row may be held by others before whoever waits is told to come again; PostgreSQL waits for ever

NO_JIT = "-c jit=off"  # a search is thought dear and takes 30 ms; a server that has LLVM compiled it for longer than that


def engine_options(database: str) -> dict[str, Any]:
    """How the engine is made: SQLite through the bundled library, whose version is safe (STACK), PostgreSQL as it comes.

    What a statement was given never stands in its error, for that may reach a log."""
    if not database.startswith("sqlite"):
        given = make_url(database).query.get("options", "")  # of the address itself: they hold beside ours
        ours = f"-c lock_timeout={LOCK_SECONDS}s {NO_JIT}"
        options = " ".join([ours, *((given,) if isinstance(given, str) else given)]).strip()
        return {"pool_size": 8, "max_overflow": 8, "hide_parameters": True, "connect_args": {"options": options}}
    try:
        import pysqlite3
    except ImportError as error:
        raise ConfigError("SQLite needs the package pysqlite3 here; install it or use PostgreSQL.") from error
    if pysqlite3.sqlite_version_info < (3, 51, 3):
        raise ConfigError(f"SQLite {pysqlite3.sqlite_version} can damage a database in WAL mode; 3.51.3 or newer is needed.")
    return {
        "hide_parameters": True,
        "module": pysqlite3,
        "connect_args": {"check_same_thread": False},
        "pool_size": 16,
        "max_overflow": 16,
    }
