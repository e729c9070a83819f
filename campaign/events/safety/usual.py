"""The usual safety plan for each kind of event, to begin with. Limits and names are left as lines: they belong to the place."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.events.kinds import usual_of
from campaign.events.safety.schemas import TEXTS, Phone, Risk, SafetyWords

SHIPPED: Final = Path(__file__).resolve().parent / "data" / "usual.json"


@cache
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found


def usual_plan(kind: str) -> SafetyWords:
    """What a plan for a kind of event begins with, by the kind's code."""
    shipped = _shipped()
    risks = [shipped["risks"][name] for name in usual_of(kind, shipped["kinds"], "others")]
    return SafetyWords(
        risks=tuple(Risk(Translated.of(row["risk"]), Translated.of(row["measure"])) for row in risks),
        phones=tuple(Phone(Translated.of(row["who"]), row["phone"]) for row in shipped["phones"]),
        **{name: Translated.of(shipped["texts"][name]) for name in TEXTS},
    )
