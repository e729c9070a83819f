"""What ships with the program: the materials of SPEC S1, until organizers add others."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.materials.models import Material, MaterialVariant
from campaign.materials.schemas import Unit, Use

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "shipped.json"


def load_shipped(session: Session) -> None:
    """Put in the materials that ship, or their names anew; what organizers added or changed stays. Safe to repeat."""
    there = {row.code: row for row in session.scalars(select(Material))}
    for facts in json.loads(SHIPPED.read_text(encoding="utf-8"))["materials"]:
        if (row := there.get(facts["code"])) is None:
            _add(session, facts)
        elif row.version == 1:  # nobody has changed it
            row.name = Translated.of(facts["name"])
    session.flush()


def _add(session: Session, facts: dict[str, Any]) -> None:
    row = Material(
        code=facts["code"], name=Translated.of(facts["name"]), unit=Unit(facts["unit"]), pack=facts["pack"],
        use=Use(facts["use"]), travel_days=facts.get("travel_days", 0), washing_days=facts.get("washing_days", 0),
        shipped=True,
    )  # fmt: skip
    session.add(row)
    session.flush()
    for position, size in enumerate(facts.get("sizes", [{"label": "", "weight": 1}]), 1):
        session.add(MaterialVariant(material_id=row.id, position=position, label=size["label"], weight=size["weight"]))
