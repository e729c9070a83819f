"""Head-counts: a formula and what it is reckoned with make a number of people. Pure reckoning, and its words."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.events.kits.schemas import Basis, Formula, Measures

BASES: Final[Mapping[Basis, Words]] = {
    Basis.FIXED: _l("a fixed number"),
    Basis.PARTICIPANTS: _l("for every so many participants"),
    Basis.TEAMS: _l("for every so many teams"),
    Basis.OFFICES: _l("for every so many offices"),
}
_PER: Final[Mapping[Basis, Words]] = {
    Basis.PARTICIPANTS: _l("participants"),
    Basis.TEAMS: _l("teams"),
    Basis.OFFICES: _l("offices"),
}


def head_count(formula: Formula, measures: Measures) -> int | None:
    """How many people; None for no limit, and while nobody has said how many there are to reckon with.

    >>> head_count(Formula(Basis.PARTICIPANTS, 1, 15), Measures(participants=301))
    21
    """
    if formula.basis is Basis.FIXED or formula.amount is None or not formula.each:
        return formula.amount
    units = measures.of(formula.basis)
    return None if units is None else -(-units // formula.each) * formula.amount


def in_words(formula: Formula) -> str:
    """`1 per 15 participants`; a fixed number as itself, none as "no limit"."""
    if formula.amount is None:
        return _("no limit")
    if formula.basis is Basis.FIXED:
        return str(formula.amount)
    per = _PER[formula.basis]
    if formula.each == 1:
        return _("%(per)s: %(amount)s for each", per=per, amount=formula.amount)
    return _("%(per)s: %(amount)s for every %(each)s", per=per, amount=formula.amount, each=formula.each)


def arithmetic(formula: Formula, measures: Measures) -> str:
    """`300 : 15 = 20, × 1 = 20`; "" for a fixed number."""
    units = measures.of(formula.basis)
    if formula.amount is None or not formula.each or units is None:
        return ""
    groups = -(-units // formula.each)
    if formula.each == 1:
        return f"{units} × {formula.amount} = {groups * formula.amount}"
    exact = "=" if units % formula.each == 0 else "≈"
    divided = f"{units} : {formula.each} {exact} {groups}"
    return divided if formula.amount == 1 else f"{divided}, × {formula.amount} = {groups * formula.amount}"
