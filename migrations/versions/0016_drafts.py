"""Drafts of a plan; and a relay keeps what it was planned from.

Relays that are there were planned before that was kept: theirs is empty, and copying one takes its stays as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = '0016_drafts'
down_revision = '0015_papers'


def upgrade() -> None:
    op.add_column('relays', sa.Column('wish', sa.JSON(), nullable=True))
    op.create_table('plan_drafts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('name_key', sa.String(length=240), nullable=False),
    sa.Column('wish', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_plan_drafts_campaign_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_plan_drafts_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_plan_drafts_relay_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_drafts')),
    sa.UniqueConstraint('region_id', 'name_key', name=op.f('uq_plan_drafts_region_id_name_key'))
    )
    op.create_index('ix_plan_drafts_region_id', 'plan_drafts', ['region_id'])


def downgrade() -> None:
    op.drop_table('plan_drafts')
    op.execute('ALTER TABLE relays DROP COLUMN wish')
