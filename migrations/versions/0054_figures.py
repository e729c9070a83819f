"""Figures: what is measured, what was said of events and of audiences, and which events had the same people.

New tables only; the previous version may still be running.
"""

import sqlalchemy as sa
from alembic import op

revision = '0054_figures'
down_revision = '0053_paper_sets'

_OF_EVENT, _OF_AUDIENCE = sa.text("event_id IS NOT NULL"), sa.text("event_id IS NULL")


def word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=24, create_constraint=True)


def upgrade() -> None:
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("unit", word("unit", "people", "vehicles", "places", "pieces", "kilometres", "items"), nullable=False),
        sa.Column("parent_code", sa.String(length=40), nullable=False),
        sa.Column("overlaps", sa.Boolean(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("decimals BETWEEN 0 AND 3", name=op.f("ck_measures_decimals_sane")),
        sa.CheckConstraint("parent_code <> code", name=op.f("ck_measures_no_part_of_itself")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        sa.UniqueConstraint("code", name=op.f("uq_measures_code")),
    )
    op.create_table(
        "figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=80), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("stage", word("stage", "plan", "fact"), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("qualifier", word("qualifier", "exact", "about", "more_than", "several"), nullable=False),
        sa.Column(
            "source", word("source", "counted", "signed_in", "estimated", "told", "registered"), nullable=False
        ),
        sa.Column("counts", word("counts", "people", "participations"), nullable=False),
        sa.Column("method", sa.String(length=200), nullable=False),
        sa.Column("by_whom", sa.String(length=120), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_figures_never_negative")),
        sa.CheckConstraint("(event_id IS NULL) = (audience <> '')", name=op.f("ck_figures_of_an_event_or_an_audience")),
        sa.CheckConstraint(
            "source <> 'estimated' OR (method <> '' AND by_whom <> '')", name=op.f("ck_figures_estimated_how_and_by_whom")
        ),
        sa.CheckConstraint(
            "qualifier <> 'several' OR value IN (10, 100, 1000, 10000)", name=op.f("ck_figures_several_of_an_order")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_figures_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["stop_id"], ["stops.id"], name=op.f("fk_figures_stop_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_figures_region_id")),
        sa.ForeignKeyConstraint(["measure_id"], ["measures.id"], name=op.f("fk_figures_measure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
    )
    op.create_index(
        "uq_figures_of_event", "figures", ["event_id", "measure_id", "stage", "source", "counts"], unique=True,
        sqlite_where=_OF_EVENT, postgresql_where=_OF_EVENT,
    )
    op.create_index(
        "uq_figures_of_audience", "figures", ["stop_id", "audience", "measure_id", "stage"], unique=True,
        sqlite_where=_OF_AUDIENCE, postgresql_where=_OF_AUDIENCE,
    )
    for name in ("stop_id", "region_id", "measure_id"):
        op.create_index(op.f(f"ix_figures_{name}"), "figures", [name])
    op.create_table(
        "event_audiences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.CheckConstraint("label <> ''", name=op.f("ck_event_audiences_has_a_label")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_audiences_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["stop_id"], ["stops.id"], name=op.f("fk_event_audiences_stop_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_event_audiences_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_audiences")),
        sa.UniqueConstraint("event_id", name=op.f("uq_event_audiences_event_id")),
    )
    op.create_index(op.f("ix_event_audiences_stop_id"), "event_audiences", ["stop_id"])


def downgrade() -> None:
    for table in ("event_audiences", "figures", "measures"):
        op.drop_table(table)
