"""What goes along only to work by: territory, catalogues, rules, the chain of the relay, who has the baton.

Whoever has no more than a stop may change none of it, so nothing of it comes back.
"""

from campaign.exchange.packages.carried.shape import Table, Way, frame

FRAME: tuple[Table, ...] = (
    *frame("regions", "region_periods", "units", "unit_periods", "bodies", "body_names"),
    *frame("users"),
    *frame("campaigns"),
    Table("relays", Way.FRAME, stays=frozenset({"parent_stop_id"})),
    *frame("stops"),
    *frame("event_kinds", "kits", "kit_events", "kit_roles", "kit_tasks", "kit_answers"),
    *frame("materials", "material_variants", "norms", "issue_sets"),
    *frame("issue_set_lines", within="set_id"),
    *frame("measures", "age_rules", "inspection_rules", "legal_rules", "plausibility_rules"),
    *frame("consent_texts", "guardian_texts", "campaign_facts", "conduct_rules", "evening_sets"),
    *frame("handovers", "baton_items", "custody_entries"),
    *frame("handover_lines", "handover_things", within="handover_id"),
    *frame("stock_periods"),
)
