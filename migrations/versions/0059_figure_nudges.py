"""Reminders of missing figures: who was asked for those of which stop, on which day.

A new table only; the previous version may still be running and knows nothing of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0059_figure_nudges"
down_revision = "0058_plausibility"


def upgrade() -> None:
    op.create_table(
        "figure_nudges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("events > 0", name=op.f("ck_figure_nudges_asks_for_something")),
        sa.ForeignKeyConstraint(["stop_id"], ["stops.id"], name=op.f("fk_figure_nudges_stop_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_figure_nudges_region_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_figure_nudges_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_nudges")),
        sa.UniqueConstraint("stop_id", "user_id", "day", name=op.f("uq_figure_nudges_stop_id_user_id_day")),
    )
    op.create_index(op.f("ix_figure_nudges_region_id"), "figure_nudges", ["region_id"])
    op.create_index(op.f("ix_figure_nudges_user_id"), "figure_nudges", ["user_id"])


def downgrade() -> None:
    op.drop_table("figure_nudges")
