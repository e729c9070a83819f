"""Documents of stock are found by their words: supplier, reason and note, folded.

Documents that are there already keep an empty key and are found by number, day, store and material as before.
"""

import sqlalchemy as sa
from alembic import op

revision = '0045_words_of_documents'
down_revision = '0044_norms'


def upgrade() -> None:
    op.add_column('stock_documents', sa.Column('search_key', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('stock_documents', 'search_key')
