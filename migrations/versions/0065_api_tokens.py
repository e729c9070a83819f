"""Machines act for an account by tokens, and the audit says by which.

Nobody has a token yet, so acts that were noted before have none. The previous version may still be running: it does not name the
new column of the audit, which is empty then.
"""

import sqlalchemy as sa
from alembic import op

revision = '0065_api_tokens'
down_revision = '0064_data_keys'


def upgrade() -> None:
    op.create_table(
        'api_tokens',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('scopes', sa.JSON(), nullable=False),
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('tail', sa.String(length=4), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.Column('used_at', sa.DateTime(), nullable=True),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f('ck_api_tokens_name_not_empty')),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_api_tokens_user_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_api_tokens')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_api_tokens_token_hash')),
    )
    op.create_index(op.f('ix_api_tokens_user_id'), 'api_tokens', ['user_id'])
    op.add_column('audit_entries', sa.Column('token_id', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('audit_entries', 'token_id')
    op.drop_table('api_tokens')
