"""Reading the guide, which lies beside this file: `data/CHAPTER.json`, every text in kk, ru and en."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.guide.schemas import Chapter, Step

DATA: Final = Path(__file__).with_name("data")
ORDER: Final = ("organizer", "coordinator", "clerk", "crew", "leader", "volunteer", "auditor")
"""The chapters as the first page lists them."""


@cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters. Read once in the life of the process."""
    return tuple(_chapter(json.loads((DATA / f"{code}.json").read_text(encoding="utf-8"))) for code in ORDER)


def chapter(code: str) -> Chapter:
    """One chapter. Raises NotFound."""
    for one in chapters():
        if one.code == code:
            return one
    raise NotFound(_l("The guide has no such chapter."))


def _chapter(read: dict[str, Any]) -> Chapter:
    steps = (
        Step(Translated.of(one["title"]), Translated.of(one["text"]), one["picture"] or "", one["page"] or "")
        for one in read["steps"]
    )
    return Chapter(read["code"], Translated.of(read["title"]), Translated.of(read["who"]), read["phone"], tuple(steps))
