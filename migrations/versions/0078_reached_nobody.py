"""Letters that reached nobody, a handful, are found by an index of their own: not among the registrations of every event.

Nothing else changes, so the previous version may keep running.
"""

import sqlalchemy as sa
from alembic import op

revision = "0078_reached_nobody"
down_revision = "0077_by_event"

NAME = "ix_messages_state_trouble"


def upgrade() -> None:
    there = sa.text("trouble <> ''")
    op.create_index(op.f(NAME), "messages", ["state", "trouble"], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    op.drop_index(op.f(NAME), "messages")
