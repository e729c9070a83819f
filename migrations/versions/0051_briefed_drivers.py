"""A car of a column knows that its driver has signed for the briefing, as the column sheet says it beside the inspection.

Nobody has said so of cars of before. The previous version may still be running and does not name the column, so the database
keeps the default.
"""

import sqlalchemy as sa
from alembic import op

revision = '0051_briefed_drivers'
down_revision = '0050_signers_from_a_day'


def upgrade() -> None:
    op.add_column('column_cars', sa.Column('briefed', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column('column_cars', 'briefed')
