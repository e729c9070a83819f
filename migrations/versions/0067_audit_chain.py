"""The audit trail becomes a chain of blocks, which the database lets nobody change.

Entries already there keep no mark of a unit of work; `database upgrade` holds them together in one founding block afterwards. The
previous version must be stopped first: what it would note during the upgrade stands in no block, and `audit verify` would say so.
"""

import sqlalchemy as sa
from alembic import op

revision = '0067_audit_chain'
down_revision = '0066_packages'

KEPT = 'the audit trail is only ever added to'
ONWARD = 'the head of the audit chain only moves forward'


def upgrade() -> None:
    op.add_column('audit_entries', sa.Column('unit', sa.String(length=24), nullable=True))
    op.create_index(op.f('ix_audit_entries_unit'), 'audit_entries', ['unit'])
    op.create_table(
        'audit_blocks',
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('unit', sa.String(length=24), nullable=False),
        sa.Column('entries', sa.Integer(), nullable=False),
        sa.Column('content', sa.String(length=64), nullable=False),
        sa.Column('hash', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_audit_blocks')),
        sa.UniqueConstraint('unit', name=op.f('uq_audit_blocks_unit')),
    )
    op.create_table(
        'audit_heads',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('hash', sa.String(length=64), nullable=False),
        sa.CheckConstraint('id = 1', name=op.f('ck_audit_heads_only_one')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_heads')),
    )
    if op.get_context().dialect.name == 'sqlite':
        _refuse_on_sqlite()
    else:
        _refuse_on_postgresql()


def _refuse_on_sqlite() -> None:
    for name, act, when, said in (
        ('audit_blocks_no_update', 'UPDATE ON audit_blocks', '', KEPT),
        ('audit_blocks_no_delete', 'DELETE ON audit_blocks', '', KEPT),
        ('audit_heads_onward', 'UPDATE ON audit_heads', 'WHEN NEW.number <= OLD.number ', ONWARD),
        ('audit_heads_no_delete', 'DELETE ON audit_heads', '', ONWARD),
    ):
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} {when}BEGIN SELECT RAISE(ABORT, '{said}'); END")


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER audit_blocks_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_blocks "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse()"
    )
    op.execute(
        "CREATE FUNCTION audit_heads_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{ONWARD}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_heads_onward BEFORE UPDATE ON audit_heads "
        "FOR EACH ROW WHEN (NEW.number <= OLD.number) EXECUTE FUNCTION audit_heads_refuse()"
    )
    op.execute(
        "CREATE TRIGGER audit_heads_no_delete BEFORE DELETE OR TRUNCATE ON audit_heads "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_heads_refuse()"
    )


def downgrade() -> None:
    op.drop_table('audit_heads')
    op.drop_table('audit_blocks')
    if op.get_context().dialect.name != 'sqlite':
        op.execute("DROP FUNCTION audit_heads_refuse()")
    op.drop_index(op.f('ix_audit_entries_unit'), 'audit_entries')
    op.drop_column('audit_entries', 'unit')
