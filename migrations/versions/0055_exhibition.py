"""The exhibition: halls, panels and their versions, persons on panels, approvals, prints, take-downs, and the gate of X2.

New tables only; the previous version may still be running and knows nothing of them. Triggers of both databases refuse a print,
and the state `shown`, of a panel about a person unless every condition holds on the campaign's day, and keep what the
conditions rest on: versions, approvals, prints and take-downs are only ever added to.
"""

import sqlalchemy as sa
from alembic import op

revision = '0055_exhibition'
down_revision = '0054_figures'

NOT_READY = 'a panel about a person is not ready to be printed or shown'
OTHER_DAY = 'a panel about a person is printed or shown on another day than today'
NO_VERSION = 'a panel changes only with a new version'
OWN_WORK = 'whoever wrote a panel does not approve it'
KEPT = 'what is known of a panel is only ever added to'

# What the two databases write differently.
WORDS = {
    'sqlite': {
        'fresh': "date({day}, '-30 days')",
        'today': "date('now', COALESCE((SELECT CAST(value AS REAL) FROM settings WHERE name = 'campaign_clock'), 0) || ' seconds')",
        'tomorrow': "date('now', '+1 day', COALESCE((SELECT CAST(value AS REAL) FROM settings WHERE name = 'campaign_clock'), 0) || ' seconds')",
    },
    'postgresql': {
        'fresh': "({day} - 30)",
        'today': "((clock_timestamp() AT TIME ZONE 'UTC') + make_interval(secs => COALESCE((SELECT CAST(value AS text)::float FROM settings WHERE name = 'campaign_clock'), 0)))::date",
        'tomorrow': "((clock_timestamp() AT TIME ZONE 'UTC') + make_interval(days => 1, secs => COALESCE((SELECT CAST(value AS text)::float FROM settings WHERE name = 'campaign_clock'), 0)))::date",
    },
}  # fmt: skip

# Has a row when every condition of SPEC X2 holds for the panel on the day.
OPEN = """
  SELECT 1 FROM panels p
    JOIN exhibitions x ON x.id = p.exhibition_id
    JOIN person_switches s ON s.campaign_id = x.campaign_id AND s.is_on
    JOIN panel_persons q ON q.panel_id = p.id AND q.version = p.version AND q.erased_on IS NULL
    JOIN panel_versions v ON v.panel_id = p.id AND v.version = p.version AND v.content_hash = p.content_hash
   WHERE p.id = {panel} AND v.author_id IS NOT NULL AND p.state NOT IN ('blocked', 'taken_down')
     AND q.name_sealed IS NOT NULL AND q.court_sealed IS NOT NULL AND q.case_sealed IS NOT NULL
     AND q.article_sealed IS NOT NULL AND q.sentence_sealed IS NOT NULL AND q.source_sealed IS NOT NULL
     AND q.picture IS NOT NULL AND (q.picture = 'no_picture' OR q.basis_sealed IS NOT NULL)
     AND q.verdict_on <= q.in_force_on AND q.in_force_on <= {day} AND q.spent_on > {day}
     AND q.checked_on BETWEEN {fresh} AND {day}
     AND NOT EXISTS (SELECT 1 FROM panel_takedowns t WHERE t.panel_id = p.id AND t.version = p.version)
     AND 2 <= (
       SELECT COUNT(DISTINCT a.approver_id) FROM panel_approvals a
        WHERE a.panel_id = p.id AND a.version = p.version AND a.content_hash = p.content_hash AND a.withdrawn_at IS NULL
          AND a.approver_id NOT IN (SELECT w.author_id FROM panel_versions w WHERE w.panel_id = p.id AND w.author_id IS NOT NULL))
"""
CONTENT = ('title', 'lead', 'blocks', 'source', 'source_checked_on', 'size', 'way', 'content_hash', 'version')
PERSON = (
    'name_sealed', 'post_sealed', 'court_sealed', 'case_sealed', 'article_sealed', 'sentence_sealed', 'story_sealed',
    'source_sealed', 'basis_sealed', 'verdict_on', 'in_force_on', 'checked_on', 'spent_on', 'picture', 'erased_on', 'version',
)  # fmt: skip
PRINT = ('panel_id', 'sheet', 'version', 'content_hash', 'printed_at', 'printed_on', 'printed_until')
HOLD_PANEL = 'PERFORM 1 FROM panels WHERE id = {row}.{key} FOR {how};'
HOLD_SWITCH = (
    'PERFORM 1 FROM person_switches s JOIN exhibitions x ON x.campaign_id = s.campaign_id JOIN panels p ON p.exhibition_id = x.id '
    'WHERE p.id = NEW.{key} FOR SHARE OF s;'
)


def upgrade() -> None:
    op.create_table('person_switches',
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('is_on', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=True),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_person_switches_campaign_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('campaign_id', name=op.f('pk_person_switches'))
    )
    op.create_table('exhibitions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('hall', sa.JSON(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('opens_on <= closes_on', name=op.f('ck_exhibitions_runs_forward')),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_exhibitions_campaign_id')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_exhibitions_event_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_exhibitions_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_exhibitions_relay_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_exhibitions_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exhibitions')),
    sa.UniqueConstraint('event_id', name=op.f('uq_exhibitions_event_id'))
    )
    op.create_index(op.f('ix_exhibitions_campaign_id'), 'exhibitions', ['campaign_id'])
    op.create_index(op.f('ix_exhibitions_region_id'), 'exhibitions', ['region_id'])
    op.create_index(op.f('ix_exhibitions_relay_id'), 'exhibitions', ['relay_id'])
    op.create_index(op.f('ix_exhibitions_stop_id'), 'exhibitions', ['stop_id'])
    op.create_table('panels',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('exhibition_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('facts', 'law', 'amounts', 'poster', 'figures', 'person', name='panelkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('draft', 'shown', 'blocked', 'taken_down', name='panelstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('wall', sa.String(length=60), nullable=False),
    sa.Column('size', sa.Enum('a3', 'a4', name='panelsize', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('way', sa.Enum('portrait', 'landscape', name='way', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('lead', sa.JSON(), nullable=False),
    sa.Column('blocks', sa.JSON(), nullable=False),
    sa.Column('source', sa.JSON(), nullable=False),
    sa.Column('source_checked_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('shown_on', sa.Date(), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("state <> 'shown' OR shown_on IS NOT NULL", name=op.f('ck_panels_shown_since_a_day')),
    sa.CheckConstraint('version > 0', name=op.f('ck_panels_version_counts_from_one')),
    sa.ForeignKeyConstraint(['exhibition_id'], ['exhibitions.id'], name=op.f('fk_panels_exhibition_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_panels_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_panels_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panels')),
    sa.UniqueConstraint('uid', name=op.f('uq_panels_uid'))
    )
    op.create_index(op.f('ix_panels_exhibition_id'), 'panels', ['exhibition_id'])
    op.create_index(op.f('ix_panels_region_id'), 'panels', ['region_id'])
    op.create_index(op.f('ix_panels_stop_id'), 'panels', ['stop_id'])
    op.create_table('panel_approvals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('panel_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('approver_id', sa.Integer(), nullable=False),
    sa.Column('approved_at', sa.DateTime(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_why', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['approver_id'], ['users.id'], name=op.f('fk_panel_approvals_approver_id')),
    sa.ForeignKeyConstraint(['panel_id'], ['panels.id'], name=op.f('fk_panel_approvals_panel_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_panel_approvals_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_panel_approvals_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_approvals')),
    sa.UniqueConstraint('panel_id', 'version', 'approver_id', name=op.f('uq_panel_approvals_panel_id_version_approver_id'))
    )
    op.create_index(op.f('ix_panel_approvals_approver_id'), 'panel_approvals', ['approver_id'])
    op.create_index(op.f('ix_panel_approvals_region_id'), 'panel_approvals', ['region_id'])
    op.create_index(op.f('ix_panel_approvals_stop_id'), 'panel_approvals', ['stop_id'])
    op.create_table('panel_persons',
    sa.Column('panel_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('post_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('court_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('case_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('article_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('sentence_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('story_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('source_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('basis_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('verdict_on', sa.Date(), nullable=True),
    sa.Column('in_force_on', sa.Date(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('spent_on', sa.Date(), nullable=True),
    sa.Column('picture', sa.Enum('no_picture', 'agreed', 'licence', 'official', name='pictureright', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('erased_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['panel_id'], ['panels.id'], name=op.f('fk_panel_persons_panel_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_panel_persons_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_panel_persons_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('panel_id', name=op.f('pk_panel_persons')),
    sa.UniqueConstraint('uid', name=op.f('uq_panel_persons_uid'))
    )
    op.create_index(op.f('ix_panel_persons_region_id'), 'panel_persons', ['region_id'])
    op.create_index(op.f('ix_panel_persons_spent_on'), 'panel_persons', ['spent_on'])
    op.create_index(op.f('ix_panel_persons_stop_id'), 'panel_persons', ['stop_id'])
    op.create_table('panel_prints',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('panel_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('sheet', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('printed_at', sa.DateTime(), nullable=False),
    sa.Column('printed_on', sa.Date(), nullable=False),
    sa.Column('printed_until', sa.Date(), nullable=True),
    sa.Column('printed_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['panel_id'], ['panels.id'], name=op.f('fk_panel_prints_panel_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_panel_prints_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_panel_prints_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_prints'))
    )
    op.create_index(op.f('ix_panel_prints_panel_id'), 'panel_prints', ['panel_id'])
    op.create_index(op.f('ix_panel_prints_region_id'), 'panel_prints', ['region_id'])
    op.create_index(op.f('ix_panel_prints_sheet'), 'panel_prints', ['sheet'])
    op.create_index(op.f('ix_panel_prints_stop_id'), 'panel_prints', ['stop_id'])
    op.create_table('panel_takedowns',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('panel_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Enum('spent', 'edited', 'withdrawn', 'switched_off', 'asked', 'erased', name='takedownreason', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('done_at', sa.DateTime(), nullable=True),
    sa.Column('done_by', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.CheckConstraint("(done_at IS NULL) = (note = '')", name=op.f('ck_panel_takedowns_done_with_a_note')),
    sa.ForeignKeyConstraint(['panel_id'], ['panels.id'], name=op.f('fk_panel_takedowns_panel_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_panel_takedowns_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_panel_takedowns_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_takedowns')),
    sa.UniqueConstraint('panel_id', 'version', 'reason', name=op.f('uq_panel_takedowns_panel_id_version_reason'))
    )
    op.create_index(op.f('ix_panel_takedowns_region_id'), 'panel_takedowns', ['region_id'])
    op.create_index(op.f('ix_panel_takedowns_stop_id'), 'panel_takedowns', ['stop_id'])
    op.create_table('panel_versions',
    sa.Column('panel_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_panel_versions_author_id')),
    sa.ForeignKeyConstraint(['panel_id'], ['panels.id'], name=op.f('fk_panel_versions_panel_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('panel_id', 'version', name=op.f('pk_panel_versions'))
    )
    keep_the_gate()


def is_open(panel: str, day: str) -> str:
    words = WORDS[op.get_context().dialect.name]
    return f"EXISTS ({OPEN.format(panel=panel, day=day, fresh=words['fresh'].format(day=day))})"


def shown_without(panel: str) -> str:
    """Whether the panel is one about a person that is shown though its gate has closed; not while its stop is taken away."""
    still = f"SELECT 1 FROM panels g JOIN stops e ON e.id = g.stop_id WHERE g.id = {panel} AND g.kind = 'person' AND g.state = 'shown'"
    return f"EXISTS ({still} AND NOT {is_open('g.id', 'g.shown_on')})"


def about_a_person(panel: str) -> str:
    return f"EXISTS (SELECT 1 FROM panels g WHERE g.id = {panel} AND g.kind = 'person')"


def another_day(day: str) -> str:
    """The wall clocks of the country are always ahead of UTC, by less than a day."""
    words = WORDS[op.get_context().dialect.name]
    return f"({day} < {words['today']} OR {day} > {words['tomorrow']})"


def keep_the_gate() -> None:
    hold_new, hold_old = (HOLD_PANEL.format(row=row, key='panel_id', how='UPDATE') for row in ('NEW', 'OLD'))
    share = HOLD_PANEL.format(row='NEW', key='panel_id', how='SHARE') + HOLD_SWITCH.format(key='panel_id')
    switch = HOLD_SWITCH.format(key='id')
    shown = "NEW.kind = 'person' AND NEW.state = 'shown'"
    new_day = f"{shown} AND (OLD.state <> 'shown' OR OLD.shown_on <> NEW.shown_on)"
    moved = 'NEW.version <= OLD.version'
    there = 'EXISTS (SELECT 1 FROM panels g JOIN stops e ON e.id = g.stop_id WHERE g.id = OLD.panel_id)'
    off = (
        "EXISTS (SELECT 1 FROM panels g JOIN exhibitions x ON x.id = g.exhibition_id WHERE x.campaign_id = {row}.campaign_id "
        "AND g.kind = 'person' AND g.state = 'shown')"
    )

    guard('exhibitions_stay', 'exhibitions', 'BEFORE UPDATE OF campaign_id, relay_id, stop_id', KEPT, '1 = 1')
    guard('panels_stay', 'panels', 'BEFORE UPDATE OF id, uid, kind, exhibition_id', KEPT, '1 = 1')
    guard('panels_edited', 'panels', f"BEFORE UPDATE OF {', '.join(CONTENT)}", NO_VERSION, moved)
    closed = f"NOT {is_open('NEW.id', 'NEW.shown_on')}"
    guard('panels_added_shown', 'panels', 'AFTER INSERT', NOT_READY, closed, when=shown, hold=switch)
    guard('panels_shown', 'panels', 'AFTER UPDATE OF state, shown_on, version, content_hash', NOT_READY, closed, when=shown, hold=switch)
    guard('panels_shown_today', 'panels', 'AFTER UPDATE OF state, shown_on', OTHER_DAY, another_day('NEW.shown_on'), when=new_day)

    guard('prints_added', 'panel_prints', 'BEFORE INSERT', NOT_READY, f"{about_a_person('NEW.panel_id')} AND NOT {is_open('NEW.panel_id', 'NEW.printed_on')}", hold=share)
    guard('prints_added_today', 'panel_prints', 'BEFORE INSERT', OTHER_DAY, f"{about_a_person('NEW.panel_id')} AND {another_day('NEW.printed_on')}")
    guard('prints_of_the_version', 'panel_prints', 'BEFORE INSERT', NO_VERSION, (
        "NOT EXISTS (SELECT 1 FROM panels g WHERE g.id = NEW.panel_id AND g.version = NEW.version AND g.content_hash = NEW.content_hash) "
        "OR EXISTS (SELECT 1 FROM panel_prints o WHERE o.id = NEW.id)"
    ))
    guard('prints_no_update', 'panel_prints', f"BEFORE UPDATE OF {', '.join(PRINT)}", KEPT, '1 = 1')
    guard('prints_no_delete', 'panel_prints', 'BEFORE DELETE', KEPT, there)

    guard('versions_added', 'panel_versions', 'BEFORE INSERT', KEPT, (
        'EXISTS (SELECT 1 FROM panel_versions o WHERE o.panel_id = NEW.panel_id AND o.version = NEW.version)'
    ))
    guard('versions_no_update', 'panel_versions', 'BEFORE UPDATE', KEPT, '1 = 1')
    guard('versions_no_delete', 'panel_versions', 'BEFORE DELETE', KEPT, there)

    guard('persons_added', 'panel_persons', 'BEFORE INSERT', NO_VERSION, (
        f"NOT {about_a_person('NEW.panel_id')} OR EXISTS (SELECT 1 FROM panel_persons o WHERE o.panel_id = NEW.panel_id) "
        'OR EXISTS (SELECT 1 FROM panel_approvals a WHERE a.panel_id = NEW.panel_id AND a.version >= NEW.version)'
    ), hold=hold_new)
    guard('persons_edited', 'panel_persons', f"BEFORE UPDATE OF {', '.join(PERSON)}", NO_VERSION, moved, hold=hold_new)
    guard('persons_stay', 'panel_persons', 'BEFORE UPDATE OF panel_id, uid', KEPT, '1 = 1')
    guard('persons_changed', 'panel_persons', 'AFTER UPDATE', NOT_READY, shown_without('NEW.panel_id'))
    guard('persons_removed', 'panel_persons', 'AFTER DELETE', NOT_READY, shown_without('OLD.panel_id'), hold=hold_old)

    guard('approvals_added', 'panel_approvals', 'BEFORE INSERT', NO_VERSION, (
        "NOT EXISTS (SELECT 1 FROM panels g WHERE g.id = NEW.panel_id AND g.version = NEW.version AND g.content_hash = NEW.content_hash) "
        'OR EXISTS (SELECT 1 FROM panel_approvals o WHERE o.id = NEW.id '
        'OR (o.panel_id = NEW.panel_id AND o.version = NEW.version AND o.approver_id = NEW.approver_id))'
    ), hold=hold_new)
    guard('approvals_by_others', 'panel_approvals', 'BEFORE INSERT', OWN_WORK, (
        'EXISTS (SELECT 1 FROM panel_versions w WHERE w.panel_id = NEW.panel_id AND w.author_id = NEW.approver_id)'
    ))
    guard('approvals_stay', 'panel_approvals', 'BEFORE UPDATE OF panel_id, version, content_hash, approver_id, approved_at', KEPT, '1 = 1')
    guard('approvals_taken_back', 'panel_approvals', 'BEFORE UPDATE OF withdrawn_at', KEPT, 'OLD.withdrawn_at IS NOT NULL', hold=hold_new)
    guard('approvals_changed', 'panel_approvals', 'AFTER UPDATE', NOT_READY, shown_without('NEW.panel_id'))
    guard('approvals_removed', 'panel_approvals', 'AFTER DELETE', NOT_READY, shown_without('OLD.panel_id'), hold=hold_old)

    guard('takedowns_added', 'panel_takedowns', 'BEFORE INSERT', KEPT, (
        'EXISTS (SELECT 1 FROM panel_takedowns o WHERE o.id = NEW.id '
        'OR (o.panel_id = NEW.panel_id AND o.version = NEW.version AND o.reason = NEW.reason))'
    ), hold=hold_new)
    guard('takedowns_opened', 'panel_takedowns', 'AFTER INSERT', NOT_READY, shown_without('NEW.panel_id'))
    guard('takedowns_stay', 'panel_takedowns', 'BEFORE UPDATE OF panel_id, version, reason, opened_on', KEPT, '1 = 1')
    guard('takedowns_done', 'panel_takedowns', 'BEFORE UPDATE OF done_at, done_by, note', KEPT, 'OLD.done_at IS NOT NULL')
    guard('takedowns_no_delete', 'panel_takedowns', 'BEFORE DELETE', KEPT, there)

    guard('switches_added', 'person_switches', 'AFTER INSERT', NOT_READY, f"NOT NEW.is_on AND {off.format(row='NEW')}")
    guard('switches_turned', 'person_switches', 'AFTER UPDATE', NOT_READY, f"NOT NEW.is_on AND {off.format(row='NEW')}")
    guard('switches_removed', 'person_switches', 'AFTER DELETE', NOT_READY, off.format(row='OLD'))


def guard(name: str, table: str, moment: str, refusal: str, wrong: str, *, when: str = '', hold: str = '') -> None:
    """Refuse an act on a row when `wrong` holds; on PostgreSQL after waiting for whoever is just changing what it rests on."""
    condition = f"WHEN ({when})" if when else ''
    if op.get_context().dialect.name == 'sqlite':
        op.execute(f"CREATE TRIGGER {name} {moment} ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{refusal}') WHERE {wrong}; END")
        return
    row = 'OLD' if 'DELETE' in moment else 'NEW'
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {hold} IF {wrong} THEN "
        f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'check_violation'; END IF; RETURN {row}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()")


GUARDS = (
    'exhibitions_stay', 'panels_stay', 'panels_edited', 'panels_added_shown', 'panels_shown', 'panels_shown_today',
    'prints_added', 'prints_added_today', 'prints_of_the_version', 'prints_no_update', 'prints_no_delete',
    'versions_added', 'versions_no_update', 'versions_no_delete', 'persons_added', 'persons_edited', 'persons_stay',
    'persons_changed', 'persons_removed', 'approvals_added', 'approvals_by_others', 'approvals_stay',
    'approvals_taken_back', 'approvals_changed', 'approvals_removed', 'takedowns_added', 'takedowns_opened',
    'takedowns_stay', 'takedowns_done', 'takedowns_no_delete', 'switches_added', 'switches_turned', 'switches_removed',
)  # fmt: skip


def downgrade() -> None:
    for table in (
        'panel_takedowns', 'panel_prints', 'panel_approvals', 'panel_persons', 'panel_versions', 'panels', 'exhibitions',
        'person_switches',
    ):  # fmt: skip
        op.drop_table(table)
    if op.get_context().dialect.name == 'postgresql':
        for name in GUARDS:
            op.execute(f'DROP FUNCTION {name}()')
