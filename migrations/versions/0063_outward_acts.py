"""Acts that other machines are told of: rows of the unit of work that does them.

A new table only; the previous version may still be running and announces nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = '0063_outward_acts'
down_revision = '0062_book'


def upgrade() -> None:
    op.create_table(
        'outward_acts',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=22), nullable=False),
        sa.Column('act', sa.String(length=40), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=True),
        sa.Column('stop_id', sa.Integer(), nullable=True),
        sa.Column('facts', sa.JSON(), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('campaign_at', sa.DateTime(), nullable=False),
        sa.Column('spread_at', sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outward_acts')),
        sa.UniqueConstraint('uid', name=op.f('uq_outward_acts_uid')),
    )
    for column in ('at', 'region_id', 'spread_at'):
        op.create_index(op.f(f'ix_outward_acts_{column}'), 'outward_acts', [column])


def downgrade() -> None:
    op.drop_table('outward_acts')
