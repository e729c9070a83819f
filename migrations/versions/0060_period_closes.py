"""Closed periods: rows that nothing changes, and of which no two share a day.

A new table only; the previous version may still be running and knows nothing of it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0060_period_closes'
down_revision = '0059_figure_nudges'

KEPT = 'a closed period stays as it was closed'
APART = 'a closed period has a day of another'
_MEETS = (
    "SELECT 1 FROM period_closes c WHERE c.region_id = NEW.region_id "
    "AND (c.relay_id IS NULL OR NEW.relay_id IS NULL OR c.relay_id = NEW.relay_id) "
    "AND c.first_day <= NEW.last_day AND c.last_day >= NEW.first_day"
)


def upgrade() -> None:
    op.create_table(
        'period_closes',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('relay_id', sa.Integer(), nullable=True),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('closed_at', sa.DateTime(), nullable=False),
        sa.Column('closed_by', sa.Integer(), nullable=True),
        sa.Column('signer', sa.JSON(), nullable=False),
        sa.Column('note', sa.String(length=500), nullable=False),
        sa.Column('snapshot', sa.Text(), nullable=False),
        sa.Column('snapshot_hash', sa.String(length=64), nullable=False),
        sa.CheckConstraint('first_day <= last_day', name=op.f('ck_period_closes_runs_forward')),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_period_closes_region_id')),
        sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_period_closes_relay_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_period_closes')),
        sa.UniqueConstraint('snapshot_hash', name=op.f('uq_period_closes_snapshot_hash')),
    )
    op.create_index(op.f('ix_period_closes_relay_id'), 'period_closes', ['relay_id'])
    op.create_index('ix_period_closes_region_id_first_day', 'period_closes', ['region_id', 'first_day'])
    _keep_them()


def _keep_them() -> None:
    if op.get_context().dialect.name == 'sqlite':
        for act in ('UPDATE', 'DELETE'):
            op.execute(
                f"CREATE TRIGGER period_closes_no_{act.lower()} BEFORE {act} ON period_closes "
                f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
            )
        op.execute(
            "CREATE TRIGGER period_closes_apart BEFORE INSERT ON period_closes "
            f"WHEN EXISTS ({_MEETS}) BEGIN SELECT RAISE(ABORT, '{APART}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION period_closes_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER period_closes_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON period_closes "
        "FOR EACH STATEMENT EXECUTE FUNCTION period_closes_refuse()"
    )
    op.execute(
        "CREATE FUNCTION period_closes_meet() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF EXISTS ({_MEETS}) THEN "
        f"RAISE EXCEPTION '{APART}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER period_closes_apart BEFORE INSERT ON period_closes "
        "FOR EACH ROW EXECUTE FUNCTION period_closes_meet()"
    )


def downgrade() -> None:
    op.drop_table('period_closes')
    if op.get_context().dialect.name != 'sqlite':
        for name in ('refuse', 'meet'):
            op.execute(f"DROP FUNCTION period_closes_{name}()")
