"""The register of offices, and office walks: teams, their floors and members, and what stands of each door.

Nothing of the kind was kept before, and the previous version names none of these tables.
"""

import sqlalchemy as sa
from alembic import op

revision = '0033_walks'
down_revision = '0032_motorcades'


def upgrade() -> None:
    op.create_table('buildings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_buildings_region_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_buildings_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_buildings'))
    )
    op.create_index(op.f('ix_buildings_region_id'), 'buildings', ['region_id'], unique=False)
    op.create_index(op.f('ix_buildings_unit_id'), 'buildings', ['unit_id'], unique=False)
    op.create_table('floors',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('building_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['building_id'], ['buildings.id'], name=op.f('fk_floors_building_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_floors_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_floors')),
    sa.UniqueConstraint('building_id', 'label', name=op.f('uq_floors_building_id_label'))
    )
    op.create_index(op.f('ix_floors_region_id'), 'floors', ['region_id'], unique=False)
    op.create_table('offices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('building_id', sa.Integer(), nullable=False),
    sa.Column('floor_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('room', sa.String(length=20), nullable=False),
    sa.Column('room_key', sa.String(length=40), nullable=False),
    sa.Column('unit_name', sa.JSON(), nullable=False),
    sa.Column('position_title', sa.JSON(), nullable=False),
    sa.Column('person_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['building_id'], ['buildings.id'], name=op.f('fk_offices_building_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['floor_id'], ['floors.id'], name=op.f('fk_offices_floor_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_offices_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offices')),
    sa.UniqueConstraint('building_id', 'room_key', name=op.f('uq_offices_building_id_room_key')),
    sa.UniqueConstraint('uid', name=op.f('uq_offices_uid'))
    )
    op.create_index(op.f('ix_offices_floor_id'), 'offices', ['floor_id'], unique=False)
    op.create_index(op.f('ix_offices_region_id'), 'offices', ['region_id'], unique=False)
    op.create_table('walk_teams',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('leader_name', sa.String(length=120), nullable=False),
    sa.Column('leader_phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('closed_by', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('number > 0', name=op.f('ck_walk_teams_number_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_walk_teams_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_walk_teams_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_walk_teams_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk_teams')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_walk_teams_event_id_number')),
    sa.UniqueConstraint('uid', name=op.f('uq_walk_teams_uid'))
    )
    op.create_index(op.f('ix_walk_teams_region_id'), 'walk_teams', ['region_id'], unique=False)
    op.create_index(op.f('ix_walk_teams_stop_id'), 'walk_teams', ['stop_id'], unique=False)
    op.create_table('walks',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('building_id', sa.Integer(), nullable=False),
    sa.Column('rules', sa.Text(), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['building_id'], ['buildings.id'], name=op.f('fk_walks_building_id')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_walks_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_walks_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_walks_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_walks'))
    )
    op.create_index(op.f('ix_walks_building_id'), 'walks', ['building_id'], unique=False)
    op.create_index(op.f('ix_walks_region_id'), 'walks', ['region_id'], unique=False)
    op.create_index(op.f('ix_walks_stop_id'), 'walks', ['stop_id'], unique=False)
    op.create_table('walk_doors',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('soap', sa.Enum('unset', 'given', 'refused', 'absent', name='soap', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('pieces', sa.Integer(), nullable=False),
    sa.Column('sign', sa.Enum('unset', 'up', 'refused', 'impossible', 'there', name='sign', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=True),
    sa.Column('recorded_by_device_id', sa.Integer(), nullable=True),
    sa.Column('recorded_by_user_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("soap = 'given' OR pieces = 0", name=op.f('ck_walk_doors_pieces_only_given')),
    sa.CheckConstraint('pieces >= 0', name=op.f('ck_walk_doors_pieces_never_negative')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_walk_doors_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['office_id'], ['offices.id'], name=op.f('fk_walk_doors_office_id')),
    sa.ForeignKeyConstraint(['recorded_by_device_id'], ['device_links.id'], name=op.f('fk_walk_doors_recorded_by_device_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_walk_doors_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_walk_doors_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['walk_teams.id'], name=op.f('fk_walk_doors_team_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk_doors')),
    sa.UniqueConstraint('event_id', 'office_id', name=op.f('uq_walk_doors_event_id_office_id'))
    )
    op.create_index(op.f('ix_walk_doors_office_id'), 'walk_doors', ['office_id'], unique=False)
    op.create_index(op.f('ix_walk_doors_recorded_by_device_id'), 'walk_doors', ['recorded_by_device_id'], unique=False)
    op.create_index(op.f('ix_walk_doors_region_id'), 'walk_doors', ['region_id'], unique=False)
    op.create_index(op.f('ix_walk_doors_stop_id'), 'walk_doors', ['stop_id'], unique=False)
    op.create_index(op.f('ix_walk_doors_team_id'), 'walk_doors', ['team_id'], unique=False)
    op.create_table('walk_floors',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('floor_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('direction', sa.Enum('forward', 'backward', 'hand', name='direction', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('first_room', sa.String(length=20), nullable=False),
    sa.Column('last_room', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['floor_id'], ['floors.id'], name=op.f('fk_walk_floors_floor_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_walk_floors_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_walk_floors_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['walk_teams.id'], name=op.f('fk_walk_floors_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk_floors'))
    )
    op.create_index(op.f('ix_walk_floors_floor_id'), 'walk_floors', ['floor_id'], unique=False)
    op.create_index(op.f('ix_walk_floors_region_id'), 'walk_floors', ['region_id'], unique=False)
    op.create_index(op.f('ix_walk_floors_stop_id'), 'walk_floors', ['stop_id'], unique=False)
    op.create_index(op.f('ix_walk_floors_team_id'), 'walk_floors', ['team_id'], unique=False)
    op.create_table('walk_members',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_walk_members_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_walk_members_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_walk_members_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['walk_teams.id'], name=op.f('fk_walk_members_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', name=op.f('pk_walk_members'))
    )
    op.create_index(op.f('ix_walk_members_region_id'), 'walk_members', ['region_id'], unique=False)
    op.create_index(op.f('ix_walk_members_stop_id'), 'walk_members', ['stop_id'], unique=False)
    op.create_index(op.f('ix_walk_members_team_id'), 'walk_members', ['team_id'], unique=False)


def downgrade() -> None:
    for table in ('walk_members', 'walk_floors', 'walk_doors', 'walks', 'walk_teams', 'offices', 'floors', 'buildings'):
        op.drop_table(table)
