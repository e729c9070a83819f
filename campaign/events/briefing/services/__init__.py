"""Acts on briefings: keeping facts and rules, writing what an event needs, sending it to its people."""

from campaign.events.briefing.services.facts import (
    add_fact,
    add_rule,
    change_fact,
    change_rule,
    check_fact,
    load_shipped,
    remove_fact,
    use_rule,
)
from campaign.events.briefing.services.sending import BRIEFED, reach_of, send
from campaign.events.briefing.services.writing import usual_text, write

__all__ = [
    "BRIEFED",
    "add_fact",
    "add_rule",
    "change_fact",
    "change_rule",
    "check_fact",
    "load_shipped",
    "reach_of",
    "remove_fact",
    "send",
    "use_rule",
    "usual_text",
    "write",
]
