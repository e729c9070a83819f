"""Dated rules: the set that ships, new ones, new versions from a day on, and marking them as checked."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Translated, _, _l
from campaign.events.dated import services as dated
from campaign.events.dated.services import make_way, newest, wrong
from campaign.events.figures.models import Measure
from campaign.events.figures.plausibility.models import PlausibilityRule
from campaign.events.figures.plausibility.policies import ensure_can_write_rules
from campaign.events.figures.plausibility.schemas import (
    MOST_NAME,
    MOST_NUMBER,
    NEEDS,
    Check,
    RuleWish,
)

SHIPPED: Final = Path(__file__).resolve().parents[1] / "data" / "rules.json"
_THING: Final = "plausibility_rule"
_UNSOURCED: Final = _l(
    "A rule names its source: the report, law or reckoning its numbers come from. Without one nobody can check it."
)


def load_shipped(session: Session) -> None:
    """Put in the rules that ship and are not there yet, each to be verified; what was changed here stays. Safe to repeat."""
    there = set(session.scalars(select(PlausibilityRule.code)))
    for facts in json.loads(SHIPPED.read_text(encoding="utf-8")):
        if facts["code"] not in there:
            row = PlausibilityRule(code=facts["code"], shipped=True, made_at=clock.now())
            _fill(row, shipped_wish(facts))
            session.add(row)
    session.flush()


def shipped_wish(facts: dict[str, Any]) -> RuleWish:
    """A rule as the shipped file tells it."""

    def day(name: str) -> date | None:
        return date.fromisoformat(facts[name]) if facts.get(name) else None

    return RuleWish(
        name=Translated.of(facts["name"]), check=Check(facts["check"]), source=Translated.of(facts["source"]),
        kinds=tuple(facts["kinds"]), measure=facts["measure"], least=facts["least"], most=facts["most"],
        percent=facts["percent"], size=facts["size"], note=Translated.of(facts["note"]), source_url=facts["source_url"],
        valid_from=day("valid_from"), valid_to=day("valid_to"),
    )  # fmt: skip


def _fill(row: PlausibilityRule, wish: RuleWish) -> None:
    row.name, row.check, row.kinds, row.measure = wish.name, wish.check, list(wish.kinds), wish.measure
    row.least, row.most, row.percent, row.size = wish.least, wish.most, wish.percent, wish.size
    row.source, row.source_url, row.note = wish.source, wish.source_url, wish.note
    row.valid_from, row.valid_to = wish.valid_from, wish.valid_to


def create_rule(wish: RuleWish, key: str) -> int:
    """Add a rule and return its id. Raises Refused, Invalid (without a source, among others), KeyReused."""
    with unit_of_work() as session:
        ensure_can_write_rules(current_actor())
        if known := operations.begin(session, "plausibility.create", key, asdict(wish)):
            return int(known["rule"])
        _judge(session, wish)
        row = _added(session, f"own_{crypto.new_uid()}", wish, "plausibility_rule.created")
        operations.finish(session, "plausibility.create", key, {"rule": row.id})
        return row.id


def change_rule(rule_id: int, wish: RuleWish, key: str) -> int:
    """Make a new version of a rule, from its first day on, and return its id; the one before ends the day before.

    A version from the same first day withdraws the one before. Raises NotFound, Refused, Stale when it is not the newest any
    more, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        ensure_can_write_rules(current_actor())
        if known := operations.begin(session, "plausibility.change", key, [rule_id, asdict(wish)]):
            return int(known["rule"])
        before = newest(session, PlausibilityRule, rule_id)
        _judge(session, wish, before)
        make_way(before, wish.valid_from)
        row = _added(session, before.code, wish, "plausibility_rule.changed")
        operations.finish(session, "plausibility.change", key, {"rule": row.id})
        return row.id


def check_rule(rule_id: int) -> None:
    """Say that somebody has compared the rule with its source today. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        ensure_can_write_rules(current_actor())
        dated.check_rule(session, newest(session, PlausibilityRule, rule_id), _THING)


def end_rule(rule_id: int, last_day: date) -> None:
    """Let the rule count for no event after this day. Raises NotFound, Refused, Stale, Closed, Invalid."""
    with unit_of_work() as session:
        ensure_can_write_rules(current_actor())
        dated.end_rule(session, newest(session, PlausibilityRule, rule_id), _THING, last_day)


def _added(session: Session, code: str, wish: RuleWish, act: str) -> PlausibilityRule:
    row = PlausibilityRule(code=code, shipped=False, made_at=clock.now())
    _fill(row, wish)
    session.add(row)
    session.flush()
    first = wish.valid_from.isoformat() if wish.valid_from else None
    numbers = {name: getattr(wish, name) for name in ("least", "most", "percent", "size")}
    audit.note(session, act, _THING, row.id, after={"code": code, "valid_from": first, **numbers})
    return row


def _judge(session: Session, wish: RuleWish, before: PlausibilityRule | None = None) -> None:
    problems = [*wrong(session, wish, before, unsourced=_UNSOURCED, longest_name=MOST_NAME), *_wrong_numbers(wish)]
    if wish.measure and session.scalar(select(Measure.id).where(Measure.code == wish.measure)) is None:
        problems.append(Problem("measure", "unknown", _("There is no such measure. Choose one of the list.")))
    if problems:
        raise Invalid(_("The rule was not saved."), problems)


def _wrong_numbers(wish: RuleWish) -> Iterator[Problem]:
    for name in ("least", "most", "percent", "size"):
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
