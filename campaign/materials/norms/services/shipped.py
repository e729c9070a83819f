"""What ships with the program: norms and sets to begin with, until organizers change them or a region has its own."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.models import EventKind
from campaign.materials.models import Material
from campaign.materials.norms.models import IssueSet, IssueSetLine, Norm
from campaign.materials.norms.schemas import Basis, norm_key
from campaign.materials.schemas import PlaceKind

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "norms.json"


def live_key(region_id: int | None, material_id: int, kind: str | None, basis: Basis, role: Translated) -> str:
    """What a norm says, of which there is one that holds in each region."""
    return f"{region_id or '*'}/{norm_key(material_id, kind, basis, role)}"


def load_shipped(session: Session) -> None:
    """Put in the norms and sets that ship and are not there yet; what is there stays as it is. Safe to repeat."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    materials = dict(session.execute(select(Material.code, Material.id)).all())
    kinds = dict(session.execute(select(EventKind.code, EventKind.id)).all())
    known = set(session.scalars(select(Norm.code)))
    for facts in shipped["norms"]:
        if facts["code"] not in known:
            _add_norm(session, facts, materials[facts["material"]], kinds)
    known = set(session.scalars(select(IssueSet.code)))
    for facts in shipped["sets"]:
        if facts["code"] not in known:
            _add_set(session, facts, materials)
    session.flush()


def _add_norm(session: Session, facts: dict[str, Any], material_id: int, kinds: dict[str, int]) -> None:
    kind, basis, role = facts.get("kind"), Basis(facts["basis"]), Translated.of(facts.get("role", {}))
    session.add(
        Norm(
            code=facts["code"], material_id=material_id, kind_id=kinds[kind] if kind else None, basis=basis, role=role,
            amount=facts["amount"], each=facts.get("each", 1), reserve=facts.get("reserve", 0),
            live_key=live_key(None, material_id, kind, basis, role),
        )
    )  # fmt: skip


def _add_set(session: Session, facts: dict[str, Any], materials: dict[str, int]) -> None:
    row = IssueSet(code=facts["code"], name=Translated.of(facts["name"]), holder=PlaceKind(facts["holder"]))
    session.add(row)
    session.flush()
    for position, (code, quantity) in enumerate(facts["lines"], 1):
        session.add(IssueSetLine(set_id=row.id, material_id=materials[code], position=position, quantity=quantity))
