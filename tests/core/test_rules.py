"""Rules that are only ever added: one way of keeping them for all rooms that have such rules, on both databases."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import Date

from campaign.accounts.alarms.models import AlarmRule
from campaign.accounts.alarms.schemas import AlarmKind
from campaign.core import clock, rules
from campaign.core.audit import AuditEntry
from campaign.core.db import Base, db, unit_of_work
from campaign.core.errors import Invalid
from campaign.core.i18n import Translated
from campaign.people.minors.models import AgeRule
from campaign.people.privacy.models import RetentionRule
from campaign.walks.signs.models import InspectionRule

SOURCE = Translated(ru="Приказ № 7")
ROOMS = {
    AgeRule: {"consent_below": 16, "photo_below": 18},
    AlarmRule: {"kind": AlarmKind.PEOPLE, "most": 40},
    InspectionRule: {"days": 30, "share": 20},
    RetentionRule: {"months": 3},
}


class Wish(NamedTuple):
    valid_from: date
    source: Translated = SOURCE
    note: str = ""


def test_no_room_keeps_such_rules_in_its_own_way(app):
    """A table whose rows name a day from which on they count, and where that is written, is one of these."""
    alike = {
        mapper.class_
        for mapper in Base.registry.mappers
        if {"valid_from", "source", "made_at"} <= set(mapper.columns.keys())
        and isinstance(mapper.columns["valid_from"].type, Date)
        and not mapper.columns["valid_from"].nullable
    }
    assert alike == set(ROOMS)
    assert all(issubclass(table, rules.AddedRule) for table in alike)


@pytest.mark.parametrize("table", ROOMS)
def test_the_newest_of_the_day_counts_and_of_one_day_the_last(either_app, table):
    today = clock.campaign_today()
    days = [today + timedelta(days=shift) for shift in (30, 10, 10)]
    with unit_of_work() as session:
        added = [rules.add(session, table(valid_from=day, source=SOURCE, **ROOMS[table]), "x.rule_added", "x") for day in days]
        later, first, last = [row.id for row in added]
    for day, expected in ((days[0], later), (days[1], last), (days[0] - timedelta(days=1), last)):
        asked = db.session.scalars(rules.counting(table, day)).one()
        assert (asked.id, rules.of_day(db.session.query(table), day).id) == (expected, expected)
    rows = rules.rows_of(table, lambda row: row.id, days[1])
    assert [row.says for row in rows[:3]] == [later, last, first]
    assert [row.says for row in rows if row.counts] == [last]
    assert db.session.query(AuditEntry).filter_by(act="x.rule_added").count() == 3


def test_rules_about_different_things_count_beside_each_other(app):
    today = clock.campaign_today()
    with unit_of_work() as session:
        for kind in (AlarmKind.PEOPLE, AlarmKind.PEOPLE, AlarmKind.NETWORK):
            row = AlarmRule(valid_from=today, source=SOURCE, kind=kind, most=7)
            rules.add(session, row, "x.rule_added", "x")
    rows = rules.rows_of(AlarmRule, lambda row: row.kind, today, about=lambda row: row.kind)
    assert sorted(row.says for row in rows if row.counts and row.source == SOURCE) == [AlarmKind.NETWORK, AlarmKind.PEOPLE]


def test_the_past_is_not_rewritten_and_a_source_is_named(app):
    today = clock.campaign_today()
    rules.judge(Wish(today), "unsourced")
    wrong = Wish(today - timedelta(days=1), Translated(ru="я" * (rules.MOST_SOURCE + 1)), "я" * (rules.MOST_NOTE + 1))
    for wish, fields in ((wrong, {"valid_from", "source_ru", "note"}), (Wish(today, Translated()), {"source_ru"})):
        with pytest.raises(Invalid) as refused:
            rules.judge(wish, "unsourced")
        assert {problem.field for problem in refused.value.problems} == fields
