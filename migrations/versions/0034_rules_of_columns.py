"""Rules say what they ask of a column besides a paper, and which paper drafted here is filed by them.

The two rules for columns that ship get what they say in words already; rules written here ask for nothing besides. The previous
version names none of the columns, so the database keeps their defaults.
"""

import sqlalchemy as sa
from alembic import op

revision = '0034_rules_of_columns'
down_revision = '0033_walks'


def upgrade() -> None:
    with op.batch_alter_table('legal_rules') as table:
        table.add_column(sa.Column('patrol_cars', sa.Integer(), nullable=True))
        table.add_column(sa.Column('inspection', sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column('paper', sa.String(40), nullable=False, server_default=''))
        table.create_check_constraint(op.f('ck_legal_rules_patrol_positive'), 'patrol_cars > 0')
    op.execute("UPDATE legal_rules SET paper = 'police_letter' WHERE code IN ('column_organised', 'column_escort')")
    op.execute(sa.text("UPDATE legal_rules SET patrol_cars = 2, inspection = :yes WHERE code = 'column_escort'").bindparams(yes=True))


def downgrade() -> None:
    with op.batch_alter_table('legal_rules') as table:
        table.drop_constraint(op.f('ck_legal_rules_patrol_positive'), type_='check')
        table.drop_column('paper')
        table.drop_column('inspection')
        table.drop_column('patrol_cars')
