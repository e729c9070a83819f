"""Runs migrations on the application's engine; see `campaign/core/schema.py`."""

from alembic import context
from sqlalchemy.types import TypeDecorator

import campaign.registry  # noqa: F401  every model is imported there
from campaign.core.db import Base


def as_plain_type(kind, thing, autogen_context):
    """Migrations import nothing of ours: our column types are written as what they store."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=as_plain_type,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
