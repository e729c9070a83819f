"""A stop carries a relay of its own: through the districts of its city, the okrugs of its district.

Relays that are there belong to no stop and keep to nobody's stay; the previous version of the code writes only such. The
column comes with its reference inline, which both databases take, so that the table, to which much refers with ON DELETE
CASCADE, is not built anew.
"""

import sqlalchemy as sa
from alembic import op

revision = '0011_nested'
down_revision = '0010_custody'


def upgrade() -> None:
    op.execute(
        'ALTER TABLE relays ADD COLUMN parent_stop_id INTEGER CONSTRAINT fk_relays_parent_stop_id REFERENCES stops (id)'
    )
    op.add_column('relays', sa.Column('may_outlast', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index('ix_relays_parent_stop_id', 'relays', ['parent_stop_id'])


def downgrade() -> None:
    op.drop_index('ix_relays_parent_stop_id', table_name='relays')
    op.execute('ALTER TABLE relays DROP COLUMN may_outlast')
    op.execute('ALTER TABLE relays DROP COLUMN parent_stop_id')
