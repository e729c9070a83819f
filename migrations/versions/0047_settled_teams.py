"""A closing of a team knows the documents of the ledger that settled it, so that undoing takes them back.

Closings of before moved nothing in the ledger: their list is empty, and undoing them takes nothing back.
"""

import sqlalchemy as sa
from alembic import op

revision = '0047_settled_teams'
down_revision = '0046_along'


def upgrade() -> None:
    op.add_column('walk_closings', sa.Column('documents', sa.JSON(), nullable=False, server_default='[]'))


def downgrade() -> None:
    op.drop_column('walk_closings', 'documents')
