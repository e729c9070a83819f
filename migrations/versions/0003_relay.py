"""Campaigns, relays and their chains of stops."""

import sqlalchemy as sa
from alembic import op

revision = '0003_relay'
down_revision = '0002_territory'


def upgrade() -> None:
    op.create_table('campaigns',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('slogans', sa.JSON(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('hotline', sa.String(length=40), nullable=False),
    sa.Column('default_language', sa.String(length=2), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('starts_on <= ends_on', name=op.f('ck_campaigns_period_runs_forward')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_campaigns_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaigns'))
    )
    with op.batch_alter_table('campaigns', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaigns_region_id'), ['region_id'], unique=False)
    op.create_table('relays',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('last_receiver_id', sa.Integer(), nullable=True),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('kilometres', sa.Double(), nullable=False),
    sa.Column('state', sa.Enum('planned', 'cancelled', name='relaystate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('starts_on <= last_day', name=op.f('ck_relays_runs_forward')),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_relays_campaign_id')),
    sa.ForeignKeyConstraint(['last_receiver_id'], ['bodies.id'], name=op.f('fk_relays_last_receiver_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_relays_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relays'))
    )
    with op.batch_alter_table('relays', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_relays_campaign_id'), ['campaign_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_relays_region_id'), ['region_id'], unique=False)
    op.create_table('stops',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('arrives_on', sa.Date(), nullable=False),
    sa.Column('departs_on', sa.Date(), nullable=False),
    sa.Column('kilometres', sa.Double(), nullable=False),
    sa.Column('road_km', sa.Double(), nullable=True),
    sa.Column('time_zone', sa.String(length=40), nullable=False),
    sa.CheckConstraint('arrives_on <= departs_on', name=op.f('ck_stops_stay_runs_forward')),
    sa.CheckConstraint('position > 0', name=op.f('ck_stops_position_counts_from_one')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_stops_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_stops_relay_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_stops_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stops')),
    sa.UniqueConstraint('relay_id', 'position', name=op.f('uq_stops_relay_id_position')),
    sa.UniqueConstraint('relay_id', 'unit_id', name=op.f('uq_stops_relay_id_unit_id'))
    )
    with op.batch_alter_table('stops', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stops_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stops_relay_id'), ['relay_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stops_unit_id'), ['unit_id'], unique=False)


def downgrade() -> None:
    op.drop_table('stops')
    op.drop_table('relays')
    op.drop_table('campaigns')
