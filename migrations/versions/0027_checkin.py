"""Links for phones, who is in, and what phones at the door sent; the hash of a code, by which a phone names it.

Registrations already there get the hash of their code. The previous version may still be running and does not name that
column, so the database keeps the default, which no phone asks for: such a row is found by name at the door until the next
upgrade fills it in. Links, check-ins and scans begin empty.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = '0027_checkin'
down_revision = '0026_minors'
CHUNK = 5000


def upgrade() -> None:
    op.create_table('device_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('purpose', sa.Enum('check_in', name='devicepurpose', native_enum=False, length=24, create_constraint=True), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=True),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=80), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('last_seen_at', sa.DateTime(), nullable=True),
    sa.Column('sent', sa.Integer(), nullable=False),
    sa.CheckConstraint("label <> ''", name=op.f('ck_device_links_label_not_empty')),
    sa.CheckConstraint('sent >= 0', name=op.f('ck_device_links_sent_never_negative')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_device_links_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_device_links_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_device_links_token_hash')),
    sa.UniqueConstraint('uid', name=op.f('uq_device_links_uid'))
    )
    op.create_index('ix_device_links_purpose_subject_id', 'device_links', ['purpose', 'subject_id'], unique=False)
    op.create_index(op.f('ix_device_links_region_id'), 'device_links', ['region_id'], unique=False)
    op.create_index(op.f('ix_device_links_stop_id'), 'device_links', ['stop_id'], unique=False)
    op.create_table('check_ins',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('claimed_at', sa.DateTime(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.Column('undone_by', sa.Integer(), nullable=True),
    sa.Column('undo_reason', sa.String(length=300), server_default='', nullable=False),
    sa.CheckConstraint("(undone_at IS NULL) = (undo_reason = '')", name=op.f('ck_check_ins_undone_with_a_reason')),
    sa.ForeignKeyConstraint(['device_id'], ['device_links.id'], name=op.f('fk_check_ins_device_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_check_ins_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_check_ins_registration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_ins'))
    )
    op.create_index('ix_check_ins_event_id_at', 'check_ins', ['event_id', 'at'], unique=False)
    op.create_index(op.f('ix_check_ins_registration_id'), 'check_ins', ['registration_id'], unique=False)
    stands = sa.text('undone_at IS NULL')
    op.create_index('uq_check_ins_stands', 'check_ins', ['registration_id'], unique=True, sqlite_where=stands, postgresql_where=stands)
    op.create_table('check_in_scans',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('body_hash', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.Enum('scan', 'walk_in', name='itemkind', native_enum=False, length=24, create_constraint=True), nullable=False),
    sa.Column('outcome', sa.Enum('in', 'already', 'review', 'refused', name='outcome', native_enum=False, length=24, create_constraint=True), nullable=False),
    sa.Column('why', sa.Enum('', 'late', 'early', 'off', 'before_link', 'unknown', 'cancelled', 'waiting', 'pending', 'wrong_event', 'bad_code', 'bad_name', 'bad_phone', 'bad_year', 'malformed', 'key_reused', name='why', native_enum=False, length=24, create_constraint=True), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('code', sa.String(length=12), server_default='', nullable=False),
    sa.Column('claimed_at', sa.DateTime(), nullable=True),
    sa.Column('happened_at', sa.DateTime(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('decision', sa.Enum('accepted', 'dismissed', name='decision', native_enum=False, length=24, create_constraint=True), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), server_default='', nullable=False),
    sa.CheckConstraint('(decision IS NULL) = (decided_at IS NULL)', name=op.f('ck_check_in_scans_decided_when')),
    sa.CheckConstraint("decision IS NULL OR outcome = 'review'", name=op.f('ck_check_in_scans_only_review_is_decided')),
    sa.ForeignKeyConstraint(['device_id'], ['device_links.id'], name=op.f('fk_check_in_scans_device_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_check_in_scans_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_check_in_scans_registration_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_in_scans')),
    sa.UniqueConstraint('key', name=op.f('uq_check_in_scans_key'))
    )
    op.create_index('ix_check_in_scans_event_id_outcome', 'check_in_scans', ['event_id', 'outcome'], unique=False)
    op.create_index(op.f('ix_check_in_scans_registration_id'), 'check_in_scans', ['registration_id'], unique=False)
    op.add_column('registrations', sa.Column('code_hash', sa.String(length=16), server_default='', nullable=False))
    _fill()
    op.create_index(op.f('ix_registrations_code_hash'), 'registrations', ['code_hash'], unique=False)


def _fill() -> None:
    """Hash the code of every registration, some thousands at a time."""
    connection, last = op.get_bind(), 0
    page = sa.text('SELECT id, code FROM registrations WHERE id > :last ORDER BY id LIMIT :many')
    write = sa.text('UPDATE registrations SET code_hash = :hashed WHERE id = :id')
    while rows := connection.execute(page, {'last': last, 'many': CHUNK}).all():
        connection.execute(write, [{'id': row.id, 'hashed': hashlib.sha256(row.code.encode()).hexdigest()[:16]} for row in rows])
        last = rows[-1].id


def downgrade() -> None:
    op.drop_index(op.f('ix_registrations_code_hash'), table_name='registrations')
    op.drop_column('registrations', 'code_hash')
    op.drop_table('check_in_scans')
    op.drop_table('check_ins')
    op.drop_table('device_links')
