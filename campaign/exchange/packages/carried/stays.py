"""Tables that stay home, or on the machine they were made on, each with the reason."""

from typing import Final

MACHINE: Final = "belongs to the machine: accounts, sessions, keys, jobs and trails are each machine's own"
RECKONED: Final = "is reckoned anew from the rows that come home"
LETTERS: Final = "letters are sent by the machine that has a network"
PRINTS: Final = "a print is proof of the machine that made it; numbers on the road are from a row of their own"
PICTURES: Final = "pictures are heavy; those taken on the road are added at home"
PERSONS: Final = "speaks of convicted persons, and is approved in the capital"
PLANS: Final = "is planned, merged, imported or closed by the organizers at home"
ERASED: Final = "whose data is erased, and when, is decided where the operator is"
STEPS: Final = "only undoes a step on the machine where it was taken"

STAYS: Final[dict[str, str]] = {
    name: reason
    for reason, names in {
        MACHINE: (
            "account_links",
            "api_tokens",
            "attempts",
            "access_entries",
            "access_reasons",
            "alarm_rules",
            "alarms",
            "audit_blocks",
            "audit_entries",
            "audit_heads",
            "calendar_links",
            "code_apps",
            "counters",
            "data_keys",
            "desk_sessions",
            "jobs",
            "kept_files",
            "kept_parts",
            "operation_keys",
            "outward_acts",
            "webhook_deliveries",
            "webhooks",
            "packages",
            "passkey_challenges",
            "passkeys",
            "print_desks",
            "recovery_codes",
            "role_grants",
            "settings",
            "user_sessions",
        ),
        RECKONED: ("stock_balances", "stock_counters", "stop_tallies", "tally_marks"),
        LETTERS: (
            "briefing_letters", "briefing_versions", "event_reminders", "figure_nudges", "messages", "tellings",
        ),
        PRINTS: (
            "badge_prints", "certificates", "door_signs", "paper_sets", "printed_sheets", "set_items", "sign_looks", "typings",
        ),
        PICTURES: ("book_pages", "book_photos", "books", "photo_parts", "photo_people", "photos"),
        PERSONS: (
            "exhibitions", "panel_approvals", "panel_persons", "panel_prints", "panel_takedowns", "panel_versions", "panels",
            "person_switches",
        ),
        PLANS: (
            "building_imports", "handover_documents", "import_matches", "imports", "media_plan_rows", "merges", "period_closes",
            "plan_drafts", "slips", "stocktake_lines", "stocktakes", "two_people", "vehicle_import_cars", "vehicle_imports",
        ),
        STEPS: ("seat_steps",),
        ERASED: ("erasure_requests", "erasures", "retention_rules", "retention_runs"),
    }.items()
    for name in names
}  # fmt: skip
