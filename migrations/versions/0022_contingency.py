"""Plans for bad weather: a reserve date, a place indoors, who decides.

Events already there have none. The previous version does not know the table; an event that was moved by a plan stays where it is.
"""

import sqlalchemy as sa
from alembic import op

revision = '0022_contingency'
down_revision = '0021_deadlines'


def upgrade() -> None:
    op.create_table('contingencies',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('reserve_after', sa.Integer(), nullable=True),
    sa.Column('reserve_starts', sa.Time(), nullable=True),
    sa.Column('indoor_place_id', sa.Integer(), nullable=True),
    sa.Column('wind_ms', sa.Integer(), nullable=True),
    sa.Column('colder_than', sa.Integer(), nullable=True),
    sa.Column('hotter_than', sa.Integer(), nullable=True),
    sa.Column('rain', sa.Boolean(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('decides', sa.String(length=120), nullable=False),
    sa.Column('decides_phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('decide_hours', sa.Integer(), nullable=True),
    sa.Column('announced', sa.Boolean(), nullable=False),
    sa.Column('home_starts', sa.Time(), nullable=True),
    sa.Column('home_ends', sa.Time(), nullable=True),
    sa.Column('is_indoors', sa.Boolean(), nullable=False),
    sa.Column('home_place_id', sa.Integer(), nullable=True),
    sa.Column('home_place_note', sa.String(length=200), nullable=False),
    sa.Column('home_capacity', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(home_starts IS NULL) = (home_ends IS NULL)', name=op.f('ck_contingencies_home_whole')),
    sa.CheckConstraint('(reserve_after IS NULL) = (reserve_starts IS NULL)', name=op.f('ck_contingencies_reserve_whole')),
    sa.CheckConstraint('decide_hours >= 0', name=op.f('ck_contingencies_decided_before')),
    sa.CheckConstraint('home_starts IS NULL OR reserve_after IS NOT NULL', name=op.f('ck_contingencies_switched_to_something')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_contingencies_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['home_place_id'], ['places.id'], name=op.f('fk_contingencies_home_place_id')),
    sa.ForeignKeyConstraint(['indoor_place_id'], ['places.id'], name=op.f('fk_contingencies_indoor_place_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_contingencies_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_contingencies_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_contingencies'))
    )
    op.create_index(op.f('ix_contingencies_region_id'), 'contingencies', ['region_id'], unique=False)
    op.create_index(op.f('ix_contingencies_stop_id'), 'contingencies', ['stop_id'], unique=False)


def downgrade() -> None:
    op.drop_table('contingencies')
