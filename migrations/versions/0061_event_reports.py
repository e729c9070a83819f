"""Event reports: their revisions, what hands wrote into the clauses, and advice for the next places.

New tables only; the previous version may still be running.
"""

import sqlalchemy as sa
from alembic import op

revision = '0061_event_reports'
down_revision = '0060_period_closes'

_WHICH = {
    "uq_event_reports_of_stop": (["stop_id", "revision"], "event_id IS NULL"),
    "uq_event_reports_of_event": (["event_id", "revision"], "event_id IS NOT NULL"),
    "uq_event_reports_draft_of_stop": (["stop_id"], "event_id IS NULL AND state = 'draft'"),
    "uq_event_reports_draft_of_event": (["event_id"], "event_id IS NOT NULL AND state = 'draft'"),
}


def word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=24, create_constraint=True)


def upgrade() -> None:
    op.create_table(
        "event_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", word("state", "draft", "signed"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("sender", sa.JSON(), nullable=False),
        sa.Column("addressee", sa.JSON(), nullable=False),
        sa.Column("executor", sa.String(length=120), nullable=False),
        sa.Column("executor_phone", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("revision > 0", name=op.f("ck_event_reports_counts_from_one")),
        sa.CheckConstraint(
            "(state = 'signed') = (content_sealed IS NOT NULL)", name=op.f("ck_event_reports_signed_is_frozen")
        ),
        sa.CheckConstraint("(content_sealed IS NULL) = (signed_at IS NULL)", name=op.f("ck_event_reports_signed_when")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_event_reports_region_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stops.id"], name=op.f("fk_event_reports_stop_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_reports_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_reports")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_reports_uid")),
    )
    for name, (columns, which) in _WHICH.items():
        op.create_index(
            name, "event_reports", columns, unique=True, sqlite_where=sa.text(which), postgresql_where=sa.text(which)
        )
    for name in ("region_id", "stop_id", "event_id"):
        op.create_index(op.f(f"ix_event_reports_{name}"), "event_reports", [name])
    op.create_table(
        "report_clauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column(
            "code",
            word(
                "clausecode", "basis", "aim", "organisers", "guests", "course", "people", "materials", "walk",
                "publications", "handover", "conclusions", "lessons", "annexes",
            ),
            nullable=False,
        ),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("data_then", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["event_reports.id"], name=op.f("fk_report_clauses_report_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_report_clauses_region_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stops.id"], name=op.f("fk_report_clauses_stop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_clauses")),
        sa.UniqueConstraint("report_id", "code", name=op.f("uq_report_clauses_report_id_code")),
    )
    op.create_index(op.f("ix_report_clauses_stop_id"), "report_clauses", ["stop_id"])
    op.create_table(
        "report_lessons",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("relay_id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("is_signed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["event_reports.id"], name=op.f("fk_report_lessons_report_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_report_lessons_region_id")),
        sa.ForeignKeyConstraint(["relay_id"], ["relays.id"], name=op.f("fk_report_lessons_relay_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["stop_id"], ["stops.id"], name=op.f("fk_report_lessons_stop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_lessons")),
    )
    for name in ("relay_id", "stop_id"):
        op.create_index(op.f(f"ix_report_lessons_{name}"), "report_lessons", [name])


def downgrade() -> None:
    for table in ("report_lessons", "report_clauses", "event_reports"):
        op.drop_table(table)
