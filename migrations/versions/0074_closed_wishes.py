"""A wish to be erased may be closed without erasing anybody, with a reason.

Columns that may be empty; the previous version may still be running and takes a closed wish for a fulfilled one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0074_closed_wishes"
down_revision = "0073_reasons"

WHY = sa.Enum("withdrawn", "corrected", "not_them", "other", name="closedwhy", native_enum=False, length=24, create_constraint=True)


def upgrade() -> None:
    with op.batch_alter_table("erasure_requests") as table:
        table.add_column(sa.Column("closed_why", WHY, nullable=True))
        table.add_column(sa.Column("closed_words", sa.String(length=500), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("erasure_requests") as table:
        table.drop_constraint(op.f("ck_erasure_requests_closedwhy"), type_="check")
        table.drop_column("closed_words")
        table.drop_column("closed_why")
