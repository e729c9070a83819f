"""Columns of motorcades: the vehicles of a region, the column of an event, and the cars in it.

Events already there have an empty column. The previous version knows none of these tables; events that it removes take their
columns with them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0032_motorcades'
down_revision = '0031_device_purposes'


def upgrade() -> None:
    op.create_table('columns',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('distance_m', sa.Integer(), nullable=True),
    sa.Column('speed_kmh', sa.Integer(), nullable=True),
    sa.Column('gap_m', sa.Integer(), nullable=True),
    sa.Column('contact', sa.String(length=120), nullable=False),
    sa.Column('escort', sa.String(length=200), nullable=False),
    sa.Column('head_name', sa.String(length=120), nullable=False),
    sa.Column('head_phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('distance_m >= 0', name=op.f('ck_columns_distance_never_negative')),
    sa.CheckConstraint('gap_m >= 0', name=op.f('ck_columns_gap_never_negative')),
    sa.CheckConstraint('speed_kmh > 0', name=op.f('ck_columns_speed_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_columns_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_columns_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_columns_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_columns'))
    )
    op.create_index(op.f('ix_columns_region_id'), 'columns', ['region_id'], unique=False)
    op.create_index(op.f('ix_columns_stop_id'), 'columns', ['stop_id'], unique=False)
    op.create_table('vehicles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('car', 'minibus', 'bus', 'truck', 'motorcycle', 'bicycle', 'boat', 'other', name='vehiclekind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('plate', sa.String(length=24), nullable=False),
    sa.Column('plate_key', sa.String(length=12), nullable=True),
    sa.Column('plate_form', sa.Enum('2012', '1993', 'other', 'none', name='plateform', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('make', sa.String(length=80), nullable=False),
    sa.Column('colour', sa.String(length=40), nullable=False),
    sa.Column('owner', sa.String(length=120), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('search_key', sa.Text(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(plate_key IS NULL) = (plate_form = 'none')", name=op.f('ck_vehicles_plate_whole')),
    sa.CheckConstraint("plate_key <> ''", name=op.f('ck_vehicles_plate_not_empty')),
    sa.CheckConstraint('seats BETWEEN 0 AND 200', name=op.f('ck_vehicles_seats_sane')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_vehicles_organisation_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_vehicles_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vehicles')),
    sa.UniqueConstraint('region_id', 'plate_key', name=op.f('uq_vehicles_region_id_plate_key'))
    )
    op.create_index(op.f('ix_vehicles_organisation_id'), 'vehicles', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_vehicles_region_id'), 'vehicles', ['region_id'], unique=False)
    op.create_table('column_cars',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('vehicle_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('block', sa.String(length=40), nullable=False),
    sa.Column('role', sa.Enum('lead', 'staff', 'loudspeaker', 'media', 'medical', 'technical', 'tail', 'participant', 'bus', name='carrole', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('decoration', sa.String(length=200), nullable=False),
    sa.Column('driver_name', sa.String(length=120), nullable=False),
    sa.Column('driver_key', sa.String(length=240), nullable=False),
    sa.Column('driver_phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('driver_phone_hash', sa.String(length=32), nullable=True),
    sa.Column('second_driver_name', sa.String(length=120), nullable=False),
    sa.Column('second_driver_key', sa.String(length=240), nullable=False),
    sa.Column('second_driver_phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('second_driver_phone_hash', sa.String(length=32), nullable=True),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('inspected', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('expected', 'present', 'absent', 'departed', 'arrived', name='carstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('present_at', sa.DateTime(), nullable=True),
    sa.Column('departed_at', sa.DateTime(), nullable=True),
    sa.Column('arrived_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('number > 0', name=op.f('ck_column_cars_number_positive')),
    sa.CheckConstraint('seats BETWEEN 0 AND 200', name=op.f('ck_column_cars_seats_sane')),
    sa.CheckConstraint('taken BETWEEN 0 AND seats', name=op.f('ck_column_cars_never_overbooked')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_column_cars_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_column_cars_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_column_cars_registration_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_column_cars_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vehicle_id'], ['vehicles.id'], name=op.f('fk_column_cars_vehicle_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_column_cars')),
    sa.UniqueConstraint('event_id', 'vehicle_id', name=op.f('uq_column_cars_event_id_vehicle_id')),
    sa.UniqueConstraint('uid', name=op.f('uq_column_cars_uid'))
    )
    op.create_index(op.f('ix_column_cars_region_id'), 'column_cars', ['region_id'], unique=False)
    op.create_index(op.f('ix_column_cars_registration_id'), 'column_cars', ['registration_id'], unique=False)
    op.create_index(op.f('ix_column_cars_stop_id'), 'column_cars', ['stop_id'], unique=False)
    op.create_index(op.f('ix_column_cars_vehicle_id'), 'column_cars', ['vehicle_id'], unique=False)


def downgrade() -> None:
    for table in ('column_cars', 'vehicles', 'columns'):
        op.drop_table(table)
