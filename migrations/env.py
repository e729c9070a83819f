"""Runs migrations on the application's engine; see `campaign/core/schema.py`."""

from contextlib import contextmanager

from alembic import context
from sqlalchemy.types import TypeDecorator

import campaign.registry  # noqa: F401  every model is imported there
from campaign.core.db import Base


def as_plain_type(kind, thing, autogen_context):
    """Migrations import nothing of ours: our column types are written as what they store."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


@contextmanager
def tables_may_be_rebuilt(connection):
    """SQLite changes a table by making it anew: while the old one goes, its rows must not take those that name them along."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.dbapi_connection  # outside any transaction, in which the switch would do nothing
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def nothing_is_left_hanging(ctx, **step):
    """Before each migration is committed: every row that is named by another is there."""
    if ctx.dialect.name == "sqlite":
        hanging = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if hanging:
            raise RuntimeError(f"{len(hanging)} rows would name others that are gone: {hanging[:3]}")


with context.config.attributes["engine"].connect() as connection, tables_may_be_rebuilt(connection):
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=as_plain_type,
        transaction_per_migration=True,
        on_version_apply=nothing_is_left_hanging,
    )
    with context.begin_transaction():
        context.run_migrations()
