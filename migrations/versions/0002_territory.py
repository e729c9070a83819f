"""Regions, cities, districts and bodies, each with the dates for which it holds."""

import sqlalchemy as sa
from alembic import op

revision = '0002_territory'
down_revision = '0001_core'


def upgrade() -> None:
    op.create_table('regions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('plate_code', sa.String(length=4), nullable=False),
    sa.Column('time_zone', sa.String(length=40), nullable=False),
    sa.Column('centre_code', sa.String(length=60), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regions')),
    sa.UniqueConstraint('code', name=op.f('uq_regions_code'))
    )
    op.create_table('region_periods',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('centre', sa.JSON(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_region_periods_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_region_periods'))
    )
    with op.batch_alter_table('region_periods', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_region_periods_code'), ['code'], unique=False)
        batch_op.create_index(batch_op.f('ix_region_periods_region_id'), ['region_id'], unique=False)
    op.create_table('units',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.Enum('city', 'district', 'city_district', 'rural_okrug', name='unitkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('centre', sa.JSON(), nullable=False),
    sa.Column('former_names', sa.String(length=300), nullable=False),
    sa.Column('kato', sa.String(length=12), nullable=False),
    sa.Column('lat', sa.Double(), nullable=False),
    sa.Column('lon', sa.Double(), nullable=False),
    sa.Column('time_zone', sa.String(length=40), nullable=False),
    sa.CheckConstraint('lat BETWEEN -90 AND 90', name=op.f('ck_units_lat_on_earth')),
    sa.CheckConstraint('lon BETWEEN -180 AND 180', name=op.f('ck_units_lon_on_earth')),
    sa.ForeignKeyConstraint(['parent_id'], ['units.id'], name=op.f('fk_units_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_units')),
    sa.UniqueConstraint('code', name=op.f('uq_units_code'))
    )
    with op.batch_alter_table('units', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_units_parent_id'), ['parent_id'], unique=False)
    op.create_table('unit_periods',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_unit_periods_region_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_unit_periods_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_periods')),
    sa.UniqueConstraint('unit_id', 'region_id', 'valid_from', name=op.f('uq_unit_periods_unit_id_region_id_valid_from'))
    )
    with op.batch_alter_table('unit_periods', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_periods_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_periods_unit_id'), ['unit_id'], unique=False)
    op.create_table('bodies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.Enum('agency', 'department', 'akimat', 'other', name='bodykind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_bodies_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bodies')),
    sa.UniqueConstraint('code', name=op.f('uq_bodies_code'))
    )
    with op.batch_alter_table('bodies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bodies_region_id'), ['region_id'], unique=False)
    op.create_table('body_names',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_body_names_body_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_body_names'))
    )
    with op.batch_alter_table('body_names', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_body_names_body_id'), ['body_id'], unique=False)


def downgrade() -> None:
    op.drop_table('body_names')
    op.drop_table('bodies')
    op.drop_table('unit_periods')
    op.drop_table('units')
    op.drop_table('region_periods')
    op.drop_table('regions')
