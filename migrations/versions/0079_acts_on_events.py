"""What was done with an event is found by an index of its own: not among all that was done with its people.

Nothing else changes, so the previous version may keep running.
"""

import sqlalchemy as sa
from alembic import op

revision = "0079_acts_on_events"
down_revision = "0078_reached_nobody"

NAME = "ix_audit_entries_events"


def upgrade() -> None:
    there = sa.text("thing = 'event'")
    op.create_index(op.f(NAME), "audit_entries", ["thing_id"], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    op.drop_index(op.f(NAME), "audit_entries")
