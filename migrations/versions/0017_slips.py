"""Slips: stops that were moved, so that it can be undone; whose chain a relay has now.

Relays already there get the first version of their chain, and their stops are all in it. The previous version may still be running and does not name the new columns, so the database
keeps the defaults. Columns are added by plain ALTER TABLE: recreating `stops` on SQLite would fire the cascades of the tables
that refer to it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0017_slips'
down_revision = '0016_drafts'

ACTS = ('move', 'length', 'swap', 'skip', 'insert')


def upgrade() -> None:
    op.add_column('relays', sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('stops', sa.Column('left_out', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table('slips',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('act', sa.Enum(*ACTS, name='slipact', native_enum=False, length=24, create_constraint=True), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('other_unit_id', sa.Integer(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('only_unannounced', sa.Boolean(), nullable=False),
    sa.Column('stops', sa.Integer(), nullable=False),
    sa.Column('things', sa.Integer(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.Column('undone_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['other_unit_id'], ['units.id'], name=op.f('fk_slips_other_unit_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_slips_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_slips_relay_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_slips_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slips'))
    )
    op.create_index(op.f('ix_slips_region_id'), 'slips', ['region_id'])
    op.create_index(op.f('ix_slips_relay_id'), 'slips', ['relay_id'])


def downgrade() -> None:
    op.drop_table('slips')
    op.drop_column('stops', 'left_out')
    op.drop_column('relays', 'version')
