"""The versions of the database: Alembic, driven with the application's own engine."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db, unit_of_work

SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"
if not SCRIPTS.is_dir():
    SCRIPTS = Path(__file__).resolve().parents[1] / "migrations"

Load = Callable[[Session], None]
SHIPPED: list[Load] = []  # what every installation has from the start; features add theirs in the registry


def alembic_config() -> Config:
    """Alembic's configuration for the current application's engine."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s")
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = db.engine
    return config


def newest() -> str | None:
    """The revision the code was written for."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def knows(revision: str) -> bool:
    """Whether this program has a migration of that name."""
    scripts = ScriptDirectory.from_config(alembic_config())
    return any(script.revision == revision for script in scripts.walk_revisions())


def current() -> str | None:
    """The revision the database is at; None for an empty one."""
    with db.engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """The same of the database at the other end of a connection."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade_to(revision: str = "head") -> None:
    """Run what is missing; a run that was killed is taken up where it stopped."""
    command.upgrade(alembic_config(), revision)


def load_shipped() -> None:
    """Put in, or bring up to date, what ships with the program (territory, kinds, kits, texts); safe to repeat."""
    with acting_as(SYSTEM), unit_of_work() as session:
        for load in SHIPPED:
            load(session)
