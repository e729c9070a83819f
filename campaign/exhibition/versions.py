"""The hash of a version of a panel: it is printed on the sheet, and approvals name it."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from campaign.core import crypto
from campaign.exhibition.blocks import stored
from campaign.exhibition.schemas import NewPanel, NewPerson, PanelKind


def content_hash(kind: PanelKind, panel: NewPanel, person: NewPerson | None) -> str:
    """64 hex digits over all that stands on the panel. What is said of a person goes in by a blind index.

    So the hash, which stays in the log after the person was erased, cannot be reckoned from a guess at the name.
    """
    said: dict[str, Any] = {
        "kind": kind.value, "size": panel.size.value, "way": panel.way.value, "title": panel.title.as_dict(),
        "lead": panel.lead.as_dict(), "blocks": [stored(block) for block in panel.blocks], "source": panel.source.as_dict(),
        "checked": str(panel.source_checked_on), "person": _of_person(person) if person else None,
    }  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _of_person(person: NewPerson) -> str:
    facts = {name: value for name, value in asdict(person).items() if name in NewPerson.__dataclass_fields__}
    return crypto.blind_index(json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str), "panel_persons")
