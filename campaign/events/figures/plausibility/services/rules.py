"""Dated rules: the set that ships, new ones, new versions from a day on, and marking them as checked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _
from campaign.core.rules import ensure_can_write_rules
from campaign.events.dated.services import Book, shipped_wish, wrong
from campaign.events.figures.models import Measure
from campaign.events.figures.plausibility.models import PlausibilityRule
from campaign.events.figures.plausibility.schemas import (
    MOST_NAME,
    MOST_NUMBER,
    NEEDS,
    Check,
    RuleWish,
)
from campaign.events.figures.plausibility.words import UNSOURCED

SHIPPED: Final = Path(__file__).resolve().parents[1] / "data" / "rules.json"
NUMBERS: Final = ("least", "most", "percent", "size")


def shipped_rule(facts: dict[str, Any]) -> RuleWish:
    """A rule as the shipped file tells it."""
    numbers = {name: facts[name] for name in NUMBERS}
    return RuleWish(**shipped_wish(facts), check=Check(facts["check"]), measure=facts["measure"], **numbers)


def _fill(row: PlausibilityRule, wish: RuleWish) -> None:
    row.check, row.measure = wish.check, wish.measure
    row.least, row.most, row.percent, row.size = wish.least, wish.most, wish.percent, wish.size


def _numbers(wish: RuleWish) -> dict[str, Any]:
    return {name: getattr(wish, name) for name in NUMBERS}


def _judge(session: Session, wish: RuleWish, before: PlausibilityRule | None) -> None:
    problems = [*wrong(session, wish, before, unsourced=UNSOURCED, longest_name=MOST_NAME), *wrong_numbers(wish)]
    if wish.measure and session.scalar(select(Measure.id).where(Measure.code == wish.measure)) is None:
        problems.append(Problem("measure", "unknown", _("There is no such measure. Choose one of the list.")))
    if problems:
        raise Invalid(_("The rule was not saved."), problems)


def wrong_numbers(wish: RuleWish) -> Iterator[Problem]:
    """Which numbers of a rule cannot be, or are missing for what it checks."""
    for name in NUMBERS:
        value = getattr(wish, name)
        if value is not None and not 0 <= value <= MOST_NUMBER:
            yield Problem(name, "out_of_range", _("A number from 0 to %(most)s, please.", most=MOST_NUMBER))
    for name in NEEDS.get(wish.check, ()):
        if getattr(wish, name) in (None, ""):
            yield Problem(name, "missing", _("Without it nothing can be compared. Please fill it in."))
    if wish.least is not None and wish.most is not None and wish.least > wish.most:
        yield Problem("most", "backwards", _("The most is less than the least."))
    if wish.check is Check.PER_VEHICLE and wish.least is None and wish.most is None:
        yield Problem("least", "missing", _("Say the least or the most, or both."))


BOOK: Final = Book(PlausibilityRule, "plausibility_rule", "plausibility", ensure_can_write_rules, _fill, _judge, _numbers)
create_rule, change_rule, check_rule, end_rule = BOOK.create, BOOK.change, BOOK.check, BOOK.end


def load_shipped(session: Session) -> None:
    """Put in the rules that ship and are not there yet. Safe to repeat."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    BOOK.load_shipped(session, ((facts["code"], shipped_rule(facts)) for facts in shipped))
