"""Registrations of a stop or of a region are found by their events, so each row needs two entries less.

Nothing else changes, so the previous version may keep running; it only reads more where it asks for the hours of a stop.
"""

from alembic import op

revision = "0077_by_event"
down_revision = "0076_glances"

COLUMNS = ("region_id", "stop_id")


def upgrade() -> None:
    for column in COLUMNS:
        op.drop_index(op.f(f"ix_registrations_{column}"), "registrations")


def downgrade() -> None:
    for column in COLUMNS:
        op.create_index(op.f(f"ix_registrations_{column}"), "registrations", [column])
