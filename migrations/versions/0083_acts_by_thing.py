"""What was done with anything is found by an index of what it was done with, not by reading the whole trail.

It takes the place of the one that knew events only. Nothing else changes, so the previous version may keep running.
"""

import sqlalchemy as sa
from alembic import op

revision = "0083_acts_by_thing"
down_revision = "0082_outlets_once"

NAME, OF_EVENTS = "ix_audit_entries_thing_id", "ix_audit_entries_events"


def upgrade() -> None:
    op.create_index(op.f(NAME), "audit_entries", ["thing_id", "thing"])
    op.drop_index(op.f(OF_EVENTS), "audit_entries")


def downgrade() -> None:
    there = sa.text("thing = 'event'")
    op.create_index(op.f(OF_EVENTS), "audit_entries", ["thing_id"], sqlite_where=there, postgresql_where=there)
    op.drop_index(op.f(NAME), "audit_entries")
