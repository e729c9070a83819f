"""Signers of papers are valid from a day on: a relay or a stop may have several, one after another.

Those written down so far sign from the beginning, also what the version before, still running, writes meanwhile. Going back
keeps the last of each relay and stop.
"""

import sqlalchemy as sa
from alembic import op

revision = '0050_signers_from_a_day'
down_revision = '0049_typings'


def upgrade() -> None:
    with op.batch_alter_table('paper_signers') as table:
        table.add_column(sa.Column('valid_from', sa.Date(), nullable=False, server_default=sa.text("'1900-01-01'")))
        table.drop_constraint(op.f('uq_paper_signers_relay_id'), type_='unique')
        table.drop_constraint(op.f('uq_paper_signers_stop_id'), type_='unique')
        table.create_unique_constraint(op.f('uq_paper_signers_relay_id_valid_from'), ['relay_id', 'valid_from'])
        table.create_unique_constraint(op.f('uq_paper_signers_stop_id_valid_from'), ['stop_id', 'valid_from'])


def downgrade() -> None:
    op.execute(
        'DELETE FROM paper_signers WHERE EXISTS (SELECT 1 FROM paper_signers AS later WHERE'
        ' (later.relay_id = paper_signers.relay_id OR later.stop_id = paper_signers.stop_id)'
        ' AND later.valid_from > paper_signers.valid_from)'
    )
    with op.batch_alter_table('paper_signers') as table:
        table.drop_constraint(op.f('uq_paper_signers_relay_id_valid_from'), type_='unique')
        table.drop_constraint(op.f('uq_paper_signers_stop_id_valid_from'), type_='unique')
        table.create_unique_constraint(op.f('uq_paper_signers_relay_id'), ['relay_id'])
        table.create_unique_constraint(op.f('uq_paper_signers_stop_id'), ['stop_id'])
        table.drop_column('valid_from')
