"""Keeping the facts and the rules of conduct that all regions share, and what of them ships with the program."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.addresses import wrong_address
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Translated, _, _l, _n
from campaign.core.lengths import too_long
from campaign.events.briefing import policies, queries
from campaign.events.briefing.models import BriefingFact, CampaignFact, ConductRule
from campaign.events.briefing.schemas import MOST_LINE, MOST_SOURCE, NewFact

SHIPPED: Final = Path(__file__).resolve().parents[1] / "data" / "shipped.json"
MOST_VALUE: Final = 60
MOST_FACTS, MOST_RULES = 100, 12  # of rules as many as fit on the one page
FIRST_YEAR, LAST_YEAR = 1900, 2100
_OLD_PAGE = _l("Somebody has changed this fact meanwhile. Look at it again before you change it; nothing was saved.")


def load_shipped(session: Session) -> None:
    """Put in the facts and rules that ship, or bring their words up to date; what a hand has changed stays. Safe to repeat."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    facts = {fact.code: fact for fact in session.scalars(select(CampaignFact).where(CampaignFact.code.is_not(None)))}
    for given in shipped["facts"]:
        fact = facts.get(given["code"]) or CampaignFact(code=given["code"])
        if not fact.edited:
            fact.text, fact.unit = Translated.of(given["text"]), Translated.of(given["unit"])
            fact.value, fact.year, fact.source, fact.address = given["value"], given["year"], given["source"], given["address"]
            session.add(fact)
    rules = {rule.code: rule for rule in session.scalars(select(ConductRule).where(ConductRule.code.is_not(None)))}
    for position, given in enumerate(shipped["rules"], 1):
        rule = rules.get(given["code"]) or ConductRule(code=given["code"])
        if not rule.edited:
            rule.position, rule.text = position, Translated.of(given["text"])
            session.add(rule)
    session.flush()


def add_fact(new: NewFact, key: str) -> int:
    """Write a fact down; its id. The same key gives the same fact. Raises Refused, Invalid."""
    with unit_of_work() as session:
        policies.ensure_can_add_facts(current_actor())
        if (earlier := operations.begin(session, "briefing.add_fact", key, repr(new))) is not None:
            return int(earlier["fact"])
        problems = list(wrong_fact(new))
        if (session.scalar(select(func.count(CampaignFact.id))) or 0) >= MOST_FACTS:
            problems.append(Problem("", "too_many", _("At most %(most)s facts are kept.", most=MOST_FACTS)))
        _ensure_right(problems, _l("The fact was not saved."))
        fact = CampaignFact(edited=True, region_id=policies.region_of(current_actor()))
        _fill(fact, new)
        session.add(fact)
        session.flush()
        audit.note(session, "fact.added", "fact", fact.id, after={"checked": new.checked})
        operations.finish(session, "briefing.add_fact", key, {"fact": fact.id})
        return fact.id


def change_fact(fact_id: int, new: NewFact, version: int) -> None:
    """Correct a fact; unless its source was looked at just now, it counts as unchecked again.

    Raises Refused, NotFound, Stale, Invalid.
    """
    with unit_of_work() as session:
        fact = _fact(session, fact_id, version)
        _ensure_right(list(wrong_fact(new)), _l("The fact was not saved."))
        _fill(fact, new)
        fact.edited, fact.version = True, fact.version + 1
        audit.note(session, "fact.changed", "fact", fact.id, after={"checked": new.checked, "version": fact.version})


def check_fact(fact_id: int, version: int) -> None:
    """The source was looked at today and still says so: any organizer may look. Raises Refused, NotFound, Stale."""
    with unit_of_work() as session:
        policies.ensure_can_add_facts(current_actor())
        fact = _found(session, fact_id, version)
        before = fact.checked_on
        fact.checked_on, fact.checked_by = clock.campaign_today(), current_actor().user_id
        audit.note(
            session, "fact.checked", "fact", fact.id, before={"on": str(before or "")}, after={"on": str(fact.checked_on)}
        )  # fmt: skip


def remove_fact(fact_id: int) -> None:
    """Take a fact out. Raises Refused, NotFound, Conflict while a briefing names it."""
    with unit_of_work() as session:
        fact = _fact(session, fact_id, None)
        used = session.scalar(select(func.count()).where(BriefingFact.fact_id == fact_id)) or 0
        if used:
            words = _n(
                "%(num)d briefing names this fact. Correct it, or take it out of the briefing first.",
                "%(num)d briefings name this fact. Correct it, or take it out of the briefings first.",
                used,
            )
            raise Conflict(words)
        session.delete(fact)
        audit.note(session, "fact.removed", "fact", fact_id)


def add_rule(text: Translated, key: str) -> int:
    """Write a rule of conduct down, after the others; its id. Raises Refused, Invalid."""
    with unit_of_work() as session:
        policies.ensure_can_add_facts(current_actor())
        if (earlier := operations.begin(session, "briefing.add_rule", key, text.as_dict())) is not None:
            return int(earlier["rule"])
        region_id = policies.region_of(current_actor())
        _ensure_right([*_wrong_rule(text), *_no_room(session, region_id, 0)], _l("The rule was not saved."))
        last = session.scalar(select(func.max(ConductRule.position))) or 0
        rule = ConductRule(position=last + 1, text=text, edited=True, region_id=region_id)
        session.add(rule)
        session.flush()
        audit.note(session, "rule.added", "rule", rule.id)
        operations.finish(session, "briefing.add_rule", key, {"rule": rule.id})
        return rule.id


def change_rule(rule_id: int, text: Translated, version: int) -> None:
    """Raises Refused, NotFound, Stale, Invalid."""
    with unit_of_work() as session:
        rule = _rule(session, rule_id)
        rule.step(version)
        _ensure_right(list(_wrong_rule(text)), _l("The rule was not saved."))
        rule.text, rule.edited = text, True
        audit.note(session, "rule.changed", "rule", rule.id)


def use_rule(rule_id: int, active: bool) -> None:
    """Let a rule stand in new briefings, or leave it out. Raises Refused, NotFound, Invalid."""
    with unit_of_work() as session:
        rule = _rule(session, rule_id)
        if active:
            _ensure_right(list(_no_room(session, rule.region_id, rule_id)), _l("The rule was not saved."))
        rule.active = active
        audit.note(session, "rule.used" if active else "rule.left_out", "rule", rule.id)


def _fact(session: Session, fact_id: int, version: int | None) -> CampaignFact:
    fact = _found(session, fact_id, version)
    policies.ensure_can_keep(current_actor(), fact.region_id)
    return fact


def _found(session: Session, fact_id: int, version: int | None) -> CampaignFact:
    fact = session.scalar(select(CampaignFact).where(CampaignFact.id == fact_id).with_for_update())
    if fact is None:
        raise NotFound(queries.NO_FACT)
    if version is not None and fact.version != version:
        raise Stale(_OLD_PAGE)
    return fact


def _rule(session: Session, rule_id: int) -> ConductRule:
    rule = session.scalar(select(ConductRule).where(ConductRule.id == rule_id).with_for_update())
    if rule is None:
        raise NotFound(queries.NO_RULE)
    policies.ensure_can_keep(current_actor(), rule.region_id)
    return rule


def _fill(fact: CampaignFact, new: NewFact) -> None:
    fact.text, fact.value, fact.unit, fact.year = new.text, new.value, new.unit, new.year
    fact.source, fact.address = new.source, new.address
    fact.checked_on = clock.campaign_today() if new.checked else None
    fact.checked_by = current_actor().user_id if new.checked else None


def _in_both(name: str, text: Translated) -> Iterator[Problem]:
    """What is printed stands in Kazakh and in Russian."""
    for code, words in (("kk", _("Write it in Kazakh.")), ("ru", _("Write it in Russian."))):
        if not getattr(text, code):
            yield Problem(f"{name}_{code}", "missing", words)


def wrong_fact(new: NewFact) -> Iterator[Problem]:
    """Everything that is wrong with a fact."""
    yield from _in_both("text", new.text)
    yield from too_long("text", new.text, MOST_LINE)
    yield from too_long("unit", new.unit, MOST_VALUE)
    if not new.value:
        yield Problem("value", "missing", _("Give the number or the words that the source says."))
    yield from too_long("value", new.value, MOST_VALUE)
    if not FIRST_YEAR <= new.year <= LAST_YEAR:
        yield Problem("year", "out_of_range", _("A year between %(first)s and %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
    yield from _wrong_source(new)


def _wrong_source(new: NewFact) -> Iterator[Problem]:
    unproven = _("A fact without a source is not told to anybody: name the source and its address.")
    if not new.source:
        yield Problem("source", "missing", unproven)
    yield from too_long("source", new.source, MOST_LINE)
    if not new.address:
        yield Problem("address", "missing", unproven)
    yield from wrong_address("address", new.address, MOST_SOURCE)


def _wrong_rule(text: Translated) -> Iterator[Problem]:
    yield from _in_both("text", text)
    yield from too_long("text", text, MOST_LINE)


def _no_room(session: Session, region_id: int | None, but: int) -> Iterator[Problem]:
    """A page has the rules of all and those of its region; one of all stands on the page of each."""
    others = select(ConductRule.region_id, func.count()).where(ConductRule.active, ConductRule.id != but)
    there = {of: count for of, count in session.execute(others.group_by(ConductRule.region_id))}
    of_all = there.pop(None, 0)
    of_region = max(there.values(), default=0) if region_id is None else there.get(region_id, 0)
    if of_all + of_region >= MOST_RULES:
        words = _("A page holds at most %(most)s rules. Leave another one out first.", most=MOST_RULES)
        yield Problem("", "too_many", words)


def _ensure_right(problems: list[Problem], words: object) -> None:
    if problems:
        raise Invalid(str(words), problems)
