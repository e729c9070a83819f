"""Webhooks: other machines that are told of acts, and every call to them.

New tables only; the previous version may still be running and calls nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = '0070_webhooks'
down_revision = '0069_second_factor'


def upgrade() -> None:
    op.create_table(
        'webhooks',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=22), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=True),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('url', sa.String(length=500), nullable=False),
        sa.Column('acts', sa.JSON(), nullable=False),
        sa.Column(
            'state',
            sa.Enum('active', 'paused', 'stopped', name='hookstate', native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('generation', sa.Integer(), nullable=False),
        sa.Column('old_until', sa.DateTime(), nullable=True),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.Column('failing_since', sa.DateTime(), nullable=True),
        sa.Column('rest_until', sa.DateTime(), nullable=True),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_webhooks_region_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_webhooks')),
        sa.UniqueConstraint('uid', name=op.f('uq_webhooks_uid')),
    )
    op.create_index(op.f('ix_webhooks_region_id'), 'webhooks', ['region_id'])
    op.create_table(
        'webhook_deliveries',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('webhook_id', sa.Integer(), nullable=False),
        sa.Column('outward_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=True),
        sa.Column(
            'state',
            sa.Enum(
                'waiting', 'sending', 'delivered', 'failed',
                name='deliverystate', native_enum=False, create_constraint=True, length=24,
            ),
            nullable=False,
        ),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('next_at', sa.DateTime(), nullable=False),
        sa.Column('tried_at', sa.DateTime(), nullable=True),
        sa.Column('status', sa.Integer(), nullable=True),
        sa.Column('trouble', sa.String(length=20), nullable=False),
        sa.Column('millis', sa.Integer(), nullable=True),
        sa.Column('head', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ['webhook_id'], ['webhooks.id'], name=op.f('fk_webhook_deliveries_webhook_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['outward_id'], ['outward_acts.id'], name=op.f('fk_webhook_deliveries_outward_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_webhook_deliveries_region_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_deliveries')),
        sa.UniqueConstraint('webhook_id', 'outward_id', name=op.f('uq_webhook_deliveries_webhook_id_outward_id')),
    )
    for column in ('next_at', 'outward_id'):
        op.create_index(op.f(f'ix_webhook_deliveries_{column}'), 'webhook_deliveries', [column])


def downgrade() -> None:
    op.drop_table('webhook_deliveries')
    op.drop_table('webhooks')
