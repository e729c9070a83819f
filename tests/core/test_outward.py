"""Acts are announced with what they did or not at all, to whoever listens, and say no more than numbers."""

import ast

import pytest
from sqlalchemy import func, select

from campaign.config import ROOT
from campaign.core import outward
from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.outward import Act, Listener, OutwardAct, announce
from campaign.people import services
from tests.factories import an_event
from tests.people.conftest import a_wish


@pytest.fixture
def listeners(app, monkeypatch):
    """Put listeners in; the process asks for them at once."""
    found: list[Listener] = []
    monkeypatch.setattr(outward, "LISTENERS", [lambda _session: found])
    outward.ask_again()
    return found


def told():
    return [(row.act, row.region_id, row.facts) for row in db.session.scalars(select(OutwardAct).order_by(OutwardAct.id))]


def test_a_registration_is_announced_by_its_numbers(listeners):
    with unit_of_work() as session:
        services.load_shipped(session)
    event = an_event()
    listeners.append(Listener(frozenset({Act.REGISTRATION_MADE, Act.REGISTRATION_CANCELLED}), event.region_id))
    with acting_as(NOBODY):
        receipt = services.register(event.id, a_wish(), "key")
    services.cancel_ticket(receipt.ticket)
    services.cancel_ticket(receipt.ticket)
    assert told() == [
        ("registration.made", event.region_id, {"registration": 1, "event": event.id, "state": "confirmed"}),
        ("registration.cancelled", event.region_id, {"registration": 1, "event": event.id, "state": "cancelled"}),
    ]


def test_what_is_not_kept_is_not_announced(listeners):
    listeners.append(Listener(frozenset(Act)))
    with pytest.raises(ZeroDivisionError), unit_of_work() as session:
        announce(session, Act.PERIOD_CLOSED, region_id=1, period=1)
        session.flush()
        1 / 0  # noqa: B018
    assert told() == []


def test_only_those_who_listen_are_told(listeners):
    listeners += [Listener(frozenset({Act.PERIOD_CLOSED}), 1), Listener(frozenset({Act.REPORT_SIGNED}))]
    with unit_of_work() as session:
        for act in (Act.PERIOD_CLOSED, Act.REPORT_SIGNED, Act.STOCK_POSTED):
            for region_id in (1, 2, None):
                announce(session, act, region_id=region_id, document=7)
    assert [(act, region) for act, region, _facts in told()] == [
        ("period.closed", 1), ("report.signed", 1), ("report.signed", 2), ("report.signed", None),
    ]  # fmt: skip


def test_nobody_who_listens_costs_no_statement_once_that_is_known(app, statements):
    with unit_of_work() as session:
        announce(session, Act.STOCK_POSTED, region_id=1, document=7)
        statements.clear()
        for number in range(3):
            announce(session, Act.STOCK_POSTED, region_id=1, document=number)
        session.flush()
        assert statements == []
    assert db.session.scalar(select(func.count()).select_from(OutwardAct)) == 0


def test_every_act_is_announced_by_somebody():
    named = {
        node.attr
        for path in (ROOT / "campaign").rglob("*.py")
        if path.name != "outward.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Act"
    }
    assert {act.name for act in Act} - named == set()
