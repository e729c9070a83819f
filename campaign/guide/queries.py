"""Reading the guide, which lies beside this file: `data/CHAPTER.json`, every text in kk, ru and en."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, Words, _l
from campaign.guide.schemas import Chapter, Step

DATA: Final = Path(__file__).with_name("data")
ORDER: Final = (
    (_l("At a computer"), ("national", "organizer", "coordinator", "clerk", "auditor")),
    (_l("On the day, by a link on a phone"), ("crew", "walk", "marshal")),
    (_l("Taking part"), ("volunteer", "driver", "parent", "leader", "visitor")),
)
"""The chapters as the first page lists them."""


@cache
def parts() -> tuple[tuple[Words, tuple[Chapter, ...]], ...]:
    """All chapters, by where their people are. Read once in the life of the process."""
    return tuple((words, tuple(map(_read, codes))) for words, codes in ORDER)


def chapters() -> tuple[Chapter, ...]:
    """All chapters in their order."""
    return tuple(one for _words, found in parts() for one in found)


def chapter(code: str) -> Chapter:
    """One chapter. Raises NotFound."""
    for one in chapters():
        if one.code == code:
            return one
    raise NotFound(_l("The guide has no such chapter."))


def _read(code: str) -> Chapter:
    return _chapter(json.loads((DATA / f"{code}.json").read_text(encoding="utf-8")))


def _chapter(read: dict[str, Any]) -> Chapter:
    steps = (
        Step(Translated.of(one["title"]), Translated.of(one["text"]), one["picture"] or "", one["page"] or "")
        for one in read["steps"]
    )
    return Chapter(read["code"], Translated.of(read["title"]), Translated.of(read["who"]), read["phone"], tuple(steps))
