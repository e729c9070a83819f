"""Which tables are of the plan and therefore empty before the sample and after it, and which stay as they are.

A new table is of the plan unless it is named here; `tests/reports/sample/test_sample.py` looks at what changes.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Table, not_, or_

from campaign.core.db import Base
from campaign.reports.sample.schemas import Part

OF_THE_HOUSE: Final = frozenset(
    {
        "account_links", "alarm_rules", "alarms", "api_tokens", "attempts", "audit_blocks", "audit_entries", "audit_heads",
        "calendar_links", "code_apps", "counters", "data_keys", "jobs", "messages", "operation_keys", "passkey_challenges",
        "passkeys", "recovery_codes", "retention_runs", "role_grants", "settings", "user_sessions", "users", "webhooks",
    }
)  # fmt: skip
"""Accounts, settings, the trail, and the queues, of which `emptying` takes what came with the sample."""
SHIPPED: Final = frozenset(
    {
        "age_rules", "bodies", "body_names", "campaign_facts", "conduct_rules", "consent_texts", "event_kinds",
        "guardian_texts", "inspection_rules", "issue_set_lines", "issue_sets", "kit_events", "kit_roles", "kit_tasks", "kits",
        "legal_rules", "material_variants", "materials", "measures", "norms", "plausibility_rules", "region_periods", "regions",
        "retention_rules", "unit_periods", "units",
    }
)  # fmt: skip
"""What ships with the program and may be changed by its owners; the sample adds nothing to it."""
PARTS: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.RELAYS: ("campaigns", "relays", "stops"),
    Part.EVENTS: ("events",),
    Part.PEOPLE: ("people", "organisations"),
    Part.REGISTRATIONS: ("registrations", "groups"),
    Part.VEHICLES: ("vehicles", "columns"),
    Part.DOORS: ("buildings", "offices"),
    Part.STOCK: ("stock_documents", "handovers"),
    Part.SHEETS: ("printed_sheets", "badge_prints", "certificates"),
    Part.FIGURES: ("figures", "event_reports", "period_closes"),
    Part.PICTURES: ("photos", "kept_files"),
    Part.LINKS: ("device_links", "print_desks", "packages"),
}
"""The tables whose rows somebody would count; all others of the plan are the rest."""
LETTERS_OF_THE_HOUSE: Final = ("accounts", "webhooks")
"""How the kinds of letters begin that are about accounts and settings."""


@cache
def of_the_plan() -> tuple[Table, ...]:
    """Every table that holds nothing before a campaign is planned, in the order of their names."""
    known = Base.metadata.tables
    return tuple(known[name] for name in sorted(known.keys() - OF_THE_HOUSE - SHIPPED))


def is_of_the_plan(kind: Any) -> ColumnElement[bool]:
    """Of a letter by its kind: that it is about what is planned, and not about accounts and settings, which stay."""
    return not_(or_(*[kind.like(f"{begins}.%") for begins in LETTERS_OF_THE_HOUSE]))


def is_numbered(table: Table) -> bool:
    return "id" in table.c and isinstance(table.c.id.type, Integer)
