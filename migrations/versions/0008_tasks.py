"""Queued work with leases and results, and files that are kept for a while.

New tables only: the previous version may go on running beside this one and does not see them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0008_tasks'
down_revision = '0007_prints'

STATES = ('waiting', 'running', 'done', 'failed', 'cancelled')


def upgrade() -> None:
    op.create_table('jobs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('subject', sa.JSON(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('state', sa.Enum(*STATES, name='jobstate', native_enum=False, length=24, create_constraint=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('taken_by', sa.String(length=22), nullable=True),
    sa.Column('stop_asked', sa.Boolean(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('queued_at', sa.DateTime(), nullable=False),
    sa.Column('started_at', sa.DateTime(), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('trouble', sa.String(length=500), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_jobs')),
    sa.UniqueConstraint('uid', name=op.f('uq_jobs_uid'))
    )
    for column in ('due_at', 'expires_at', 'owner_id', 'state'):
        op.create_index(op.f(f'ix_jobs_{column}'), 'jobs', [column], unique=False)
    op.create_table('kept_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('mimetype', sa.String(length=100), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_kept_files_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_kept_files_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_files')),
    sa.UniqueConstraint('uid', name=op.f('uq_kept_files_uid'))
    )
    for column in ('expires_at', 'owner_id', 'region_id', 'stop_id'):
        op.create_index(op.f(f'ix_kept_files_{column}'), 'kept_files', [column], unique=False)
    op.create_table('kept_parts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['kept_files.id'], name=op.f('fk_kept_parts_file_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_parts')),
    sa.UniqueConstraint('file_id', 'number', name=op.f('uq_kept_parts_file_id_number'))
    )


def downgrade() -> None:
    op.drop_table('kept_parts')
    op.drop_table('kept_files')
    op.drop_table('jobs')
