"""Print desks: links with a PIN for a clerk without an account, and which sheet, act and task was a desk's.

New tables, and columns that are empty for everything done so far. The previous version may still be running: it names none of
them, and what it does is no desk's.
"""

import sqlalchemy as sa
from alembic import op

revision = '0052_print_desks'
down_revision = '0051_briefed_drivers'


def upgrade() -> None:
    op.create_table(
        "print_desks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column("relay_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("days_after", sa.Integer(), nullable=False),
        sa.Column("phones", sa.Boolean(), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("wrong_pins", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("label <> ''", name=op.f("ck_print_desks_label_not_empty")),
        sa.CheckConstraint("days_before >= 0 AND days_after >= 0", name=op.f("ck_print_desks_days_not_negative")),
        sa.CheckConstraint("wrong_pins BETWEEN 0 AND 10", name=op.f("ck_print_desks_ten_guesses")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_print_desks_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_print_desks_region_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stops.id"], name=op.f("fk_print_desks_stop_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["relay_id"], ["relays.id"], name=op.f("fk_print_desks_relay_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_desks")),
        sa.UniqueConstraint("uid", name=op.f("uq_print_desks_uid")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_print_desks_token_hash")),
    )
    for name in ("event_id", "region_id", "stop_id", "relay_id"):
        op.create_index(op.f(f"ix_print_desks_{name}"), "print_desks", [name])
    op.create_table(
        "desk_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["print_desks.id"], name=op.f("fk_desk_sessions_desk_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_desk_sessions_token_hash")),
    )
    op.create_index(op.f("ix_desk_sessions_desk_id"), "desk_sessions", ["desk_id"])
    for table in ("printed_sheets", "jobs", "audit_entries"):
        op.add_column(table, sa.Column("desk_id", sa.Integer(), nullable=True))
    for table in ("printed_sheets", "jobs"):
        op.create_index(op.f(f"ix_{table}_desk_id"), table, ["desk_id"])


def downgrade() -> None:
    for table in ("printed_sheets", "jobs"):
        op.drop_index(op.f(f"ix_{table}_desk_id"), table)
    for table in ("printed_sheets", "jobs", "audit_entries"):
        op.drop_column(table, "desk_id")
    op.drop_table("desk_sessions")
    op.drop_table("print_desks")
