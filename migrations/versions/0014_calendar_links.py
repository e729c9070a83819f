"""An account may have a secret address under which its calendar is read.

There is none at first. The previous version does not know the table and is not disturbed by it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0014_calendar_links'
down_revision = '0013_checklists'


def upgrade() -> None:
    op.create_table('calendar_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_calendar_links_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_links_token_hash')),
    sa.UniqueConstraint('uid', name=op.f('uq_calendar_links_uid')),
    sa.UniqueConstraint('user_id', name=op.f('uq_calendar_links_user_id')),
    )


def downgrade() -> None:
    op.drop_table('calendar_links')
