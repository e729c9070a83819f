"""Letters are found by whom they are about; who was told by phone; events that were reminded of; what to bring.

Letters already there get their registration out of their facts; of letters that the previous version queues while it still runs
the column stays empty, so they are sent but stand in no outbox. Briefings already there say nothing about what to bring.
"""

import sqlalchemy as sa
from alembic import op

revision = '0023_outbox'
down_revision = '0022_contingency'

FOUND = {
    'sqlite': "UPDATE messages SET subject_id = json_extract(facts, '$.registration_id')",
    'postgresql': "UPDATE messages SET subject_id = CAST(facts ->> 'registration_id' AS INTEGER)",
}


def upgrade() -> None:
    op.add_column('messages', sa.Column('subject_id', sa.Integer(), nullable=True))
    op.execute(FOUND[op.get_bind().dialect.name])
    op.create_index(op.f('ix_messages_subject_id'), 'messages', ['subject_id'], unique=False)
    op.add_column('event_briefings', sa.Column('bring', sa.JSON(), nullable=False, server_default='{}'))
    op.create_table('tellings',
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.Enum('call', 'text', name='way', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('told_by', sa.Integer(), nullable=True),
    sa.Column('told_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_tellings_message_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_tellings_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_tellings_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_tellings_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_tellings'))
    )
    op.create_index(op.f('ix_tellings_registration_id'), 'tellings', ['registration_id'], unique=False)
    op.create_table('event_reminders',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('queued_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_reminders_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'day', name=op.f('pk_event_reminders'))
    )


def downgrade() -> None:
    op.drop_table('event_reminders')
    op.drop_table('tellings')
    op.drop_column('event_briefings', 'bring')
    op.drop_index(op.f('ix_messages_subject_id'), table_name='messages')
    op.drop_column('messages', 'subject_id')
