"""Legal bases of events, dated rules, what was filed; and the clashes that an organizer let stand.

Events already there have no legal basis yet, and are asked for one. The previous version knows none of these tables.
"""

import sqlalchemy as sa
from alembic import op

revision = '0021_deadlines'
down_revision = '0020_running_and_safety'


def upgrade() -> None:
    op.create_table('legal_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('addressee', sa.JSON(), nullable=False),
    sa.Column('note', sa.JSON(), nullable=False),
    sa.Column('kinds', sa.JSON(), nullable=False),
    sa.Column('bases', sa.JSON(), nullable=False),
    sa.Column('measure', sa.Enum('nothing', 'vehicles', 'people', name='measure', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('threshold', sa.Integer(), nullable=True),
    sa.Column('anchor', sa.Enum('event', 'week', name='anchor', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Enum('working', 'calendar', name='unit', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('answer_days', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.JSON(), nullable=False),
    sa.Column('source_url', sa.String(length=500), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('checked_by', sa.String(length=120), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.Column('shipped', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("(measure = 'nothing') = (threshold IS NULL)", name=op.f('ck_legal_rules_measured_from')),
    sa.CheckConstraint("CAST(source AS TEXT) <> '{}'", name=op.f('ck_legal_rules_has_a_source')),
    sa.CheckConstraint('answer_days > 0', name=op.f('ck_legal_rules_answer_positive')),
    sa.CheckConstraint('days >= 0', name=op.f('ck_legal_rules_counts_back')),
    sa.CheckConstraint('threshold > 0', name=op.f('ck_legal_rules_threshold_positive')),
    sa.CheckConstraint('valid_from <= valid_to', name=op.f('ck_legal_rules_valid_forward')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_rules'))
    )
    op.create_index(op.f('ix_legal_rules_code'), 'legal_rules', ['code'], unique=False)
    op.create_table('clash_acceptances',
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_clash_acceptances_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('fingerprint', name=op.f('pk_clash_acceptances'))
    )
    op.create_index(op.f('ix_clash_acceptances_event_id'), 'clash_acceptances', ['event_id'], unique=False)
    op.create_table('event_permits',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('basis', sa.Enum('unset', 'order', 'notification', 'approval', 'none', name='basis', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('vehicles', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('vehicles >= 0', name=op.f('ck_event_permits_vehicles_never_negative')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_permits_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_event_permits_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_event_permits_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_event_permits'))
    )
    op.create_index(op.f('ix_event_permits_region_id'), 'event_permits', ['region_id'], unique=False)
    op.create_index(op.f('ix_event_permits_stop_id'), 'event_permits', ['stop_id'], unique=False)
    op.create_table('filings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('rule_code', sa.String(length=40), nullable=False),
    sa.Column('filed_on', sa.Date(), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('addressee', sa.String(length=200), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('answer', sa.Enum('accepted', 'refused', 'other', name='answer', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answer_number', sa.String(length=60), nullable=False),
    sa.Column('answer_note', sa.String(length=500), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('(answer IS NULL) = (answered_on IS NULL)', name=op.f('ck_filings_answered_when')),
    sa.CheckConstraint('filed_on <= answered_on', name=op.f('ck_filings_answered_after')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_filings_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_filings_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_filings_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_filings'))
    )
    op.create_index(op.f('ix_filings_event_id'), 'filings', ['event_id'], unique=False)
    op.create_index(op.f('ix_filings_region_id'), 'filings', ['region_id'], unique=False)
    op.create_index(op.f('ix_filings_stop_id'), 'filings', ['stop_id'], unique=False)


def downgrade() -> None:
    for table in ('filings', 'event_permits', 'clash_acceptances', 'legal_rules'):
        op.drop_table(table)
