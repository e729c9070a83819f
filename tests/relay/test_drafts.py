"""Drafts of a plan: kept side by side, changed by two people, compared, and made a season."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Invalid, KeyReused, NotFound
from campaign.relay import queries as relays
from campaign.relay.dates import SkipRule
from campaign.relay.drafts import queries, services
from campaign.relay.drafts.schemas import Measure
from campaign.relay.schemas import KitBrief, PlanWish
from campaign.relay.wishes import facts_of, wish_of
from campaign.territory.models import Region, Unit, UnitPeriod
from tests.factories import a_campaign, a_region, a_relay, a_stop, a_user
from tests.reader import Reader

ORDER = "/staff/relays/new/order?region=KZ-35&as_of=2018-04-01&until=2018-12-09&kit=standard&"


def wish(**more) -> PlanWish:
    given = {"region_code": "KZ-35", "as_of": date(2018, 4, 1), "start": date(2018, 4, 2), "stay_days": 14}
    return PlanWish(**{**given, "until": date(2018, 12, 9), "kit": "standard", **more})


@pytest.fixture
def desk(shipped_app):
    """Browsers of organizers of Karaganda, each of their own."""
    region = db.session.query(Region).filter_by(code="KZ-35").one()
    a_campaign()

    def made(name: str = "", **where) -> Reader:
        reader = Reader(shipped_app)
        reader.sign_in(a_user(Role.REGION, region=where.get("region", region), name=name))
        return reader

    return made


def press(reader: Reader, act: str, fields: dict | None = None, form: str = "#page-form", expect: int = 303):
    reader.page.select_one(form).append(reader.page.new_tag("input", attrs={"name": "act", "type": "hidden"}))
    return reader.send({"act": act, **(fields or {})}, form=form, expect=expect)


def test_a_wish_comes_back_from_json_as_it_was():
    full = wish(
        unit_codes=("kar-saran", "kar-temirtau"), order=("kar-temirtau", "kar-saran"), stays=(("kar-saran", 3),),
        pins=(("kar-temirtau", 1),), skip=SkipRule(True, False, frozenset({date(2018, 7, 6)})), first="", may_outlast=True,
    )  # fmt: skip
    assert wish_of(facts_of(full)) == full
    assert wish_of(facts_of(wish())) == wish()


def test_a_plan_is_kept_opened_changed_and_made_a_season(desk):
    reader = desk("Айгүл")
    reader.visit("/staff/relays/drafts")
    assert "No draft yet" in reader.text()
    reader.visit(f"{ORDER}start=2018-04-02&stay=14&skip=weekends")
    press(reader, "keep", {"stay": "13"})
    reader.follow()
    press(reader, "new", {"name": ""}, expect=422)
    press(reader, "new", {"name": "Сәуірде, 13 күннен"})
    reader.follow()
    assert "Айгүл" in reader.text()
    (kept,) = queries.drafts()
    assert (kept.name, kept.wish.stay_days, kept.wish.skip.weekends, len(kept.wish.order)) == (
        "Сәуірде, 13 күннен",
        13,
        True,
        18,
    )
    reader.visit(reader.page.find("a", string=kept.name)["href"], expect=302)
    reader.follow()
    assert "This is the draft “Сәуірде, 13 күннен”" in reader.text()
    press(reader, "keep", {"stay": "12"})
    reader.follow()
    press(reader, "change")
    (kept,) = queries.drafts()
    assert (kept.wish.stay_days, kept.version) == (12, 2)
    reader.visit(f"/staff/drafts/{kept.id}/plan", expect=302)
    reader.follow()
    press(reader, "create")
    (season,) = relays.relays()
    assert queries.draft_row(kept.id).relay_id == season.id
    services.remove(kept.id)
    assert (queries.drafts(), len(relays.relays())) == ((), 1)


def test_a_place_that_went_is_named_where_a_draft_is_opened(desk):
    draft_id = services.keep("Общий", wish(unit_codes=("kar-temirtau", "kar-saran")), None, "key")
    saran = db.session.query(Unit).filter_by(code="kar-saran").one()
    db.session.query(UnitPeriod).filter_by(unit_id=saran.id).update({"valid_to": date(2017, 1, 1)})
    db.session.commit()
    reader = desk()
    reader.visit(f"/staff/drafts/{draft_id}/plan", expect=302)
    reader.follow()
    assert "no places of the region on that day: Saran." in reader.text()


def test_the_second_of_two_people_at_a_draft_is_told_and_loses_nothing(desk):
    draft_id = services.keep("Общий", wish(), None, "key")
    first, second = desk("Первая"), desk("Второй")
    for reader in (first, second):
        reader.visit(f"/staff/drafts/{draft_id}/plan", expect=302)
        reader.follow()
    press(first, "keep", {"stay": "10"})
    first.follow()
    press(first, "change")
    press(second, "keep", {"stay": "11"})
    second.follow()
    press(second, "change", {"name": "Общий, мой"}, expect=409)
    assert "Первая changed this draft" in second.text()
    assert second.page.select_one("#name")["value"] == "Общий, мой"
    press(second, "new")
    assert {row.name: row.wish.stay_days for row in queries.drafts()} == {"Общий": 10, "Общий, мой": 11}
    second.visit(f"{ORDER}start=2018-04-02&stay=11&draft={draft_id}&seen=1")
    assert "Первая has changed the draft “Общий” since you opened it" in second.text()


def test_a_name_is_once_in_a_region_and_a_key_makes_one_draft(desk):
    assert services.keep("Вариант", wish(), None, "key") == services.keep("Вариант", wish(), None, "key")
    with pytest.raises(KeyReused):
        services.keep("Другой", wish(), None, "key")
    with pytest.raises(Invalid, match="already"):
        services.keep("ВАРИАНТ", wish(stay_days=5), None, "other")
    services.keep("Вариант", wish(region_code="KZ-39"), None, "elsewhere")
    with pytest.raises(NotFound, match="no such campaign"):
        services.keep("Чужая кампания", wish(), 999, "campaign")
    with pytest.raises(Invalid, match="10000"):
        services.keep("я" * 10_000, wish(), None, "long")


def test_three_drafts_side_by_side_with_what_differs(desk):
    plans = (wish(), wish(start=date(2018, 4, 3), stay_days=10), wish(pins=(("kar-saran", 18),)))
    ids = [services.keep(f"Вариант {number}", plan, None, str(number)) for number, plan in enumerate(plans)]
    rows = queries.side_by_side(ids)
    lines = {line.measure: line for line in queries.compared(rows, [KitBrief("standard", rows[0].draft.region_name, 7)])}
    assert lines[Measure.START].values == (date(2018, 4, 2), date(2018, 4, 3), date(2018, 4, 2))
    assert lines[Measure.END].best == {1}
    assert lines[Measure.KILOMETRES].best == {0, 1}
    assert not lines[Measure.STOPS].differs
    last = queries.places(rows)[-1]
    assert [cell.differs for cell in last.cells] == [True, True, True]
    reader = desk()
    reader.visit("/staff/relays/drafts/compare?" + "&".join(f"draft={draft_id}" for draft_id in ids))
    assert len(reader.page.select("thead")[0].select("th")) == 3
    reader.send({}, form=f"form[action='/staff/drafts/{ids[1]}/create']", expect=303)
    assert queries.draft_row(ids[1]).relay_id == relays.relays()[0].id
    twice = f"draft={ids[0]}&draft={ids[0]}&draft={ids[0]}&draft={ids[1]}"
    assert len(reader.visit(f"/staff/relays/drafts/compare?{twice}").select("thead")[0].select("th")) == 2
    reader.visit(f"/staff/relays/drafts/compare?draft={ids[0]}", expect=302)
    assert urlsplit(reader.response.location).path == "/staff/relays/drafts"


def test_the_list_asks_the_same_however_many_drafts_there_are(desk, statements):
    reader, asked = desk(), []
    reader.visit("/staff/relays/drafts")  # what is asked once in the life of the process
    for number in range(3):
        services.keep(f"Вариант {number}", wish(stay_days=number + 3), None, str(number))
        statements.clear()
        reader.visit("/staff/relays/drafts")
        asked.append(sum(statement.startswith("SELECT") for statement in statements))
    assert len(queries.drafts()) == 3
    assert len(set(asked)) == 1


@pytest.fixture
def app(shipped_app):
    return shipped_app


def test_drafts_are_for_those_who_plan_for_the_region(desk, shipped_app):
    draft_id = services.keep("Тайный", wish(), None, "key")
    other = desk(region=a_region())
    other.visit("/staff/relays/drafts")
    assert "Тайный" not in other.text()
    for page in (f"/staff/drafts/{draft_id}", f"/staff/drafts/{draft_id}/plan"):
        other.visit(page, expect=404)
    coordinator = Reader(shipped_app)
    coordinator.sign_in(a_user(Role.STOP, stop=a_stop(a_relay(db.session.query(Region).filter_by(code="KZ-35").one()))))
    coordinator.visit("/staff/relays/drafts", expect=403)


def test_a_draft_that_cannot_be_planned_any_more_says_why(desk):
    ids = [services.keep("Добрый", wish(), None, "1"), services.keep("Поздний", wish(stay_days=10), None, "2")]
    db.session.query(queries.PlanDraft).filter_by(id=ids[1]).update({"wish": facts_of(wish(unit_codes=("kar-nowhere",)))})
    db.session.commit()
    reader = desk()
    reader.visit(f"/staff/relays/drafts/compare?draft={ids[0]}&draft={ids[1]}")
    assert "There is no place with the code kar-nowhere" in reader.text()
    reader.visit(f"/staff/drafts/{ids[1]}/plan", expect=302)
    reader.follow()
    assert "kar-nowhere" in reader.text()
