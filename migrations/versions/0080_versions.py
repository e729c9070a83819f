"""Outlets, places, measures, campaigns, rules of conduct, items of the baton, places of the country and bodies have a version.

What is there is at its first. The previous version may keep running: it names no version, so the database keeps the default, and
what it changes is at the same version afterwards.
"""

import sqlalchemy as sa
from alembic import op

revision = "0080_versions"
down_revision = "0079_acts_on_events"

TABLES = ("outlets", "places", "measures", "campaigns", "conduct_rules", "baton_items", "units", "bodies")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "version")
