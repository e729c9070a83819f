"""Dated rules: the set that ships, new ones, new versions from a day on, and marking them as checked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Translated, _
from campaign.core.lengths import too_long
from campaign.core.rules import ensure_can_write_rules
from campaign.events.dated.services import Book, shipped_wish, wrong
from campaign.events.deadlines.models import LegalRule
from campaign.events.deadlines.schemas import (
    MOST_ANSWER,
    MOST_DAYS,
    MOST_LINE,
    MOST_PATROLS,
    Anchor,
    Basis,
    Measure,
    RuleWish,
    Unit,
)
from campaign.events.deadlines.words import UNSOURCED
from campaign.events.services.planning import MOST_PEOPLE

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "legal_rules.json"


def shipped_names() -> dict[str, Translated]:
    """What the rules that ship are about, by their codes."""
    return {facts["code"]: Translated.of(facts["name"]) for facts in json.loads(SHIPPED.read_text(encoding="utf-8"))}


def _shipped() -> Iterator[tuple[str, RuleWish]]:
    for facts in json.loads(SHIPPED.read_text(encoding="utf-8")):
        for version in facts["versions"]:
            yield facts["code"], _shipped_wish(facts | version)


def _shipped_wish(facts: dict[str, Any]) -> RuleWish:
    return RuleWish(
        **shipped_wish(facts), addressee=Translated.of(facts["addressee"]),
        bases=tuple(Basis(word) for word in facts["bases"]), measure=Measure(facts["measure"]),
        threshold=facts["threshold"], anchor=Anchor(facts["anchor"]), days=facts["days"], unit=Unit(facts["unit"]),
        answer_days=facts["answer_days"], patrol_cars=facts.get("patrol_cars"),
        inspection=facts.get("inspection", False), paper=facts.get("paper", ""),
    )  # fmt: skip


def _fill(row: LegalRule, wish: RuleWish) -> None:
    row.addressee, row.bases = wish.addressee, [basis.value for basis in wish.bases]
    row.measure, row.threshold = wish.measure, wish.threshold
    row.anchor, row.days, row.unit, row.answer_days = wish.anchor, wish.days, wish.unit, wish.answer_days
    row.patrol_cars, row.inspection, row.paper = wish.patrol_cars, wish.inspection, wish.paper


def _judge(session: Session, wish: RuleWish, before: LegalRule | None) -> None:
    problems = [*wrong(session, wish, before, unsourced=UNSOURCED, longest_name=MOST_LINE), *wrong_numbers(wish)]
    problems += too_long("addressee", wish.addressee, MOST_LINE)
    if problems:
        raise Invalid(_("The rule was not saved."), problems)


def wrong_numbers(wish: RuleWish) -> Iterator[Problem]:
    """Which numbers of a rule cannot be."""
    if not 0 <= wish.days <= MOST_DAYS:
        yield Problem("days", "out_of_range", _("The number of days lies between 0 and %(most)s.", most=MOST_DAYS))
    if wish.answer_days is not None and not 1 <= wish.answer_days <= MOST_ANSWER:
        sentence = _(
            "The answer takes between 1 and %(most)s working days; leave it empty when none is owed.", most=MOST_ANSWER
        )
        yield Problem("answer_days", "out_of_range", sentence)
    if wish.measure is not Measure.NOTHING and not 1 <= (wish.threshold or 0) <= MOST_PEOPLE:
        yield Problem("threshold", "out_of_range", _("Say from how many on: a number of at least 1."))
    if wish.measure is Measure.NOTHING and wish.threshold is not None:
        yield Problem("measure", "missing", _("Say what is counted: vehicles or people."))
    if wish.patrol_cars is not None and not 1 <= wish.patrol_cars <= MOST_PATROLS:
        sentence = _("Between 1 and %(most)s patrol cars; leave it empty when the rule names none.", most=MOST_PATROLS)
        yield Problem("patrol_cars", "out_of_range", sentence)


BOOK: Final = Book(LegalRule, "rule", "rules", ensure_can_write_rules, _fill, _judge, lambda wish: {"days": wish.days})
create_rule, change_rule, check_rule, end_rule = BOOK.create, BOOK.change, BOOK.check, BOOK.end


def load_shipped(session: Session) -> None:
    """Put in the rules that ship and are not there yet. Safe to repeat."""
    BOOK.load_shipped(session, _shipped())
