"""What can be measured without anybody having thought of it: the shipped catalogue."""

import json
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.figures.models import Measure
from campaign.events.figures.schemas import Unit
from campaign.events.kinds import take_in

SHIPPED: Final = Path(__file__).parent / "data" / "measures.json"


def shipped_names() -> dict[str, Translated]:
    """What the measures that ship are called, by their codes."""
    return {facts["code"]: Translated.of(facts["name"]) for facts in json.loads(SHIPPED.read_text(encoding="utf-8"))}


def load_shipped(session: Session) -> None:
    """Put in the measures that ship and are not there yet; what was changed here stays. Safe to repeat."""
    there = set(session.scalars(select(Measure.code)))
    for place, facts in enumerate(json.loads(SHIPPED.read_text(encoding="utf-8")), 1):
        if facts["code"] not in there:
            session.add(
                Measure(
                    code=facts["code"], name=Translated.of(facts["name"]), unit=Unit(facts["unit"]),
                    parent_code=facts["parent"], overlaps=facts["overlaps"], decimals=facts["decimals"], kinds=facts["kinds"],
                    position=place * 10, shipped=True,
                )
            )  # fmt: skip
    session.flush()
    take_in(session.scalars(select(Measure)))
