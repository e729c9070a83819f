"""Dated rules: the set that ships, new ones, new versions from a day on, and marking them as checked."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Translated, _, _l
from campaign.events.dated import services as dated
from campaign.events.dated.services import make_way, newest, wrong
from campaign.events.deadlines.models import LegalRule
from campaign.events.deadlines.policies import ensure_can_write_rules
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
from campaign.events.services.planning import MOST_PEOPLE, too_long

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "legal_rules.json"
_UNSOURCED = _l("A rule names its source: the law, order or letter with its number and date. Without one nobody can check it.")


def load_shipped(session: Session) -> None:
    """Put in the rules that ship and are not there yet, each to be verified; what was changed here stays. Safe to repeat."""
    there = set(session.scalars(select(LegalRule.code)))
    for facts in json.loads(SHIPPED.read_text(encoding="utf-8")):
        if facts["code"] not in there:
            for version in facts["versions"]:
                row = LegalRule(code=facts["code"], shipped=True, made_at=clock.now())
                _fill(row, _shipped_wish(facts | version))
                session.add(row)
    session.flush()


def _shipped_wish(facts: dict[str, Any]) -> RuleWish:
    def day(name: str) -> date | None:
        return date.fromisoformat(facts[name]) if facts.get(name) else None

    return RuleWish(
        name=Translated.of(facts["name"]), addressee=Translated.of(facts["addressee"]), note=Translated.of(facts["note"]),
        kinds=tuple(facts["kinds"]), bases=tuple(Basis(word) for word in facts["bases"]), measure=Measure(facts["measure"]),
        threshold=facts["threshold"], anchor=Anchor(facts["anchor"]), days=facts["days"], unit=Unit(facts["unit"]),
        answer_days=facts["answer_days"], valid_from=day("valid_from"), valid_to=day("valid_to"),
        source=Translated.of(facts["source"]), source_url=facts["source_url"], patrol_cars=facts.get("patrol_cars"),
        inspection=facts.get("inspection", False), paper=facts.get("paper", ""),
    )  # fmt: skip


def _fill(row: LegalRule, wish: RuleWish) -> None:
    row.name, row.addressee, row.note = wish.name, wish.addressee, wish.note
    row.kinds, row.bases = list(wish.kinds), [basis.value for basis in wish.bases]
    row.measure, row.threshold = wish.measure, wish.threshold
    row.anchor, row.days, row.unit, row.answer_days = wish.anchor, wish.days, wish.unit, wish.answer_days
    row.valid_from, row.valid_to = wish.valid_from, wish.valid_to
    row.source, row.source_url = wish.source, wish.source_url
    row.patrol_cars, row.inspection, row.paper = wish.patrol_cars, wish.inspection, wish.paper


def create_rule(wish: RuleWish, key: str) -> int:
    """Add a rule and return its id. Raises Refused, Invalid (without a source, among others), KeyReused."""
    with unit_of_work() as session:
        ensure_can_write_rules(current_actor())
        if known := operations.begin(session, "rules.create", key, asdict(wish)):
            return int(known["rule"])
        _judge(session, wish)
        row = _added(session, f"own_{crypto.new_uid()}", wish, "rule.created")
        operations.finish(session, "rules.create", key, {"rule": row.id})
        return row.id


def change_rule(rule_id: int, wish: RuleWish, key: str) -> int:
    """Make a new version of a rule, from its first day on, and return its id; the one before ends the day before.

    A version from the same first day withdraws the one before. Raises NotFound, Refused, Stale when it is not the newest any
    more, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        ensure_can_write_rules(current_actor())
        if known := operations.begin(session, "rules.change", key, [rule_id, asdict(wish)]):
            return int(known["rule"])
        before = newest(session, LegalRule, rule_id)
        _judge(session, wish, before)
        make_way(before, wish.valid_from)
        row = _added(session, before.code, wish, "rule.changed")
        operations.finish(session, "rules.change", key, {"rule": row.id})
        return row.id


def check_rule(rule_id: int) -> None:
    """Say that somebody has compared the rule with its source today. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        ensure_can_write_rules(current_actor())
        dated.check_rule(session, newest(session, LegalRule, rule_id), "rule")


def end_rule(rule_id: int, last_day: date) -> None:
    """Let the rule count for no event after this day. Raises NotFound, Refused, Stale, Closed, Invalid."""
    with unit_of_work() as session:
        ensure_can_write_rules(current_actor())
        dated.end_rule(session, newest(session, LegalRule, rule_id), "rule", last_day)


def _added(session: Session, code: str, wish: RuleWish, act: str) -> LegalRule:
    row = LegalRule(code=code, shipped=False, made_at=clock.now())
    _fill(row, wish)
    session.add(row)
    session.flush()
    first = wish.valid_from.isoformat() if wish.valid_from else None
    audit.note(session, act, "rule", row.id, after={"code": code, "days": wish.days, "valid_from": first})
    return row


def _judge(session: Session, wish: RuleWish, before: LegalRule | None = None) -> None:
    problems = [*wrong(session, wish, before, unsourced=_UNSOURCED, longest_name=MOST_LINE), *_wrong_numbers(wish)]
    problems += too_long("addressee", wish.addressee, MOST_LINE)
    if problems:
        raise Invalid(_("The rule was not saved."), problems)


def _wrong_numbers(wish: RuleWish) -> Iterator[Problem]:
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
