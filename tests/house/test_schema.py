"""The migrations are in order, whole, reversible, and agree with the models, triggers too, in both databases."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from campaign.core.db import Base, db
from campaign.core.schema import SCRIPTS, alembic_config

MINORS = {
    "minors_registration_added", "minors_registration_changed", "minors_born", "minors_consent_changed", "minors_event_moved",
    "minors_rule_added",
}  # fmt: skip
MERGED = {"merged_registration_added", "merged_registration_changed", "merged_person"}
ERASED = {"erased_registration_added", "erased_registration_changed"}
STOCK = {"stock_lines_no_update", "stock_lines_no_delete", "stock_documents_no_update", "stock_documents_no_delete"}
PANELS = {
    "exhibitions_stay", "panels_stay", "panels_edited", "panels_added_shown", "panels_shown", "panels_shown_today",
    "prints_added", "prints_added_today", "prints_of_the_version", "prints_no_update", "prints_no_delete", "versions_added",
    "versions_no_update", "versions_no_delete", "persons_added", "persons_edited", "persons_stay", "persons_changed",
    "persons_removed", "approvals_added", "approvals_by_others", "approvals_stay", "approvals_taken_back",
    "approvals_changed", "approvals_removed", "takedowns_added", "takedowns_opened", "takedowns_stay", "takedowns_done",
    "takedowns_no_delete", "switches_added", "switches_turned", "switches_removed",
}  # fmt: skip
TALLIED = (
    "figures", "event_audiences", "events", "measures", "registrations", "check_ins", "columns", "column_cars", "vehicles",
    "walk_doors", "publications", "publication_events", "materials", "stock_documents", "stock_lines",
)  # fmt: skip
TALLIES = {f"tally_{table}_{act}" for table in TALLIED for act in ("insert", "update", "delete")}
CLOSES = {"period_closes_no_update", "period_closes_no_delete", "period_closes_apart"}
SQLITE_TRIGGERS = CLOSES | MINORS | MERGED | ERASED | STOCK | PANELS | TALLIES | {
    "audit_entries_no_update", "audit_entries_no_delete", "minors_consent_removed", "age_rules_no_update",
    "age_rules_no_delete", "audit_blocks_no_update", "audit_blocks_no_delete", "audit_heads_onward", "audit_heads_no_delete",
}  # fmt: skip
POSTGRES_TRIGGERS = MINORS | MERGED | ERASED | STOCK | PANELS | TALLIES | {
    "audit_entries_no_change", "age_rules_no_change", "period_closes_no_change", "period_closes_apart",
    "audit_blocks_no_change", "audit_heads_onward", "audit_heads_no_delete",
}  # fmt: skip


def triggers() -> set[str]:
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with db.engine.connect() as connection:
        return set(connection.execute(text(asked[connection.dialect.name])).scalars())


def test_numbers_run_from_one_without_a_gap_or_a_fork(app):
    revisions = list(ScriptDirectory.from_config(alembic_config()).walk_revisions())[::-1]
    names = [revision.revision for revision in revisions]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert names == sorted(path.stem for path in Path(SCRIPTS, "versions").glob("*.py"))


def test_models_and_migrations_agree(either_app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_triggers_are_all_there_after_every_migration(either_app):
    expected = SQLITE_TRIGGERS if db.engine.dialect.name == "sqlite" else POSTGRES_TRIGGERS
    assert triggers() == expected


def test_all_the_way_down_and_up_again(either_app):
    db.session.remove()
    command.downgrade(alembic_config(), "base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    command.upgrade(alembic_config(), "head")
    test_triggers_are_all_there_after_every_migration(either_app)


def test_a_migration_imports_nothing_of_ours():
    for path in Path(SCRIPTS, "versions").glob("*.py"):
        assert "campaign." not in path.read_text()
