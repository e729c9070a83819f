"""The list of printed sheets: what the asker may read, the newest first, found by number, kind, day, language and whose."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from campaign.core.actor import ROLES, P, Role
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.prints import PrintedSheet
from campaign.papers import services
from campaign.papers.printed.forms import filter_of
from campaign.papers.printed.queries import ensure_listed, find_sheets
from campaign.papers.printed.schemas import SheetFilter, Whose
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.territory.models import Region
from tests.factories import a_region, a_relay, a_stop, a_user
from tests.papers.papers import acting


def a_sheet(relay, key="1", language="ru"):
    return services.print_paper(
        "relay_schedule", SubjectKind.RELAY, relay.id, PrintWish(language), f"{relay.id}{key}{language}"
    )


def numbers(**wish):
    return [row.number for row in find_sheets(SheetFilter(**wish)).rows]


def test_the_newest_first_with_what_each_is_about(app):
    relay = a_relay()
    a_stop(relay)
    first, second, kazakh = a_sheet(relay), a_sheet(relay, "2"), a_sheet(relay, language="kk")
    rows = find_sheets(SheetFilter()).rows
    assert [row.number for row in rows] == [kazakh, second, first]
    assert [row.is_outdated for row in rows] == [False, False, True]
    assert {row.name.text("ru") for row in rows} == {"Карагандинская область"}
    assert numbers(language="kk") == [kazakh]
    assert numbers(kind="sign_in") == []
    assert numbers(day=rows[0].printed_at.date()) == [kazakh, second, first]
    assert numbers(day=date(2001, 1, 1)) == []
    pages = find_sheets(SheetFilter(), size=2)
    rest = find_sheets(SheetFilter(), pages.after, size=2)
    assert [row.number for row in rest.rows] == [first]
    assert [row.number for row in find_sheets(SheetFilter(), rest.before, size=2).rows] == [kazakh, second]
    for nonsense in ("x", "WzAsMV0", "WzAsIngiXQ"):
        assert find_sheets(SheetFilter(), nonsense).rows is not None


def test_only_what_the_asker_may_print(app):
    relay = a_relay()
    stop = a_stop(relay)
    region = db.session.get(Region, relay.region_id)
    own, stranger = a_user(Role.REGION, region=region), a_user(Role.REGION, region=a_region(name="Другая"))
    with acting(own):
        number = a_sheet(relay)
        assert numbers(whose=Whose.MINE) == [number]
        assert numbers(whose=Whose.DESK) == []
    for user in (stranger, a_user(Role.STOP, stop=stop), a_user(Role.AUDITOR)):
        with acting(user):
            assert numbers() == []
            with pytest.raises(NotFound):
                ensure_listed(number)
    with acting(a_user(Role.NATIONAL)):
        assert numbers() == [number]
        assert numbers(whose=Whose.MINE) == []


def test_whoever_may_print_papers_may_read_the_page_of_every_kind():
    needed = {P.SHEETS_PRINT, P.WALKS_READ, P.RELAY_READ}
    assert all(needed <= held for held in ROLES.values() if P.PAPERS_PRINT in held)


def test_a_page_costs_the_same_for_one_sheet_and_for_three(app, statements):
    relay = a_relay()
    counts = []
    for key in ("1", "2", "3"):
        a_sheet(relay, key)
        db.session.expire_all()
        statements.clear()
        find_sheets(SheetFilter())
        counts.append(len(statements))
    assert counts[0] == counts[2] == 5  # with the BEGIN of the transaction; the name of a relay takes two


def test_the_page_leads_to_sheets_by_number_and_keeps_what_was_typed(app, reader):
    relay = a_relay()
    reader.sign_in(a_user(Role.NATIONAL))
    assert "Nothing has been printed yet" in reader.visit("/staff/sheets").get_text()
    number = a_sheet(relay)
    reader.visit("/staff/sheets")
    assert reader.page.select_one(f'a[href="/staff/papers/{number}.pdf"]')
    for typed in (f"{number:05d}", f"{number}-2", f"HTTPS://HOST/S/{number:05d}-1"):
        reader.visit(f"/staff/sheets?number={typed}", expect=302)
        assert reader.response.location == f"/staff/papers/{number}"
    for typed in ("nonsense", "99999", "9" * 400):
        page = reader.visit(f"/staff/sheets?number={typed}", expect=422)
        assert page.select_one("input[name=number]")["value"] == typed[:300]
    reader.visit("/staff/sheets?kind=x&day=99-99&language=xx&whose=7&page=%00")
    assert filter_of({"kind": "x", "day": "1e9", "language": "xx", "whose": "7"}) == SheetFilter()


def test_every_hour_belongs_to_one_day_also_when_a_day_has_twenty_five(app):
    relay = a_relay()
    a_stop(relay)
    number = a_sheet(relay)
    # In the night to 1 March 2024 the clocks of Almaty were put back from 00:00 to 23:00; half an hour later.
    db.session.execute(update(PrintedSheet).values(printed_at=datetime(2024, 2, 29, 18, 30, tzinfo=UTC)))
    db.session.commit()
    assert (numbers(day=date(2024, 2, 29)), numbers(day=date(2024, 3, 1))) == ([number], [])
