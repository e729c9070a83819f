"""Seats in the cars of a column: who sits in which, who accompanies whom, and the plans that were carried out.

Nobody sits anywhere yet, and no car had anything to count. The previous version knows none of these tables; registrations and
cars that it removes take their seats with them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037_seats"
down_revision = "0036_police_letters"


def _whose() -> list[sa.Column]:
    return [
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("stop_id", sa.Integer(), nullable=False),
    ]


def _points(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=f"fk_{table}_event_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=f"fk_{table}_region_id"),
        sa.ForeignKeyConstraint(["stop_id"], ["stops.id"], name=f"fk_{table}_stop_id", ondelete="CASCADE"),
    ]


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["registrations.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "column_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        *_whose(),
        sa.Column("car_id", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_column_seats"),
        sa.UniqueConstraint("registration_id", name="uq_column_seats_registration_id"),
        _person("column_seats", "registration_id"),
        *_points("column_seats"),
        sa.ForeignKeyConstraint(["car_id"], ["column_cars.id"], name="fk_column_seats_car_id", ondelete="CASCADE"),
    )
    op.create_table(
        "seat_companions",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("companion_id", sa.Integer(), nullable=False),
        *_whose(),
        sa.PrimaryKeyConstraint("registration_id", name="pk_seat_companions"),
        sa.CheckConstraint("registration_id <> companion_id", name=op.f("ck_seat_companions_somebody_else")),
        _person("seat_companions", "registration_id"),
        _person("seat_companions", "companion_id"),
        *_points("seat_companions"),
    )
    op.create_table(
        "seat_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        *_whose(),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("lost_id", sa.Integer(), nullable=True),
        sa.Column("moves", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_seat_steps"),
        sa.CheckConstraint("kind IN ('fresh', 'fill', 'steady')", name=op.f("ck_seat_steps_plankind")),
        *_points("seat_steps"),
        sa.ForeignKeyConstraint(["lost_id"], ["column_cars.id"], name="fk_seat_steps_lost_id", ondelete="SET NULL"),
    )
    for table, columns in _INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_seat_steps_event_id_id", "seat_steps", ["event_id", "id"])


_INDEXES = {
    "column_seats": ("event_id", "region_id", "stop_id", "car_id"),
    "seat_companions": ("companion_id", "event_id", "region_id", "stop_id"),
    "seat_steps": ("region_id", "stop_id", "lost_id"),
}


def downgrade() -> None:
    op.execute("UPDATE column_cars SET taken = 0")
    for table in ("seat_steps", "seat_companions", "column_seats"):
        op.drop_table(table)
