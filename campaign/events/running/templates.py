"""Usual running sheets for the kinds of event, to begin with."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.events.kinds import usual_of
from campaign.events.running.schemas import RowWish

SHIPPED: Final = Path(__file__).resolve().parent / "data" / "usual.json"


@cache
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found


def template_of(kind: str) -> tuple[RowWish, ...]:
    """The rows usual for a kind of event, by its code: minutes from the start, how long, what happens."""
    lines = usual_of(kind, _shipped(), "usual")
    return tuple(RowWish(line["offset"], line["minutes"], Translated.of(line)) for line in lines)
