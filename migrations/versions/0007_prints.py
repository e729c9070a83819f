"""Frozen sheets: what was printed, under a number."""

import sqlalchemy as sa
from alembic import op

revision = '0007_prints'
down_revision = '0006_people'


def upgrade() -> None:
    op.create_table('printed_sheets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=True),
    sa.Column('printed_at', sa.DateTime(), nullable=False),
    sa.Column('printed_by', sa.Integer(), nullable=True),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_printed_sheets_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_printed_sheets_stop_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_printed_sheets')),
    sa.UniqueConstraint('kind', 'subject_id', 'revision', name=op.f('uq_printed_sheets_kind_subject_id_revision')),
    sa.UniqueConstraint('number', name=op.f('uq_printed_sheets_number')),
    sa.UniqueConstraint('uid', name=op.f('uq_printed_sheets_uid'))
    )
    with op.batch_alter_table('printed_sheets', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_printed_sheets_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_printed_sheets_stop_id'), ['stop_id'], unique=False)


def downgrade() -> None:
    op.drop_table('printed_sheets')
