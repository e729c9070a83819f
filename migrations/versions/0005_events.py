"""Events, places, roles, and the kits they are made from."""

import sqlalchemy as sa
from alembic import op

revision = '0005_events'
down_revision = '0004_accounts'


def upgrade() -> None:
    op.create_table('event_kinds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('shipped', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_kinds')),
    sa.UniqueConstraint('code', name=op.f('uq_event_kinds_code'))
    )
    op.create_table('kits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kits')),
    sa.UniqueConstraint('code', name=op.f('uq_kits_code'))
    )
    op.create_table('places',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('lat', sa.Double(), nullable=True),
    sa.Column('lon', sa.Double(), nullable=True),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.CheckConstraint('capacity > 0', name=op.f('ck_places_capacity_positive')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_places_region_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_places_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_places'))
    )
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_places_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_places_unit_id'), ['unit_id'], unique=False)
    op.create_table('kit_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kit_id', sa.Integer(), nullable=False),
    sa.Column('kind_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('description', sa.JSON(), nullable=False),
    sa.Column('anchor', sa.Enum('arrival', 'departure', name='anchor', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('day_offset', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.CheckConstraint('capacity > 0', name=op.f('ck_kit_events_capacity_positive')),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_kit_events_lasts')),
    sa.ForeignKeyConstraint(['kind_id'], ['event_kinds.id'], name=op.f('fk_kit_events_kind_id')),
    sa.ForeignKeyConstraint(['kit_id'], ['kits.id'], name=op.f('fk_kit_events_kit_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kit_events')),
    sa.UniqueConstraint('kit_id', 'position', name=op.f('uq_kit_events_kit_id_position'))
    )
    with op.batch_alter_table('kit_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kit_events_kit_id'), ['kit_id'], unique=False)
    op.create_table('kit_roles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kit_event_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['kit_event_id'], ['kit_events.id'], name=op.f('fk_kit_roles_kit_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kit_roles'))
    )
    with op.batch_alter_table('kit_roles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kit_roles_kit_event_id'), ['kit_event_id'], unique=False)
    op.create_table('events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('kind_id', sa.Integer(), nullable=False),
    sa.Column('kit_event_id', sa.Integer(), nullable=True),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('description', sa.JSON(), nullable=False),
    sa.Column('place_note', sa.String(length=200), nullable=False),
    sa.Column('starts_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.Column('time_zone', sa.String(length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('search_key', sa.Text(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'approved', 'open', 'held', 'reported', 'cancelled', name='eventstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('responsible', sa.String(length=120), nullable=False),
    sa.Column('responsible_phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('edited', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('capacity IS NULL OR capacity > 0', name=op.f('ck_events_capacity_positive')),
    sa.CheckConstraint('capacity IS NULL OR taken <= capacity', name=op.f('ck_events_never_overbooked')),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_events_runs_forward')),
    sa.CheckConstraint('taken >= 0', name=op.f('ck_events_taken_never_negative')),
    sa.ForeignKeyConstraint(['kind_id'], ['event_kinds.id'], name=op.f('fk_events_kind_id')),
    sa.ForeignKeyConstraint(['kit_event_id'], ['kit_events.id'], name=op.f('fk_events_kit_event_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_events_place_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_events_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_events_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events')),
    sa.UniqueConstraint('uid', name=op.f('uq_events_uid'))
    )
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.create_index('ix_events_day', ['day'], unique=False)
        batch_op.create_index('ix_events_starts_at_id', ['starts_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_kind_id'), ['kind_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_place_id'), ['place_id'], unique=False)
        batch_op.create_index('ix_events_region_id_starts_at', ['region_id', 'starts_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_stop_id'), ['stop_id'], unique=False)
    op.create_table('event_roles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.CheckConstraint('capacity IS NULL OR taken <= capacity', name=op.f('ck_event_roles_never_overbooked')),
    sa.CheckConstraint('taken >= 0', name=op.f('ck_event_roles_taken_never_negative')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_roles_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_roles'))
    )
    with op.batch_alter_table('event_roles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_roles_event_id'), ['event_id'], unique=False)


def downgrade() -> None:
    op.drop_table('event_roles')
    op.drop_table('events')
    op.drop_table('kit_roles')
    op.drop_table('kit_events')
    op.drop_table('places')
    op.drop_table('kits')
    op.drop_table('event_kinds')
