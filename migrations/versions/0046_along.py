"""What goes along with the baton out of a store: which material a thing of a handover is, and the document that moved it.

Things that were typed before name no material, and no handover moved stock before.
"""

import sqlalchemy as sa
from alembic import op

revision = '0046_along'
down_revision = '0045_words_of_documents'


def upgrade() -> None:
    op.add_column('handover_things', sa.Column('code', sa.String(length=80), nullable=False, server_default=''))
    op.create_table('handover_documents',
    sa.Column('handover_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['stock_documents.id'], name=op.f('fk_handover_documents_document_id')),
    sa.ForeignKeyConstraint(['handover_id'], ['handovers.id'], name=op.f('fk_handover_documents_handover_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('handover_id', name=op.f('pk_handover_documents')),
    sa.UniqueConstraint('document_id', name=op.f('uq_handover_documents_document_id'))
    )


def downgrade() -> None:
    op.drop_table('handover_documents')
    op.drop_column('handover_things', 'code')
