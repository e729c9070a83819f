"""Vehicles from outside: tables that were sent for a column, the cars that each has brought, and cars offered by their drivers.

No rows at first. An offer goes with its registration; cars that came by an import or an offer stay in their column on the way
down, where only the memory of how they came is lost.
"""

import sqlalchemy as sa
from alembic import op

revision = '0041_vehicles_from_outside'
down_revision = '0040_column_marks'

KINDS = ('car', 'minibus', 'bus', 'truck', 'motorcycle', 'bicycle', 'boat', 'other')


def of_an_event(table: str) -> tuple[sa.Column | sa.ForeignKeyConstraint, ...]:
    """Where the rows lie: their event, region and stop."""
    return (
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f(f'fk_{table}_event_id_events'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f(f'fk_{table}_region_id_regions')),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f(f'fk_{table}_stop_id_stops'), ondelete='CASCADE'),
    )


def word(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        'vehicle_imports',
        sa.Column('id', sa.Integer(), nullable=False),
        *of_an_event('vehicle_imports'),
        sa.Column('owner_id', sa.Integer(), nullable=True),
        sa.Column('state', word('judged', 'written', 'undone', name='importstate'), nullable=False),
        sa.Column('file_uid', sa.String(22), nullable=True),
        sa.Column('file_name', sa.String(120), nullable=False),
        sa.Column('reading', sa.JSON(), nullable=False),
        sa.Column('left_out', sa.JSON(), nullable=False),
        sa.Column('rows', sa.Integer(), nullable=False),
        sa.Column('created', sa.Integer(), nullable=False),
        sa.Column('matched', sa.Integer(), nullable=False),
        sa.Column('skipped', sa.Integer(), nullable=False),
        sa.Column('failed', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('written_at', sa.DateTime(), nullable=True),
        sa.Column('undone_at', sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_vehicle_imports')),
    )
    op.create_table(
        'vehicle_import_cars',
        sa.Column('import_id', sa.Integer(), nullable=False),
        sa.Column('car_id', sa.Integer(), nullable=False),
        sa.Column('made_vehicle', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ['import_id'], ['vehicle_imports.id'], name=op.f('fk_vehicle_import_cars_import_id_vehicle_imports'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['car_id'], ['column_cars.id'], name=op.f('fk_vehicle_import_cars_car_id_column_cars'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('import_id', 'car_id', name=op.f('pk_vehicle_import_cars')),
    )
    op.create_table(
        'vehicle_offers',
        sa.Column('id', sa.Integer(), nullable=False),
        *of_an_event('vehicle_offers'),
        sa.Column('registration_id', sa.Integer(), nullable=False),
        sa.Column('kind', word(*KINDS, name='vehiclekind'), nullable=False),
        sa.Column('plate', sa.String(24), nullable=False),
        sa.Column('plate_key', sa.String(12), nullable=True),
        sa.Column('plate_form', word('2012', '1993', 'other', 'none', name='plateform'), nullable=False),
        sa.Column('name', sa.String(80), nullable=False),
        sa.Column('make', sa.String(80), nullable=False),
        sa.Column('colour', sa.String(40), nullable=False),
        sa.Column('seats', sa.Integer(), nullable=False),
        sa.Column('state', word('waiting', 'accepted', 'declined', 'withdrawn', name='offerstate'), nullable=False),
        sa.Column('car_id', sa.Integer(), nullable=True),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('consent_at', sa.DateTime(), nullable=False),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.Column('seen_at', sa.DateTime(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('seats BETWEEN 0 AND 200', name=op.f('ck_vehicle_offers_seats_sane')),
        sa.ForeignKeyConstraint(
            ['registration_id'], ['registrations.id'], name=op.f('fk_vehicle_offers_registration_id_registrations'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['car_id'], ['column_cars.id'], name=op.f('fk_vehicle_offers_car_id_column_cars'), ondelete='SET NULL'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_vehicle_offers')),
        sa.UniqueConstraint('registration_id', name=op.f('uq_vehicle_offers_registration_id')),
    )
    for table in ('vehicle_imports', 'vehicle_offers'):
        for column in ('event_id', 'region_id', 'stop_id'):
            op.create_index(op.f(f'ix_{table}_{column}'), table, [column])
    op.create_index(op.f('ix_vehicle_import_cars_car_id'), 'vehicle_import_cars', ['car_id'])
    op.create_index(op.f('ix_vehicle_offers_car_id'), 'vehicle_offers', ['car_id'])


def downgrade() -> None:
    for table in ('vehicle_offers', 'vehicle_import_cars', 'vehicle_imports'):
        op.drop_table(table)
