"""Packages: stops that were taken along to a machine without a network.

A new table only; the previous version may still be running.
"""

import sqlalchemy as sa
from alembic import op

revision = '0066_packages'
down_revision = '0065_api_tokens'

OUT = sa.text("state = 'out' AND side = 'home'")


def upgrade() -> None:
    op.create_table(
        'packages',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=22), nullable=False),
        sa.Column('side', sa.Enum('home', 'road', name='side', native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column(
            'state',
            sa.Enum('out', 'back', 'given_up', name='packagestate', native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('traveller_id', sa.Integer(), nullable=True),
        sa.Column('traveller', sa.String(length=120), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=True),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('returned_at', sa.DateTime(), nullable=True),
        sa.Column('rows', sa.Integer(), nullable=False),
        sa.Column('key_sealed', sa.LargeBinary(), nullable=False),
        sa.Column('own_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('signer', sa.String(length=64), nullable=False),
        sa.Column('base', sa.LargeBinary(), nullable=True),
        sa.Column('file_uid', sa.String(length=22), nullable=True),
        sa.Column('back_uid', sa.String(length=22), nullable=True),
        sa.Column('log_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_packages_region_id')),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_packages_stop_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_packages')),
        sa.UniqueConstraint('uid', name=op.f('uq_packages_uid')),
    )
    for column in ('region_id', 'stop_id'):
        op.create_index(op.f(f'ix_packages_{column}'), 'packages', [column])
    op.create_index('uq_packages_out', 'packages', ['stop_id'], unique=True, sqlite_where=OUT, postgresql_where=OUT)


def downgrade() -> None:
    op.drop_table('packages')
