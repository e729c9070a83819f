"""Shifts of events, who is in them and was briefed, hours of volunteers, certificates and letters of thanks.

Events already there have no shifts. The previous version knows none of these tables; whoever it cancels keeps their place in a
shift until `adalzhol check` names it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0024_shifts'
down_revision = '0023_outbox'
TABLES = ('shifts', 'shift_places', 'shift_briefings', 'hours_entries', 'certificates', 'thanks_texts')


def upgrade() -> None:
    op.create_table('shifts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('offset', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('place_note', sa.String(length=200), nullable=False),
    sa.Column('need', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('leader', sa.String(length=120), nullable=False),
    sa.Column('leader_phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_shifts_lasts')),
    sa.CheckConstraint('need > 0', name=op.f('ck_shifts_need_positive')),
    sa.CheckConstraint('taken <= need', name=op.f('ck_shifts_never_overbooked')),
    sa.CheckConstraint('taken >= 0', name=op.f('ck_shifts_taken_never_negative')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_shifts_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_shifts_region_id')),
    sa.ForeignKeyConstraint(['role_id'], ['event_roles.id'], name=op.f('fk_shifts_role_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_shifts_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shifts')),
    sa.UniqueConstraint('uid', name=op.f('uq_shifts_uid'))
    )
    op.create_index(op.f('ix_shifts_event_id'), 'shifts', ['event_id'], unique=False)
    op.create_index(op.f('ix_shifts_region_id'), 'shifts', ['region_id'], unique=False)
    op.create_index(op.f('ix_shifts_role_id'), 'shifts', ['role_id'], unique=False)
    op.create_index(op.f('ix_shifts_stop_id'), 'shifts', ['stop_id'], unique=False)
    op.create_table('shift_places',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('shift_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('by_staff', sa.Boolean(), nullable=False),
    sa.Column('accepted', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_shift_places_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_shift_places_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['shift_id'], ['shifts.id'], name=op.f('fk_shift_places_shift_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_shift_places_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shift_places')),
    sa.UniqueConstraint('shift_id', 'registration_id', name=op.f('uq_shift_places_shift_id_registration_id'))
    )
    op.create_index(op.f('ix_shift_places_region_id'), 'shift_places', ['region_id'], unique=False)
    op.create_index(op.f('ix_shift_places_registration_id'), 'shift_places', ['registration_id'], unique=False)
    op.create_index(op.f('ix_shift_places_stop_id'), 'shift_places', ['stop_id'], unique=False)
    op.create_table('shift_briefings',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('briefed_on', sa.Date(), nullable=False),
    sa.Column('noted_at', sa.DateTime(), nullable=False),
    sa.Column('noted_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_shift_briefings_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_shift_briefings_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_shift_briefings_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', name=op.f('pk_shift_briefings'))
    )
    op.create_index(op.f('ix_shift_briefings_region_id'), 'shift_briefings', ['region_id'], unique=False)
    op.create_index(op.f('ix_shift_briefings_stop_id'), 'shift_briefings', ['stop_id'], unique=False)
    op.create_table('hours_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('planned', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('source', sa.Enum('plan', 'check_in', 'typed', name='hourssource', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('noted_at', sa.DateTime(), nullable=False),
    sa.Column('noted_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('minutes BETWEEN 0 AND 6000', name=op.f('ck_hours_entries_minutes_sane')),
    sa.CheckConstraint('planned >= 0', name=op.f('ck_hours_entries_planned_never_negative')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_hours_entries_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_hours_entries_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_hours_entries_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_hours_entries_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hours_entries')),
    sa.UniqueConstraint('registration_id', 'number', name=op.f('uq_hours_entries_registration_id_number'))
    )
    op.create_index(op.f('ix_hours_entries_event_id'), 'hours_entries', ['event_id'], unique=False)
    op.create_index(op.f('ix_hours_entries_region_id'), 'hours_entries', ['region_id'], unique=False)
    op.create_index(op.f('ix_hours_entries_stop_id'), 'hours_entries', ['stop_id'], unique=False)
    op.create_table('certificates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('certificate', 'letter', name='thankskind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('recipient', sa.String(length=64), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('facts_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('released_at', sa.DateTime(), nullable=True),
    sa.Column('replaced_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('minutes >= 0', name=op.f('ck_certificates_minutes_never_negative')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_certificates_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_certificates_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_certificates_registration_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_certificates_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates')),
    sa.UniqueConstraint('code', name=op.f('uq_certificates_code')),
    sa.UniqueConstraint('number', name=op.f('uq_certificates_number')),
    sa.UniqueConstraint('uid', name=op.f('uq_certificates_uid'))
    )
    op.create_index(op.f('ix_certificates_event_id'), 'certificates', ['event_id'], unique=False)
    op.create_index(op.f('ix_certificates_region_id'), 'certificates', ['region_id'], unique=False)
    op.create_index(op.f('ix_certificates_registration_id'), 'certificates', ['registration_id'], unique=False)
    op.create_index(op.f('ix_certificates_stop_id'), 'certificates', ['stop_id'], unique=False)
    op.create_index('uq_certificates_standing', 'certificates', ['event_id', 'kind', 'recipient'], unique=True, sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
    op.create_table('thanks_texts',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('certificate', sa.JSON(), nullable=False),
    sa.Column('letter', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_thanks_texts_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_thanks_texts_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_thanks_texts_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_thanks_texts'))
    )
    op.create_index(op.f('ix_thanks_texts_region_id'), 'thanks_texts', ['region_id'], unique=False)
    op.create_index(op.f('ix_thanks_texts_stop_id'), 'thanks_texts', ['stop_id'], unique=False)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
