"""The log of doors, what teams of a walk were issued, and closings.

Nothing of the kind was kept before, and the previous version names none of these tables.
"""

import sqlalchemy as sa
from alembic import op

revision = '0038_doors'
down_revision = '0037_seats'


def upgrade() -> None:
    op.create_table('team_issues',
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('material', sa.Enum('soap', 'sign', 'gloves', name='material', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('issued', sa.Integer(), nullable=False),
    sa.Column('returned', sa.Integer(), nullable=False),
    sa.Column('lost', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.CheckConstraint('issued >= 0 AND returned >= 0 AND lost >= 0', name=op.f('ck_team_issues_never_negative')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_team_issues_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_team_issues_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['walk_teams.id'], name=op.f('fk_team_issues_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'material', name=op.f('pk_team_issues'))
    )
    op.create_index(op.f('ix_team_issues_region_id'), 'team_issues', ['region_id'], unique=False)
    op.create_index(op.f('ix_team_issues_stop_id'), 'team_issues', ['stop_id'], unique=False)
    op.create_table('walk_closings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('sums', sa.JSON(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=False),
    sa.Column('closed_by', sa.Integer(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.Column('undone_by', sa.Integer(), nullable=True),
    sa.Column('undo_reason', sa.String(length=300), nullable=False),
    sa.CheckConstraint("(undone_at IS NULL) = (undo_reason = '')", name=op.f('ck_walk_closings_undone_with_a_reason')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_walk_closings_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_walk_closings_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_walk_closings_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['walk_teams.id'], name=op.f('fk_walk_closings_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk_closings'))
    )
    op.create_index(op.f('ix_walk_closings_event_id'), 'walk_closings', ['event_id'], unique=False)
    op.create_index(op.f('ix_walk_closings_region_id'), 'walk_closings', ['region_id'], unique=False)
    op.create_index(op.f('ix_walk_closings_stop_id'), 'walk_closings', ['stop_id'], unique=False)
    op.create_index('uq_walk_closings_team', 'walk_closings', ['team_id'], unique=True, sqlite_where=sa.text('undone_at IS NULL AND team_id IS NOT NULL'), postgresql_where=sa.text('undone_at IS NULL AND team_id IS NOT NULL'))
    op.create_index('uq_walk_closings_walk', 'walk_closings', ['event_id'], unique=True, sqlite_where=sa.text('undone_at IS NULL AND team_id IS NULL'), postgresql_where=sa.text('undone_at IS NULL AND team_id IS NULL'))
    op.create_table('door_records',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('door_id', sa.Integer(), nullable=True),
    sa.Column('device_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('body_hash', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.Enum('door', 'undo', name='recordkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('soap', sa.Enum('unset', 'given', 'refused', 'absent', name='soap', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('pieces', sa.Integer(), nullable=False),
    sa.Column('sign', sa.Enum('unset', 'up', 'refused', 'impossible', 'there', name='sign', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('note', sa.String(length=200), server_default='', nullable=False),
    sa.Column('of_key', sa.String(length=40), server_default='', nullable=False),
    sa.Column('outcome', sa.Enum('taken', 'review', 'refused', name='outcome', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('why', sa.Enum('', 'closed', 'other_team', 'early', 'late', 'off', 'before_link', 'no_door', 'malformed', 'key_reused', name='why', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('claimed_at', sa.DateTime(), nullable=True),
    sa.Column('happened_at', sa.DateTime(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('decision', sa.Enum('accepted', 'dismissed', name='decision', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), server_default='', nullable=False),
    sa.CheckConstraint("(kind = 'undo') = (of_key <> '')", name=op.f('ck_door_records_an_undo_names_a_key')),
    sa.CheckConstraint("decision IS NULL OR outcome = 'review'", name=op.f('ck_door_records_only_review_is_decided')),
    sa.CheckConstraint('(decision IS NULL) = (decided_at IS NULL)', name=op.f('ck_door_records_decided_when')),
    sa.CheckConstraint('pieces BETWEEN 0 AND 99', name=op.f('ck_door_records_pieces_in_reason')),
    sa.ForeignKeyConstraint(['device_id'], ['device_links.id'], name=op.f('fk_door_records_device_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['door_id'], ['walk_doors.id'], name=op.f('fk_door_records_door_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_door_records_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['walk_teams.id'], name=op.f('fk_door_records_team_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_door_records')),
    sa.UniqueConstraint('key', name=op.f('uq_door_records_key'))
    )
    op.create_index(op.f('ix_door_records_door_id'), 'door_records', ['door_id'], unique=False)
    op.create_index('ix_door_records_event_id_outcome', 'door_records', ['event_id', 'outcome'], unique=False)
    op.create_index(op.f('ix_door_records_of_key'), 'door_records', ['of_key'], unique=False)
    op.create_index(op.f('ix_door_records_team_id'), 'door_records', ['team_id'], unique=False)


def downgrade() -> None:
    for table in ('door_records', 'walk_closings', 'team_issues'):
        op.drop_table(table)
