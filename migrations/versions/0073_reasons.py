"""Why somebody looked, and which look it was said for.

New rows only add to the key of a look; the previous version may still be running: it writes looks without a reason.
"""

import sqlalchemy as sa
from alembic import op

revision = "0073_reasons"
down_revision = "0072_alarms"

ABOUT = ("minors", "many")
KINDS = ("event", "calls", "safety", "inquiry", "other")
LOOK = ("hour", "user_id", "page", "thing", "thing_id", "written")
BEFORE = "uq_access_entries_hour_user_id_page_thing_thing_id_written"


def words(name: str, column: str, *values: str) -> sa.Column:
    return sa.Column(column, sa.Enum(*values, name=name, native_enum=False, length=24, create_constraint=True), nullable=False)


def upgrade() -> None:
    op.create_table(
        "access_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        words("about", "about", *ABOUT),
        sa.Column("thing", sa.String(length=16), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        words("reasonkind", "kind", *KINDS),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_access_reasons_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_reasons")),
    )
    for column in ("region_id", "user_id"):
        op.create_index(op.f(f"ix_access_reasons_{column}"), "access_reasons", [column])
    with op.batch_alter_table("access_entries") as table:
        table.add_column(sa.Column("reason_id", sa.Integer(), server_default="0", nullable=False))
        table.drop_constraint(BEFORE, type_="unique")
        table.create_unique_constraint("uq_access_entries_look", [*LOOK, "reason_id"])


def downgrade() -> None:
    # of one look with several reasons the first row stays
    op.execute(
        "DELETE FROM access_entries WHERE EXISTS (SELECT 1 FROM access_entries AS first WHERE first.id < access_entries.id"
        + "".join(f" AND first.{column} = access_entries.{column}" for column in LOOK)
        + ")"
    )
    with op.batch_alter_table("access_entries") as table:
        table.drop_constraint("uq_access_entries_look", type_="unique")
        table.drop_column("reason_id")
        table.create_unique_constraint(BEFORE, list(LOOK))
    op.drop_table("access_reasons")
