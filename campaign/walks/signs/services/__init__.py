"""Acts on door signs: printing runs, saying what became of signs, looking at a sample of them again."""

from campaign.walks.signs.services.inspecting import draw_sample, plan_inspection, record_looks
from campaign.walks.signs.services.marking import SAID_BY_HAND, mark_signs, reprint_spoilt
from campaign.walks.signs.services.printing import TASK, ask_for_signs, freeze_signs, print_later, print_signs
from campaign.walks.signs.services.rules import add_rule

__all__ = [
    "SAID_BY_HAND", "TASK", "add_rule", "ask_for_signs", "draw_sample", "freeze_signs", "mark_signs", "plan_inspection",
    "print_later", "print_signs", "record_looks", "reprint_spoilt",
]  # fmt: skip
