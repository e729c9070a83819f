"""Sessions say what they have shown; accounts have second factors.

A session from before has shown a password and no more: it is asked for the second factor on the next page. The previous version
may still be running and does not name the new columns, so the database keeps the defaults.
"""

import sqlalchemy as sa
from alembic import op

revision = '0069_second_factor'
down_revision = '0068_privacy'

STRENGTHS = ('pending', 'strong', 'excepted')
USES = ('sign_in', 'set_up', 'confirm')


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.add_column('users', sa.Column('second_since', sa.DateTime(), nullable=True))
    with op.batch_alter_table('user_sessions') as batch:
        batch.add_column(sa.Column('strength', words('strength', *STRENGTHS), nullable=False, server_default='pending'))
        batch.add_column(sa.Column('fresh_at', sa.DateTime(), nullable=True))
        batch.add_column(sa.Column('network', sa.String(length=45), nullable=False, server_default=''))
        batch.add_column(sa.Column('browser_hash', sa.String(length=64), nullable=False, server_default=''))
        batch.add_column(sa.Column('waiting_sealed', sa.LargeBinary(), nullable=True))
    _tables()


def _tables() -> None:
    op.create_table(
        'code_apps',
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=22), nullable=False),
        sa.Column('secret_sealed', sa.LargeBinary(), nullable=False),
        sa.Column('last_step', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_code_apps_user_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('user_id', name=op.f('pk_code_apps')),
        sa.UniqueConstraint('uid', name=op.f('uq_code_apps_uid')),
    )
    op.create_table(
        'recovery_codes',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('code_hash', sa.String(length=64), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('used_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_recovery_codes_user_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_codes')),
        sa.UniqueConstraint('code_hash', name=op.f('uq_recovery_codes_code_hash')),
    )
    op.create_table(
        'passkeys',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('credential_id', sa.String(length=1400), nullable=False),
        sa.Column('credential_hash', sa.String(length=64), nullable=False),
        sa.Column('public_key', sa.String(length=1400), nullable=False),
        sa.Column('sign_count', sa.Integer(), nullable=False),
        sa.Column('transports', sa.JSON(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('used_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_passkeys_user_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_passkeys')),
        sa.UniqueConstraint('credential_hash', name=op.f('uq_passkeys_credential_hash')),
    )
    op.create_table(
        'passkey_challenges',
        sa.Column('uid', sa.String(length=22), nullable=False),
        sa.Column('use', words('challengeuse', *USES), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=True),
        sa.Column('challenge', sa.String(length=100), nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_passkey_challenges_user_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('uid', name=op.f('pk_passkey_challenges')),
    )
    for table in ('recovery_codes', 'passkeys', 'passkey_challenges'):
        op.create_index(op.f(f'ix_{table}_user_id'), table, ['user_id'])
    op.create_index(op.f('ix_passkey_challenges_expires_at'), 'passkey_challenges', ['expires_at'])


def downgrade() -> None:
    for table in ('passkey_challenges', 'passkeys', 'recovery_codes', 'code_apps'):
        op.drop_table(table)
    with op.batch_alter_table('user_sessions') as batch:
        batch.drop_constraint(op.f('ck_user_sessions_strength'), type_='check')
        for column in ('waiting_sealed', 'browser_hash', 'network', 'fresh_at', 'strength'):
            batch.drop_column(column)
    op.drop_column('users', 'second_since')
