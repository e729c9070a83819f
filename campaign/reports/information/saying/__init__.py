"""What the data say, clause by clause and in every language; pure."""

from collections.abc import Callable
from typing import Final

from campaign.core.i18n import LANGUAGES, Translated, use_language
from campaign.reports.information.gathering import Facts
from campaign.reports.information.saying import beginning, course, ending
from campaign.reports.information.schemas import ClauseCode, Said

Rows = tuple[tuple[str, ...], ...]
_TEXTS: Final[dict[ClauseCode, Callable[[Facts], str]]] = {
    ClauseCode.BASIS: beginning.basis,
    ClauseCode.AIM: beginning.aim,
    ClauseCode.ORGANISERS: beginning.organisers,
    ClauseCode.GUESTS: beginning.guests,
    ClauseCode.COURSE: course.course,
    ClauseCode.WALK: ending.walk,
    ClauseCode.PUBLICATIONS: ending.publications,
    ClauseCode.HANDOVER: ending.handover,
    ClauseCode.CONCLUSIONS: course.conclusions,
    ClauseCode.ANNEXES: ending.annexes,
}
_TABLES: Final[dict[ClauseCode, Callable[[Facts], Rows]]] = {
    ClauseCode.COURSE: course.course_rows,
    ClauseCode.PEOPLE: course.people_rows,
    ClauseCode.MATERIALS: ending.materials_rows,
}


def told(facts: Facts) -> dict[ClauseCode, Said]:
    """Every clause as the data give it now."""
    spoken = [_in_language(code, facts) for code in LANGUAGES]
    return {clause: _together([one[clause] for one in spoken]) for clause in ClauseCode}


def _in_language(code: str, facts: Facts) -> dict[ClauseCode, tuple[str, Rows]]:
    with use_language(code):
        return {
            clause: (_TEXTS[clause](facts) if clause in _TEXTS else "", _TABLES[clause](facts) if clause in _TABLES else ())
            for clause in ClauseCode
        }


def _together(spoken: list[tuple[str, Rows]]) -> Said:
    """The same clause of each language as one; the tables have the same rows in all of them."""
    texts, tables = zip(*spoken, strict=True)
    rows = tuple(tuple(Translated(*cells) for cells in zip(*row, strict=True)) for row in zip(*tables, strict=True))
    return Said(Translated(*texts), rows)
