"""The access log: who looked at the data of people.

A new table only; the previous version may still be running and knows nothing of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0071_access_log"
down_revision = "0070_webhooks"


def upgrade() -> None:
    op.create_table(
        "access_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hour", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=80), nullable=False),
        sa.Column("thing", sa.String(length=16), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_access_entries_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entries")),
        sa.UniqueConstraint(
            "hour",
            "user_id",
            "page",
            "thing",
            "thing_id",
            "written",
            name=op.f("uq_access_entries_hour_user_id_page_thing_thing_id_written"),
        ),
    )
    op.create_index("ix_access_entries_thing_thing_id", "access_entries", ["thing", "thing_id"])
    for column in ("region_id", "user_id"):
        op.create_index(op.f(f"ix_access_entries_{column}"), "access_entries", [column])


def downgrade() -> None:
    op.drop_table("access_entries")
