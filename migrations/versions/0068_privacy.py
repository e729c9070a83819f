"""Erasures of people, wishes for them, how long people are kept, and what was erased when a term was over.

New tables only; the previous version may still be running.
"""

import sqlalchemy as sa
from alembic import op

revision = '0068_privacy'
down_revision = '0067_audit_chain'


def upgrade() -> None:
    op.create_table(
        'erasures',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_uid', sa.String(length=22), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('way', sa.String(length=24), nullable=False),
        sa.Column('erased_at', sa.DateTime(), nullable=False),
        sa.Column('erased_by', sa.Integer(), nullable=True),
        sa.Column('signature', sa.String(length=32), nullable=False),
        sa.Column('places', sa.JSON(), nullable=False),
        sa.CheckConstraint("way IN ('asked', 'staff', 'term', 'again')", name=op.f('ck_erasures_erasureway')),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_erasures_region_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_erasures')),
        sa.UniqueConstraint('person_uid', name=op.f('uq_erasures_person_uid')),
    )
    op.create_index(op.f('ix_erasures_region_id'), 'erasures', ['region_id'])
    op.create_table(
        'erasure_requests',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('registration_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('done_at', sa.DateTime(), nullable=True),
        sa.Column('done_by', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_erasure_requests_person_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(
            ['registration_id'], ['registrations.id'], name=op.f('fk_erasure_requests_registration_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_erasure_requests_region_id')),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_erasure_requests_stop_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure_requests')),
    )
    for column in ('person_id', 'registration_id', 'region_id', 'stop_id'):
        op.create_index(op.f(f'ix_erasure_requests_{column}'), 'erasure_requests', [column])
    waits = sa.text('done_at IS NULL')
    op.create_index(
        'uq_erasure_requests_waits', 'erasure_requests', ['person_id'], unique=True, sqlite_where=waits, postgresql_where=waits
    )
    op.create_table(
        'retention_rules',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('months', sa.Integer(), nullable=False),
        sa.Column('source', sa.JSON(), nullable=False),
        sa.Column('shipped', sa.Boolean(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('months BETWEEN 0 AND 600', name=op.f('ck_retention_rules_months_sane')),
        sa.CheckConstraint("CAST(source AS TEXT) <> '{}'", name=op.f('ck_retention_rules_has_a_source')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_rules')),
    )
    op.create_table(
        'retention_runs',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('as_of', sa.Date(), nullable=False),
        sa.Column('began_at', sa.DateTime(), nullable=False),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('made_by', sa.Integer(), nullable=True),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('events', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_retention_runs_region_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_runs')),
    )
    op.create_index(op.f('ix_retention_runs_region_id'), 'retention_runs', ['region_id'])


def downgrade() -> None:
    for table in ('retention_runs', 'retention_rules', 'erasure_requests', 'erasures'):
        op.drop_table(table)
