"""From a rule and a day to the last day of filing: working days over Nauryz, moved Saturdays, which version counts."""

from dataclasses import replace
from datetime import date

import pytest

from campaign.core.calendar import working_days_after
from campaign.events.deadlines.reckoning import deadlines_of, last_day, perhaps
from campaign.events.deadlines.schemas import (
    Anchor,
    Answer,
    Basis,
    FilingRow,
    Measure,
    PermitRow,
    RuleRow,
    Standing,
    Subject,
    Unit,
)
from tests.events.deadlines.papers import a_filing_wish, a_rule_wish
from tests.factories import words

APRIL_6 = date(2018, 4, 6)


@pytest.mark.parametrize(
    ("rule", "day", "expected"),
    [
        ({"days": 5}, APRIL_6, date(2018, 3, 30)),
        ({"days": 9}, APRIL_6, date(2018, 3, 26)),
        ({"days": 10}, APRIL_6, date(2018, 3, 20)),  # Nauryz, 21–23 March, lies between
        ({"days": 12}, APRIL_6, date(2018, 3, 16)),
        ({"days": 3}, date(2018, 3, 27), date(2018, 3, 19)),  # 20, 19 March before the holidays, 26 after
        ({"days": 2}, date(2018, 5, 7), date(2018, 5, 4)),  # Saturday 5 May was a working day for the 8th
        ({"days": 1}, date(2018, 5, 7), date(2018, 5, 5)),
        ({"days": 10, "unit": Unit.CALENDAR}, APRIL_6, date(2018, 3, 27)),
        ({"days": 14, "unit": Unit.CALENDAR}, APRIL_6, date(2018, 3, 20)),  # 23 March is a holiday, and so to the 21st
        ({"days": 1, "anchor": Anchor.WEEK}, APRIL_6, date(2018, 3, 30)),
        ({"days": 0}, date(2018, 4, 8), APRIL_6),
    ],
)
def test_the_last_day_is_a_working_day_that_is_early_enough(rule, day, expected):
    assert last_day(a_rule_wish(**rule), day) == expected


def test_an_answer_waits_over_the_holidays_too():
    assert working_days_after(date(2018, 3, 19), 3) == date(2018, 3, 27)


def a_subject(day=APRIL_6, basis=Basis.NOTIFICATION, kind="rally", people=None, vehicles=None) -> Subject:
    permit = PermitRow(basis, vehicles=vehicles, version=1)
    return Subject(1, 1, 1, words("Митинг"), words("Темиртау"), kind, words("Митинг"), day, "Asia/Almaty", people, permit)


def a_version(number=1, code="notice", **wish) -> RuleRow:
    return RuleRow(number, code, a_rule_wish(**wish), None, "", False, False)


def test_the_version_in_force_on_the_day_of_the_event_counts():
    old, new = a_version(1, days=10, valid_to=date(2018, 4, 5)), a_version(2, days=5, valid_from=APRIL_6)
    for day, expected in ((date(2018, 4, 5), 10), (APRIL_6, 5)):
        found = deadlines_of(a_subject(day), [old, new], {}, date(2018, 3, 1))
        assert [deadline.rule.wish.days for deadline in found] == [expected]
    withdrawn = replace(new, withdrawn=True)
    assert deadlines_of(a_subject(), [old, withdrawn], {}, date(2018, 3, 1)) == ()


def test_a_rule_asks_for_kind_basis_and_size_and_says_when_the_size_is_not_known():
    column = a_version(kinds=("motorcade",), measure=Measure.VEHICLES, threshold=11)
    crowd = a_version(2, "crowd", measure=Measure.PEOPLE, threshold=300)
    approval = a_version(3, "approval", bases=(Basis.APPROVAL,))
    rules = [column, crowd, approval]

    def asked(**facts) -> list[str]:
        return [deadline.rule.code for deadline in deadlines_of(a_subject(**facts), rules, {}, date(2018, 3, 1))]

    assert asked(kind="motorcade", vehicles=20) == ["notice"]
    assert asked(kind="motorcade", vehicles=10) == []
    assert asked(people=300) == ["crowd"]
    assert asked(basis=Basis.APPROVAL, people=299) == ["approval"]
    assert perhaps(rules, a_subject(kind="motorcade", people=10)) == (column,)
    counted = replace(a_subject(kind="motorcade", vehicles=20), counted=10)
    assert [deadline.rule.code for deadline in deadlines_of(counted, rules, {}, date(2018, 3, 1))] == []


@pytest.mark.parametrize(
    ("today", "filing", "expected"),
    [
        (date(2018, 3, 20), None, (Standing.DUE, 5, False)),
        (date(2018, 3, 30), None, (Standing.DUE, 0, False)),
        (date(2018, 4, 2), None, (Standing.OVERDUE, 1, False)),
        (date(2018, 4, 9), None, (Standing.MISSED, 6, False)),
        (date(2018, 4, 2), {"filed_on": date(2018, 3, 29)}, (Standing.WAITING, 1, False)),
        (date(2018, 4, 5), {"filed_on": date(2018, 3, 29)}, (Standing.SILENT, 2, False)),
        (date(2018, 4, 3), {"filed_on": date(2018, 4, 2)}, (Standing.WAITING, 2, True)),
        (date(2018, 4, 5), {"answer": Answer.ACCEPTED}, (Standing.ACCEPTED, 2, False)),
        (date(2018, 4, 5), {"answer": Answer.REFUSED}, (Standing.REFUSED, 2, False)),
        (date(2018, 4, 5), {"answer": Answer.OTHER}, (Standing.OTHER, 2, False)),
    ],
)
def test_how_a_deadline_stands(today, filing, expected):
    filed = {"notice": FilingRow(1, 1, 1, a_filing_wish("notice", **filing))} if filing else {}
    (deadline,) = deadlines_of(a_subject(), [a_version()], filed, today)
    assert (deadline.standing, deadline.days, deadline.late) == expected


def test_a_paper_without_a_term_for_its_answer_is_simply_filed():
    filed = {"notice": FilingRow(1, 1, 1, a_filing_wish("notice"))}
    (deadline,) = deadlines_of(a_subject(), [a_version(answer_days=None)], filed, APRIL_6)
    assert (deadline.standing, deadline.answer_by, deadline.is_open) == (Standing.FILED, None, False)


def test_a_rule_for_undecided_events_ends_with_the_decision():
    decide = a_version(bases=(Basis.UNSET,), days=10)
    (deadline,) = deadlines_of(a_subject(basis=Basis.UNSET), [decide], {}, date(2018, 3, 27))
    assert (deadline.asks_basis, deadline.last_day, deadline.standing) == (True, date(2018, 3, 20), Standing.OVERDUE)
    assert deadlines_of(a_subject(basis=Basis.NONE), [decide], {}, date(2018, 3, 27)) == ()
