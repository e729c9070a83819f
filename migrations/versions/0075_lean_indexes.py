"""Indexes of people and registrations hold only the rows that have something to find: most have no role, group or parent's link.

The index of a person's region goes: the rule that a number and a name are there once in a region begins with it. Each row
that is written costs some five entries less. Nothing else changes, so the previous version may keep running.
"""

import sqlalchemy as sa
from alembic import op

revision = "0075_lean_indexes"
down_revision = "0074_closed_wishes"

SPARSE = (
    ("registrations", "role_id", False),
    ("registrations", "group_id", False),
    ("registrations", "guardian_hash", True),
    ("people", "merged_into_id", False),
)


def upgrade() -> None:
    for table, column, is_unique in SPARSE:
        name, there = op.f(f"ix_{table}_{column}"), sa.text(f"{column} IS NOT NULL")
        op.drop_index(name, table)
        op.create_index(name, table, [column], unique=is_unique, sqlite_where=there, postgresql_where=there)
    op.drop_index(op.f("ix_people_region_id"), "people")


def downgrade() -> None:
    op.create_index(op.f("ix_people_region_id"), "people", ["region_id"])
    for table, column, is_unique in SPARSE:
        name = op.f(f"ix_{table}_{column}")
        op.drop_index(name, table)
        op.create_index(name, table, [column], unique=is_unique)
