"""Where the parent's link of a registration was sent by letter.

Registrations already there have sent none. The previous version does not know the column.
"""

import sqlalchemy as sa
from alembic import op

revision = '0030_guardian_mail'
down_revision = '0029_merges'


def upgrade() -> None:
    op.add_column('registrations', sa.Column('guardian_email_sealed', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column('registrations', 'guardian_email_sealed')
