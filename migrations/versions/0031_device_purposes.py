"""Links for phones of marshals in a column and of teams at office doors, beside those for check-in.

Links already there stay as they are. Going down removes those of the new purposes, which the previous version has no pages for.
"""

from alembic import op

revision = '0031_device_purposes'
down_revision = '0030_guardian_mail'

BEFORE = "purpose IN ('check_in')"
AFTER = "purpose IN ('check_in', 'column', 'walk')"


def exchange(condition: str) -> None:
    with op.batch_alter_table('device_links') as table:
        table.drop_constraint(op.f('ck_device_links_devicepurpose'), type_='check')
        table.create_check_constraint(op.f('ck_device_links_devicepurpose'), condition)


def upgrade() -> None:
    exchange(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM device_links WHERE purpose <> 'check_in'")
    exchange(BEFORE)
